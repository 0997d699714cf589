use serde_json::json;

use super::list::{COLUMNS, TaskNode};
use crate::database::{Change, values};
use crate::{Act, Store, StoreError, limits, refusal};

/// What someone says of a node.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct NodeChange<'a> {
    pub task: &'a str,
    pub node: &'a str,
    pub state: &'a str,
    pub note: &'a str,
    /// The version that was seen; 0 where nobody has spoken of it yet.
    pub seen: i64,
}

impl Store {
    /// Says where a node of a task stands; gives its new version.
    ///
    /// # Errors
    /// `store-changed-meanwhile`.
    pub async fn set_task_node(&self, act: &Act<'_>, new: &NodeChange<'_>) -> Result<i64, StoreError> {
        limits::id("task", new.task)?;
        limits::name("node", new.node, limits::ID)?;
        limits::id("state", new.state)?;
        limits::text("note", new.note, limits::TEXT)?;
        let change = self.change(act, "saying where a task stands").await?;
        let sql = format!("SELECT {COLUMNS} FROM task_nodes WHERE task = $1 AND node = $2");
        let before = change.unit.one(&sql, values![new.task, new.node]).await?;
        let before = before.map(|row| TaskNode::read(&row)).transpose()?;
        write(&change, new, before.as_ref().map_or(0, |before| before.version)).await?;
        let object = format!("{}/{}", new.task, new.node);
        let was = before.map(|before| json!({ "state": before.state, "note": before.note }));
        let is = json!({ "state": new.state, "note": new.note });
        change.done("task.node", &object, was, Some(is)).await?;
        Ok(new.seen + 1)
    }
}

async fn write(change: &Change<'_>, new: &NodeChange<'_>, stored: i64) -> Result<(), StoreError> {
    // The condition decides; what was read before tells whom it lost against.
    let sql = "INSERT INTO task_nodes (task, node, state, note, version, changed_by, changed_at) \
        SELECT $1, $2, $3, $4, 1, $5, $6 WHERE $7 = 0 OR EXISTS (SELECT 1 FROM task_nodes WHERE task = $1 AND node = $2) \
        ON CONFLICT (task, node) DO UPDATE SET state = excluded.state, note = excluded.note, \
        version = task_nodes.version + 1, changed_by = excluded.changed_by, changed_at = excluded.changed_at \
        WHERE task_nodes.version = $7";
    let row = values![new.task, new.node, new.state, new.note, change.by(), change.at(), new.seen];
    if change.unit.execute(sql, row).await? == 0 {
        return Err(refusal::changed_meanwhile("task", new.task, stored));
    }
    Ok(())
}

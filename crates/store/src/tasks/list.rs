use chrono::{DateTime, Utc};

use crate::database::Row;
use crate::{Store, StoreError};

/// Where one node of a task stands. A node that nobody has spoken of has no row.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct TaskNode {
    pub task: String,
    pub node: String,
    /// A word of the plan's.
    pub state: String,
    pub note: String,
    pub version: i64,
    pub changed_by: String,
    pub changed_at: DateTime<Utc>,
}

pub(super) const COLUMNS: &str = "task, node, state, note, version, changed_by, changed_at";

impl TaskNode {
    pub(super) fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            task: row.text("task")?,
            node: row.text("node")?,
            state: row.text("state")?,
            note: row.text("note")?,
            version: row.number("version")?,
            changed_by: row.text("changed_by")?,
            changed_at: row.instant("changed_at")?,
        })
    }
}

impl Store {
    /// Every node that someone has spoken of, by task and node.
    ///
    /// # Errors
    /// If the database does.
    pub async fn task_nodes(&self) -> Result<Vec<TaskNode>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM task_nodes ORDER BY task, node");
        let rows = self.reader("listing tasks").all(&sql, vec![]).await?;
        rows.iter().map(TaskNode::read).collect()
    }
}

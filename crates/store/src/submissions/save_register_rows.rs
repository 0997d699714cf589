use serde_json::{Map, Value as Json};

use super::lock::{hold_open, unchanged};
use super::register_rows::RegisterRow;
use crate::database::{Change, values};
use crate::{Act, Store, StoreError, limits};

/// One register row as someone left it.
#[derive(Debug, Clone, Copy)]
pub struct RowChange<'a> {
    /// The register, as the plan names it.
    pub register: &'a str,
    /// The row's id in this submission.
    pub row_id: &'a str,
    /// Its fields; nothing where the row is to go.
    pub content: Option<&'a Json>,
    /// The version that was seen; 0 for a new row.
    pub seen: i64,
}

/// What became of one row.
#[derive(Debug, Clone, PartialEq)]
pub enum SavedRow {
    /// It stands, under this version.
    Written(i64),
    /// It is gone.
    Removed,
    /// It is as wished already.
    Unchanged,
    /// Someone changed it meanwhile: what stands, or nothing where it was removed. Nothing was changed.
    Conflict(Option<RegisterRow>),
}

impl Store {
    /// Saves and removes register rows of a draft, each for itself.
    ///
    /// # Errors
    /// `store-unknown`; `store-locked`; limits. Nothing is saved then.
    pub async fn save_register_rows(
        &self,
        act: &Act<'_>,
        submission: &str,
        changes: &[RowChange<'_>],
    ) -> Result<Vec<SavedRow>, StoreError> {
        limits::number("rows", changes.len(), limits::CHANGES)?;
        let mut texts = Vec::with_capacity(changes.len());
        for one in changes {
            limits::id("register", one.register)?;
            limits::name("row", one.row_id, limits::KEY)?;
            let text = one.content.map(Json::to_string);
            limits::optional("content", text.as_deref(), limits::TEXT)?;
            texts.push(text);
        }
        let change = self.change(act, "saving register rows").await?;
        hold_open(&change, submission).await?;
        let (mut before, mut after) = (Map::new(), Map::new());
        let mut outcomes = Vec::with_capacity(changes.len());
        for (one, text) in changes.iter().zip(texts) {
            let stored = stored_row(&change, submission, one).await?;
            let saved = save(&change, submission, one, text, stored.as_ref()).await?;
            if matches!(saved, SavedRow::Written(_) | SavedRow::Removed) {
                let place = format!("{}/{}", one.register, one.row_id);
                before.insert(place.clone(), stored.map_or(Json::Null, |row| row.content));
                after.insert(place, one.content.cloned().unwrap_or(Json::Null));
            }
            outcomes.push(saved);
        }
        if after.is_empty() {
            unchanged(&change, submission).await?;
            change.unit.commit().await?;
        } else {
            let (before, after) = (Some(Json::Object(before)), Some(Json::Object(after)));
            change.done("submission.save-rows", submission, before, after).await?;
        }
        Ok(outcomes)
    }
}

async fn stored_row(
    change: &Change<'_>,
    submission: &str,
    one: &RowChange<'_>,
) -> Result<Option<RegisterRow>, StoreError> {
    let sql = format!(
        "SELECT {} FROM register_rows WHERE submission = $1 AND register = $2 AND row_id = $3",
        RegisterRow::COLUMNS
    );
    let row = change.unit.one(&sql, values![submission, one.register, one.row_id]).await?;
    row.map(|row| RegisterRow::read(&row)).transpose()
}

async fn save(
    change: &Change<'_>,
    submission: &str,
    one: &RowChange<'_>,
    text: Option<String>,
    stored: Option<&RegisterRow>,
) -> Result<SavedRow, StoreError> {
    let version = stored.map_or(0, |row| row.version);
    if stored.map(|row| &row.content) == one.content {
        return Ok(SavedRow::Unchanged);
    }
    if version != one.seen {
        return Ok(SavedRow::Conflict(stored.cloned()));
    }
    let Some(text) = text else {
        let sql = "DELETE FROM register_rows WHERE submission = $1 AND register = $2 AND row_id = $3";
        change.unit.execute(sql, values![submission, one.register, one.row_id]).await?;
        return Ok(SavedRow::Removed);
    };
    let sql = "INSERT INTO register_rows (submission, register, row_id, content, version, entered_by, entered_at) \
        VALUES ($1, $2, $3, $4, 1, $5, $6) ON CONFLICT (submission, register, row_id) DO UPDATE SET \
        content = excluded.content, version = register_rows.version + 1, entered_by = excluded.entered_by, \
        entered_at = excluded.entered_at";
    let values = values![submission, one.register, one.row_id, text, change.by(), change.at()];
    change.unit.execute(sql, values).await?;
    Ok(SavedRow::Written(version + 1))
}

use serde_json::{Map, Value as Json};

use super::asides::{drop_aside, set_aside};
use super::fields::Field;
use super::lock::{hold_open, unchanged};
use crate::database::{Change, values};
use crate::{Act, Store, StoreError, limits};

/// One field as someone typed it.
#[derive(Debug, Clone, Copy)]
pub struct FieldChange<'a> {
    /// The form's name of it.
    pub field: &'a str,
    /// What was typed.
    pub content: &'a str,
    /// The version that stood there when he began to type; 0 where nothing was saved yet.
    pub seen: i64,
}

/// What became of one change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// It stands, under this version.
    Written(i64),
    /// The same stood there already, under this version.
    Unchanged(i64),
    /// Someone saved something else meanwhile. That stands; what was offered is set aside until who typed it decides.
    Conflict {
        /// What stands.
        stored: Field,
        /// What was offered.
        offered: String,
    },
}

impl Store {
    /// Saves fields of a draft, each for itself: of two people in one form, neither overwrites the other.
    ///
    /// The outcomes come in the order of the changes.
    ///
    /// # Errors
    /// `store-unknown`; `store-locked` if it is handed in; limits. Nothing is saved then.
    pub async fn save_fields(
        &self,
        act: &Act<'_>,
        submission: &str,
        changes: &[FieldChange<'_>],
    ) -> Result<Vec<Saved>, StoreError> {
        limits::number("fields", changes.len(), limits::CHANGES)?;
        for change in changes {
            limits::name("field", change.field, limits::KEY)?;
            limits::text("content", change.content, limits::FIELD)?;
        }
        let change = self.change(act, "saving fields").await?;
        hold_open(&change, submission).await?;
        let (mut before, mut after) = (Map::new(), Map::new());
        let mut outcomes = Vec::with_capacity(changes.len());
        for one in changes {
            let (saved, old) = save(&change, submission, one).await?;
            if matches!(saved, Saved::Written(_)) {
                before.insert(one.field.to_owned(), old.map_or(Json::Null, Json::String));
                after.insert(one.field.to_owned(), Json::from(one.content));
            }
            outcomes.push(saved);
        }
        if after.is_empty() {
            unchanged(&change, submission).await?;
            // Nothing that counts has changed; what was set aside is kept all the same.
            change.unit.commit().await?;
        } else {
            let (before, after) = (Some(Json::Object(before)), Some(Json::Object(after)));
            change.done("submission.save", submission, before, after).await?;
        }
        Ok(outcomes)
    }
}

/// What became of it, and what stood there before.
async fn save(
    change: &Change<'_>,
    submission: &str,
    one: &FieldChange<'_>,
) -> Result<(Saved, Option<String>), StoreError> {
    let sql = format!("SELECT {} FROM fields WHERE submission = $1 AND field = $2", Field::COLUMNS);
    let stored = change.unit.one(&sql, values![submission, one.field]).await?;
    let stored = stored.map(|row| Field::read(&row)).transpose()?;
    let version = stored.as_ref().map_or(0, |stored| stored.version);
    if let Some(stored) = &stored
        && stored.content == one.content
    {
        drop_aside(change, submission, one.field).await?;
        return Ok((Saved::Unchanged(version), None));
    }
    if let Some(stored) = stored.clone()
        && version != one.seen
    {
        set_aside(change, submission, one.field, one.content).await?;
        return Ok((Saved::Conflict { stored, offered: one.content.to_owned() }, None));
    }
    let sql = "INSERT INTO fields (submission, field, content, version, entered_by, entered_at) \
        VALUES ($1, $2, $3, 1, $4, $5) ON CONFLICT (submission, field) DO UPDATE SET content = excluded.content, \
        version = fields.version + 1, entered_by = excluded.entered_by, entered_at = excluded.entered_at";
    let values = values![submission, one.field, one.content, change.by(), change.at()];
    change.unit.execute(sql, values).await?;
    drop_aside(change, submission, one.field).await?;
    Ok((Saved::Written(version + 1), stored.map(|stored| stored.content)))
}

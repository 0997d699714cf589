use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use lanbai_reporting::form::FieldKind;
use lanbai_store::submissions::{Field, RegisterRow};
use serde_json::{Map, Value as Json};

use super::super::find::Case;
use super::super::judge::{Judged, judge};
use super::super::rows::{Asked, MASKED, Rows};
use super::brought::Brought;
use crate::people::new_id;
use crate::{App, AppError};

/// What a file would change in a draft, before anything is changed.
pub(super) struct Overlay {
    /// Key, what is understood now, and what the file says.
    pub fields: Vec<(String, String)>,
    pub registers: Vec<RegisterChange>,
    /// Fields that stand in the draft and that the file leaves empty: they stay as they are.
    pub kept: usize,
    pub judged: Judged,
}

/// What a file would change in one register.
pub(super) struct RegisterChange {
    pub register: String,
    pub field: String,
    pub added: usize,
    pub changed: usize,
    pub removed: usize,
    /// Row id, content (nothing where it goes), and the version that stands.
    pub rows: Vec<(String, Option<Json>, i64)>,
}

impl Overlay {
    pub async fn of(app: &App, case: &Case, now: &Judged, brought: &Brought) -> Result<Self, AppError> {
        let at = DateTime::<Utc>::UNIX_EPOCH;
        let stands = |key: &str| now.entries.shown(key);
        let mut fields = Vec::new();
        let mut all = case.fields.clone();
        for (key, content) in &brought.fields {
            let stored = all.iter_mut().find(|field| field.field == *key);
            let is_same = match &stored {
                Some(stored) => {
                    stored.content == *content || (stands(key) == *content && !content.is_empty())
                }
                None => false,
            };
            if is_same {
                continue;
            }
            fields.push((key.clone(), content.clone()));
            match stored {
                Some(stored) => stored.content.clone_from(content),
                None => all.push(Field {
                    field: key.clone(),
                    content: content.clone(),
                    version: 0,
                    entered_by: String::new(),
                    entered_at: at,
                }),
            }
        }
        let mut rows = case.register_rows.clone();
        let mut registers = Vec::new();
        for (key, brought) in &brought.registers {
            registers.extend(register(case, key, brought, &mut rows)?);
        }
        let kept = case.fields.iter().filter(|field| {
            let is_typed = case.at.form().field(&field.field).is_some_and(|asked| !is_register(&asked.kind));
            is_typed && !field.content.trim().is_empty() && !brought.fields.contains_key(&field.field)
        });
        let kept = kept.count();
        let judged = judge(app.store()?, &case.at, &all, &rows, &mut Default::default()).await?;
        Ok(Self { fields, registers, kept, judged })
    }
}

fn is_register(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::Register { .. })
}

/// The rows of a sheet are the whole list: what is not among them goes. Rows are recognised by the register's key.
fn register(
    case: &Case,
    field: &str,
    brought: &[BTreeMap<String, String>],
    rows: &mut Vec<RegisterRow>,
) -> Result<Option<RegisterChange>, AppError> {
    let kind = case.at.form().field(field).map(|field| &field.kind);
    let Some(FieldKind::Register { register }) = kind else { return Ok(None) };
    let plan = case.at.plan();
    let Some(asked) = Asked::of(plan, register) else { return Ok(None) };
    let mut change = RegisterChange {
        register: register.to_string(),
        field: field.to_owned(),
        added: 0,
        changed: 0,
        removed: 0,
        rows: Vec::new(),
    };
    let mut by_key: BTreeMap<String, RegisterRow> = BTreeMap::new();
    for row in rows.iter().filter(|row| *row.register == **register) {
        let key = row.content.get(asked.key()).and_then(Json::as_str).unwrap_or_default();
        by_key.entry(key.trim().to_owned()).or_insert_with(|| row.clone());
    }
    let mut kept = BTreeSet::new();
    let mut after = Vec::with_capacity(brought.len());
    for cells in brought {
        let key = cells.get(asked.key()).map_or("", |key| key.trim());
        let stored = by_key.get(key).filter(|row| kept.insert(row.row_id.clone()));
        let filled = cells.iter().filter(|(_, text)| !text.trim().is_empty());
        // What was masked for whoever made the file stays as it stands.
        let said = filled.filter_map(|(column, text)| match text.trim() {
            MASKED => Some((column.clone(), stored?.content.get(column)?.clone())),
            text => Some((column.clone(), Json::from(text))),
        });
        let content = Json::Object(said.collect::<Map<String, Json>>());
        let (id, version) = match stored {
            Some(row) => (row.row_id.clone(), row.version),
            None => (new_id("r")?, 0),
        };
        let new = RegisterRow {
            register: register.to_string(),
            row_id: id,
            content,
            version,
            entered_by: String::new(),
            entered_at: DateTime::<Utc>::UNIX_EPOCH,
        };
        if let Some(row) = stored.filter(|row| Rows::say_the_same(plan, &asked, row, &new)) {
            after.push(row.clone());
            continue;
        }
        *(if stored.is_some() { &mut change.changed } else { &mut change.added }) += 1;
        change.rows.push((new.row_id.clone(), Some(new.content.clone()), version));
        after.push(new);
    }
    for row in rows.iter().filter(|row| *row.register == **register && !kept.contains(&row.row_id)) {
        change.removed += 1;
        change.rows.push((row.row_id.clone(), None, row.version));
    }
    rows.retain(|row| *row.register != **register);
    rows.extend(after);
    Ok((!change.rows.is_empty()).then_some(change))
}

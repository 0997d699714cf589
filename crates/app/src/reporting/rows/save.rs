use std::collections::BTreeMap;

use lanbai_kernel::Finding;
use lanbai_reporting::form::FieldKind;
use lanbai_store::Act;
use lanbai_store::submissions::{RegisterRow, RowChange, SavedRow};
use serde_json::{Map, Value as Json};

use super::super::accounts::AccountNames;
use super::super::at::At;
use super::super::find::load;
use super::super::may::Deed;
use super::super::{refusal, refused};
use super::Asked;
use super::list::cells;
use crate::people::Caller;
use crate::view::{RegisterRowView, SavedRowView, SavedRowsView};
use crate::{App, AppError, ask};

/// One row as someone typed it.
#[derive(Debug, Clone)]
pub struct TypedRow {
    /// Its id in the submission; who adds a row gives it one.
    pub id: String,
    /// What stands in its columns; nothing where the row is to go.
    pub cells: Option<BTreeMap<String, String>>,
    /// The version that stood there when it was typed; 0 for a new row.
    pub seen: i64,
}

/// Rows of all registers in one submission: each save reads them all.
const MOST_ROWS: usize = 20_000;
/// Characters in one cell.
const MOST_CHARACTERS: usize = 4_000;
/// Characters in a row's id.
const LONGEST_ID: usize = 64;

/// The register that a form asks for; an error where it does not.
pub(in crate::reporting) fn must_fit(at: &At, register: &str) -> Result<Asked, AppError> {
    let asked = |field: &lanbai_reporting::form::Field| match &field.kind {
        FieldKind::Register { register } => Some(register.to_string()),
        _ => None,
    };
    let known: Vec<String> = at.form().fields().filter_map(asked).collect();
    let found = known.iter().any(|id| id == register).then(|| Asked::of(at.plan(), register)).flatten();
    found.ok_or_else(|| ask::unknown("register", register, known.iter().map(String::as_str)))
}

impl App {
    /// Saves and removes rows of a register in a draft, each for itself, and tells what is found then. A row that
    /// someone else changed meanwhile stays as he left it and is told back.
    ///
    /// # Errors
    /// What is locked; columns that the register does not have; rights; limits.
    pub async fn save_rows(
        &self,
        caller: &Caller,
        submission: &str,
        register: &str,
        typed: &[TypedRow],
    ) -> Result<SavedRowsView, AppError> {
        let store = self.store()?;
        let case = load(self, caller, submission).await?;
        let authority = self.may_do(caller, &case.standing(), Deed::Save)?;
        let asked = must_fit(&case.at, register)?;
        let contents: Vec<Option<Json>> =
            typed.iter().map(|row| content(&asked, row)).collect::<Result<_, _>>()?;
        if case.register_rows.len() + typed.iter().filter(|row| row.seen == 0).count() > MOST_ROWS {
            return refused(refusal("reporting-too-many-rows").with("limit", MOST_ROWS));
        }
        let changes: Vec<RowChange<'_>> = typed
            .iter()
            .zip(&contents)
            .map(|(row, content)| RowChange {
                register: &asked.register.id,
                row_id: &row.id,
                content: content.as_ref(),
                seen: row.seen,
            })
            .collect();
        let act = Act { by: &caller.account, authority: &authority, at: self.clock().now() };
        let outcomes = store.save_register_rows(&act, submission, &changes).await?;
        let case = load(self, caller, submission).await?;
        let judged = case.judge(self).await?;
        let explanations = &case.explanations;
        let others = outcomes.iter().filter_map(|outcome| match outcome {
            SavedRow::Conflict(Some(row)) => Some(row.entered_by.as_str()),
            _ => None,
        });
        let ids = explanations.iter().map(|one| one.entered_by.as_str()).chain(others);
        let names = AccountNames::read(store, ids).await?;
        let saved = typed.iter().zip(&outcomes).map(|(row, outcome)| saved(&asked, row, outcome, &names));
        Ok(SavedRowsView {
            contents: case.submission.contents,
            rows: saved.collect(),
            count: case.register_rows.iter().filter(|row| row.register == asked.register.id).count(),
            findings: judged.view(&case.at, explanations, &names),
        })
    }
}

/// A row as it is kept: what stands in its columns, without those that are empty.
fn content(asked: &Asked, row: &TypedRow) -> Result<Option<Json>, AppError> {
    let too_long = |what: &'static str, limit: usize| -> Finding {
        refusal("reporting-row-too-long").with("what", what).with("limit", limit)
    };
    if row.id.chars().count() > LONGEST_ID {
        return refused(too_long("row", LONGEST_ID));
    }
    let Some(cells) = &row.cells else { return Ok(None) };
    let mut content = Map::new();
    for (column, text) in cells {
        if !asked.fields().any(|field| field.id == *column) {
            let known = asked.fields().map(|field| field.id.as_str());
            return Err(ask::unknown("register-field", column, known));
        }
        if text.chars().count() > MOST_CHARACTERS {
            return refused(too_long("cell", MOST_CHARACTERS));
        }
        if !text.trim().is_empty() {
            content.insert(column.clone(), Json::from(text.trim()));
        }
    }
    Ok(Some(Json::Object(content)))
}

fn saved(asked: &Asked, typed: &TypedRow, outcome: &SavedRow, names: &AccountNames) -> SavedRowView {
    let shown = |row: &RegisterRow| RegisterRowView {
        id: row.row_id.clone(),
        // Who may save rows may see them.
        cells: cells(asked, row, true),
        version: row.version,
        entered_by: names.of(&row.entered_by),
        state: None,
    };
    let (name, version, stored) = match outcome {
        SavedRow::Written(version) => ("saved", *version, None),
        SavedRow::Removed => ("removed", 0, None),
        SavedRow::Unchanged => ("unchanged", typed.seen, None),
        SavedRow::Conflict(stored) => {
            ("conflict", stored.as_ref().map_or(0, |row| row.version), stored.as_ref().map(shown))
        }
    };
    SavedRowView { id: typed.id.clone(), outcome: name.to_owned(), version, stored }
}

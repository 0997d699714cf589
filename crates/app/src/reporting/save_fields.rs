use std::collections::HashMap;

use lanbai_store::Act;
use lanbai_store::submissions::{FieldChange, Saved};

use super::accounts::AccountNames;
use super::find::load;
use super::judge::judge;
use super::may::Deed;
use super::written;
use crate::people::Caller;
use crate::view::{SavedField, SavedView};
use crate::{App, AppError};

/// One field as someone typed it.
#[derive(Debug, Clone)]
pub struct Typed {
    /// Its key.
    pub key: String,
    /// What was typed.
    pub content: String,
    /// The version that stood there when he began to type; 0 where nothing was saved yet.
    pub seen: i64,
}

impl App {
    /// Saves fields of a draft, each for itself, and tells what is found then. Of two people in one field the second
    /// is shown the difference, and what he typed is set aside.
    ///
    /// # Errors
    /// What is locked; what the form does not have; rights; limits.
    pub async fn save_fields(
        &self,
        caller: &Caller,
        submission: &str,
        typed: &[Typed],
    ) -> Result<SavedView, AppError> {
        let store = self.store()?;
        let case = load(self, caller, submission).await?;
        let authority = self.may_do(caller, &case.standing(), Deed::Save)?;
        let form = case.at.form();
        if let Some(unknown) = typed.iter().find(|one| form.field(&one.key).is_none()) {
            let known = form.fields().map(|field| &*field.key);
            return Err(crate::ask::unknown("form-field", &unknown.key, known));
        }
        let changes: Vec<FieldChange<'_>> = typed
            .iter()
            .map(|one| FieldChange { field: &one.key, content: &one.content, seen: one.seen })
            .collect();
        let act = Act { by: &caller.account, authority: &authority, at: self.clock().now() };
        let outcomes = store.save_fields(&act, submission, &changes).await?;
        let fields = store.fields(submission).await?;
        let explanations = store.explanations(submission).await?;
        let judged = judge(store, &case.at, &fields, &case.register_rows, &mut Default::default()).await?;
        let others = outcomes.iter().filter_map(|outcome| match outcome {
            Saved::Conflict { stored, .. } => Some(stored.entered_by.as_str()),
            _ => None,
        });
        let ids = explanations.iter().map(|one| one.entered_by.as_str()).chain(others);
        let names = AccountNames::read(store, ids).await?;
        let contents = store.submission(submission).await?.map_or(0, |stored| stored.contents);
        let shown: HashMap<&str, String> =
            typed.iter().map(|one| (one.key.as_str(), judged.entries.shown(&one.key))).collect();
        Ok(SavedView {
            contents,
            fields: typed
                .iter()
                .zip(&outcomes)
                .map(|(one, outcome)| saved(one, outcome, &shown, &names))
                .collect(),
            findings: judged.view(&case.at, &explanations, &names),
        })
    }
}

fn saved(typed: &Typed, outcome: &Saved, shown: &HashMap<&str, String>, names: &AccountNames) -> SavedField {
    let (name, version) = match outcome {
        Saved::Written(version) => ("saved", *version),
        Saved::Unchanged(version) => ("unchanged", *version),
        Saved::Conflict { stored, .. } => ("conflict", stored.version),
    };
    let stored = match outcome {
        Saved::Conflict { stored, .. } => Some(stored),
        _ => None,
    };
    SavedField {
        key: typed.key.clone(),
        outcome: name.to_owned(),
        content: stored.map_or_else(|| typed.content.clone(), |stored| stored.content.clone()),
        value: shown.get(typed.key.as_str()).cloned().unwrap_or_default(),
        version,
        stored_by: stored.map(|stored| names.of(&stored.entered_by)),
        stored_at: stored.map(|stored| written(stored.entered_at)),
        offered: stored.map(|_| typed.content.clone()),
    }
}

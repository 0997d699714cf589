use std::collections::{BTreeMap, BTreeSet};

use lanbai_store::submissions::RegisterRow;

use super::super::find::Case;
use super::check::text;
use super::{Asked, Rows};
use crate::{App, AppError};

/// The rows of one register that a correction takes the place of; nothing where a submission corrects none.
pub(super) struct Before(Option<BTreeMap<String, RegisterRow>>);

impl Before {
    pub async fn read(app: &App, case: &Case, asked: &Asked) -> Result<Self, AppError> {
        let Some(old) = &case.submission.supersedes else { return Ok(Self(None)) };
        let rows = app.store()?.register_rows(old).await?;
        let own = rows.into_iter().filter(|row| row.register == asked.register.id);
        Ok(Self(Some(own.map(|row| (key(asked, &row), row)).collect())))
    }

    /// What a row is to what was reported before.
    pub fn state(&self, case: &Case, asked: &Asked, row: &RegisterRow) -> &'static str {
        let key = key(asked, row);
        match &self.0 {
            Some(before) => match before.get(&key) {
                None => "new",
                Some(old) if Rows::say_the_same(case.at.plan(), asked, old, row) => "same",
                Some(_) => "changed",
            },
            None => {
                let holder = case.at.snapshot.holders.of(asked.index, &key);
                let is_ours = holder.is_some_and(|holder| holder.territory == case.at.territory);
                if is_ours { "known" } else { "new" }
            }
        }
    }

    /// The rows that are gone.
    pub fn withdrawn(&self, asked: &Asked, now: &[&RegisterRow]) -> Vec<&RegisterRow> {
        let stays: BTreeSet<String> = now.iter().map(|row| key(asked, row)).collect();
        let before = self.0.iter().flatten();
        before.filter(|(key, _)| !stays.contains(*key)).map(|(_, row)| row).collect()
    }
}

fn key(asked: &Asked, row: &RegisterRow) -> String {
    text(row, asked.key()).trim().to_owned()
}

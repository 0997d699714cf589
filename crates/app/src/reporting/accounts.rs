use std::collections::{BTreeMap, BTreeSet};

use lanbai_store::Store;

use crate::AppError;

/// What accounts are called, by their ids.
#[derive(Default)]
pub(crate) struct AccountNames(BTreeMap<String, String>);

impl AccountNames {
    /// Reads the names of accounts.
    pub async fn read<'i>(store: &Store, ids: impl Iterator<Item = &'i str>) -> Result<Self, AppError> {
        let mut names = BTreeMap::new();
        for id in ids.collect::<BTreeSet<_>>() {
            if let Some(account) = store.account(id).await? {
                names.insert(id.to_owned(), account.display_name);
            }
        }
        Ok(Self(names))
    }

    /// The name; the id where there is no such account, as of a job of the product.
    pub fn of(&self, id: &str) -> String {
        self.0.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }
}

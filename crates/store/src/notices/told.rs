use std::collections::HashSet;

use crate::{Store, StoreError};

impl Store {
    /// Which account was told of which cause: for a round that would otherwise write again what stands there.
    ///
    /// # Errors
    /// If the database does.
    pub async fn told_causes(&self) -> Result<HashSet<(String, String)>, StoreError> {
        let rows =
            self.reader("reading what was told").all("SELECT account, cause FROM notices", vec![]).await?;
        rows.iter().map(|row| Ok((row.text("account")?, row.text("cause")?))).collect()
    }
}

use crate::database::values;
use crate::{Store, StoreError, refusal};

impl Store {
    /// The bytes of a file that is tied to that object, checked against their hash. Who may see the object may see its
    /// files and no others: a hash alone opens nothing.
    ///
    /// # Errors
    /// `store-unknown`; `store-evidence-damaged` if the bytes are gone or are others.
    pub async fn evidence_bytes(&self, object: &str, sha256: &str) -> Result<Vec<u8>, StoreError> {
        let sql = "SELECT sha256 FROM evidence_links WHERE object = $1 AND sha256 = $2 LIMIT 1";
        let row = self.reader("reading a file").one(sql, values![object, sha256]).await?;
        // The hash as it is stored, never as it was asked for: it becomes a path.
        let sha256 = row.ok_or_else(|| refusal::unknown("evidence", sha256))?.text("sha256")?;
        let (folder, key) = (self.evidence.clone(), sha256.clone());
        let got = tokio::task::spawn_blocking(move || folder.get(&key)).await;
        let got = got.map_err(|error| StoreError::File {
            path: self.evidence.path(&sha256),
            source: std::io::Error::other(error),
        })??;
        got.ok_or_else(|| refusal::evidence_damaged(&sha256))
    }
}

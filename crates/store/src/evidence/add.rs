use serde_json::json;

use super::sha256_of;
use crate::database::values;
use crate::{Act, Store, StoreError, limits, refusal};

/// What files are taken: a rule of the office.
#[derive(Debug, Clone)]
pub struct EvidenceLimits {
    /// Bytes at most.
    pub most_bytes: usize,
    /// Media types that are taken, such as `application/pdf`.
    pub media_types: Vec<String>,
}

/// A file to be kept.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct NewEvidence<'a> {
    /// What it proves something about: `submission/ID`, or an order's reply.
    pub object: &'a str,
    /// The file's name as the user gave it; never a path.
    pub name: &'a str,
    pub media_type: &'a str,
    pub bytes: &'a [u8],
}

impl Store {
    /// Keeps a file and ties it to what it proves; gives its SHA-256. The same bytes are kept once.
    ///
    /// # Errors
    /// `store-evidence-too-large`; `store-evidence-type`; limits.
    pub async fn add_evidence(
        &self,
        act: &Act<'_>,
        new: &NewEvidence<'_>,
        allowed: &EvidenceLimits,
    ) -> Result<String, StoreError> {
        limits::name("object", new.object, limits::KEY)?;
        limits::name("file-name", new.name, limits::NAME)?;
        if new.bytes.len() > allowed.most_bytes {
            return Err(refusal::evidence_too_large(allowed.most_bytes));
        }
        if !allowed.media_types.iter().any(|taken| taken == new.media_type) {
            return Err(refusal::evidence_type(new.media_type, &allowed.media_types));
        }
        let sha256 = sha256_of(new.bytes);
        let (folder, key, bytes) = (self.evidence.clone(), sha256.clone(), new.bytes.to_vec());
        let put = tokio::task::spawn_blocking(move || folder.put(&key, &bytes)).await;
        put.map_err(|error| StoreError::File {
            path: self.evidence.path(&sha256),
            source: std::io::Error::other(error),
        })??;
        let change = self.change(act, "keeping a file").await?;
        let sql = "INSERT INTO evidence (sha256, media_type, bytes, added_by, added_at) \
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
        let length = i64::try_from(new.bytes.len()).unwrap_or(i64::MAX);
        let row = values![sha256.as_str(), new.media_type, length, change.by(), change.at()];
        change.unit.execute(sql, row).await?;
        let sql = "INSERT INTO evidence_links (object, sha256, name, linked_by, linked_at) \
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
        let row = values![new.object, sha256.as_str(), new.name, change.by(), change.at()];
        change.unit.execute(sql, row).await?;
        let after = json!({ "sha256": sha256, "name": new.name, "type": new.media_type, "bytes": length });
        change.done("evidence.add", new.object, None, Some(after)).await?;
        Ok(sha256)
    }
}

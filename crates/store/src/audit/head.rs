use chrono::{DateTime, Utc};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use serde::{Deserialize, Serialize};

use super::hash::{from_hex, hex};
use crate::database::{Row, values};
use crate::{Store, StoreError};

/// The chain's end at a time, signed. Kept elsewhere it is an anchor: the chain up to it cannot be written anew unseen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The last row's place.
    pub sequence: i64,
    /// The last row's hash, hexadecimal.
    pub hash: String,
    /// When it was signed.
    pub signed_at: DateTime<Utc>,
    /// The Ed25519 key that it was signed with, hexadecimal.
    pub public_key: String,
    /// The signature, hexadecimal.
    pub signature: String,
}

/// The seed of a key that ring does not take.
#[derive(Debug, thiserror::Error)]
#[error("these 32 bytes are no seed of an Ed25519 key")]
pub struct InvalidKey;

/// Signs heads with Ed25519.
pub struct SigningKey(Ed25519KeyPair);

impl SigningKey {
    /// The key that grows from a seed of 32 random bytes.
    ///
    /// # Errors
    /// [`InvalidKey`].
    pub fn from_seed(seed: &[u8; 32]) -> Result<Self, InvalidKey> {
        Ed25519KeyPair::from_seed_unchecked(seed).map(Self).map_err(|_| InvalidKey)
    }

    /// What others verify with, hexadecimal.
    pub fn public_key(&self) -> String {
        hex(self.0.public_key().as_ref())
    }

    fn sign(&self, sequence: i64, hash: String, signed_at: DateTime<Utc>) -> Head {
        let signature = hex(self.0.sign(message(sequence, &hash, signed_at).as_bytes()).as_ref());
        Head { sequence, hash, signed_at, public_key: self.public_key(), signature }
    }
}

/// What is signed: one line a fact, so that it can be written by hand too.
fn message(sequence: i64, hash: &str, signed_at: DateTime<Utc>) -> String {
    format!("lanbai audit head 1\n{sequence}\n{hash}\n{}\n", signed_at.timestamp_millis())
}

impl Head {
    /// Whether it was signed with that key.
    pub fn is_signed_with(&self, public_key: &str) -> bool {
        let (Some(key), Some(signature)) = (from_hex(public_key), from_hex(&self.signature)) else {
            return false;
        };
        let message = message(self.sequence, &self.hash, self.signed_at);
        UnparsedPublicKey::new(&ED25519, key).verify(message.as_bytes(), &signature).is_ok()
    }

    fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            sequence: row.number("sequence")?,
            hash: row.text("hash")?,
            signed_at: row.instant("signed_at")?,
            public_key: row.text("public_key")?,
            signature: row.text("signature")?,
        })
    }
}

impl Store {
    /// Signs the chain's end and keeps the head; nothing while nothing is chained.
    ///
    /// # Errors
    /// If the database does.
    pub async fn sign_audit_head(
        &self,
        key: &SigningKey,
        at: DateTime<Utc>,
    ) -> Result<Option<Head>, StoreError> {
        let unit = self.quiet("signing the audit log").await?;
        let sql = "SELECT sequence, hash FROM audit_chain ORDER BY sequence DESC LIMIT 1";
        let Some(row) = unit.one(sql, vec![]).await? else { return Ok(None) };
        // In whole milliseconds, as it is stored.
        let at = DateTime::from_timestamp_millis(at.timestamp_millis()).unwrap_or(at);
        let head = key.sign(row.number("sequence")?, row.text("hash")?, at);
        let sql = "INSERT INTO audit_heads (sequence, hash, signed_at, public_key, signature) \
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
        let values = values![
            head.sequence,
            head.hash.as_str(),
            head.signed_at.timestamp_millis(),
            head.public_key.as_str(),
            head.signature.as_str(),
        ];
        unit.execute(sql, values).await?;
        unit.commit().await?;
        Ok(Some(head))
    }

    /// The heads that were signed, oldest first.
    ///
    /// # Errors
    /// If the database does.
    pub async fn audit_heads(&self) -> Result<Vec<Head>, StoreError> {
        let sql = "SELECT sequence, hash, signed_at, public_key, signature FROM audit_heads \
            ORDER BY sequence, signed_at, public_key";
        let rows = self.reader("reading signed heads").all(sql, vec![]).await?;
        rows.iter().map(Head::read).collect()
    }
}

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

use datafusion::prelude::col;
use futures::StreamExt;

use crate::columns::Columns;
use crate::schema::OBSERVATIONS;
use crate::{Lake, LakeError};

/// The ids that the lake has. Ids are hashes already, so they are not hashed again.
#[derive(Debug, Default)]
pub(super) struct KnownRows(HashSet<i64, BuildHasherDefault<AlreadyHashed>>);

impl KnownRows {
    /// The ids of all visible observations.
    pub async fn of_observations(lake: &Lake) -> Result<Self, LakeError> {
        let mut known = Self::default();
        let Some(rows) = lake.visible(OBSERVATIONS, 0).await? else { return Ok(known) };
        let mut stream = rows.select(vec![col("id")])?.execute_stream().await?;
        while let Some(batch) = stream.next().await {
            let batch = batch?;
            known.0.extend(Columns::new(OBSERVATIONS, &batch).long("id")?.values());
        }
        Ok(known)
    }

    /// Adds an id; false if it was there.
    pub fn insert(&mut self, id: i64) -> bool {
        self.0.insert(id)
    }
}

#[derive(Debug, Default)]
pub(super) struct AlreadyHashed(u64);

impl Hasher for AlreadyHashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        // Only `write_i64` is ever called for an `i64`; anything else still hashes, if badly.
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_i64(&mut self, id: i64) {
        self.0 = id.cast_unsigned();
    }
}

use super::Publisher;
use crate::publications::Publication;
use crate::{Lake, LakeError};

/// What became of a number that was given before, as after a crash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resumed {
    /// It is listed: nothing is left to write.
    Listed(Publication),
    /// Something later was begun meanwhile. Readers look for what is new behind the last number that they saw, so this
    /// one would never be seen: it is to be burnt.
    Overtaken,
    /// The publisher goes on with it: the next publication has this number, and tables that took it in are skipped.
    Open,
}

impl Publisher {
    /// The number that the next publication would have.
    pub const fn next_number(&self) -> i64 {
        self.last + 1
    }

    /// Notes that a number is begun, before anyone else hears of it: whatever happens, nobody else is given it. The
    /// next publication has it.
    ///
    /// # Errors
    /// If the note cannot be kept.
    pub fn reserve(&mut self, number: i64) -> Result<(), LakeError> {
        if let Some(lock) = &mut self.lock {
            lock.begin(number)?;
        }
        self.last = number - 1;
        self.is_reported = true;
        Ok(())
    }

    /// Goes on with a number that was reserved before, if that can be.
    ///
    /// # Errors
    /// If the lake cannot be read.
    pub async fn resume(&mut self, number: i64) -> Result<Resumed, LakeError> {
        if let Some(listed) = self.lake.publications().await?.iter().find(|p| p.number == number) {
            return Ok(Resumed::Listed(listed.clone()));
        }
        // The tables are asked themselves: a lake that was restored may have another note beside it.
        if self.last.max(self.lake.last_taken_in().await?) > number {
            return Ok(Resumed::Overtaken);
        }
        self.reserve(number)?;
        Ok(Resumed::Open)
    }
}

impl Lake {
    /// Whether a table took in a publication already.
    pub(super) async fn has_taken_in(&self, name: &str, number: i64) -> Result<bool, LakeError> {
        match self.open(name).await? {
            Some(table) => Ok(crate::table::last_publication(&table, name).await? >= number),
            None => Ok(false),
        }
    }
}

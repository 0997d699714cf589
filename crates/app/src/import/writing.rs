use std::sync::Arc;

use lanbai_intake::Batch;
use lanbai_lake::{Known, Lake, NewPublication, Publication, Publisher, RegisterDefaults};
use lanbai_plan::Plan;

use super::held::Memory;
use crate::AppError;

/// What became of the rows of a file.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Published {
    /// The publication, if there was anything to publish.
    pub number: Option<i64>,
    /// Rows that the lake did not have.
    pub added: usize,
    /// The publication that the very same file made before.
    pub same: Option<i64>,
}

/// Rows on their way into the lake. Dropped before it is committed, nothing of them is left.
pub(super) struct Writing {
    plan: Arc<Plan>,
    lake: Lake,
    /// The tables that were there when the turn came; none is told by a rehearsal, which makes none.
    tables: Option<Vec<String>>,
    /// Until it commits.
    publisher: Option<Publisher>,
    known: Box<dyn Known>,
    before: Arc<Vec<Publication>>,
    defaults: Option<RegisterDefaults>,
    /// Of the file that was begun last.
    added: usize,
    is_register: bool,
}

impl Writing {
    /// Waits for its turn; a rehearsal waits for no one and writes nothing.
    pub async fn begin(
        lake: &Lake,
        memory: &Memory<'_>,
        plan: &Arc<Plan>,
        rehearsal: bool,
    ) -> Result<Self, AppError> {
        let publisher = if rehearsal { lake.rehearsal() } else { lake.publisher().await? };
        let tables = if rehearsal { None } else { Some(lake.table_names()?) };
        // Only what is asked after the turn has come is sure to know of everything before it.
        let known = memory.known(plan).await?;
        Ok(Self {
            plan: Arc::clone(plan),
            lake: lake.clone(),
            tables,
            publisher: Some(publisher),
            known,
            before: lake.publications().await?,
            defaults: None,
            added: 0,
            is_register: false,
        })
    }

    /// The rows that follow are those of another file.
    pub fn next(&mut self, header: NewPublication, defaults: RegisterDefaults) {
        if let Some(publisher) = &mut self.publisher {
            publisher.begin(header);
        }
        self.defaults = Some(defaults);
        (self.added, self.is_register) = (0, false);
    }

    /// Adds rows; returns how many of the file are new so far.
    pub async fn add(&mut self, batch: &Batch) -> Result<usize, AppError> {
        let Some(publisher) = &mut self.publisher else { return Ok(self.added) };
        self.added += match (batch, &self.defaults) {
            (Batch::Observations(batch), _) => {
                publisher.observations(&self.plan, batch, self.known.as_ref()).await?
            }
            (Batch::Register(batch), Some(defaults)) => {
                self.is_register = true;
                publisher.register(&self.plan, batch.register, batch, defaults).await?
            }
            (Batch::Register(_), None) => 0,
        };
        Ok(self.added)
    }

    /// The publication that the very same file made before.
    fn same(&self, hash: Option<&str>) -> Option<i64> {
        let of = |publication: &&Publication| hash.is_some() && publication.content_hash.as_deref() == hash;
        self.before.iter().find(of).map(|publication| publication.number)
    }

    /// The publication that made a file superfluous: the very same one before, if this one adds nothing to it.
    ///
    /// Rows of a register have no identity of their own across files, so such a file is the same as a whole, whatever
    /// its rows would add.
    pub fn repeated(&self, hash: Option<&str>, is_register: bool, adds: bool) -> Option<i64> {
        self.same(hash).filter(|_| is_register || !adds)
    }

    /// Makes visible what was added, and says under which numbers.
    pub async fn commit(mut self) -> Result<Vec<Publication>, AppError> {
        match self.publisher.take() {
            Some(publisher) => Ok(publisher.commit(&self.plan).await?),
            None => Ok(Vec::new()),
        }
    }

    /// Ends with the one file that was added.
    pub async fn conclude(mut self, hash: String, publish: bool) -> Result<Published, AppError> {
        if let Some(same) = self.repeated(Some(&hash), self.is_register, self.added > 0) {
            return Ok(Published { number: None, added: 0, same: Some(same) });
        }
        let added = self.added;
        if !publish {
            return Ok(Published { number: None, added, same: None });
        }
        if let Some(publisher) = &mut self.publisher {
            publisher.set_content_hash(hash);
        }
        let published = self.commit().await?;
        Ok(Published { number: published.first().map(|p| p.number), added, same: None })
    }
}

impl Drop for Writing {
    /// Removes the tables that were made for rows which were then not committed. The publisher still has its turn, so
    /// that nobody else can be writing to them, and what a commit has begun is none of this one's.
    fn drop(&mut self) {
        let (Some(before), Some(_)) = (&self.tables, &self.publisher) else { return };
        let made = self.lake.table_names().unwrap_or_default();
        for name in made.iter().filter(|name| !before.contains(name)) {
            let folder = self.lake.root().join(name);
            // Without its log it is no table any more, whatever happens to the rest.
            let removed = std::fs::remove_dir_all(folder.join("_delta_log"))
                .and_then(|()| std::fs::remove_dir_all(&folder));
            if let Err(error) = removed {
                tracing::warn!(table = name, error = error.to_string(), "an empty table was not removed");
            }
        }
    }
}

//! Use cases, one verb a file: load -> pure call -> view. The command line and the server share this behaviour.

pub mod against;
mod answers;
pub mod ask;
pub mod backup;
pub mod chain;
pub mod check;
mod data;
mod describe;
mod error;
mod evaluate;
mod explain;
mod export;
mod figures;
mod hexadecimal;
mod import;
mod messages;
mod named;
mod names;
mod notices;
mod pages;
pub mod people;
mod plan_changes;
pub mod reporting;
mod settings;
mod snapshot;
pub mod supervision;
pub mod view;
mod workspace;

use std::ops::Deref;
use std::sync::{Arc, PoisonError, RwLock};

use lanbai_kernel::Clock;
use lanbai_kernel::territory::TerritoryIndex;

pub use error::{AppError, NotAllowed, chain};
pub use figures::{figures, register_of, sample};
pub use import::{ImportOptions, ImportProgress, Importer};
pub use lanbai_lake::{ColumnKind, Lake, LakeError, QueryLimits, QueryRows, Value, give_way};
pub use lanbai_store::StoreError;
pub use messages::{Messages, io_reason, same};
pub use notices::{MailSettings, Security};
pub use settings::{OpenIdConnect, ProviderName, Reading, Settings};
pub use snapshot::Snapshot;
pub use workspace::{Workspace, files_below};

/// The origin of that name: published, reported, derived or sample.
pub fn origin(name: &str) -> Option<lanbai_kernel::Origin> {
    lanbai_kernel::Origin::from_name(name)
}

/// Statements that are answered at once; others wait.
const STATEMENTS_AT_ONCE: usize = 2;

/// A workspace in use, as someone sees it: to whoever opened it nothing is hidden.
pub struct App {
    opened: Arc<Opened>,
    /// The territories that whoever looks may see whatever their numbers rest on; `None`: all of them.
    sight: Option<Vec<TerritoryIndex>>,
}

/// What all who look share: the lake, the clock and what was last read of both.
pub struct Opened {
    workspace: Workspace,
    lake: Lake,
    clock: Arc<dyn Clock>,
    messages: Messages,
    snapshot: RwLock<Arc<Snapshot>>,
    // One refresh at a time, so that no two snapshots share a generation.
    refreshing: tokio::sync::Mutex<()>,
    desk: import::Desk,
    /// Turns for statements that people send.
    asking: tokio::sync::Semaphore,
    settings: Settings,
    people: Option<people::People>,
    /// Mails that were refused.
    put_off: notices::PutOff,
}

impl Opened {
    async fn open(workspace: Workspace, clock: Arc<dyn Clock>) -> Result<Self, AppError> {
        let settings = workspace.settings()?;
        let lake = workspace.lake();
        let snapshot = Snapshot::load(&workspace, &lake, clock.as_ref()).await?;
        let messages = Messages::load()?;
        let snapshot = RwLock::new(Arc::new(snapshot));
        Ok(Self {
            workspace,
            lake,
            clock,
            messages,
            snapshot,
            refreshing: tokio::sync::Mutex::default(),
            desk: import::Desk::default(),
            asking: tokio::sync::Semaphore::new(STATEMENTS_AT_ONCE),
            settings,
            people: None,
            put_off: notices::PutOff::default(),
        })
    }
}

impl Opened {
    fn whole(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Deref for App {
    type Target = Opened;

    fn deref(&self) -> &Opened {
        &self.opened
    }
}

impl App {
    /// Opens a workspace with its store, which is made where it is missing: for whoever lets people in.
    pub async fn open_with_store(workspace: Workspace, clock: Arc<dyn Clock>) -> Result<Self, AppError> {
        let mut opened = Opened::open(workspace, clock).await?;
        let now = opened.clock.now();
        opened.people = Some(people::People::open(&opened.workspace, &opened.settings, now).await?);
        Ok(Self { opened: Arc::new(opened), sight: None })
    }

    /// Opens a workspace and reads its plan and lake; no store is opened or made.
    pub async fn open(workspace: Workspace, clock: Arc<dyn Clock>) -> Result<Self, AppError> {
        Ok(Self { opened: Arc::new(Opened::open(workspace, clock).await?), sight: None })
    }

    /// What is known now: one plan, one state of the lake, without what is hidden from whoever looks.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        match &self.sight {
            Some(sight) => self.whole().seen_with(sight),
            None => self.whole(),
        }
    }

    /// The same workspace as a caller sees it.
    #[must_use]
    pub fn seen_by(&self, caller: &people::Caller) -> Self {
        Self { opened: Arc::clone(&self.opened), sight: caller.sight(self) }
    }

    /// Tells lookers apart from whom different things are hidden; empty for those from whom nothing is.
    pub fn sight(&self) -> String {
        let numbers = |sight: &Vec<TerritoryIndex>| {
            let numbers: Vec<String> = sight.iter().map(|t| t.at().to_string()).collect();
            format!("sight {}", numbers.join(" "))
        };
        self.sight.as_ref().map(numbers).unwrap_or_default()
    }

    /// Works out now what pages would otherwise wait for; takes a while.
    pub fn prepare(&self) {
        self.whole().prepare();
    }

    /// Takes in what other processes published and how the plan's files were edited. True if anything changed.
    pub async fn refresh(&self) -> Result<bool, AppError> {
        let _one = self.refreshing.lock().await;
        let old = self.whole();
        let Some(new) = old.refreshed(&self.workspace, &self.lake, self.clock.as_ref()).await? else {
            return Ok(false);
        };
        *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(new);
        Ok(true)
    }

    /// Sentences by code.
    pub fn messages(&self) -> &Messages {
        &self.messages
    }

    /// The workspace's folder.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// The clock.
    pub fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }

    /// What the workspace's operator decided.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Accounts, and the store where what people do is kept.
    pub fn people(&self) -> Result<&people::People, AppError> {
        self.people.as_ref().ok_or(AppError::Broken("the workspace was opened without its store"))
    }

    /// Where what people do is kept.
    pub fn store(&self) -> Result<&lanbai_store::Store, AppError> {
        Ok(self.people()?.store())
    }

    /// The lake.
    pub fn lake(&self) -> &Lake {
        &self.lake
    }

    /// Id of the territory that the plan's targets belong to.
    pub fn home(&self) -> String {
        self.snapshot().plan.raw.header.content.home.get_ref().clone()
    }

    /// The boundaries that the plan names, if it names any.
    pub fn boundaries(&self) -> Result<Option<Vec<u8>>, AppError> {
        let snapshot = self.snapshot();
        let map = snapshot.plan.raw.header.content.map.as_ref();
        let Some(name) = map.and_then(|map| map.boundaries.as_deref()) else { return Ok(None) };
        let path = self.workspace.plan_folder().join(name);
        std::fs::read(&path).map(Some).map_err(AppError::file(path))
    }
}

use chrono::{DateTime, Utc};
use lanbai_store::Store;
use lanbai_store::audit::SigningKey;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::openid::Provider;
use super::seed;
use crate::{AppError, Settings, Workspace};

/// Hashes of passwords at once: each takes some 20 MB and a core for as long as it lasts.
const HASHES_AT_ONCE: usize = 2;

/// Workbooks of forms that are read or written at once: one may inflate to more than a hundred MB.
const WORKBOOKS_AT_ONCE: usize = 2;

/// Accounts, and the store where what people do is kept.
pub struct People {
    store: Store,
    key: SigningKey,
    pub(super) hashing: Semaphore,
    workbook_secret: [u8; seed::SEED],
    workbooks: Semaphore,
    provider: Option<Provider>,
}

impl People {
    /// Opens the store of a workspace and makes what is missing: its tables, and the key that signs the audit log.
    pub(crate) async fn open(
        workspace: &Workspace,
        settings: &Settings,
        now: DateTime<Utc>,
    ) -> Result<Self, AppError> {
        let store = Store::open(&settings.store(workspace.root()), now).await?;
        let seed = seed::read_or_make(&workspace.root().join("audit.key"))?;
        let key = SigningKey::from_seed(&seed).map_err(|_| AppError::Broken("the audit key is none"))?;
        let workbook_secret = seed::read_or_make(&workspace.root().join("workbook.key"))?;
        let (hashing, workbooks) = (Semaphore::new(HASHES_AT_ONCE), Semaphore::new(WORKBOOKS_AT_ONCE));
        let provider = settings.openid_connect.as_ref().map(|_| Provider::new()).transpose()?;
        Ok(Self { store, key, hashing, workbook_secret, workbooks, provider })
    }

    /// Where what people do is kept.
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// What signs the ends of the audit log.
    pub const fn key(&self) -> &SigningKey {
        &self.key
    }

    /// What seals the templates of forms.
    pub(crate) const fn workbook_secret(&self) -> &[u8; seed::SEED] {
        &self.workbook_secret
    }

    /// What asks the identity provider, where there is one.
    pub(super) fn provider(&self) -> Result<&Provider, AppError> {
        self.provider.as_ref().ok_or(AppError::Broken("the workspace was opened without its provider"))
    }

    /// Waits until a workbook may be read or written.
    pub(crate) async fn workbook_turn(&self) -> Result<SemaphorePermit<'_>, AppError> {
        self.workbooks.acquire().await.map_err(|_| AppError::Broken("workbooks are closed"))
    }

    /// Chains what was told to the audit log since the last time; a server does so twice a second.
    pub async fn chain_audit(&self) -> Result<usize, AppError> {
        Ok(self.store.chain_audit().await?)
    }
}

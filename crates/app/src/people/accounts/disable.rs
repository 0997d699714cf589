use lanbai_reporting::rights::Action;
use lanbai_store::Act;

use super::{another, not_the_last};
use crate::people::Caller;
use crate::{App, AppError};

impl App {
    /// 停用: shuts an account out and ends its sessions.
    pub async fn disable_account(&self, caller: &Caller, id: &str, reason: &str) -> Result<(), AppError> {
        let (_, authority) = another(self, caller, Action::EditAccounts, id).await?;
        not_the_last(self, id, None).await?;
        let act = Act { by: &caller.account, authority: &authority, at: self.clock().now() };
        Ok(self.store()?.disable_account(&act, id, reason).await?)
    }

    /// 启用: lets an account in again.
    pub async fn enable_account(&self, caller: &Caller, id: &str) -> Result<(), AppError> {
        let (_, authority) = another(self, caller, Action::EditAccounts, id).await?;
        let act = Act { by: &caller.account, authority: &authority, at: self.clock().now() };
        Ok(self.store()?.enable_account(&act, id).await?)
    }

    /// Changes the name that pages show.
    pub async fn rename_account(&self, caller: &Caller, id: &str, name: &str) -> Result<(), AppError> {
        let (account, authority) = another(self, caller, Action::EditAccounts, id).await?;
        if let Some(finding) = super::create::wrong(&account.login, name, lanbai_kernel::Place::default()) {
            return Err(super::told(finding));
        }
        let act = Act { by: &caller.account, authority: &authority, at: self.clock().now() };
        Ok(self.store()?.rename_account(&act, id, name.trim()).await?)
    }
}

use lanbai_reporting::rights::Action;
use lanbai_store::Act;

use super::another;
use crate::people::{Caller, password};
use crate::view::MadeAccountView;
use crate::{App, AppError};

impl App {
    /// 重置: a new password for one use; the account's sessions end.
    pub async fn reset_password(&self, caller: &Caller, id: &str) -> Result<MadeAccountView, AppError> {
        let (account, authority) = another(self, caller, Action::EditAccounts, id).await?;
        let password = password::one_time()?;
        let people = self.people()?;
        let hash = people.hash_in_turn(&password).await?;
        let act = Act { by: &caller.account, authority: &authority, at: self.clock().now() };
        people.store().set_password(&act, id, &hash, true, None).await?;
        Ok(MadeAccountView { id: account.id, login: account.login, name: account.display_name, password })
    }

    /// Removes the one-time codes of an account, which sets up others when it signs in next; its sessions end.
    pub async fn reset_second_factor(&self, caller: &Caller, id: &str) -> Result<(), AppError> {
        let (_, authority) = another(self, caller, Action::ResetSecondFactor, id).await?;
        let act = Act { by: &caller.account, authority: &authority, at: self.clock().now() };
        let store = self.store()?;
        store.set_totp(&act, id, None).await?;
        store.end_sessions_of(&act, id).await?;
        Ok(())
    }
}

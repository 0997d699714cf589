use chrono::TimeDelta;
use lanbai_reporting::rights::Action;
use lanbai_store::Act;

use super::another;
use crate::people::Caller;
use crate::{App, AppError};

/// How long an invitation waits for its person.
const WAITS: TimeDelta = TimeDelta::days(14);

impl App {
    /// Lets the person of the account's login name at the identity provider be tied to it, once and within two weeks.
    pub async fn invite_account(&self, caller: &Caller, id: &str) -> Result<(), AppError> {
        let (_, authority) = another(self, caller, Action::EditAccounts, id).await?;
        self.provider_settings()?;
        let now = self.clock().now();
        let act = Act { by: &caller.account, authority: &authority, at: now };
        Ok(self.store()?.invite_through_provider(&act, id, now + WAITS).await?)
    }

    /// Ends what ties an account to the identity provider; its sessions end.
    pub async fn part_account(&self, caller: &Caller, id: &str) -> Result<(), AppError> {
        let (_, authority) = another(self, caller, Action::EditAccounts, id).await?;
        let act = Act { by: &caller.account, authority: &authority, at: self.clock().now() };
        Ok(self.store()?.part_from_provider(&act, id).await?)
    }
}

use lanbai_kernel::{Finding, Place};
use lanbai_reporting::rights::Action;
use lanbai_store::Act;
use lettre::Address;

use crate::people::{Caller, Where};
use crate::view::MailView;
use crate::{App, AppError};

impl App {
    /// Where the caller is written to, and whether this workspace writes at all.
    ///
    /// # Errors
    /// Rights.
    pub async fn own_mail(&self, caller: &Caller) -> Result<MailView, AppError> {
        caller.may(Action::KeepOwnAccount, Where::Any, self)?;
        let address = self.store()?.mail_address(&caller.account).await?;
        Ok(MailView { address, sends: self.settings().mail.is_some() })
    }

    /// Says where the caller is written to; empty for nowhere.
    ///
    /// # Errors
    /// What is no address; rights.
    pub async fn set_own_mail(&self, caller: &Caller, address: &str) -> Result<MailView, AppError> {
        let authority = caller.may(Action::KeepOwnAccount, Where::Any, self)?;
        let address = Some(address.trim()).filter(|address| !address.is_empty());
        if let Some(address) = address
            && address.parse::<Address>().is_err()
        {
            let seen: String = address.chars().take(80).collect();
            let finding = Finding::error("people-mail-address", Place::default()).with("seen", seen);
            return Err(AppError::Refused(Box::new(finding)));
        }
        let act = Act { by: &caller.account, authority: &authority, at: self.clock().now() };
        self.store()?.set_mail_address(&act, &caller.account, address).await?;
        self.own_mail(caller).await
    }
}

use lanbai_kernel::{Finding, Place};
use lanbai_reporting::rights::Action;
use lanbai_store::Act;

use super::{Caller, Where, totp};
use crate::view::SecondFactorView;
use crate::{App, AppError};

impl App {
    /// A new secret for the caller's one-time codes. Nothing is kept until he shows that he has it.
    pub fn offer_second_factor(&self, caller: &Caller) -> Result<SecondFactorView, AppError> {
        caller.may(Action::KeepOwnAccount, Where::Any, self)?;
        let secret = totp::new_secret()?;
        let account: String =
            caller.login.chars().filter(|c| c.is_ascii_alphanumeric() || "-._@".contains(*c)).collect();
        let address = format!("otpauth://totp/Lanbai:{account}?secret={secret}&issuer=Lanbai");
        Ok(SecondFactorView { secret, address })
    }

    /// Sets the caller's secret of one-time codes, once a code shows that he has it.
    ///
    /// # Errors
    /// `code-wrong`; `second-factor-set` if he has one: only the security administrator removes it.
    pub async fn enrol_second_factor(
        &self,
        caller: &Caller,
        secret: &str,
        code: &str,
        address: &str,
    ) -> Result<(), AppError> {
        let authority = caller.may(Action::KeepOwnAccount, Where::Any, self)?;
        let refused = |code| Err(AppError::Refused(Box::new(Finding::error(code, Place::default()))));
        let store = self.people()?.store();
        let now = self.clock().now();
        self.people()?.throttle(&caller.login, address, now).await?;
        let account = store.account(&caller.account).await?;
        if account.is_some_and(|account| account.totp_secret.is_some()) {
            return refused("second-factor-set");
        }
        let step = totp::is_secret(secret).then(|| totp::step_of(secret, code, now)).flatten();
        let Some(step) = step else {
            store.note_attempt(&caller.login, address, false, now).await?;
            return refused("code-wrong");
        };
        let act = Act { by: &caller.account, authority: &authority, at: now };
        store.set_totp(&act, &caller.account, Some(secret)).await?;
        store.use_totp_step(&caller.account, step).await?;
        Ok(())
    }
}

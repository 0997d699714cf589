use lanbai_kernel::{Finding, Place};
use lanbai_reporting::rights::Action;
use lanbai_store::Act;

use super::{Caller, Where, password};
use crate::{App, AppError};

impl App {
    /// Changes the caller's own password. His other sessions end.
    ///
    /// # Errors
    /// `password-wrong` for the old one, `password-too-weak` and its like for the new one, `sign-in-throttled`.
    pub async fn change_password(
        &self,
        caller: &Caller,
        old: &str,
        new: &str,
        address: &str,
    ) -> Result<(), AppError> {
        let authority = caller.may(Action::KeepOwnAccount, Where::Any, self)?;
        let refused = |code| Err(AppError::Refused(Box::new(Finding::error(code, Place::default()))));
        password::may_be_chosen(new, &caller.login)?;
        let people = self.people()?;
        let _turn = people.turn().await?;
        let now = self.clock().now();
        // Whoever sits down at an open session guesses no more often than one who would sign in.
        people.throttle(&caller.login, address, now).await?;
        let account = people.store().account(&caller.account).await?;
        let hash = account.as_ref().and_then(|account| account.password_hash.as_deref());
        if !people.is_right(old, hash).await? {
            people.store().note_attempt(&caller.login, address, false, now).await?;
            return refused("password-wrong");
        }
        if old == new {
            return refused("password-unchanged");
        }
        let hash = people.hash(new).await?;
        let act = Act { by: &caller.account, authority: &authority, at: now };
        let kept = caller.session.as_deref();
        Ok(people.store().set_password(&act, &caller.account, &hash, false, kept).await?)
    }
}

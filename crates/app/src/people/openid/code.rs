use super::account::in_use;
use super::return_here::VOUCHED;
use super::secret::Derived;
use super::{AUTHORITY, refused};
use crate::{App, AppError};

impl App {
    /// Lets in someone for whom the provider vouched, by the one-time code of his account.
    ///
    /// # Errors
    /// `provider-expired`, `provider-disabled`, `code-wrong`, `sign-in-throttled`.
    pub async fn bring_code(&self, secret: &str, code: &str, address: &str) -> Result<String, AppError> {
        let people = self.people()?;
        let (store, now) = (people.store(), self.clock().now());
        let id = Derived(secret).id();
        let expired = || refused("provider-expired");
        let waiting = store.sign_in_on_its_way(&id, VOUCHED, now).await?.ok_or_else(expired)?;
        let account = waiting.account.ok_or_else(expired)?;
        let account = in_use(store.account(&account).await?.ok_or_else(expired)?)?;
        people.throttle(&account.login, address, now).await?;
        if !people.takes_code(&account, code, now).await? {
            people.note_failure(&account.login, address, now).await?;
            return Err(refused("code-wrong"));
        }
        let taken = store.take_sign_in(&id, VOUCHED, now).await?.ok_or_else(expired)?;
        store.note_attempt(&account.login, address, true, now).await?;
        people.open_session(&account, taken.rotated_from.as_deref(), AUTHORITY, now).await
    }
}

use lanbai_store::Act;
use lanbai_store::StoreError;
use lanbai_store::accounts::{Account, Subject};

use super::exchange::Person;
use super::provider::Provider;
use super::{AUTHORITY, refused};
use crate::people::People;
use crate::settings::OpenIdConnect;
use crate::{App, AppError};

impl App {
    /// The account of someone for whom the provider vouches: the one that he is tied to, else the one of his login name
    /// if an administrator invited it. No account and no right is ever made of what a provider says.
    ///
    /// # Errors
    /// `provider-unknown`, `provider-disabled`, and what asking the provider may bring.
    pub(super) async fn account_of_person(
        &self,
        people: &People,
        provider: &Provider,
        person: &Person,
        settings: &OpenIdConnect,
    ) -> Result<Account, AppError> {
        let store = people.store();
        let subject = Subject { issuer: settings.issuer.clone(), subject: person.claims.sub.clone() };
        if let Some(account) = store.account_of_subject(&subject).await? {
            return in_use(account);
        }
        let unknown = || refused("provider-unknown");
        let login = provider.login_of(person, settings, self.clock()).await?.ok_or_else(unknown)?;
        let act = Act { by: "lanbai", authority: AUTHORITY, at: self.clock().now() };
        match store.link_invited(&act, &login, &subject).await {
            Ok(Some(id)) => in_use(store.account(&id).await?.ok_or_else(unknown)?),
            Ok(None) => Err(unknown()),
            // Two that came at once for one person: the other has it.
            Err(StoreError::Refused(finding)) if finding.code == "store-taken" => Err(unknown()),
            Err(other) => Err(other.into()),
        }
    }
}

/// An account that lets someone in.
pub(super) fn in_use(account: Account) -> Result<Account, AppError> {
    if account.disabled_at.is_some() { Err(refused("provider-disabled")) } else { Ok(account) }
}

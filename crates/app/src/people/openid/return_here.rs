use lanbai_store::accounts::Account;
use lanbai_store::providers::NewSignIn;

use super::account::in_use;
use super::exchange::Exchange;
use super::secret::{Derived, client_secret};
use super::{AUTHORITY, WAY, refused, told};
use crate::hexadecimal::hexadecimal;
use crate::people::{People, random};
use crate::{App, AppError};

/// Characters of what a provider hands to a browser.
const LONGEST: usize = 4_096;
/// What stands in place of the state once the provider has vouched.
pub(super) const VOUCHED: &str = "vouched";

/// Someone who comes back from the provider.
#[derive(Clone, Copy)]
#[allow(missing_docs)]
pub struct Returned<'a> {
    /// What his browser alone held.
    pub secret: &'a str,
    pub state: &'a str,
    /// What the provider gave him.
    pub code: Option<&'a str>,
    /// Why it gave him none.
    pub error: Option<&'a str>,
    /// Where the request comes from.
    pub address: &'a str,
}

/// What came of it.
#[derive(Debug)]
pub enum Vouched {
    /// Signed in: the session's token, for the browser alone.
    In(String),
    /// The account asks for a one-time code of its own; what the browser holds until it brings one.
    CodeNeeded(String),
}

impl App {
    /// Takes in who comes back from the provider.
    ///
    /// # Errors
    /// `provider-expired` unless it is he who set out, within his time and for the first time; `provider-refused`,
    /// `provider-unreachable`, `provider-untrusted`, `provider-unknown`, `provider-disabled`.
    pub async fn return_from_provider(&self, asked: Returned<'_>) -> Result<Vouched, AppError> {
        let people = self.people()?;
        let now = self.clock().now();
        people.throttle_address(asked.address, now).await?;
        let came = self.vouch(people, asked).await;
        if let Err(AppError::Refused(finding)) = &came
            && matches!(finding.code, "provider-untrusted" | "provider-unknown" | "provider-disabled")
        {
            people.note_failure("", asked.address, now).await?;
        }
        came
    }

    async fn vouch(&self, people: &People, asked: Returned<'_>) -> Result<Vouched, AppError> {
        let settings = self.provider_settings()?;
        let derived = Derived(asked.secret);
        if asked.state.len() > LONGEST || asked.state == VOUCHED {
            return Err(refused("provider-expired"));
        }
        let taken = people.store().take_sign_in(&derived.id(), asked.state, self.clock().now()).await?;
        let taken = taken.ok_or_else(|| refused("provider-expired"))?;
        let code = asked.code.filter(|code| !code.is_empty() && code.len() <= LONGEST);
        let Some(code) = code else {
            let why: String =
                asked.error.unwrap_or("no code").chars().filter(|c| c.is_ascii_graphic()).take(80).collect();
            return Err(told("provider-refused")(why));
        };
        let provider = people.provider()?;
        let turn = provider.turn()?;
        let secret = client_secret(self.workspace().root(), settings)?;
        let back = settings.back().map_err(AppError::Refused)?;
        let exchange = Exchange { settings, secret: secret.as_deref(), derived, code, back: &back };
        let person = provider.exchange(&exchange, self.clock()).await?;
        let account = self.account_of_person(people, provider, &person, settings).await?;
        drop(turn);
        let rotated_from = taken.rotated_from.as_deref();
        if account.totp_secret.is_some() && !person.claims.used(&settings.trusted_methods) {
            return self.wait_for_code(people, &account, asked.address, rotated_from).await;
        }
        let now = self.clock().now();
        let account = in_use(account)?;
        people.open_session(&account, rotated_from, AUTHORITY, now).await.map(Vouched::In)
    }

    async fn wait_for_code(
        &self,
        people: &People,
        account: &Account,
        address: &str,
        rotated_from: Option<&str>,
    ) -> Result<Vouched, AppError> {
        let (secret, now) = (hexadecimal(random::bytes::<32>()?), self.clock().now());
        let new = NewSignIn {
            id: &Derived(&secret).id(),
            state: VOUCHED,
            account: Some(&account.id),
            address,
            rotated_from,
            expires_at: now + WAY,
        };
        people.remember(&new, now).await?;
        Ok(Vouched::CodeNeeded(secret))
    }
}

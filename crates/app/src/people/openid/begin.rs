use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use lanbai_store::StoreError;
use lanbai_store::providers::NewSignIn;
use sha2::{Digest, Sha256};
use url::Url;

use super::secret::{Derived, client_secret};
use super::{WAY, fetch, refused};
use crate::hexadecimal::hexadecimal;
use crate::people::{People, random, sign_in};
use crate::settings::OpenIdConnect;
use crate::{App, AppError};

/// Someone who sets out for the provider.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Departure {
    /// Where his browser goes.
    pub address: String,
    /// What his browser alone holds meanwhile.
    pub secret: String,
}

impl App {
    /// Sets out for the provider. `before` is the token of the session that is open in that browser.
    ///
    /// # Errors
    /// `provider-off`, `provider-secret`, `provider-unreachable`, `provider-untrusted`, `sign-in-busy`,
    /// `sign-in-throttled`.
    pub async fn set_out_for_provider(
        &self,
        address: &str,
        before: Option<&str>,
    ) -> Result<Departure, AppError> {
        let settings = self.provider_settings()?;
        let people = self.people()?;
        people.throttle_address(address, self.clock().now()).await?;
        // Told before anybody was sent away.
        client_secret(self.workspace().root(), settings)?;
        let turn = people.provider()?.turn()?;
        let known = people.provider()?.known(&settings.issuer, self.clock().now()).await?;
        drop(turn);
        let secret = hexadecimal(random::bytes::<32>()?);
        let state = hexadecimal(random::bytes::<16>()?);
        let rotated_from = before.and_then(sign_in::hash_of_token);
        let now = self.clock().now();
        let new = NewSignIn {
            id: &Derived(&secret).id(),
            state: &state,
            account: None,
            address,
            rotated_from: rotated_from.as_deref(),
            expires_at: now + WAY,
        };
        people.remember(&new, now).await?;
        let address = authorization(&known.metadata.authorization_endpoint, settings, &secret, &state)?;
        Ok(Departure { address, secret })
    }

    /// The provider's settings.
    ///
    /// # Errors
    /// `provider-off`.
    pub(in crate::people) fn provider_settings(&self) -> Result<&OpenIdConnect, AppError> {
        self.settings().openid_connect.as_ref().ok_or_else(|| refused("provider-off"))
    }
}

impl People {
    /// Remembers who is on his way.
    pub(super) async fn remember(&self, new: &NewSignIn<'_>, now: DateTime<Utc>) -> Result<(), AppError> {
        match self.store().await_sign_in(new, now).await {
            Err(StoreError::Refused(finding)) if finding.code == "store-too-many" => {
                Err(refused("sign-in-busy"))
            }
            remembered => Ok(remembered?),
        }
    }
}

/// Where a browser asks the provider to vouch for its owner.
fn authorization(
    endpoint: &str,
    settings: &OpenIdConnect,
    secret: &str,
    state: &str,
) -> Result<String, AppError> {
    let derived = Derived(secret);
    let mut address: Url = fetch::safe(endpoint)?;
    let scopes = std::iter::once("openid").chain(settings.scopes.iter().map(String::as_str));
    address
        .query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("client_id", &settings.client_id)
        .append_pair("redirect_uri", &settings.back().map_err(AppError::Refused)?)
        .append_pair("scope", &scopes.collect::<Vec<_>>().join(" "))
        .append_pair("state", state)
        .append_pair("nonce", &derived.nonce())
        .append_pair("code_challenge", &challenge(&derived.verifier()))
        .append_pair("code_challenge_method", "S256");
    Ok(address.into())
}

fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()))
}

use serde::Deserialize;
use serde_json::{Map, Value};

use super::fetch;
use super::id_token::{Claims, Expected, Untrusted, verify};
use super::provider::Provider;
use super::secret::Derived;
use super::told;
use crate::AppError;
use crate::settings::OpenIdConnect;

/// What a provider gives for a code.
#[derive(Deserialize)]
struct Tokens {
    id_token: String,
    access_token: String,
}

/// Someone for whom the provider vouches.
pub(super) struct Person {
    pub(super) claims: Claims,
    access_token: String,
}

/// What goes along with a code.
pub(super) struct Exchange<'a> {
    pub(super) settings: &'a OpenIdConnect,
    pub(super) secret: Option<&'a str>,
    pub(super) derived: Derived<'a>,
    pub(super) code: &'a str,
    pub(super) back: &'a str,
}

impl Provider {
    /// Gives a code for a token, and checks that.
    ///
    /// # Errors
    /// `provider-unreachable`, `provider-untrusted`.
    pub(super) async fn exchange(
        &self,
        asked: &Exchange<'_>,
        clock: &dyn lanbai_kernel::Clock,
    ) -> Result<Person, AppError> {
        let OpenIdConnect { issuer, client_id, .. } = asked.settings;
        let known = self.known(issuer, clock.now()).await?;
        let verifier = asked.derived.verifier();
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("code", asked.code),
            ("redirect_uri", asked.back),
            ("code_verifier", verifier.as_str()),
        ];
        let in_header = asked.secret.filter(|_| known.metadata.takes_header());
        if in_header.is_none() {
            fields.push(("client_id", client_id));
            fields.extend(asked.secret.map(|secret| ("client_secret", secret)));
        }
        let user = in_header.map(|secret| (client_id.as_str(), secret));
        let Tokens { id_token, access_token } =
            fetch::post(&self.client, &known.metadata.token_endpoint, &fields, user).await?;
        let nonce = asked.derived.nonce();
        let expected = Expected { issuer, client: client_id, nonce: &nonce, now: clock.now() };
        let claims = match verify(&id_token, &known.keys, expected) {
            Err(Untrusted::NoKey) => {
                verify(&id_token, &self.known_anew(issuer, clock.now()).await?.keys, expected)
            }
            checked => checked,
        };
        Ok(Person { claims: claims.map_err(told("provider-untrusted"))?, access_token })
    }

    /// Under which name someone signs in, as the provider says in the token or beside it. An e-mail address counts only
    /// where the provider has seen that it is his.
    ///
    /// # Errors
    /// `provider-unreachable`, `provider-untrusted`.
    pub(super) async fn login_of(
        &self,
        person: &Person,
        settings: &OpenIdConnect,
        clock: &dyn lanbai_kernel::Clock,
    ) -> Result<Option<String>, AppError> {
        if let Some(login) = login_in(&person.claims.more, settings) {
            return Ok(Some(login));
        }
        let known = self.known(&settings.issuer, clock.now()).await?;
        let Some(address) = &known.metadata.userinfo_endpoint else { return Ok(None) };
        let more: Map<String, Value> = fetch::get_as(&self.client, address, &person.access_token).await?;
        if more.get("sub").and_then(Value::as_str) != Some(person.claims.sub.as_str()) {
            return Err(told("provider-untrusted")("what stands beside the token is about someone else"));
        }
        Ok(login_in(&more, settings))
    }
}

fn login_in(claims: &Map<String, Value>, settings: &OpenIdConnect) -> Option<String> {
    let text = |claim: &str| {
        let text = claims.get(claim)?.as_str()?.trim();
        let is_theirs = claim != "email" || claims.get("email_verified") == Some(&Value::Bool(true));
        (is_theirs && !text.is_empty()).then(|| text.to_owned())
    };
    match &settings.login_claim {
        Some(claim) => text(claim),
        None => text("preferred_username").or_else(|| text("email")),
    }
}

#[cfg(test)]
mod tests {
    use super::login_in;
    use crate::settings::OpenIdConnect;

    #[test]
    fn a_login_is_what_the_settings_name_and_an_address_must_be_seen() {
        let check = |claim: Option<&str>, claims: serde_json::Value, expected: Option<&str>| {
            let mut settings: OpenIdConnect =
                toml::from_str("issuer = \"https://a\"\nclient-id = \"b\"\naddress = \"https://c\"")
                    .expect("settings");
            settings.login_claim = claim.map(str::to_owned);
            let found = login_in(claims.as_object().expect("an object"), &settings);
            assert_eq!(found.as_deref(), expected, "{claims}");
        };
        let both = serde_json::json!({ "preferred_username": "an", "email": "an@example.cn", "email_verified": true });
        check(None, both.clone(), Some("an"));
        check(Some("email"), both.clone(), Some("an@example.cn"));
        check(Some("staff_number"), both, None);
        check(
            None,
            serde_json::json!({ "email": "an@example.cn", "email_verified": true }),
            Some("an@example.cn"),
        );
        check(None, serde_json::json!({ "email": "an@example.cn" }), None);
        check(None, serde_json::json!({ "email": "an@example.cn", "email_verified": "true" }), None);
        check(None, serde_json::json!({ "preferred_username": 7 }), None);
    }
}

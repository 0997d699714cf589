use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::jwk::{Jwk, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::signature::ALGORITHMS;

/// By how much clocks may differ.
const SKEW: TimeDelta = TimeDelta::minutes(1);
/// Characters of the id that a provider gives a person.
const SUBJECT: usize = 255;

/// What a token must say.
#[derive(Clone, Copy)]
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) client: &'a str,
    pub(super) nonce: &'a str,
    pub(super) now: DateTime<Utc>,
}

/// What a provider says of someone.
#[derive(Debug, Deserialize)]
pub(super) struct Claims {
    iss: String,
    pub(super) sub: String,
    aud: Audience,
    exp: f64,
    iat: f64,
    #[serde(default)]
    nbf: Option<f64>,
    #[serde(default)]
    nonce: Option<String>,
    #[serde(default)]
    azp: Option<String>,
    #[serde(default)]
    amr: Vec<String>,
    #[serde(default)]
    acr: Option<String>,
    /// Whatever else stands there.
    #[serde(flatten)]
    pub(super) more: Map<String, Value>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

/// Why a token was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Untrusted {
    #[error("the token is none, or is signed in a way that is not taken")]
    Form,
    #[error("no key of the provider is named like the token's")]
    NoKey,
    #[error("the token's signature, issuer or audience is not right")]
    NotTheirs,
    #[error("the token was made for another client too, and not asked for by this one")]
    NotForUs,
    #[error("the token answers another request")]
    Nonce,
    #[error("the token does not hold at this time")]
    Time,
    #[error("the token names nobody")]
    Nobody,
}

impl Claims {
    /// Whether it was signed in with one of these methods.
    pub(super) fn used(&self, methods: &[String]) -> bool {
        self.amr.iter().chain(&self.acr).any(|method| methods.contains(method))
    }
}

/// Checks a token as OpenID Connect asks for (Core 1.0, 3.1.3.7), by the time that it is given.
pub(super) fn verify(token: &str, keys: &[Jwk], expected: Expected<'_>) -> Result<Claims, Untrusted> {
    let header = decode_header(token).map_err(|_| Untrusted::Form)?;
    if !ALGORITHMS.contains(&header.alg) {
        return Err(Untrusted::Form);
    }
    let mut fitting =
        keys.iter().filter_map(|key| key_for(key, header.alg, header.kid.as_deref())).peekable();
    if fitting.peek().is_none() {
        return Err(Untrusted::NoKey);
    }
    let mut validation = Validation::new(header.alg);
    validation.set_audience(&[expected.client]);
    validation.set_issuer(&[expected.issuer]);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    // Checked below, by the clock that everything here goes by.
    validation.validate_exp = false;
    let claims = fitting.find_map(|key| decode::<Claims>(token, &key, &validation).ok());
    check(claims.ok_or(Untrusted::NotTheirs)?.claims, expected)
}

fn key_for(key: &Jwk, algorithm: Algorithm, id: Option<&str>) -> Option<DecodingKey> {
    let common = &key.common;
    let is_named = id.is_none() || common.key_id.as_deref() == id;
    let signs = common.public_key_use.as_ref().is_none_or(|used| *used == PublicKeyUse::Signature);
    let is_for = common.key_algorithm.is_none_or(|known| known.to_string() == format!("{algorithm:?}"));
    if !(is_named && signs && is_for) {
        return None;
    }
    DecodingKey::from_jwk(key).ok().filter(|key| key.family() == algorithm.family())
}

fn check(claims: Claims, expected: Expected<'_>) -> Result<Claims, Untrusted> {
    if claims.iss != expected.issuer {
        return Err(Untrusted::NotTheirs);
    }
    let is_shared =
        matches!(&claims.aud, Audience::Several(all) if all.iter().any(|one| one != expected.client));
    let asked_for = claims.azp.as_deref() == Some(expected.client);
    let knows_us = match &claims.aud {
        Audience::One(one) => one == expected.client,
        Audience::Several(all) => all.iter().any(|one| one == expected.client),
    };
    if !knows_us || (is_shared || claims.azp.is_some()) && !asked_for {
        return Err(Untrusted::NotForUs);
    }
    if claims.nonce.as_deref() != Some(expected.nonce) {
        return Err(Untrusted::Nonce);
    }
    let now = expected.now.timestamp() as f64;
    let skew = SKEW.num_seconds() as f64;
    let begins = claims.nbf.map_or(claims.iat, |from| from.max(claims.iat));
    if !(now < claims.exp + skew && begins - skew <= now) {
        return Err(Untrusted::Time);
    }
    let subject = claims.sub.trim();
    if subject.is_empty() || claims.sub.chars().count() > SUBJECT || claims.sub.chars().any(char::is_control)
    {
        return Err(Untrusted::Nobody);
    }
    Ok(claims)
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
    use chrono::DateTime;
    use jsonwebtoken::jwk::Jwk;
    use ring::signature::{Ed25519KeyPair, KeyPair};
    use serde_json::{Value, json};

    use super::{Claims, Expected, Untrusted, verify};
    use crate::people::openid::signature;

    const NOW: i64 = 1_795_000_000;

    fn pair(seed: u8) -> Ed25519KeyPair {
        Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).expect("a pair")
    }

    fn key(seed: u8, id: &str) -> Jwk {
        let x = BASE64.encode(pair(seed).public_key());
        serde_json::from_value(json!({ "kty": "OKP", "crv": "Ed25519", "kid": id, "use": "sig", "x": x }))
            .expect("a key")
    }

    fn claims() -> Value {
        json!({
            "iss": "https://id.example.cn", "sub": "17", "aud": "lanbai", "nonce": "n",
            "exp": NOW + 300, "iat": NOW, "preferred_username": "an", "amr": ["pwd", "otp"],
        })
    }

    fn signed(header: Value, claims: &Value, seed: u8) -> String {
        let part = |value: &Value| BASE64.encode(value.to_string());
        let message = format!("{}.{}", part(&header), part(claims));
        format!("{message}.{}", BASE64.encode(pair(seed).sign(message.as_bytes())))
    }

    fn verified(token: &str) -> Result<Claims, Untrusted> {
        signature::install();
        let expected = Expected {
            issuer: "https://id.example.cn",
            client: "lanbai",
            nonce: "n",
            now: DateTime::from_timestamp(NOW, 0).expect("a time"),
        };
        verify(token, &[key(1, "one"), key(2, "two")], expected)
    }

    fn header() -> Value {
        json!({ "alg": "EdDSA", "kid": "one" })
    }

    #[test]
    fn a_token_of_the_provider_tells_who_it_is() {
        let claims = verified(&signed(header(), &claims(), 1)).expect("a token");
        assert_eq!((claims.sub.as_str(), claims.more["preferred_username"].as_str()), ("17", Some("an")));
        assert!(claims.used(&["otp".to_owned()]) && !claims.used(&["mfa".to_owned()]) && !claims.used(&[]));
        let unnamed = signed(json!({ "alg": "EdDSA" }), &self::claims(), 2);
        assert!(verified(&unnamed).is_ok(), "where no key is named each is tried");
    }

    #[test]
    fn nothing_but_a_token_of_the_provider_for_this_client_is_taken() {
        let check = |key: &str, value: Value, expected: Option<Untrusted>| {
            let mut changed = claims();
            changed[key] = value.clone();
            let told = verified(&signed(header(), &changed, 1)).err();
            assert_eq!(told, expected, "{key}: {value}");
        };
        check("iss", json!("https://id.example.cn/"), Some(Untrusted::NotTheirs));
        check("iss", json!(["https://id.example.cn"]), Some(Untrusted::NotTheirs));
        check("aud", json!("another"), Some(Untrusted::NotTheirs));
        check("aud", json!(["another"]), Some(Untrusted::NotTheirs));
        check("aud", json!([]), Some(Untrusted::NotTheirs));
        check("aud", json!(["lanbai"]), None);
        check("aud", json!(["lanbai", "another"]), Some(Untrusted::NotForUs));
        check("azp", json!("another"), Some(Untrusted::NotForUs));
        check("azp", json!("lanbai"), None);
        check("nonce", json!("m"), Some(Untrusted::Nonce));
        check("nonce", Value::Null, Some(Untrusted::Nonce));
        check("exp", json!(NOW - 59), None);
        check("exp", json!(NOW - 60), Some(Untrusted::Time));
        check("exp", json!((NOW + 300).to_string()), Some(Untrusted::NotTheirs));
        check("exp", Value::Null, Some(Untrusted::NotTheirs));
        check("iat", json!(NOW + 61), Some(Untrusted::Time));
        check("nbf", json!(NOW + 61), Some(Untrusted::Time));
        check("nbf", json!("soon"), Some(Untrusted::NotTheirs));
        check("sub", json!(" "), Some(Untrusted::Nobody));
        check("sub", json!("x".repeat(256)), Some(Untrusted::Nobody));
        check("sub", Value::Null, Some(Untrusted::NotTheirs));
    }

    #[test]
    fn another_signature_is_none() {
        let check = |token: String, expected| assert_eq!(verified(&token).err(), Some(expected), "{token}");
        check(signed(header(), &claims(), 2), Untrusted::NotTheirs);
        check(signed(json!({ "alg": "EdDSA", "kid": "three" }), &claims(), 1), Untrusted::NoKey);
        check(signed(json!({ "alg": "ES256", "kid": "one" }), &claims(), 1), Untrusted::NoKey);
        check(signed(json!({ "alg": "HS256", "kid": "one" }), &claims(), 1), Untrusted::Form);
        check(signed(json!({ "alg": "none" }), &claims(), 1), Untrusted::Form);
        let good = signed(header(), &claims(), 1);
        let (message, _) = good.rsplit_once('.').expect("three parts");
        check(format!("{message}."), Untrusted::NotTheirs);
        check(message.to_owned(), Untrusted::Form);
        check(String::new(), Untrusted::Form);
    }
}

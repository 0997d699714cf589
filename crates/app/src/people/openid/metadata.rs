use chrono::{DateTime, Utc};
use jsonwebtoken::jwk::Jwk;
use reqwest::Client;
use serde::Deserialize;

use super::{fetch, told};
use crate::AppError;

/// Keys that are looked at.
const KEYS: usize = 64;

/// What a provider says of itself (OpenID Connect Discovery).
#[derive(Debug, Deserialize)]
pub(super) struct Metadata {
    pub(super) issuer: String,
    pub(super) authorization_endpoint: String,
    pub(super) token_endpoint: String,
    #[serde(default)]
    pub(super) userinfo_endpoint: Option<String>,
    jwks_uri: String,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

impl Metadata {
    /// Whether the client's secret travels in a header; in the form where the provider takes it there only.
    pub(super) fn takes_header(&self) -> bool {
        let methods = self.token_endpoint_auth_methods_supported.as_deref();
        methods.is_none_or(|all| all.iter().any(|method| method == "client_secret_basic"))
    }
}

/// A provider as it was last asked.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) metadata: Metadata,
    pub(super) keys: Vec<Jwk>,
    pub(super) read_at: DateTime<Utc>,
}

#[derive(Deserialize)]
struct KeySet {
    keys: Vec<serde_json::Value>,
}

/// Asks a provider for what it is and for its keys.
pub(super) async fn discover(client: &Client, issuer: &str, now: DateTime<Utc>) -> Result<Known, AppError> {
    let address = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
    let metadata: Metadata = fetch::get(client, &address).await?;
    if metadata.issuer != issuer {
        return Err(told("provider-untrusted")("the provider names itself by another address"));
    }
    fetch::safe(&metadata.authorization_endpoint)?;
    let set: KeySet = fetch::get(client, &metadata.jwks_uri).await?;
    // A kind of key that is not known here may stand beside those that are.
    let keys = set.keys.into_iter().take(KEYS).filter_map(|key| serde_json::from_value(key).ok());
    Ok(Known { metadata, keys: keys.collect(), read_at: now })
}

use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::{Client, RequestBuilder};
use serde::de::DeserializeOwned;
use url::Url;

use super::told;
use crate::settings::is_safe;
use crate::{AppError, chain};

/// How long a provider may take for one answer.
const LONGEST: Duration = Duration::from_secs(10);
/// And for being there at all.
const CONNECTED_WITHIN: Duration = Duration::from_secs(5);
/// Bytes of one answer.
const LARGEST: usize = 256 * 1024;

/// What asks a provider. It follows no redirection: what a provider names as its own address is what is asked.
pub(super) fn client() -> Result<Client, AppError> {
    Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(LONGEST)
        .connect_timeout(CONNECTED_WITHIN)
        .no_proxy()
        .build()
        .map_err(|_| AppError::Broken("no client for identity providers can be made"))
}

/// Reads a document.
pub(super) async fn get<T: DeserializeOwned>(client: &Client, address: &str) -> Result<T, AppError> {
    ask(client.get(safe(address)?)).await
}

/// Reads what is there for the bearer of a token.
pub(super) async fn get_as<T: DeserializeOwned>(
    client: &Client,
    address: &str,
    bearer: &str,
) -> Result<T, AppError> {
    ask(client.get(safe(address)?).bearer_auth(bearer)).await
}

/// Sends a form.
pub(super) async fn post<T: DeserializeOwned>(
    client: &Client,
    address: &str,
    fields: &[(&str, &str)],
    user: Option<(&str, &str)>,
) -> Result<T, AppError> {
    let request = client.post(safe(address)?).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    let request = match user {
        // Encoded as in a form before it is encoded as a header says (RFC 6749, 2.3.1).
        Some((name, secret)) => request.basic_auth(encoded(name), Some(encoded(secret))),
        None => request,
    };
    ask(request.body(form(fields))).await
}

/// Fields as a form or a query writes them.
pub(super) fn form(fields: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// An address that a provider named; one that others could read along is not asked.
pub(super) fn safe(address: &str) -> Result<Url, AppError> {
    let address = Url::parse(address).map_err(told("provider-untrusted"))?;
    if is_safe(&address) { Ok(address) } else { Err(told("provider-untrusted")("an address without TLS")) }
}

async fn ask<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, AppError> {
    // Addresses that a library tells hold codes.
    let unreachable = |error: reqwest::Error| told("provider-unreachable")(chain(&error.without_url()));
    let mut response = request.header(ACCEPT, "application/json").send().await.map_err(unreachable)?;
    let status = response.status();
    if status.is_server_error() {
        return Err(told("provider-unreachable")(format!("the provider answered {status}")));
    }
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(unreachable)? {
        if body.len() + piece.len() > LARGEST {
            return Err(told("provider-untrusted")("an answer is too large"));
        }
        body.extend_from_slice(&piece);
    }
    if !status.is_success() {
        return Err(told("provider-untrusted")(format!("the provider answered {status}")));
    }
    serde_json::from_slice(&body).map_err(|error| {
        told("provider-untrusted")(format!("no JSON of the form wanted, column {}", error.column()))
    })
}

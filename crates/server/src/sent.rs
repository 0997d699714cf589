use std::time::Duration;

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use serde::de::DeserializeOwned;

use crate::problem::Refused;

/// The largest body of JSON.
const MOST_BYTES: usize = 1 << 20;
/// How long one may take to arrive.
const WITHIN: Duration = Duration::from_secs(20);

/// A body of JSON; what is wrong with it is told as problem details.
pub(crate) struct Sent<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Sent<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refused> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        // A form of another site cannot send this kind without being asked by the browser whether it may.
        let is_json =
            kind.is_some_and(|kind| kind.split(';').next().unwrap_or(kind).trim() == "application/json");
        if !is_json {
            let seen: String = kind.unwrap_or("—").chars().take(120).collect();
            return Err(Refused::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-json", seen));
        }
        let too_large = || {
            let limit = format!("{} MiB", MOST_BYTES >> 20);
            Refused::with(StatusCode::PAYLOAD_TOO_LARGE, "upload-too-large", &[("limit", limit)])
        };
        let body = match tokio::time::timeout(WITHIN, to_bytes(request.into_body(), MOST_BYTES)).await {
            Ok(Ok(body)) => body,
            Ok(Err(_)) => return Err(too_large()),
            Err(_) => {
                let limit = WITHIN.as_secs().to_string();
                return Err(Refused::with(StatusCode::REQUEST_TIMEOUT, "too-slow", &[("limit", limit)]));
            }
        };
        let broken = |error: serde_json::Error| {
            Refused::new(StatusCode::BAD_REQUEST, "malformed-json", error.to_string())
        };
        serde_json::from_slice(&body).map(Self).map_err(broken)
    }
}

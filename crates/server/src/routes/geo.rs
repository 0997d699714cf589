use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::Server;
use crate::problem::Refused;

/// The boundaries of the plan's counties, as the plan's folder has them.
pub(crate) async fn counties(State(server): State<Server>) -> Result<Response, Refused> {
    let bytes = server.app.boundaries()?;
    let Some(bytes) = bytes else {
        return Err(Refused::new(StatusCode::NOT_FOUND, "no-boundaries", ""));
    };
    let kind = HeaderValue::from_static("application/geo+json");
    Ok(([(header::CONTENT_TYPE, kind)], bytes).into_response())
}

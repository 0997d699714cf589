use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::Server;
use crate::problem::{Problem, Refused};

/// GeoJSON (RFC 7946) as it stands in the plan's folder.
#[derive(Serialize, ToSchema)]
pub(crate) struct Boundaries {
    /// `FeatureCollection`.
    r#type: String,
    features: Vec<serde_json::Value>,
}

/// The boundaries of the plan's counties, as the plan's folder has them.
#[utoipa::path(get, path = "/api/v1/geo/counties", tag = "pages", responses((status = 200, body = Boundaries, content_type = "application/geo+json"), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn counties(State(server): State<Server>) -> Result<Response, Refused> {
    let bytes = server.app.boundaries()?;
    let Some(bytes) = bytes else {
        return Err(Refused::new(StatusCode::NOT_FOUND, "no-boundaries", ""));
    };
    let kind = HeaderValue::from_static("application/geo+json");
    Ok(([(header::CONTENT_TYPE, kind)], bytes).into_response())
}

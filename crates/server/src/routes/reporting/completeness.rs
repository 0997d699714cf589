use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use lanbai_app::view::CompletenessView;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::Server;
use crate::cache::tagged;
use crate::guard::By;
use crate::problem::{Problem, Refused};
use crate::routes::query::Asked;

/// Of when.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct CompletenessQuery {
    /// Periods that lie in this one.
    pub period: String,
}

/// Who has reported, who came in time and who is late.
#[utoipa::path(get, path = "/api/v1/completeness", tag = "reporting", params(CompletenessQuery), responses((status = 200, body = CompletenessView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn completeness(
    State(server): State<Server>,
    By(caller): By,
    headers: HeaderMap,
    Asked(asked): Asked<CompletenessQuery>,
) -> Result<Response, Refused> {
    tagged(&headers, &server.app.completeness(&caller, &asked.period).await?)
}

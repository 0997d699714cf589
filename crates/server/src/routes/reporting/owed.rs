use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use lanbai_app::reporting::OwedFilter;
use lanbai_app::view::OwedView;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::Server;
use crate::cache::tagged;
use crate::guard::By;
use crate::problem::{Problem, Refused};
use crate::routes::query::Asked;

/// Of whom and of when.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OwedQuery {
    /// Id of a territory; all that the caller reports for if not said.
    pub territory: Option<String>,
    /// Periods that lie in this one; those that ended within the last year if not said.
    pub period: Option<String>,
}

/// What territories owe.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Owed {
    items: Vec<OwedView>,
}

/// What the caller's territories owe for which period by when, and how it stands.
#[utoipa::path(get, path = "/api/v1/owed", tag = "reporting", params(OwedQuery), responses((status = 200, body = Owed), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn owed(
    State(server): State<Server>,
    By(caller): By,
    headers: HeaderMap,
    Asked(asked): Asked<OwedQuery>,
) -> Result<Response, Refused> {
    let filter = OwedFilter { territory: given(&asked.territory), within: given(&asked.period) };
    tagged(&headers, &Owed { items: server.app.owed(&caller, filter).await? })
}

/// What was asked for; an empty word asks for nothing.
pub(crate) fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use lanbai_app::view::{FormSummary, FormView};
use serde::Serialize;
use utoipa::ToSchema;

use crate::Server;
use crate::cache::tagged;
use crate::guard::By;
use crate::problem::{Problem, Refused};

/// The forms of the plan.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Forms {
    items: Vec<FormSummary>,
}

/// What the plan asks territories for.
#[utoipa::path(get, path = "/api/v1/forms", tag = "reporting", responses((status = 200, body = Forms), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn forms(
    State(server): State<Server>,
    By(caller): By,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    tagged(&headers, &Forms { items: server.app.forms(&caller)? })
}

/// One form: fields with units, definitions and examples, and its checks.
#[utoipa::path(get, path = "/api/v1/forms/{id}", tag = "reporting", params(("id" = String, Path,)), responses((status = 200, body = FormView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn form(
    State(server): State<Server>,
    By(caller): By,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Refused> {
    tagged(&headers, &server.app.form(&caller, &id)?)
}

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use lanbai_app::Messages;
use lanbai_app::view::CodeView;
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::{Problem, Refused};

/// Codes of findings and problems.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Codes {
    items: Vec<CodeView>,
}

/// Every code of a finding or problem with its sentences.
#[utoipa::path(get, path = "/api/v1/problems", tag = "problems", responses((status = 200, body = Codes)))]
pub(crate) async fn problems() -> Json<Codes> {
    Json(Codes { items: Messages::shared().codes().collect() })
}

/// What one code means; the `type` of every problem leads here.
#[utoipa::path(get, path = "/api/v1/problems/{code}", tag = "problems", params(("code" = String, Path,)), responses((status = 200, body = CodeView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn problem(Path(code): Path<String>) -> Result<Json<CodeView>, Refused> {
    let known = Messages::shared().code(&code);
    let shown: String = code.chars().take(80).collect();
    known.map(Json).ok_or_else(|| Refused::new(StatusCode::NOT_FOUND, "no-such-problem", shown))
}

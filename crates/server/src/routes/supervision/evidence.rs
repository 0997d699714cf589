use axum::Json;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use lanbai_app::view::OrderView;

use crate::Server;
use crate::guard::By;
use crate::problem::{Problem, Refused};
use crate::routes::reporting::{attachment, uploaded};

/// The largest file that is looked at; how large one may be to be kept is a setting.
const MOST_BYTES: usize = 64 << 20;

/// Adds a file to an answer of one's own.
#[utoipa::path(post, path = "/api/v1/supervision/{id}/replies/{number}/files", tag = "supervision", params(("id" = String, Path,), ("number" = i64, Path,)), request_body(content = crate::routes::imports::ImportForm, content_type = "multipart/form-data"), responses((status = 200, body = OrderView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn add_evidence(
    State(server): State<Server>,
    By(caller): By,
    Path((id, number)): Path<(String, i64)>,
    request: Request,
) -> Result<Json<OrderView>, Refused> {
    let upload = uploaded(request, MOST_BYTES).await?;
    Ok(Json(server.app.add_supervision_evidence(&caller, &id, number, upload).await?))
}

/// A file of an answer, to be kept and never to be shown in place.
#[utoipa::path(get, path = "/api/v1/supervision/{id}/replies/{number}/files/{sha256}", tag = "supervision", params(("id" = String, Path,), ("number" = i64, Path,), ("sha256" = String, Path,)), responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn evidence(
    State(server): State<Server>,
    By(caller): By,
    Path((id, number, sha256)): Path<(String, i64, String)>,
) -> Result<Response, Refused> {
    let file = server.app.supervision_evidence(&caller, &id, number, &sha256).await?;
    attachment(&file.name, &file.media_type, file.bytes)
}

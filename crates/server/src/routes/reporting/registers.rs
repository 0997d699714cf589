use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use lanbai_app::reporting::TypedRow;
use lanbai_app::view::{RegisterRowsView, SavedRowsView};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::Server;
use crate::cache::tagged;
use crate::guard::By;
use crate::problem::{Problem, Refused};
use crate::sent::Sent;

/// Rows as they were typed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TypedRows {
    rows: Vec<NewRow>,
}

/// One row as it was typed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRow {
    /// The row's id in this submission; who adds one gives it any that is not there yet.
    id: String,
    /// What stands in its columns, by their ids; null where the row is to go.
    #[schema(required = false)]
    cells: Option<BTreeMap<String, String>>,
    /// The version that stood there when it was typed; 0 for a new row.
    seen: i64,
}

/// The rows of one register in a submission, and what each may hold.
#[utoipa::path(get, path = "/api/v1/submissions/{id}/registers/{register}", tag = "reporting", params(("id" = String, Path,), ("register" = String, Path,)), responses((status = 200, body = RegisterRowsView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn register_rows(
    State(server): State<Server>,
    By(caller): By,
    headers: HeaderMap,
    Path((id, register)): Path<(String, String)>,
) -> Result<Response, Refused> {
    tagged(&headers, &server.app.register_rows(&caller, &id, &register).await?)
}

/// Saves and removes rows of a register in a draft, each for itself. A row that someone else changed meanwhile is a
/// conflict: it stays as he left it and is told back.
#[utoipa::path(patch, path = "/api/v1/submissions/{id}/registers/{register}", tag = "reporting", params(("id" = String, Path,), ("register" = String, Path,)), request_body = TypedRows, responses((status = 200, body = SavedRowsView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn save_rows(
    State(server): State<Server>,
    By(caller): By,
    Path((id, register)): Path<(String, String)>,
    Sent(asked): Sent<TypedRows>,
) -> Result<Json<SavedRowsView>, Refused> {
    let typed: Vec<TypedRow> =
        asked.rows.into_iter().map(|row| TypedRow { id: row.id, cells: row.cells, seen: row.seen }).collect();
    Ok(Json(server.app.save_rows(&caller, &id, &register, &typed).await?))
}

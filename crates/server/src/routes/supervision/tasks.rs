use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use lanbai_app::supervision::NodeChange;
use lanbai_app::view::TaskLedger;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::Server;
use crate::cache::tagged;
use crate::guard::By;
use crate::problem::{Problem, Refused};
use crate::sent::Sent;

/// How far a node has come.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewNodeState {
    /// `open`, `under-way` or `done`.
    state: String,
    note: String,
    /// The version that was seen; 0 where nobody has spoken of it.
    seen: i64,
}

/// The plan's actions with their tasks, nodes, and the indicators that they should move.
#[utoipa::path(get, path = "/api/v1/tasks", tag = "supervision", responses((status = 200, body = TaskLedger), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn tasks(
    State(server): State<Server>,
    By(caller): By,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    tagged(&headers, &server.app.task_ledger(&caller).await?)
}

/// Says how far a node of a task has come.
#[utoipa::path(put, path = "/api/v1/tasks/{task}/nodes/{node}", tag = "supervision", params(("task" = String, Path,), ("node" = String, Path,)), request_body = NewNodeState, responses((status = 200, body = TaskLedger), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn set_node(
    State(server): State<Server>,
    By(caller): By,
    Path((task, node)): Path<(String, String)>,
    Sent(asked): Sent<NewNodeState>,
) -> Result<Json<TaskLedger>, Refused> {
    let said =
        NodeChange { task: &task, node: &node, state: &asked.state, note: &asked.note, seen: asked.seen };
    Ok(Json(server.app.set_task_node(&caller, said).await?))
}

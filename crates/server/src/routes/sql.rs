use axum::Json;
use axum::extract::State;
use lanbai_app::view::SqlAnswer;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::Server;
use crate::guard::By;
use crate::problem::{Problem, Refused};
use crate::sent::Sent;

/// A statement over the tables of the lake.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct Statement {
    /// One reading statement, at most 64 KiB.
    pub sql: String,
}

/// The rows that a statement finds in the caller's scope: of the territories that he may ask about, and what was
/// published anyway. At most 10,000 rows, 20 seconds.
#[utoipa::path(post, path = "/api/v1/sql", tag = "data", request_body = Statement, responses((status = 200, body = SqlAnswer), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn sql(
    State(server): State<Server>,
    By(caller): By,
    Sent(statement): Sent<Statement>,
) -> Result<Json<SqlAnswer>, Refused> {
    Ok(Json(server.app.ask_sql(&caller, &statement.sql).await?))
}

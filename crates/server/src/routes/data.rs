use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use lanbai_app::view::{
    Conflict, FindingView, PublicationView, SourcePage, SourceView, TablePage, TableView,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::query::Asked;
use crate::Server;
use crate::cache::cached;
use crate::guard::Seen;
use crate::problem::{Problem, Refused};

/// Sources of the plan.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Sources {
    items: Vec<SourceView>,
}

/// Findings in plan and data.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Findings {
    items: Vec<FindingView>,
}

/// Things with several recorded values.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Conflicts {
    items: Vec<Conflict>,
}

/// What was published, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Publications {
    items: Vec<PublicationView>,
}

/// Tables of the lake.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Tables {
    items: Vec<TableView>,
}

/// Every source with how much was read from it.
#[utoipa::path(get, path = "/api/v1/sources", tag = "data", responses((status = 200, body = Sources)))]
pub(crate) async fn sources(
    State(server): State<Server>,
    seen: Seen,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    cached(&server, &seen, &headers, "sources", || Ok(Sources { items: seen.0.sources() }))
}

/// One source with everything that was read from it.
#[utoipa::path(get, path = "/api/v1/sources/{id}", tag = "data", params(("id" = String, Path,)), responses((status = 200, body = SourcePage), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn source(
    State(server): State<Server>,
    seen: Seen,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Refused> {
    cached(&server, &seen, &headers, &format!("source\n{id}"), || Ok(seen.0.source(&id)?))
}

/// Everything that is wrong or notable in plan and data.
#[utoipa::path(get, path = "/api/v1/findings", tag = "data", responses((status = 200, body = Findings)))]
pub(crate) async fn findings(
    State(server): State<Server>,
    seen: Seen,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    cached(&server, &seen, &headers, "findings", || Ok(Findings { items: seen.0.findings() }))
}

/// Things of which several different values were recorded.
#[utoipa::path(get, path = "/api/v1/conflicts", tag = "data", responses((status = 200, body = Conflicts)))]
pub(crate) async fn conflicts(
    State(server): State<Server>,
    seen: Seen,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    cached(&server, &seen, &headers, "conflicts", || Ok(Conflicts { items: seen.0.conflicts() }))
}

/// What was published, the latest first.
#[utoipa::path(get, path = "/api/v1/publications", tag = "data", responses((status = 200, body = Publications)))]
pub(crate) async fn publications(
    State(server): State<Server>,
    seen: Seen,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    cached(&server, &seen, &headers, "publications", || Ok(Publications { items: seen.0.publications() }))
}

/// The tables of the lake.
#[utoipa::path(get, path = "/api/v1/tables", tag = "data", responses((status = 200, body = Tables)))]
pub(crate) async fn tables(seen: Seen) -> Result<Json<Tables>, Refused> {
    Ok(Json(Tables { items: seen.0.tables().await? }))
}

/// Which rows of a table are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct RowsQuery {
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// How many rows; 50 if not said, at most 500.
    pub limit: Option<usize>,
    /// `column:text`: only rows whose column contains the text; `column=value`: only those where it equals the value.
    pub filter: Option<String>,
}

/// Some rows of one table.
#[utoipa::path(get, path = "/api/v1/tables/{name}", tag = "data", params(("name" = String, Path,), RowsQuery), responses((status = 200, body = TablePage), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn table(
    seen: Seen,
    Path(name): Path<String>,
    Asked(rows): Asked<RowsQuery>,
) -> Result<Json<TablePage>, Refused> {
    let page = seen.0.table(&name, rows.cursor.as_deref(), rows.limit, rows.filter.as_deref()).await?;
    Ok(Json(page))
}

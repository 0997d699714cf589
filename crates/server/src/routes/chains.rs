//! 产业链: the plan's chains, who stands in them, and what is lost if someone stops.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use lanbai_app::chain::NewDecision;
use lanbai_app::view::{
    ActorPage, ChainList, ChainMap, DiagnosisView, SectorsView, SpaceView, SpillOverView, StopView,
    StructureView,
};
use lanbai_reporting::rights::Action;
use serde::Deserialize;
use utoipa::IntoParams;

use super::exports::{FormatQuery, file};
use super::query::Asked;
use super::{Route, posting, reading};
use crate::Server;
use crate::cache::tagged;
use crate::guard::{By, Seen};
use crate::problem::{Problem, Refused};
use crate::sent::Sent;

/// Everything below `/chains`.
pub(super) fn routes() -> Vec<Route> {
    vec![
        reading("/chains", chains),
        reading("/chains/{id}", chain),
        reading("/chains/{id}/stop", stop),
        reading("/chains/{id}/diagnosis", diagnosis),
        reading("/chains/{id}/diagnosis/export", diagnosis_file),
        posting("/chains/{id}/decisions", Action::DecideRecommendation, decide),
        reading("/actors/{id}", actor),
        reading("/flows", flows),
        reading("/sectors", sectors),
        reading("/space", space),
        reading("/structure", structure),
    ]
}

/// From where chains are looked at.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FromQuery {
    /// Id of the territory; the plan's own if not said.
    pub territory: Option<String>,
}

impl FromQuery {
    fn territory(&self, server: &Server) -> String {
        let given = self.territory.clone().filter(|territory| !territory.is_empty());
        given.unwrap_or_else(|| server.app.home())
    }
}

/// Who stops.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct StopQuery {
    /// Id of the actor.
    pub actor: String,
}

/// Every chain of the plan with how much of it is there.
#[utoipa::path(get, path = "/api/v1/chains", tag = "chains", params(FromQuery), responses((status = 200, body = ChainList), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn chains(
    State(server): State<Server>,
    Seen(app): Seen,
    headers: HeaderMap,
    Asked(from): Asked<FromQuery>,
) -> Result<Response, Refused> {
    tagged(&headers, &app.chain_list(&from.territory(&server)).await?)
}

/// A chain's segments from upstream to downstream with who stands in them.
#[utoipa::path(get, path = "/api/v1/chains/{id}", tag = "chains", params(("id" = String, Path,), FromQuery), responses((status = 200, body = ChainMap), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn chain(
    State(server): State<Server>,
    Seen(app): Seen,
    headers: HeaderMap,
    Path(id): Path<String>,
    Asked(from): Asked<FromQuery>,
) -> Result<Response, Refused> {
    tagged(&headers, &app.chain_map(&id, &from.territory(&server)).await?)
}

/// What a chain loses if one of its producers stops, and which producer's stop would take most.
#[utoipa::path(get, path = "/api/v1/chains/{id}/stop", tag = "chains", params(("id" = String, Path,), StopQuery), responses((status = 200, body = StopView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn stop(
    Seen(app): Seen,
    headers: HeaderMap,
    Path(id): Path<String>,
    Asked(asked): Asked<StopQuery>,
) -> Result<Response, Refused> {
    tagged(&headers, &app.chain_stop(&id, &asked.actor).await?)
}

/// Where someone stands, what it makes, whom it supplies and who supplies it.
#[utoipa::path(get, path = "/api/v1/actors/{id}", tag = "chains", params(("id" = String, Path,), FromQuery), responses((status = 200, body = ActorPage), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn actor(
    State(server): State<Server>,
    Seen(app): Seen,
    headers: HeaderMap,
    Path(id): Path<String>,
    Asked(from): Asked<FromQuery>,
) -> Result<Response, Refused> {
    tagged(&headers, &app.actor_page(&id, &from.territory(&server)).await?)
}

/// What parks say that they are for, what their enterprises are, and how alike parks are.
#[utoipa::path(get, path = "/api/v1/structure", tag = "chains", params(FromQuery), responses((status = 200, body = StructureView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn structure(
    State(server): State<Server>,
    Seen(app): Seen,
    headers: HeaderMap,
    Asked(from): Asked<FromQuery>,
) -> Result<Response, Refused> {
    tagged(&headers, &app.structure(&from.territory(&server)).await?)
}

/// What flows between the parks of a territory, and which share goes outward, year by year.
#[utoipa::path(get, path = "/api/v1/flows", tag = "chains", params(FromQuery), responses((status = 200, body = SpillOverView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn flows(
    State(server): State<Server>,
    Seen(app): Seen,
    headers: HeaderMap,
    Asked(from): Asked<FromQuery>,
) -> Result<Response, Refused> {
    tagged(&headers, &app.spill_over(&from.territory(&server)).await?)
}

/// Industries by what they have in common, and where a territory stands among them.
#[utoipa::path(get, path = "/api/v1/space", tag = "chains", params(FromQuery), responses((status = 200, body = SpaceView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn space(
    State(server): State<Server>,
    Seen(app): Seen,
    headers: HeaderMap,
    Asked(from): Asked<FromQuery>,
) -> Result<Response, Refused> {
    tagged(&headers, &app.space(&from.territory(&server)).await?)
}

/// Which input-output table.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TableQuery {
    /// Name of the table; the last one if not said.
    pub table: Option<String>,
}

/// Sectors of an input-output table with their linkages, import shares and segments.
#[utoipa::path(get, path = "/api/v1/sectors", tag = "chains", params(TableQuery), responses((status = 200, body = SectorsView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn sectors(
    Seen(app): Seen,
    headers: HeaderMap,
    Asked(asked): Asked<TableQuery>,
) -> Result<Response, Refused> {
    tagged(&headers, &app.sectors(asked.table.as_deref().filter(|table| !table.is_empty())).await?)
}

/// From where, and by which weights.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct WeightsQuery {
    /// Weights that are moved, as `list.criterion:weight`, separated by commas; all others are the plan's.
    pub weights: Option<String>,
}

/// What a chain in a territory lacks, risks and could become, each as a ranked list with the numbers behind it.
#[utoipa::path(get, path = "/api/v1/chains/{id}/diagnosis", tag = "chains", params(("id" = String, Path,), FromQuery, WeightsQuery), responses((status = 200, body = DiagnosisView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn diagnosis(
    State(server): State<Server>,
    Seen(app): Seen,
    headers: HeaderMap,
    Path(id): Path<String>,
    Asked(from): Asked<FromQuery>,
    Asked(moved): Asked<WeightsQuery>,
) -> Result<Response, Refused> {
    let weights = moved.weights.unwrap_or_default();
    tagged(&headers, &app.diagnosis(&id, &from.territory(&server), &weights).await?)
}

/// Which list of a diagnosis.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListQuery {
    /// `leaders`, `missing`, `next`, `upgrade`, `new-chains`, `risks` or `clusters`.
    pub list: String,
}

/// One list of a diagnosis as a file.
#[utoipa::path(get, path = "/api/v1/chains/{id}/diagnosis/export", tag = "chains", params(("id" = String, Path,), FromQuery, WeightsQuery, ListQuery, FormatQuery), responses((status = 200, content((Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (String = "text/csv; charset=utf-8"))), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn diagnosis_file(
    State(server): State<Server>,
    Seen(app): Seen,
    Path(id): Path<String>,
    Asked(from): Asked<FromQuery>,
    Asked(moved): Asked<WeightsQuery>,
    Asked(asked): Asked<ListQuery>,
    Asked(format): Asked<FormatQuery>,
) -> Result<Response, Refused> {
    let weights = moved.weights.unwrap_or_default();
    let view = app.diagnosis(&id, &from.territory(&server), &weights).await?;
    let name = format!("{}-{}", view.chain, asked.list);
    file(&app.diagnosis_table(&view, &asked.list, format.english()?)?, &format, &name)
}

/// Records what was decided about a place of a list. A change of mind is a new decision; the old one stays.
#[utoipa::path(post, path = "/api/v1/chains/{id}/decisions", tag = "chains", params(("id" = String, Path,)), request_body = NewDecision, responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn decide(
    State(server): State<Server>,
    By(caller): By,
    Path(id): Path<String>,
    Sent(new): Sent<NewDecision>,
) -> Result<StatusCode, Refused> {
    server.app.decide(&caller, &id, &new).await?;
    Ok(StatusCode::NO_CONTENT)
}

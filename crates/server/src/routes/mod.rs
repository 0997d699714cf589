//! The API, grouped by who asks: pages, numbers, data, and what keeps pages up to date.

mod data;
mod evaluations;
mod exports;
mod geo;
mod imports;
mod pages;
mod query;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::problem::Refused;
use crate::{Server, events, openapi};

pub(crate) use data::{
    __path_conflicts, __path_findings, __path_publications, __path_source, __path_sources, __path_table,
    __path_tables,
};
pub(crate) use data::{Conflicts, Findings, Publications, Sources, Tables};
pub(crate) use evaluations::Evaluations;
pub(crate) use evaluations::{__path_evaluations, __path_explanation};
pub(crate) use imports::__path_import;
pub(crate) use pages::{__path_clauses, __path_cockpit, __path_indicator, __path_plan, __path_territory};

/// Everything below `/api/v1`.
pub(crate) fn api() -> Router<Server> {
    Router::new()
        .route("/plan", get(pages::plan))
        .route("/cockpit", get(pages::cockpit))
        .route("/indicators/{id}", get(pages::indicator))
        .route("/territories/{id}", get(pages::territory))
        .route("/clauses", get(pages::clauses))
        .route("/evaluations", get(evaluations::evaluations))
        .route("/evaluations/export", get(exports::evaluations))
        .route("/explanations", get(evaluations::explanation))
        .route("/sources", get(data::sources))
        .route("/sources/{id}", get(data::source))
        .route("/findings", get(data::findings))
        .route("/conflicts", get(data::conflicts))
        .route("/publications", get(data::publications))
        .route("/tables", get(data::tables))
        .route("/tables/{name}", get(data::table))
        .route("/tables/{name}/export", get(exports::table))
        .route("/imports", post(imports::import).layer(DefaultBodyLimit::max(imports::MOST_BYTES)))
        .route("/geo/counties", get(geo::counties))
        .route("/events", get(events::events))
        .route("/openapi.json", get(openapi::document))
        .fallback(async || Refused::new(axum::http::StatusCode::NOT_FOUND, "no-such-route", ""))
}

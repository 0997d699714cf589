//! The API, grouped by who asks: pages, numbers, data, and what keeps pages up to date.

mod data;
mod evaluations;
mod exports;
mod geo;
mod imports;
mod pages;
mod problems;
mod query;

use axum::Router;
use axum::handler::Handler;
use axum::http::{Method, StatusCode};
use axum::routing::{MethodRouter, get, post};

use crate::problem::Refused;
use crate::{Server, events, openapi};

pub(crate) use data::{
    __path_conflicts, __path_findings, __path_publications, __path_source, __path_sources, __path_table,
    __path_tables,
};
pub(crate) use data::{Conflicts, Findings, Publications, Sources, Tables};
pub(crate) use evaluations::Evaluations;
pub(crate) use evaluations::{__path_evaluations, __path_explanation};
pub(crate) use exports::{__path_evaluations_file, __path_table_file};
pub(crate) use geo::__path_counties;
pub(crate) use imports::__path_import;
pub(crate) use pages::{__path_clauses, __path_cockpit, __path_indicator, __path_plan, __path_territory};
pub(crate) use problems::Codes;
pub(crate) use problems::{__path_problem, __path_problems};

/// Where the API lies.
pub(crate) const BASE: &str = "/api/v1";

/// One address of the API with what answers there.
pub(crate) struct Route {
    /// Below [`BASE`].
    pub path: &'static str,
    #[cfg_attr(not(test), expect(dead_code, reason = "the document is held against it"))]
    pub method: Method,
    serve: MethodRouter<Server>,
}

fn reading<H: Handler<T, Server>, T: 'static>(path: &'static str, handler: H) -> Route {
    Route { path, method: Method::GET, serve: get(handler) }
}

fn writing<H: Handler<T, Server>, T: 'static>(path: &'static str, handler: H) -> Route {
    Route { path, method: Method::POST, serve: post(handler) }
}

/// Every address of the API; each stands in its document.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        reading("/plan", pages::plan),
        reading("/cockpit", pages::cockpit),
        reading("/indicators/{id}", pages::indicator),
        reading("/territories/{id}", pages::territory),
        reading("/clauses", pages::clauses),
        reading("/evaluations", evaluations::evaluations),
        reading("/evaluations/export", exports::evaluations_file),
        reading("/explanations", evaluations::explanation),
        reading("/sources", data::sources),
        reading("/sources/{id}", data::source),
        reading("/findings", data::findings),
        reading("/conflicts", data::conflicts),
        reading("/publications", data::publications),
        reading("/tables", data::tables),
        reading("/tables/{name}", data::table),
        reading("/tables/{name}/export", exports::table_file),
        writing("/imports", imports::import),
        reading("/geo/counties", geo::counties),
        reading("/events", events::events),
        reading("/problems", problems::problems),
        reading("/problems/{code}", problems::problem),
        reading("/openapi.json", openapi::document),
    ]
}

/// Everything below [`BASE`].
pub(crate) fn api() -> Router<Server> {
    let all = routes().into_iter().fold(Router::new(), |all, route| all.route(route.path, route.serve));
    all.fallback(async || Refused::new(StatusCode::NOT_FOUND, "no-such-route", ""))
}

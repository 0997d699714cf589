use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use lanbai_app::view::{ClausePage, Cockpit, IndicatorPage, PlanView, TerritoryPage};
use serde::Deserialize;
use utoipa::IntoParams;

use super::query::{Asked, LimitsQuery};
use crate::Server;
use crate::cache::cached;
use crate::guard::Seen;
use crate::problem::{Problem, Refused};

/// The plan: goals, indicators, territories, sources.
#[utoipa::path(get, path = "/api/v1/plan", tag = "pages", responses((status = 200, body = PlanView)))]
pub(crate) async fn plan(
    State(server): State<Server>,
    seen: Seen,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    cached(&server, &seen, &headers, "plan", || Ok(seen.0.plan_view()))
}

/// What a page is asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// Id of the territory; the plan's own if not said. Several joined by `+` are their union.
    pub territory: Option<String>,
    /// The period; the latest whole year with data if not said.
    pub period: Option<String>,
}

/// When a page is asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PeriodQuery {
    /// The period; the latest whole year with data if not said.
    pub period: Option<String>,
}

impl PageQuery {
    fn resolved(&self, server: &Server) -> (String, String) {
        let territory = given(self.territory.as_deref()).unwrap_or_else(|| server.app.home());
        (territory, period(self.period.as_deref(), server))
    }
}

fn given(text: Option<&str>) -> Option<String> {
    text.filter(|text| !text.is_empty()).map(str::to_owned)
}

fn period(asked: Option<&str>, server: &Server) -> String {
    given(asked).unwrap_or_else(|| server.app.default_period_now())
}

/// Every indicator of a territory, grouped by goal, those that need attention first.
#[utoipa::path(get, path = "/api/v1/cockpit", tag = "pages", params(PageQuery, LimitsQuery), responses((status = 200, body = Cockpit), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn cockpit(
    State(server): State<Server>,
    seen: Seen,
    headers: HeaderMap,
    Asked(page): Asked<PageQuery>,
    Asked(limits): Asked<LimitsQuery>,
) -> Result<Response, Refused> {
    let (territory, period) = page.resolved(&server);
    let key = format!("cockpit\n{territory}\n{period}\n{}", limits.key());
    cached(&server, &seen, &headers, &key, || Ok(seen.0.cockpit(&territory, &period, &limits.limits()?)?))
}

/// One indicator with its history, path, members and counties.
#[utoipa::path(get, path = "/api/v1/indicators/{id}", tag = "pages", params(("id" = String, Path,), PageQuery, LimitsQuery), responses((status = 200, body = IndicatorPage), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn indicator(
    State(server): State<Server>,
    seen: Seen,
    headers: HeaderMap,
    Path(id): Path<String>,
    Asked(page): Asked<PageQuery>,
    Asked(limits): Asked<LimitsQuery>,
) -> Result<Response, Refused> {
    let (territory, period) = page.resolved(&server);
    let key = format!("indicator\n{id}\n{territory}\n{period}\n{}", limits.key());
    cached(&server, &seen, &headers, &key, || {
        Ok(seen.0.indicator_page(&id, &territory, &period, &limits.limits()?)?)
    })
}

/// A territory's place in the zones and its indicators.
#[utoipa::path(get, path = "/api/v1/territories/{id}", tag = "pages", params(("id" = String, Path,), PeriodQuery, LimitsQuery), responses((status = 200, body = TerritoryPage), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn territory(
    State(server): State<Server>,
    seen: Seen,
    headers: HeaderMap,
    Path(id): Path<String>,
    Asked(page): Asked<PeriodQuery>,
    Asked(limits): Asked<LimitsQuery>,
) -> Result<Response, Refused> {
    let period = period(page.period.as_deref(), &server);
    let key = format!("territory\n{id}\n{period}\n{}", limits.key());
    cached(&server, &seen, &headers, &key, || Ok(seen.0.territory_page(&id, &period, &limits.limits()?)?))
}

/// Every clause with what implements it, and the plan's positionings, actions and tasks.
#[utoipa::path(get, path = "/api/v1/clauses", tag = "pages", responses((status = 200, body = ClausePage)))]
pub(crate) async fn clauses(
    State(server): State<Server>,
    seen: Seen,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    cached(&server, &seen, &headers, "clauses", || Ok(seen.0.clause_page()))
}

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use lanbai_app::view::{Evaluation, Explanation};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::query::{Asked, LimitsQuery};
use crate::Server;
use crate::cache::cached;
use crate::guard::Seen;
use crate::problem::{Problem, Refused};

/// Which numbers are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct NumbersQuery {
    /// Ids of indicators, separated by commas.
    pub indicator: String,
    /// Ids of territories, separated by commas; joined by `+` they are a union.
    pub territory: String,
    /// Periods, separated by commas.
    pub period: String,
}

/// Which one number is asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct NumberQuery {
    /// Id of the indicator.
    pub indicator: String,
    /// Id of the territory; several joined by `+` are their union.
    pub territory: String,
    /// The period.
    pub period: String,
}

/// Evaluations in the order of indicators, territories, periods.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Evaluations {
    items: Vec<Evaluation>,
}

/// Values held against their targets.
#[utoipa::path(get, path = "/api/v1/evaluations", tag = "numbers", params(NumbersQuery, LimitsQuery), responses((status = 200, body = Evaluations), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn evaluations(
    State(server): State<Server>,
    seen: Seen,
    headers: HeaderMap,
    Asked(asked): Asked<NumbersQuery>,
    Asked(limits): Asked<LimitsQuery>,
) -> Result<Response, Refused> {
    let key =
        format!("evaluations\n{}\n{}\n{}\n{}", asked.indicator, asked.territory, asked.period, limits.key());
    cached(&server, &seen, &headers, &key, || {
        let limits = limits.limits()?;
        let items = seen.0.evaluate(&asked.indicator, &asked.territory, &asked.period, &limits)?;
        Ok(Evaluations { items })
    })
}

/// Where one number comes from, down to its observations, sources and clauses.
#[utoipa::path(get, path = "/api/v1/explanations", tag = "numbers", params(NumberQuery, LimitsQuery), responses((status = 200, body = Explanation), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn explanation(
    State(server): State<Server>,
    seen: Seen,
    headers: HeaderMap,
    Asked(asked): Asked<NumberQuery>,
    Asked(limits): Asked<LimitsQuery>,
) -> Result<Response, Refused> {
    let key =
        format!("explanation\n{}\n{}\n{}\n{}", asked.indicator, asked.territory, asked.period, limits.key());
    cached(&server, &seen, &headers, &key, || {
        let limits = limits.limits()?;
        Ok(seen.0.explain(&asked.indicator, &asked.territory, &asked.period, &limits)?)
    })
}

use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequestParts, Query};
use axum::http::StatusCode;
use axum::http::request::Parts;
use lanbai_app::ask::Limits;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;

use crate::problem::Refused;

/// The limits of time and origin that any question may carry.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct LimitsQuery {
    /// Only what the world knew on that day, such as 2023-03-01.
    pub as_of: Option<String>,
    /// Only what this lake held at the end of that day.
    pub as_recorded: Option<String>,
    /// Whether sample values may answer; true if not said.
    pub sample: Option<String>,
}

impl LimitsQuery {
    pub fn limits(&self) -> Result<Limits, Refused> {
        let sample = match self.sample.as_deref() {
            None | Some("") => None,
            Some("true" | "1") => Some(true),
            Some("false" | "0") => Some(false),
            Some(other) => return Err(Refused::new(StatusCode::BAD_REQUEST, "not-a-switch", other)),
        };
        let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        Ok(Limits { as_of: given(&self.as_of), as_recorded: given(&self.as_recorded), sample })
    }

    /// What distinguishes two answers in the cache.
    pub fn key(&self) -> String {
        format!("{:?}{:?}{:?}", self.as_of, self.as_recorded, self.sample)
    }
}

/// A query string; what is wrong with it is told as problem details.
pub(crate) struct Asked<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refused> {
        let asked: Result<Query<T>, QueryRejection> = Query::from_request_parts(parts, state).await;
        match asked {
            Ok(Query(asked)) => Ok(Self(asked)),
            Err(rejection) => {
                let text = rejection.body_text();
                let seen = text.strip_prefix("Failed to deserialize query string: ").unwrap_or(&text);
                Err(Refused::new(StatusCode::BAD_REQUEST, "malformed-query", seen))
            }
        }
    }
}

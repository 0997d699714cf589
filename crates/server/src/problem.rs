use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use lanbai_app::view::FindingView;
use lanbai_app::{AppError, LakeError};
use serde::Serialize;
use utoipa::ToSchema;

/// Problem details (RFC 9457): what went wrong and what to do.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct Problem {
    pub r#type: String,
    pub title: String,
    pub status: u16,
    pub detail: String,
    /// Stable code, documented in docs/ERRORS.md.
    pub code: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<FindingView>,
}

/// A request that was refused, with the reason. Boxed, since nearly every request is not.
#[derive(Debug)]
pub(crate) struct Refused(Box<Problem>);

impl Refused {
    pub fn new(status: StatusCode, code: &str, detail: impl Into<String>) -> Self {
        Self(Box::new(Problem {
            r#type: format!("/docs/errors#{code}"),
            title: status.canonical_reason().unwrap_or("Problem").to_owned(),
            status: status.as_u16(),
            detail: detail.into(),
            code: code.to_owned(),
            findings: Vec::new(),
        }))
    }
}

impl From<AppError> for Refused {
    fn from(error: AppError) -> Self {
        let (status, code) = match &error {
            AppError::Unknown { .. } => (StatusCode::NOT_FOUND, "unknown-id"),
            AppError::Period(_) => (StatusCode::BAD_REQUEST, "not-a-period"),
            AppError::Day(_) => (StatusCode::BAD_REQUEST, "not-a-day"),
            AppError::MixedUnion(_) => (StatusCode::BAD_REQUEST, "mixed-union"),
            AppError::TooMany { .. } => (StatusCode::BAD_REQUEST, "too-many-questions"),
            AppError::Lake(LakeError::Busy) => (StatusCode::CONFLICT, "busy"),
            AppError::Lake(LakeError::ValueTooLong(_)) => (StatusCode::BAD_REQUEST, "value-too-long"),
            _ => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
        };
        if status.is_server_error() {
            let chain = chain(&error);
            tracing::error!(error = chain, "request failed");
        }
        Self::new(status, code, error.to_string())
    }
}

/// An error with everything that caused it.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(*self.0)).into_response();
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    }
}

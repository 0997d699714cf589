use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use lanbai_app::view::{Bilingual, FindingView};
use lanbai_app::{AppError, Messages};
use serde::Serialize;
use utoipa::ToSchema;

/// Problem details (RFC 9457): what went wrong and what to do.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct Problem {
    pub r#type: String,
    pub title: String,
    pub status: u16,
    /// What went wrong, in English.
    pub detail: String,
    /// The same in both languages.
    pub message: Bilingual,
    /// What to do.
    pub hint: Bilingual,
    /// Stable code, documented in docs/ERRORS.md.
    pub code: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<FindingView>,
}

/// A request that was refused, with the reason. Boxed, since nearly every request is not.
#[derive(Debug)]
pub(crate) struct Refused(Box<Problem>);

impl Refused {
    /// A refusal whose sentence stands in the message files; `seen` is what was sent.
    pub fn new(status: StatusCode, code: &str, seen: impl Into<String>) -> Self {
        let seen = seen.into();
        Self::with(status, code, &[("seen", Bilingual { zh: seen.clone(), en: seen })])
    }

    fn with(status: StatusCode, code: &str, arguments: &[(&str, Bilingual)]) -> Self {
        let messages = Messages::shared();
        let message = messages.text(code, arguments);
        Self(Box::new(Problem {
            r#type: format!("/docs/errors#{code}"),
            title: status.canonical_reason().unwrap_or("Problem").to_owned(),
            status: status.as_u16(),
            detail: message.en.clone(),
            message,
            hint: messages.hint(code, arguments),
            code: code.to_owned(),
            findings: Vec::new(),
        }))
    }
}

impl From<AppError> for Refused {
    fn from(error: AppError) -> Self {
        let code = error.code();
        let status = match code {
            "unknown-id" => StatusCode::NOT_FOUND,
            "busy" => StatusCode::CONFLICT,
            "internal" => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::BAD_REQUEST,
        };
        if status.is_server_error() {
            let chain = chain(&error);
            tracing::error!(error = chain, "request failed");
        }
        Self::with(status, code, &error.arguments())
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

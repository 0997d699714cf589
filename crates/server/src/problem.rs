use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use lanbai_app::view::{Bilingual, FindingView};
use lanbai_app::{AppError, Messages, StoreError, chain, same};
use serde::Serialize;
use utoipa::ToSchema;

use crate::language::Language;

/// Problem details (RFC 9457): what went wrong and what to do.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct Problem {
    /// Where the code is described: `/api/v1/problems/{code}`.
    pub r#type: String,
    /// The kind of refusal, in the language that was asked for.
    pub title: String,
    pub status: u16,
    /// What went wrong and what to do, in the language that was asked for.
    pub detail: String,
    /// What went wrong, in both languages.
    pub message: Bilingual,
    /// What to do, in both languages.
    pub hint: Bilingual,
    /// Stable code, documented in docs/ERRORS.md.
    pub code: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<FindingView>,
}

/// A request that was refused, with the reason. Boxed, since nearly every request is not.
#[derive(Debug, Clone)]
pub(crate) struct Refused(Box<Refusal>);

#[derive(Debug, Clone)]
struct Refusal {
    status: StatusCode,
    code: String,
    message: Bilingual,
    hint: Bilingual,
    findings: Vec<FindingView>,
}

impl Refused {
    /// A refusal whose sentence stands in the message files; `seen` is what was sent.
    pub fn new(status: StatusCode, code: &str, seen: impl Into<String>) -> Self {
        Self::with(status, code, &[("seen", seen.into())])
    }

    /// The same with other arguments.
    pub fn with(status: StatusCode, code: &str, arguments: &[(&str, String)]) -> Self {
        let arguments: Vec<(&str, Bilingual)> =
            arguments.iter().map(|(name, text)| (*name, same(text))).collect();
        let messages = Messages::shared();
        Self::told(status, code, messages.text(code, &arguments), messages.hint(code, &arguments))
    }

    fn told(status: StatusCode, code: &str, message: Bilingual, hint: Bilingual) -> Self {
        Self(Box::new(Refusal { status, code: code.to_owned(), message, hint, findings: Vec::new() }))
    }

    fn problem(self, language: Language) -> Problem {
        let Refusal { status, code, message, hint, findings } = *self.0;
        let title = Messages::shared().text(&format!("status-{}", status.as_u16()), &[]);
        let (message_said, hint_said) = (language.of(&message), language.of(&hint));
        let detail = match language {
            Language::Chinese => format!("{message_said}。{hint_said}"),
            Language::English => format!("{message_said}. {hint_said}"),
        };
        Problem {
            r#type: format!("/api/v1/problems/{code}"),
            title: language.of(&title).to_owned(),
            status: status.as_u16(),
            detail: detail.trim_end().to_owned(),
            message,
            hint,
            code,
            findings,
        }
    }
}

impl From<AppError> for Refused {
    fn from(error: AppError) -> Self {
        let status = match error.code() {
            "unknown-id" => StatusCode::NOT_FOUND,
            "busy"
            | "provider-expired"
            | "store-taken"
            | "store-changed-meanwhile"
            | "store-locked"
            | "store-step-refused"
            | "second-factor-set"
            | "store-own-grant"
            | "account-own"
            | "account-last"
            | "account-taken"
            | "roles-apart" => StatusCode::CONFLICT,
            "reporting-not-now"
            | "reporting-not-your-stage"
            | "reporting-own-submission"
            | "reporting-hard-findings"
            | "reporting-unexplained"
            | "reporting-parts-open"
            | "reporting-corrected-already"
            | "reporting-period-not-over"
            | "reporting-form-expired" => StatusCode::CONFLICT,
            // No page can mend these by asking for a name and a password once more.
            "provider-unknown" | "provider-disabled" | "provider-refused" | "provider-untrusted" => {
                StatusCode::FORBIDDEN
            }
            "provider-secret" | "provider-unreachable" => StatusCode::SERVICE_UNAVAILABLE,
            "store-unknown" | "account-unknown" | "provider-off" => StatusCode::NOT_FOUND,
            "not-signed-in" | "sign-in-failed" | "code-needed" => StatusCode::UNAUTHORIZED,
            "not-allowed" | "not-allowed-there" | "change-password-first" | "enrol-second-factor-first" => {
                StatusCode::FORBIDDEN
            }
            "sign-in-throttled" => StatusCode::TOO_MANY_REQUESTS,
            "sign-in-busy" => StatusCode::SERVICE_UNAVAILABLE,
            "query-too-long" => StatusCode::SERVICE_UNAVAILABLE,
            "disk-full" => {
                tracing::error!(error = chain(&error), "there is no room left");
                StatusCode::INSUFFICIENT_STORAGE
            }
            "not-a-period" | "not-a-day" | "not-a-filter" | "not-a-cursor" | "mixed-union"
            | "union-has-no-page" | "too-many-questions" | "statement-too-long" | "not-a-weight"
            | "value-too-long" | "unreadable-file" => StatusCode::BAD_REQUEST,
            // What was sent is told back to whoever sent it.
            _ if matches!(
                error,
                AppError::Statement(_) | AppError::Refused(_) | AppError::Store(StoreError::Refused(_))
            ) =>
            {
                StatusCode::BAD_REQUEST
            }
            // What the server cannot do with its own surroundings is told to its operator, in the log.
            _ => {
                tracing::error!(error = chain(&error), "request failed");
                return Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "");
            }
        };
        let mut refused = Self::told(status, error.code(), error.message(), error.hint());
        if let AppError::Plan(findings) = &error {
            refused.0.findings = findings.iter().map(|f| Messages::shared().finding(f)).collect();
        }
        refused
    }
}

/// Says nothing yet: the language is known where the request is, see [`speak`].
impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let mut response = self.0.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Puts refusals into problem details, in the language that the request asks for.
pub(crate) async fn speak(request: Request, next: Next) -> Response {
    let language = Language::asked(request.uri(), request.headers());
    let seen = (request.method().clone(), request.uri().clone());
    let mut response = next.run(request).await;
    let refused = match response.extensions_mut().remove::<Refused>() {
        Some(refused) => refused,
        None if response.status().is_client_error() || response.status().is_server_error() => {
            unspoken(response.status(), seen.0.as_str(), seen.1.path())
        }
        None => return response,
    };
    let allow = response.headers_mut().remove(header::ALLOW);
    // A refusal may ask a browser to keep what the next request brings.
    let kept: Vec<HeaderValue> =
        response.headers().get_all(header::SET_COOKIE).iter().map(HeaderValue::clone).collect();
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.extend(allow.map(|allow| (header::ALLOW, allow)));
    kept.into_iter().for_each(|cookie| {
        headers.append(header::SET_COOKIE, cookie);
    });
    (response.status(), headers, Json(refused.problem(language))).into_response()
}

/// What the framework refused before any handler saw it.
fn unspoken(status: StatusCode, method: &str, path: &str) -> Refused {
    match status {
        StatusCode::METHOD_NOT_ALLOWED => Refused::new(status, "method-not-allowed", method),
        status if status.is_client_error() => {
            const LONGEST: usize = 120;
            Refused::new(status, "malformed-request", path.chars().take(LONGEST).collect::<String>())
        }
        status => Refused::new(status, "internal", ""),
    }
}

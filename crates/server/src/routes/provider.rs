use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use lanbai_app::people::{Returned, Vouched};
use lanbai_app::view::{DepartureView, SessionView};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::Server;
use crate::guard::From;
use crate::problem::{Problem, Refused};
use crate::sent::Sent;
use crate::session_cookie::{self, Kept};

/// What a provider hands to a browser that it sends back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FromProvider {
    state: String,
    /// Missing where the provider did not let anybody through.
    #[schema(required = false)]
    code: Option<String>,
    /// Why not.
    #[schema(required = false)]
    error: Option<String>,
}

/// A one-time code of the account itself.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OneTimeCode {
    code: String,
}

/// Sets out for the identity provider: where the browser goes. What it must bring back travels in a cookie that no
/// script can read and that holds for ten minutes.
#[utoipa::path(post, path = "/api/v1/session/provider", tag = "people", responses((status = 200, body = DepartureView), (status = "4XX", body = Problem, content_type = "application/problem+json"), (status = 503, body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn set_out(
    State(server): State<Server>,
    From(address): From,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let before = session_cookie::token(&headers, server.way, Kept::Session);
    let departure = server.app.set_out_for_provider(&address.to_string(), before).await?;
    let mut response = Json(DepartureView { address: departure.address }).into_response();
    keep(&mut response, session_cookie::set(&departure.secret, server.way, Kept::Departure));
    Ok(response)
}

/// Signs in whoever comes back from the identity provider.
#[utoipa::path(post, path = "/api/v1/session/provider/return", tag = "people", request_body = FromProvider, responses((status = 200, body = SessionView), (status = "4XX", body = Problem, content_type = "application/problem+json"), (status = 503, body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn come_back(
    State(server): State<Server>,
    From(address): From,
    headers: HeaderMap,
    Sent(sent): Sent<FromProvider>,
) -> Result<Response, Refused> {
    let secret = session_cookie::token(&headers, server.way, Kept::Departure);
    let returned = Returned {
        secret: secret.unwrap_or_default(),
        state: &sent.state,
        code: sent.code.as_deref(),
        error: sent.error.as_deref(),
        address: &address.to_string(),
    };
    match server.app.return_from_provider(returned).await? {
        Vouched::In(token) => let_in(&server, &token).await,
        Vouched::CodeNeeded(secret) => {
            let mut response = Refused::new(StatusCode::UNAUTHORIZED, "code-needed", "").into_response();
            keep(&mut response, session_cookie::set(&secret, server.way, Kept::Departure));
            Ok(response)
        }
    }
}

/// Signs in someone for whom the provider vouched, by the one-time code that his account asks for.
#[utoipa::path(post, path = "/api/v1/session/provider/code", tag = "people", request_body = OneTimeCode, responses((status = 200, body = SessionView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn bring_code(
    State(server): State<Server>,
    From(address): From,
    headers: HeaderMap,
    Sent(sent): Sent<OneTimeCode>,
) -> Result<Response, Refused> {
    let secret = session_cookie::token(&headers, server.way, Kept::Departure).unwrap_or_default();
    let token = server.app.bring_code(secret, &sent.code, &address.to_string()).await?;
    let_in(&server, &token).await
}

async fn let_in(server: &Server, token: &str) -> Result<Response, Refused> {
    let caller = server.app.caller_of(token).await?;
    let mut response = Json(server.app.who_is(&caller)).into_response();
    keep(&mut response, session_cookie::set(token, server.way, Kept::Session));
    keep(&mut response, session_cookie::forget(server.way, Kept::Departure));
    Ok(response)
}

fn keep(response: &mut Response, cookie: Option<HeaderValue>) {
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

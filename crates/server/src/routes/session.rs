use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use lanbai_app::people::{Caller, Credentials, Entry};
use lanbai_app::view::{SecondFactorView, SessionView};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::Server;
use crate::guard::{By, From};
use crate::problem::{Problem, Refused};
use crate::sent::Sent;
use crate::session_cookie::{self, Kept};

/// How someone would sign in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignIn {
    login: String,
    password: String,
    /// A one-time code, where the account asks for one.
    #[schema(required = false)]
    code: Option<String>,
}

/// A password for another.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPassword {
    old: String,
    new: String,
}

/// A secret of one-time codes, and a code that shows that its owner has it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewSecondFactor {
    secret: String,
    code: String,
}

/// Who is signed in, what he may do and why not.
#[utoipa::path(get, path = "/api/v1/session", tag = "people", responses((status = 200, body = SessionView)))]
pub(crate) async fn session(State(server): State<Server>, By(caller): By) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], Json(server.app.who_is(&caller))).into_response()
}

/// Signs in. The session's token travels in a cookie that no script can read.
#[utoipa::path(post, path = "/api/v1/session", tag = "people", request_body = SignIn, responses((status = 200, body = SessionView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn sign_in(
    State(server): State<Server>,
    From(address): From,
    headers: HeaderMap,
    Sent(asked): Sent<SignIn>,
) -> Result<Response, Refused> {
    let credentials = Credentials {
        login: &asked.login,
        password: &asked.password,
        code: asked.code.as_deref(),
        address: &address.to_string(),
        before: session_cookie::token(&headers, server.way, Kept::Session),
    };
    let token = match server.app.sign_in(credentials).await? {
        Entry::In(token) => token,
        Entry::CodeNeeded => return Err(Refused::new(StatusCode::UNAUTHORIZED, "code-needed", "")),
    };
    let caller = server.app.caller_of(&token).await?;
    Ok(with_cookie(&server, &caller, session_cookie::set(&token, server.way, Kept::Session)))
}

/// Signs out.
#[utoipa::path(delete, path = "/api/v1/session", tag = "people", responses((status = 200, body = SessionView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn sign_out(State(server): State<Server>, By(caller): By) -> Result<Response, Refused> {
    server.app.sign_out(&caller).await?;
    Ok(with_cookie(&server, &Caller::visitor(), session_cookie::forget(server.way, Kept::Session)))
}

/// Changes one's own password; other sessions end.
#[utoipa::path(post, path = "/api/v1/session/password", tag = "people", request_body = NewPassword, responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn change_password(
    State(server): State<Server>,
    By(caller): By,
    From(address): From,
    Sent(asked): Sent<NewPassword>,
) -> Result<StatusCode, Refused> {
    server.app.change_password(&caller, &asked.old, &asked.new, &address.to_string()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A new secret for one's own one-time codes; nothing is kept yet.
#[utoipa::path(post, path = "/api/v1/session/second-factor", tag = "people", responses((status = 200, body = SecondFactorView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn offer_second_factor(
    State(server): State<Server>,
    By(caller): By,
) -> Result<Json<SecondFactorView>, Refused> {
    Ok(Json(server.app.offer_second_factor(&caller)?))
}

/// Sets up one's own one-time codes.
#[utoipa::path(put, path = "/api/v1/session/second-factor", tag = "people", request_body = NewSecondFactor, responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn enrol_second_factor(
    State(server): State<Server>,
    By(caller): By,
    From(address): From,
    Sent(asked): Sent<NewSecondFactor>,
) -> Result<StatusCode, Refused> {
    server.app.enrol_second_factor(&caller, &asked.secret, &asked.code, &address.to_string()).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn with_cookie(server: &Server, caller: &Caller, cookie: Option<HeaderValue>) -> Response {
    let mut response = Json(server.app.who_is(caller)).into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

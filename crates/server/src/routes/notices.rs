use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use lanbai_app::view::{MailView, NoticeList, UrgedView};
use lanbai_reporting::rights::Action;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{Route, posting};
use crate::Server;
use crate::cache::tagged;
use crate::guard::By;
use crate::problem::{Problem, Refused};
use crate::sent::Sent;

/// What people should know, and where they are written to.
pub(super) fn routes() -> Vec<Route> {
    let own = Action::KeepOwnAccount;
    vec![
        Route::get("/notices", own, notices),
        posting("/notices/read", own, read_notices),
        Route::get("/session/mail", own, own_mail),
        Route::new(Method::PUT, "/session/mail", own, set_own_mail),
        posting("/completeness/urge", Action::Urge, urge),
    ]
}

/// Which notices were read.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReadNotices {
    /// One; all where it is not given.
    #[schema(required = false)]
    notice: Option<String>,
}

/// Where someone is written to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewMailAddress {
    /// Empty for nowhere.
    address: String,
}

/// Whom to urge for what.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewUrge {
    form: String,
    territory: String,
    period: String,
}

/// What the caller should know, unread first.
#[utoipa::path(get, path = "/api/v1/notices", tag = "people", responses((status = 200, body = NoticeList), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn notices(
    State(server): State<Server>,
    By(caller): By,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    tagged(&headers, &server.app.notices(&caller).await?)
}

/// Notes that notices were read.
#[utoipa::path(post, path = "/api/v1/notices/read", tag = "people", request_body = ReadNotices, responses((status = 200, body = NoticeList), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn read_notices(
    State(server): State<Server>,
    By(caller): By,
    Sent(asked): Sent<ReadNotices>,
) -> Result<Json<NoticeList>, Refused> {
    Ok(Json(server.app.read_notices(&caller, asked.notice.as_deref()).await?))
}

/// Where the caller is written to.
#[utoipa::path(get, path = "/api/v1/session/mail", tag = "people", responses((status = 200, body = MailView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn own_mail(
    State(server): State<Server>,
    By(caller): By,
) -> Result<Json<MailView>, Refused> {
    Ok(Json(server.app.own_mail(&caller).await?))
}

/// Says where the caller is written to.
#[utoipa::path(put, path = "/api/v1/session/mail", tag = "people", request_body = NewMailAddress, responses((status = 200, body = MailView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn set_own_mail(
    State(server): State<Server>,
    By(caller): By,
    Sent(asked): Sent<NewMailAddress>,
) -> Result<Json<MailView>, Refused> {
    Ok(Json(server.app.set_own_mail(&caller, &asked.address).await?))
}

/// Asks those who report for a territory for a form; once a day.
#[utoipa::path(post, path = "/api/v1/completeness/urge", tag = "reporting", request_body = NewUrge, responses((status = 200, body = UrgedView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn urge(
    State(server): State<Server>,
    By(caller): By,
    Sent(asked): Sent<NewUrge>,
) -> Result<Json<UrgedView>, Refused> {
    let urged = server.app.urge(&caller, &asked.form, &asked.territory, &asked.period).await?;
    Ok(Json(urged))
}

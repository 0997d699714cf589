use axum::Json;
use axum::extract::State;
use lanbai_app::people::AuditQuestion;
use lanbai_app::view::{AuditPage, AuditVerificationView};
use lanbai_reporting::rights::Action;
use serde::Deserialize;
use utoipa::IntoParams;

use super::query::Asked;
use super::reporting::given;
use super::{Route, posting};
use crate::Server;
use crate::guard::By;
use crate::problem::{Problem, Refused};

/// The audit log.
pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/audit", Action::ReadAudit, audit),
        posting("/audit/verify", Action::VerifyAudit, verify_audit),
    ]
}

/// Which rows of the audit log.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AuditQuery {
    /// A login name, or the name of a job.
    pub by: Option<String>,
    /// A login name, or the id of what was changed.
    pub object: Option<String>,
    /// Such as `account.grant`.
    pub action: Option<String>,
    /// The first day, such as 2026-03-01, as it is in China.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// One page of the audit log, latest first.
#[utoipa::path(get, path = "/api/v1/audit", tag = "people", params(AuditQuery), responses((status = 200, body = AuditPage), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn audit(
    State(server): State<Server>,
    By(caller): By,
    Asked(asked): Asked<AuditQuery>,
) -> Result<Json<AuditPage>, Refused> {
    let question = AuditQuestion {
        by: given(&asked.by),
        object: given(&asked.object),
        action: given(&asked.action),
        from: given(&asked.from),
        to: given(&asked.to),
        cursor: given(&asked.cursor),
    };
    Ok(Json(server.app.audit(&caller, question).await?))
}

/// Works the audit log's chain out again, and signs its end where it holds.
#[utoipa::path(post, path = "/api/v1/audit/verify", tag = "people", responses((status = 200, body = AuditVerificationView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn verify_audit(
    State(server): State<Server>,
    By(caller): By,
) -> Result<Json<AuditVerificationView>, Refused> {
    Ok(Json(server.app.verify_audit(&caller).await?))
}

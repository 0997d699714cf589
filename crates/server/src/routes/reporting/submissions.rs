use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use lanbai_app::reporting::{AskedStep, SubmissionFilter, Typed};
use lanbai_app::view::{BegunView, SavedView, SubmissionList, SubmissionView};
use lanbai_reporting::Step;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::owed::given;
use crate::Server;
use crate::cache::tagged;
use crate::guard::By;
use crate::problem::{Problem, Refused};
use crate::routes::query::Asked;
use crate::sent::Sent;

/// Which submissions.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SubmissionsQuery {
    /// Id of a territory.
    pub territory: Option<String>,
    /// Id of a form.
    pub form: Option<String>,
    pub period: Option<String>,
    /// `draft`, `submitted`, `returned`, `approved` or `published`.
    pub state: Option<String>,
    /// Only those that wait for the caller's approval.
    pub waits_for_me: Option<bool>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// What is to be begun.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewSubmission {
    form: String,
    territory: String,
    period: String,
}

/// Fields as they were typed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TypedFields {
    fields: Vec<TypedField>,
}

/// One field as it was typed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TypedField {
    key: String,
    content: String,
    /// The version that stood there when it was typed; 0 where nothing was saved yet.
    seen: i64,
}

/// Why a soft finding is borne.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewExplanation {
    /// The finding's key.
    finding: String,
    /// Empty to take it back.
    content: String,
}

/// A step.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewStep {
    /// `submit`, `withdraw`, `return` or `approve`.
    step: String,
    /// The submission's version that was seen.
    version: i64,
    /// Its contents that were seen.
    contents: i64,
    /// A return has one.
    #[schema(required = false)]
    reason: Option<String>,
}

/// Why something approved is corrected.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewCorrection {
    reason: String,
}

/// Submissions that the caller may read, the last changed first.
#[utoipa::path(get, path = "/api/v1/submissions", tag = "reporting", params(SubmissionsQuery), responses((status = 200, body = SubmissionList), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn submissions(
    State(server): State<Server>,
    By(caller): By,
    headers: HeaderMap,
    Asked(asked): Asked<SubmissionsQuery>,
) -> Result<Response, Refused> {
    let filter = SubmissionFilter {
        territory: given(&asked.territory),
        form: given(&asked.form),
        period: given(&asked.period),
        state: given(&asked.state),
        waits_for_me: asked.waits_for_me.unwrap_or(false),
        after: given(&asked.cursor),
    };
    tagged(&headers, &server.app.submissions(&caller, filter).await?)
}

/// Begins a draft, filled with what other forms hold already.
#[utoipa::path(post, path = "/api/v1/submissions", tag = "reporting", request_body = NewSubmission, responses((status = 201, body = BegunView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn begin(
    State(server): State<Server>,
    By(caller): By,
    Sent(asked): Sent<NewSubmission>,
) -> Result<(StatusCode, Json<BegunView>), Refused> {
    let begun = server.app.begin_submission(&caller, &asked.form, &asked.territory, &asked.period).await?;
    Ok((StatusCode::CREATED, Json(begun)))
}

/// A submission with its fields, earlier values, findings, decisions, and what the caller may do.
#[utoipa::path(get, path = "/api/v1/submissions/{id}", tag = "reporting", params(("id" = String, Path,)), responses((status = 200, body = SubmissionView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn submission(
    State(server): State<Server>,
    By(caller): By,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Refused> {
    tagged(&headers, &server.app.submission(&caller, &id).await?)
}

/// Saves fields of a draft, each for itself. A field that someone else saved meanwhile is a conflict: what stands there
/// stays, and what was typed is set aside and told back.
#[utoipa::path(patch, path = "/api/v1/submissions/{id}/fields", tag = "reporting", params(("id" = String, Path,)), request_body = TypedFields, responses((status = 200, body = SavedView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn save(
    State(server): State<Server>,
    By(caller): By,
    Path(id): Path<String>,
    Sent(asked): Sent<TypedFields>,
) -> Result<Json<SavedView>, Refused> {
    let typed: Vec<Typed> = asked
        .fields
        .into_iter()
        .map(|field| Typed { key: field.key, content: field.content, seen: field.seen })
        .collect();
    Ok(Json(server.app.save_fields(&caller, &id, &typed).await?))
}

/// Explains a soft finding.
#[utoipa::path(put, path = "/api/v1/submissions/{id}/explanations", tag = "reporting", params(("id" = String, Path,)), request_body = NewExplanation, responses((status = 200, body = SubmissionView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn explain(
    State(server): State<Server>,
    By(caller): By,
    Path(id): Path<String>,
    Sent(asked): Sent<NewExplanation>,
) -> Result<Json<SubmissionView>, Refused> {
    Ok(Json(server.app.explain_finding(&caller, &id, &asked.finding, &asked.content).await?))
}

/// Hands in, takes back, returns or approves.
#[utoipa::path(post, path = "/api/v1/submissions/{id}/steps", tag = "reporting", params(("id" = String, Path,)), request_body = NewStep, responses((status = 200, body = SubmissionView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn step(
    State(server): State<Server>,
    By(caller): By,
    Path(id): Path<String>,
    Sent(asked): Sent<NewStep>,
) -> Result<Json<SubmissionView>, Refused> {
    let step = match asked.step.as_str() {
        "submit" => Step::Submit,
        "withdraw" => Step::Withdraw,
        "return" => Step::Return,
        "approve" => Step::Approve,
        other => {
            let seen: String = other.chars().take(80).collect();
            return Err(Refused::new(StatusCode::BAD_REQUEST, "not-a-step", seen));
        }
    };
    let asked = AskedStep {
        submission: &id,
        step,
        version: asked.version,
        contents: asked.contents,
        reason: asked.reason.as_deref(),
    };
    Ok(Json(server.app.take_step(&caller, asked).await?))
}

/// Begins a correction of what is approved.
#[utoipa::path(post, path = "/api/v1/submissions/{id}/corrections", tag = "reporting", params(("id" = String, Path,)), request_body = NewCorrection, responses((status = 201, body = BegunView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn correct(
    State(server): State<Server>,
    By(caller): By,
    Path(id): Path<String>,
    Sent(asked): Sent<NewCorrection>,
) -> Result<(StatusCode, Json<BegunView>), Refused> {
    let begun = server.app.correct_submission(&caller, &id, &asked.reason).await?;
    Ok((StatusCode::CREATED, Json(begun)))
}

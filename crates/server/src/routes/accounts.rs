use std::io::Read;

use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::{Method, StatusCode};
use lanbai_app::view::{AccountImportView, AccountPage, HandOverView, MadeAccountView};
use lanbai_reporting::rights::Action;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::query::Asked;
use super::{Route, imports, posting};
use crate::Server;
use crate::guard::By;
use crate::problem::{Problem, Refused};
use crate::sent::Sent;

/// Accounts, and what they hold.
pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/accounts", Action::ReadAccounts, accounts),
        posting("/accounts", Action::EditAccounts, create_account),
        posting("/accounts/import", Action::EditAccounts, import_accounts),
        posting("/accounts/{id}/rename", Action::EditAccounts, rename_account),
        posting("/accounts/{id}/disable", Action::EditAccounts, disable_account),
        posting("/accounts/{id}/enable", Action::EditAccounts, enable_account),
        posting("/accounts/{id}/password", Action::EditAccounts, reset_password),
        posting("/accounts/{id}/second-factor", Action::ResetSecondFactor, reset_second_factor),
        posting("/accounts/{id}/provider", Action::EditAccounts, invite_account),
        Route::new(Method::DELETE, "/accounts/{id}/provider", Action::EditAccounts, part_account),
        posting("/accounts/{id}/hand-over", Action::HandOver, hand_over),
        posting("/accounts/{id}/grant", Action::GrantRoles, grant_role),
        posting("/accounts/{id}/revoke", Action::GrantRoles, revoke_role),
    ]
}

/// Which accounts.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AccountsQuery {
    /// A part of a login name or a name.
    pub text: Option<String>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// An account to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAccount {
    login: String,
    name: String,
}

/// A name that pages show.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewName {
    name: String,
}

/// Why an account is shut out.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reason {
    reason: String,
}

/// To whom drafts go.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Receiver {
    /// The account's id.
    to: String,
}

/// A role for a territory and what lies under it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoleFor {
    role: String,
    territory: String,
}

/// One page of accounts with what they hold.
#[utoipa::path(get, path = "/api/v1/accounts", tag = "people", params(AccountsQuery), responses((status = 200, body = AccountPage), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn accounts(
    State(server): State<Server>,
    By(caller): By,
    Asked(asked): Asked<AccountsQuery>,
) -> Result<Json<AccountPage>, Refused> {
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let (text, cursor) = (given(&asked.text), given(&asked.cursor));
    Ok(Json(server.app.accounts(&caller, text.as_deref(), cursor.as_deref()).await?))
}

/// Makes an account without any role; its password is for one use.
#[utoipa::path(post, path = "/api/v1/accounts", tag = "people", request_body = NewAccount, responses((status = 200, body = MadeAccountView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_account(
    State(server): State<Server>,
    By(caller): By,
    Sent(asked): Sent<NewAccount>,
) -> Result<Json<MadeAccountView>, Refused> {
    Ok(Json(server.app.create_account(&caller, &asked.login, &asked.name).await?))
}

/// Makes the accounts of a CSV file with the columns login and name: all of them or none.
#[utoipa::path(post, path = "/api/v1/accounts/import", tag = "people", request_body(content = super::imports::ImportForm, content_type = "multipart/form-data"), responses((status = 200, body = AccountImportView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn import_accounts(
    State(server): State<Server>,
    By(caller): By,
    request: Request,
) -> Result<Json<AccountImportView>, Refused> {
    const MOST_BYTES: u64 = 1 << 20;
    let (name, kept) = imports::received(request).await?;
    let mut kept = kept.take(MOST_BYTES + 1);
    Ok(Json(server.app.import_accounts(&caller, &name, &mut kept).await?))
}

/// Changes the name that pages show.
#[utoipa::path(post, path = "/api/v1/accounts/{id}/rename", tag = "people", params(("id" = String, Path,)), request_body = NewName, responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn rename_account(
    State(server): State<Server>,
    By(caller): By,
    Path(id): Path<String>,
    Sent(asked): Sent<NewName>,
) -> Result<StatusCode, Refused> {
    server.app.rename_account(&caller, &id, &asked.name).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Shuts an account out and ends its sessions.
#[utoipa::path(post, path = "/api/v1/accounts/{id}/disable", tag = "people", params(("id" = String, Path,)), request_body = Reason, responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn disable_account(
    State(server): State<Server>,
    By(caller): By,
    Path(id): Path<String>,
    Sent(asked): Sent<Reason>,
) -> Result<StatusCode, Refused> {
    server.app.disable_account(&caller, &id, &asked.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lets an account in again.
#[utoipa::path(post, path = "/api/v1/accounts/{id}/enable", tag = "people", params(("id" = String, Path,)), responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn enable_account(
    State(server): State<Server>,
    By(caller): By,
    Path(id): Path<String>,
) -> Result<StatusCode, Refused> {
    server.app.enable_account(&caller, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives an account a new password for one use; its sessions end.
#[utoipa::path(post, path = "/api/v1/accounts/{id}/password", tag = "people", params(("id" = String, Path,)), responses((status = 200, body = MadeAccountView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn reset_password(
    State(server): State<Server>,
    By(caller): By,
    Path(id): Path<String>,
) -> Result<Json<MadeAccountView>, Refused> {
    Ok(Json(server.app.reset_password(&caller, &id).await?))
}

/// Removes the one-time codes of an account; its sessions end.
#[utoipa::path(post, path = "/api/v1/accounts/{id}/second-factor", tag = "people", params(("id" = String, Path,)), responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn reset_second_factor(
    State(server): State<Server>,
    By(caller): By,
    Path(id): Path<String>,
) -> Result<StatusCode, Refused> {
    server.app.reset_second_factor(&caller, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lets the person of the account's login name at the identity provider be tied to it, once and within two weeks.
#[utoipa::path(post, path = "/api/v1/accounts/{id}/provider", tag = "people", params(("id" = String, Path,)), responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn invite_account(
    State(server): State<Server>,
    By(caller): By,
    Path(id): Path<String>,
) -> Result<StatusCode, Refused> {
    server.app.invite_account(&caller, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends what ties an account to the identity provider; its sessions end.
#[utoipa::path(delete, path = "/api/v1/accounts/{id}/provider", tag = "people", params(("id" = String, Path,)), responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn part_account(
    State(server): State<Server>,
    By(caller): By,
    Path(id): Path<String>,
) -> Result<StatusCode, Refused> {
    server.app.part_account(&caller, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives every draft of one account to another.
#[utoipa::path(post, path = "/api/v1/accounts/{id}/hand-over", tag = "people", params(("id" = String, Path,)), request_body = Receiver, responses((status = 200, body = HandOverView), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn hand_over(
    State(server): State<Server>,
    By(caller): By,
    Path(id): Path<String>,
    Sent(asked): Sent<Receiver>,
) -> Result<Json<HandOverView>, Refused> {
    Ok(Json(server.app.hand_over(&caller, &id, &asked.to).await?))
}

/// Grants a role for a territory and what lies under it.
#[utoipa::path(post, path = "/api/v1/accounts/{id}/grant", tag = "people", params(("id" = String, Path,)), request_body = RoleFor, responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn grant_role(
    State(server): State<Server>,
    By(caller): By,
    Path(id): Path<String>,
    Sent(asked): Sent<RoleFor>,
) -> Result<StatusCode, Refused> {
    server.app.grant_role(&caller, &id, &asked.role, &asked.territory).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a role back; it holds from the next request on.
#[utoipa::path(post, path = "/api/v1/accounts/{id}/revoke", tag = "people", params(("id" = String, Path,)), request_body = RoleFor, responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn revoke_role(
    State(server): State<Server>,
    By(caller): By,
    Path(id): Path<String>,
    Sent(asked): Sent<RoleFor>,
) -> Result<StatusCode, Refused> {
    server.app.revoke_role(&caller, &id, &asked.role, &asked.territory).await?;
    Ok(StatusCode::NO_CONTENT)
}

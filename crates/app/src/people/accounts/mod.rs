//! 账号管理: who has an account, and what it holds. The system administrator keeps accounts, the security administrator
//! grants roles; neither does so for himself.

mod create;
mod disable;
mod grant;
mod hand_over;
mod import;
mod list;
mod provider;
mod reset;

use lanbai_kernel::{Finding, Place};
use lanbai_reporting::Role;
use lanbai_reporting::rights::Action;
use lanbai_store::accounts::Account;

use super::{Caller, Where};
use crate::{App, AppError};

fn refused(code: &'static str) -> AppError {
    told(Finding::error(code, Place::default()))
}

fn told(finding: Finding) -> AppError {
    AppError::Refused(Box::new(finding))
}

/// The account of an id, and the caller's authority to do something to it: never to his own.
async fn another(
    app: &App,
    caller: &Caller,
    action: Action,
    id: &str,
) -> Result<(Account, String), AppError> {
    let authority = caller.may(action, Where::Any, app)?;
    if id == caller.account {
        return Err(refused("account-own"));
    }
    let shown: String = id.chars().take(80).collect();
    let unknown = || told(Finding::error("account-unknown", Place::default()).with("seen", shown));
    let account = app.store()?.account(id).await?;
    Ok((account.ok_or_else(unknown)?, authority))
}

/// Refuses what would leave one of the three administrators' places empty: nobody could fill it again.
async fn not_the_last(app: &App, account: &str, role: Option<Role>) -> Result<(), AppError> {
    let store = app.store()?;
    let grants = store.all_grants().await?;
    let places = [Role::SystemAdministrator, Role::SecurityAdministrator, Role::AuditAdministrator];
    let left = grants.iter().filter(|grant| grant.account == account).map(|grant| grant.role);
    for place in left.filter(|held| places.contains(held) && role.is_none_or(|role| role == *held)) {
        let mut another = false;
        for grant in grants.iter().filter(|grant| grant.role == place && grant.account != account) {
            let holder = store.account(&grant.account).await?;
            another |= holder.is_some_and(|holder| holder.disabled_at.is_none());
        }
        if !another {
            return Err(told(Finding::error("account-last", Place::default()).with("role", place.name())));
        }
    }
    Ok(())
}

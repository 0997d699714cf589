use lanbai_kernel::{Finding, Place};
use lanbai_reporting::rights::Action;
use lanbai_store::Act;
use lanbai_store::accounts::NewAccount;

use super::told;
use crate::people::{Caller, Where, password, random};
use crate::view::MadeAccountView;
use crate::{App, AppError};

/// Characters of a login name and of the name that pages show.
const LOGIN: usize = 64;
const NAME: usize = 100;

impl App {
    /// Makes an account without any role, and gives its password for one use.
    pub async fn create_account(
        &self,
        caller: &Caller,
        login: &str,
        name: &str,
    ) -> Result<MadeAccountView, AppError> {
        let authority = caller.may(Action::EditAccounts, Where::Any, self)?;
        if let Some(finding) = wrong(login, name, Place::default()) {
            return Err(told(finding));
        }
        let made = self.make_accounts(caller, &authority, &[(login.to_owned(), name.to_owned())]).await?;
        made.into_iter().next().ok_or(AppError::Broken("an account was not made"))
    }

    /// All of these, or none.
    pub(super) async fn make_accounts(
        &self,
        caller: &Caller,
        authority: &str,
        all: &[(String, String)],
    ) -> Result<Vec<MadeAccountView>, AppError> {
        let people = self.people()?;
        let mut made = Vec::with_capacity(all.len());
        for (login, name) in all {
            let password = password::one_time()?;
            let hash = people.hash_in_turn(&password).await?;
            let view = MadeAccountView {
                id: random::id()?,
                login: login.trim().to_lowercase(),
                name: name.trim().to_owned(),
                password,
            };
            made.push((view, hash));
        }
        let new = made.iter().map(|(view, hash)| NewAccount {
            id: &view.id,
            login: &view.login,
            display_name: &view.name,
            password_hash: Some(hash),
            external: None,
            must_change_password: true,
        });
        let act = Act { by: &caller.account, authority, at: self.clock().now() };
        people.store().create_accounts(&act, &new.collect::<Vec<_>>()).await?;
        Ok(made.into_iter().map(|(view, _)| view).collect())
    }
}

/// What is wrong with the names of an account to be made.
pub(super) fn wrong(login: &str, name: &str, place: Place) -> Option<Finding> {
    let (login, name) = (login.trim(), name.trim());
    let shown = |text: &str| text.chars().take(LOGIN).collect::<String>();
    let fits = |c: char| c.is_alphanumeric() || "-._@".contains(c);
    if login.is_empty() || login.chars().count() > LOGIN || !login.chars().all(fits) {
        return Some(Finding::error("account-login", place).with("seen", shown(login)));
    }
    if name.is_empty() || name.chars().count() > NAME || name.chars().any(char::is_control) {
        return Some(Finding::error("account-name", place).with("seen", shown(name)));
    }
    None
}

use std::collections::HashMap;

use lanbai_reporting::rights::Action;
use lanbai_store::Page;
use lanbai_store::accounts::{Account, Grant};

use crate::people::{Caller, Where};
use crate::view::{AccountPage, AccountView, Bilingual, HeldView};
use crate::{App, AppError, Messages, Snapshot, same};

/// Accounts in one answer.
const PAGE: usize = 100;

impl App {
    /// One page of accounts with what they hold, in the order of their login names. `text` looks for a part of a name,
    /// `after` is the last login name of the page before.
    pub async fn accounts(
        &self,
        caller: &Caller,
        text: Option<&str>,
        after: Option<&str>,
    ) -> Result<AccountPage, AppError> {
        caller.may(Action::ReadAccounts, Where::Any, self)?;
        let mut accounts = self.all_accounts().await?;
        let text = text.unwrap_or_default().trim().to_lowercase();
        accounts.retain(|account| {
            account.login.contains(&text) || account.display_name.to_lowercase().contains(&text)
        });
        accounts.sort_by(|a, b| a.login.cmp(&b.login));
        let total = accounts.len();
        accounts.retain(|account| after.is_none_or(|after| account.login.as_str() > after));
        let more = accounts.len() > PAGE;
        accounts.truncate(PAGE);
        let mut grants: HashMap<String, Vec<Grant>> = HashMap::new();
        for grant in self.store()?.all_grants().await? {
            grants.entry(grant.account.clone()).or_default().push(grant);
        }
        let snapshot = self.snapshot();
        let view = |account: Account| {
            let held = grants.remove(&account.id).unwrap_or_default();
            let roles = held.into_iter().map(|grant| held_view(&grant, &snapshot)).collect();
            AccountView {
                id: account.id,
                login: account.login,
                name: account.display_name,
                disabled_at: account.disabled_at.map(|at| at.to_rfc3339()),
                must_change_password: account.must_change_password,
                has_second_factor: account.totp_secret.is_some(),
                created_at: account.created_at.to_rfc3339(),
                roles,
            }
        };
        let items: Vec<AccountView> = accounts.into_iter().map(view).collect();
        let next_cursor = items.last().filter(|_| more).map(|account| account.login.clone());
        Ok(AccountPage { items, total, next_cursor })
    }

    /// Every account: an office has hundreds.
    pub(crate) async fn all_accounts(&self) -> Result<Vec<Account>, AppError> {
        let mut all: Vec<Account> = Vec::new();
        loop {
            let after = all.last().map(|account| account.id.clone());
            let page = self.store()?.accounts(Page { after: after.as_deref(), most: 0 }).await?;
            if page.is_empty() {
                return Ok(all);
            }
            all.extend(page);
        }
    }
}

/// A grant for a territory that the plan has no longer is shown by its id: it holds nothing, and can be taken back.
fn held_view(grant: &Grant, snapshot: &Snapshot) -> HeldView {
    let text = snapshot.plan.territory(&grant.territory).map(|index| snapshot.plan.territory_text(index));
    HeldView {
        role: grant.role.name().to_owned(),
        role_name: Messages::shared().text(&format!("role-{}", grant.role.name()), &[]),
        territory: grant.territory.clone(),
        territory_name: text.map_or_else(
            || same(&grant.territory),
            |t| Bilingual::from(t.short_name.as_ref().unwrap_or(&t.name)),
        ),
    }
}

use lanbai_reporting::Role;
use lanbai_store::Act;
use lanbai_store::accounts::NewAccount;

use super::{password, random};
use crate::{App, AppError, Messages};

/// An account that the first start made, with its password for one use.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct FirstAccount {
    pub login: String,
    pub role: Role,
    pub password: String,
}

/// The three administrators (三员分立) with the names that they sign in under at first.
const FIRST: [(&str, Role); 3] = [
    ("system", Role::SystemAdministrator),
    ("security", Role::SecurityAdministrator),
    ("audit", Role::AuditAdministrator),
];

impl App {
    /// Lets people in: where there is no account yet, makes the three administrators, or the accounts of a demo. Gives
    /// what has to be told to whoever started the product: nobody can read those passwords again.
    pub async fn begin(&self) -> Result<Vec<FirstAccount>, AppError> {
        let store = self.people()?.store();
        if store.has_accounts().await? {
            return Ok(Vec::new());
        }
        if self.settings().demo_accounts {
            self.make_demo_accounts().await?;
            return Ok(Vec::new());
        }
        let home = self.home();
        let mut made = Vec::new();
        for (login, role) in FIRST {
            let password = password::one_time()?;
            let name = Messages::shared().text(&format!("role-{}", role.name()), &[]).zh;
            self.make_account(login, &name, &password, true, &[(role, &home)]).await?;
            made.push(FirstAccount { login: login.to_owned(), role, password });
        }
        Ok(made)
    }

    /// An account that the product makes by itself.
    pub(super) async fn make_account(
        &self,
        login: &str,
        name: &str,
        password: &str,
        must_change: bool,
        roles: &[(Role, &str)],
    ) -> Result<(), AppError> {
        let people = self.people()?;
        let act = Act { by: "lanbai", authority: "first-start", at: self.clock().now() };
        let hash = people.hash_in_turn(password).await?;
        let id = random::id()?;
        let new = NewAccount {
            id: &id,
            login,
            display_name: name,
            password_hash: Some(&hash),
            external: None,
            must_change_password: must_change,
        };
        people.store().create_account(&act, &new).await?;
        for (role, territory) in roles {
            people.store().grant(&act, &id, *role, territory).await?;
        }
        Ok(())
    }
}

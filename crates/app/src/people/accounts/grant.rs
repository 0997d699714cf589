use lanbai_kernel::{Finding, Place};
use lanbai_reporting::Role;
use lanbai_reporting::rights::{Action, cannot_stand_beside};
use lanbai_store::Act;

use super::{another, not_the_last, told};
use crate::people::{Caller, Where};
use crate::{App, AppError};

impl App {
    /// 授权: grants a role for a territory and what lies under it.
    ///
    /// # Errors
    /// `roles-apart` if the account holds a role that must not stand beside it.
    pub async fn grant_role(
        &self,
        caller: &Caller,
        id: &str,
        role: &str,
        territory: &str,
    ) -> Result<(), AppError> {
        let role = known(role)?;
        let (_, authority) = another(self, caller, Action::GrantRoles, id).await?;
        // The plan's own id, should a former one have been given.
        caller.may(Action::GrantRoles, Where::At(territory), self)?;
        let snapshot = self.snapshot();
        let territory = snapshot.plan.territory(territory);
        let territory = territory.ok_or(AppError::Broken("a territory was lost"))?;
        let territory = snapshot.plan.territory_text(territory).id.get_ref();
        let store = self.store()?;
        let grants = store.grants_of(id).await?;
        if let Some(held) = grants.iter().find(|grant| cannot_stand_beside(grant.role, role)) {
            let finding = Finding::error("roles-apart", Place::default());
            return Err(told(finding.with("role", role.name()).with("other_role", held.role.name())));
        }
        let act = Act { by: &caller.account, authority: &authority, at: self.clock().now() };
        Ok(store.grant(&act, id, role, territory).await?)
    }

    /// Takes a role back, also one for a territory that the plan has no longer.
    pub async fn revoke_role(
        &self,
        caller: &Caller,
        id: &str,
        role: &str,
        territory: &str,
    ) -> Result<(), AppError> {
        let role = known(role)?;
        let (_, authority) = another(self, caller, Action::GrantRoles, id).await?;
        let grants = self.store()?.grants_of(id).await?;
        if grants.iter().filter(|grant| grant.role == role).count() == 1 {
            not_the_last(self, id, Some(role)).await?;
        }
        let act = Act { by: &caller.account, authority: &authority, at: self.clock().now() };
        Ok(self.store()?.revoke(&act, id, role, territory).await?)
    }
}

fn known(role: &str) -> Result<Role, AppError> {
    let known = Role::ALL.iter().map(|role| role.name());
    Role::from_name(role).ok_or_else(|| crate::ask::unknown("role", role, known))
}

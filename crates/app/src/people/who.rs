use lanbai_reporting::rights::Action;

use super::{Caller, Duty, Where};
use crate::view::{Bilingual, HeldView, RightView, SessionView};
use crate::{App, AppError, Messages, Reading};

impl App {
    /// Who someone is, what he may do and why not: what pages go by.
    pub fn who_is(&self, caller: &Caller) -> SessionView {
        let signed_in = caller.is_signed_in();
        let given = |text: &str| signed_in.then(|| text.to_owned());
        SessionView {
            account: given(&caller.account),
            login: given(&caller.login),
            name: given(&caller.name),
            token: given(&caller.cross_site_token),
            roles: self.roles_of(caller),
            duty: caller.duty.map(|duty| match duty {
                Duty::ChangePassword => "change-password".to_owned(),
                Duty::EnrolSecondFactor => "enrol-second-factor".to_owned(),
            }),
            rights: Action::ALL.iter().map(|action| self.right(caller, *action)).collect(),
            open_reading: self.settings().reading == Reading::Open,
            demo_accounts: if signed_in { Vec::new() } else { self.demo_accounts() },
            provider: self.provider_name(),
        }
    }

    fn provider_name(&self) -> Option<Bilingual> {
        let settings = self.settings().openid_connect.as_ref()?;
        let unnamed = || Messages::shared().text("provider-name", &[]);
        Some(settings.name.as_ref().map_or_else(unnamed, Bilingual::from))
    }

    fn roles_of(&self, caller: &Caller) -> Vec<HeldView> {
        let snapshot = self.snapshot();
        let view = |held: &lanbai_reporting::rights::Held| {
            let text = snapshot.plan.territory_text(held.territory);
            HeldView {
                role: held.role.name().to_owned(),
                role_name: Messages::shared().text(&format!("role-{}", held.role.name()), &[]),
                territory: text.id.get_ref().clone(),
                territory_name: Bilingual::from(text.short_name.as_ref().unwrap_or(&text.name)),
            }
        };
        caller.held.iter().map(view).collect()
    }

    fn right(&self, caller: &Caller, action: Action) -> RightView {
        let refused = caller.may(action, Where::Any, self).err();
        let said = |say: fn(&AppError) -> Bilingual| refused.as_ref().map(say);
        RightView {
            action: action.name().to_owned(),
            allowed: refused.is_none(),
            reason: said(AppError::message),
            hint: said(AppError::hint),
        }
    }
}

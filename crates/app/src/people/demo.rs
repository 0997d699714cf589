use lanbai_kernel::territory::{MembershipKind, TerritoryIndex};
use lanbai_reporting::Role;

use crate::view::DemoAccountView;
use crate::{App, AppError, Messages, Snapshot};

/// The password of every account of a demo: shown where one signs in, and good on this machine only.
pub(super) const PASSWORD: &str = "Lanbai-demo-1";

/// An account of a demo.
struct Ready {
    login: String,
    role: Role,
    territory: TerritoryIndex,
}

impl App {
    /// The ready accounts of a demo, one a role, for the page where one signs in; nothing elsewhere.
    pub fn demo_accounts(&self) -> Vec<DemoAccountView> {
        if !self.settings().demo_accounts {
            return Vec::new();
        }
        let snapshot = self.snapshot();
        let view = |account: Ready| {
            let text = snapshot.plan.territory_text(account.territory);
            DemoAccountView {
                login: account.login,
                password: PASSWORD.to_owned(),
                role: account.role.name().to_owned(),
                role_name: Messages::shared().text(&format!("role-{}", account.role.name()), &[]),
                territory: text.id.get_ref().clone(),
                territory_name: (text.short_name.as_ref().unwrap_or(&text.name)).into(),
            }
        };
        ready(&snapshot, self.clock().today()).into_iter().map(view).collect()
    }

    pub(super) async fn make_demo_accounts(&self) -> Result<(), AppError> {
        let snapshot = self.snapshot();
        for account in ready(&snapshot, self.clock().today()) {
            let text = snapshot.plan.territory_text(account.territory);
            let role = Messages::shared().text(&format!("role-{}", account.role.name()), &[]).zh;
            let place = &text.short_name.as_ref().unwrap_or(&text.name).zh;
            let roles = [(account.role, text.id.get_ref().as_str())];
            self.make_account(&account.login, &format!("{role}·{place}"), PASSWORD, false, &roles).await?;
        }
        Ok(())
    }
}

/// A reporter of the first park that is named, those who approve what it reports, and everyone else for the whole.
fn ready(snapshot: &Snapshot, today: lanbai_kernel::NaiveDate) -> Vec<Ready> {
    let plan = &snapshot.plan;
    let account = |login: &str, role, territory| Ready { login: login.to_owned(), role, territory };
    let view = plan.graph.view(MembershipKind::Plan, today);
    let below = view.descendants(&[plan.home]);
    let park = below.into_iter().find(|territory| view.children(*territory).is_empty());
    let mut accounts = Vec::new();
    if let Some(park) = park {
        accounts.push(account("reporter", Role::Reporter, park));
        let stages = plan.reporting.routes.first().map(|route| route.stages_of(park, plan.ground(), today));
        for (n, (_, approvers)) in stages.into_iter().flatten().enumerate() {
            let login = if n == 0 { "approver".to_owned() } else { format!("approver-{}", n + 1) };
            accounts.extend(approvers.first().map(|territory| account(&login, Role::Approver, *territory)));
        }
    }
    let of_home = [
        ("office", Role::PlanOffice),
        ("analyst", Role::Analyst),
        ("reader", Role::Reader),
        ("system", Role::SystemAdministrator),
        ("security", Role::SecurityAdministrator),
        ("audit", Role::AuditAdministrator),
    ];
    accounts.extend(of_home.map(|(login, role)| account(login, role, plan.home)));
    accounts
}

use super::Action;
use crate::Role;

/// How far a role reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The territory that it is held for, and what lies under it.
    Under,
    /// Everywhere, whatever territory it is held for.
    Anywhere,
}

/// Whom an action is open to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Anybody at all.
    Anybody,
    /// Anybody, where the workspace lets everyone read.
    Visitor,
    /// Whoever is signed in, for himself.
    SignedIn,
    /// Whoever holds the role.
    Holder(Role, Scope),
}

/// One action with those whom it is open to.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct Rule {
    pub action: Action,
    pub who: &'static [Who],
}

const fn open(action: Action, who: &'static [Who]) -> Rule {
    Rule { action, who }
}

const READER: Who = Who::Holder(Role::Reader, Scope::Anywhere);
const REPORTER: Who = Who::Holder(Role::Reporter, Scope::Under);
const APPROVER: Who = Who::Holder(Role::Approver, Scope::Under);
const ANALYST: Who = Who::Holder(Role::Analyst, Scope::Under);
const OFFICE: Who = Who::Holder(Role::PlanOffice, Scope::Under);
// Accounts, grants and the log belong to no territory.
const SYSTEM: Who = Who::Holder(Role::SystemAdministrator, Scope::Anywhere);
const SECURITY: Who = Who::Holder(Role::SecurityAdministrator, Scope::Anywhere);
const AUDIT: Who = Who::Holder(Role::AuditAdministrator, Scope::Anywhere);

/// Published figures are the plan's: whoever works with it reads all of them. The three administrators do not.
const READERS: &[Who] = &[
    Who::Visitor,
    READER,
    Who::Holder(Role::Reporter, Scope::Anywhere),
    Who::Holder(Role::Approver, Scope::Anywhere),
    Who::Holder(Role::Analyst, Scope::Anywhere),
    Who::Holder(Role::PlanOffice, Scope::Anywhere),
];

/// Every action once.
pub const TABLE: &[Rule] = &[
    open(Action::Learn, &[Who::Anybody]),
    open(Action::SignIn, &[Who::Anybody]),
    open(Action::KeepOwnAccount, &[Who::SignedIn]),
    open(Action::ReadFigures, READERS),
    open(Action::ReadUnmasked, &[REPORTER, APPROVER, ANALYST, OFFICE]),
    open(Action::ReadPersonal, &[REPORTER, APPROVER]),
    open(Action::ImportFiles, &[OFFICE]),
    open(Action::QuerySql, &[ANALYST, OFFICE]),
    open(Action::ReadSubmissions, &[REPORTER, APPROVER, OFFICE]),
    open(Action::SaveDraft, &[REPORTER]),
    open(Action::Submit, &[REPORTER]),
    open(Action::Withdraw, &[REPORTER]),
    open(Action::ExplainFinding, &[REPORTER]),
    open(Action::PublishCorrection, &[REPORTER]),
    open(Action::Return, &[APPROVER]),
    open(Action::Approve, &[APPROVER]),
    open(Action::Urge, &[APPROVER, OFFICE]),
    open(Action::ReadSupervision, &[REPORTER, APPROVER, ANALYST, OFFICE]),
    open(Action::SetTaskNode, &[REPORTER, OFFICE]),
    open(Action::OpenSupervision, &[OFFICE]),
    open(Action::ReplySupervision, &[REPORTER, APPROVER]),
    open(Action::CloseSupervision, &[OFFICE]),
    open(Action::DecideRecommendation, &[OFFICE]),
    open(Action::ReadAccounts, &[SYSTEM, SECURITY, AUDIT]),
    open(Action::EditAccounts, &[SYSTEM]),
    open(Action::HandOver, &[SYSTEM]),
    // Not the system administrator: he gives passwords, and with both he could sign in as anyone.
    open(Action::ResetSecondFactor, &[SECURITY]),
    open(Action::GrantRoles, &[SECURITY]),
    open(Action::ReadAudit, &[AUDIT]),
    open(Action::VerifyAudit, &[AUDIT]),
    open(Action::RunBackup, &[SYSTEM]),
];

/// Whom an action is open to.
pub fn rule(action: Action) -> &'static [Who] {
    TABLE.iter().find(|rule| rule.action == action).map_or(&[], |rule| rule.who)
}

#[cfg(test)]
mod tests {
    use super::{TABLE, Who};
    use crate::Role;
    use crate::rights::Action;

    #[test]
    fn every_action_stands_in_the_table_once() {
        for action in Action::ALL {
            let rules = TABLE.iter().filter(|rule| rule.action == *action);
            assert_eq!(rules.count(), 1, "{action:?}");
        }
        assert_eq!(TABLE.len(), Action::ALL.len());
    }

    #[test]
    fn no_administrator_reports_approves_or_does_the_work_of_another() {
        use Role::{AuditAdministrator, SecurityAdministrator, SystemAdministrator};
        let of = |role: Role| -> Vec<Action> {
            let held = |who: &Who| matches!(who, Who::Holder(holder, _) if *holder == role);
            TABLE.iter().filter(|rule| rule.who.iter().any(held)).map(|rule| rule.action).collect()
        };
        assert_eq!(
            of(SystemAdministrator),
            [Action::ReadAccounts, Action::EditAccounts, Action::HandOver, Action::RunBackup]
        );
        assert_eq!(
            of(SecurityAdministrator),
            [Action::ReadAccounts, Action::ResetSecondFactor, Action::GrantRoles]
        );
        assert_eq!(of(AuditAdministrator), [Action::ReadAccounts, Action::ReadAudit, Action::VerifyAudit]);
    }
}

use crate::Role;

/// 三员分立: whether nobody may hold both. An administrator holds no other role at all: whoever creates accounts,
/// grants roles or reads the log has no part in what they watch over.
pub fn cannot_stand_beside(one: Role, other: Role) -> bool {
    one != other && (is_administrator(one) || is_administrator(other))
}

/// Whether a role asks for a one-time code beside the password.
pub const fn needs_second_factor(role: Role) -> bool {
    is_administrator(role) || matches!(role, Role::Approver)
}

const fn is_administrator(role: Role) -> bool {
    matches!(role, Role::SystemAdministrator | Role::SecurityAdministrator | Role::AuditAdministrator)
}

#[cfg(test)]
mod tests {
    use super::{cannot_stand_beside, needs_second_factor};
    use crate::Role;

    #[test]
    fn an_administrator_is_nothing_else() {
        let apart = |one, other| cannot_stand_beside(one, other) && cannot_stand_beside(other, one);
        assert!(apart(Role::SystemAdministrator, Role::SecurityAdministrator));
        assert!(apart(Role::AuditAdministrator, Role::Reporter));
        assert!(!apart(Role::Reporter, Role::Approver));
        assert!(!cannot_stand_beside(Role::SystemAdministrator, Role::SystemAdministrator));
        let asked: Vec<Role> = Role::ALL.into_iter().filter(|role| needs_second_factor(*role)).collect();
        assert_eq!(
            asked,
            [
                Role::Approver,
                Role::SystemAdministrator,
                Role::SecurityAdministrator,
                Role::AuditAdministrator
            ]
        );
    }
}

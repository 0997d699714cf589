use lanbai_kernel::territory::TerritoryIndex;

use super::{Action, Land, Scope, Who, rule};
use crate::Role;

/// A role that an account holds for a territory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Held {
    pub role: Role,
    pub territory: TerritoryIndex,
}

/// Who asks.
#[derive(Debug, Clone, Copy)]
pub struct Asker<'h> {
    /// What he holds; nothing for a visitor.
    pub held: &'h [Held],
    /// Whether he is signed in.
    pub signed_in: bool,
    /// Whether the workspace lets everyone read.
    pub open_reading: bool,
}

/// What the action is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// One territory.
    Territory(TerritoryIndex),
    /// The plan as a whole: only a role that reaches its own territory suffices.
    Whole,
    /// Whether there is any territory that it could be done for: for menus, never for a decision.
    Any,
}

/// What entitles to an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authority {
    /// Nothing is asked for.
    Anybody,
    /// Being signed in.
    SignedIn,
    /// A role.
    Held(Held),
}

/// Why an action is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Nobody is signed in.
    NotSignedIn,
    /// None of his roles may do it anywhere.
    NoRole,
    /// A role of his may, but not there.
    Elsewhere,
}

/// An action that is refused, with the roles that could.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Refused {
    pub action: Action,
    pub why: Why,
    pub roles: Vec<Role>,
}

/// Whether someone may do something about a territory, and on whose authority.
///
/// # Errors
/// [`Refused`], with what would be needed.
pub fn may(asker: Asker<'_>, action: Action, about: About, land: Land<'_>) -> Result<Authority, Refused> {
    let who = rule(action);
    if who.contains(&Who::Anybody) || asker.open_reading && who.contains(&Who::Visitor) {
        return Ok(Authority::Anybody);
    }
    if asker.signed_in && who.contains(&Who::SignedIn) {
        return Ok(Authority::SignedIn);
    }
    let held = if asker.signed_in { asker.held } else { &[] };
    let reaches = |scope: Scope, held: Held| match (scope, about) {
        (Scope::Anywhere, _) | (_, About::Any) => true,
        (Scope::Under, About::Territory(about)) => land.reaches(held.territory, about),
        (Scope::Under, About::Whole) => land.reaches(held.territory, land.home),
    };
    let mut holds_elsewhere = false;
    let mut roles = Vec::new();
    for who in who {
        let Who::Holder(role, scope) = *who else { continue };
        roles.push(role);
        for held in held.iter().copied().filter(|held| held.role == role) {
            if reaches(scope, held) {
                return Ok(Authority::Held(held));
            }
            holds_elsewhere = true;
        }
    }
    let why = match (asker.signed_in, holds_elsewhere) {
        (false, _) => Why::NotSignedIn,
        (true, true) => Why::Elsewhere,
        (true, false) => Why::NoRole,
    };
    Err(Refused { action, why, roles })
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use lanbai_kernel::territory::{Graph, Membership, MembershipKind, TerritoryIndex};

    use super::{About, Asker, Authority, Held, Why, may};
    use crate::Role;
    use crate::rights::{Action, Land};
    use crate::route::Ground;

    const HOME: TerritoryIndex = TerritoryIndex(0);
    const BASE: TerritoryIndex = TerritoryIndex(1);
    const PARK: TerritoryIndex = TerritoryIndex(2);
    const PROVINCE: TerritoryIndex = TerritoryIndex(3);
    const CITY: TerritoryIndex = TerritoryIndex(4);
    const COUNTY: TerritoryIndex = TerritoryIndex(5);
    const OTHER_CITY: TerritoryIndex = TerritoryIndex(6);

    fn graph() -> Graph {
        let from = NaiveDate::from_ymd_opt(2014, 1, 1).expect("a date");
        let member = |child, parent, kind| Membership { child, parent, kind, from, to: None };
        let (plan, administrative) = (MembershipKind::Plan, MembershipKind::Administrative);
        Graph::new(
            7,
            vec![
                member(BASE, HOME, plan),
                member(PARK, BASE, plan),
                member(CITY, PROVINCE, administrative),
                member(OTHER_CITY, PROVINCE, administrative),
                member(COUNTY, CITY, administrative),
            ],
        )
    }

    /// Who of the territories may do it about the park, holding the role.
    fn check(role: Role, action: Action, about: About, expected: &[TerritoryIndex]) {
        let graph = graph();
        let located_in = [None, None, Some(COUNTY), None, None, None, None];
        let ground = Ground { graph: &graph, located_in: &located_in };
        let day = NaiveDate::from_ymd_opt(2024, 6, 30).expect("a date");
        let land = Land { ground, home: HOME, day };
        let able: Vec<TerritoryIndex> = (0..7)
            .map(TerritoryIndex)
            .filter(|territory| {
                let held = [Held { role, territory: *territory }];
                let asker = Asker { held: &held, signed_in: true, open_reading: false };
                may(asker, action, about, land).is_ok()
            })
            .collect();
        assert_eq!(able, expected, "{role:?} {action:?} {about:?}");
    }

    #[test]
    fn a_role_reaches_what_lies_under_its_territory() {
        let park = About::Territory(PARK);
        check(Role::Approver, Action::Approve, park, &[HOME, BASE, PARK, PROVINCE, CITY, COUNTY]);
        check(Role::Approver, Action::Approve, About::Territory(CITY), &[HOME, PROVINCE, CITY]);
        check(Role::PlanOffice, Action::ImportFiles, About::Whole, &[HOME]);
        check(Role::Reporter, Action::Approve, park, &[]);
        let everywhere: Vec<TerritoryIndex> = (0..7).map(TerritoryIndex).collect();
        check(Role::Reader, Action::ReadFigures, park, &everywhere);
        check(Role::PlanOffice, Action::ImportFiles, About::Any, &everywhere);
        check(Role::SecurityAdministrator, Action::GrantRoles, park, &everywhere);
    }

    #[test]
    fn a_refusal_says_why_and_which_roles_could() {
        let graph = graph();
        let ground = Ground { graph: &graph, located_in: &[] };
        let land = Land { ground, home: HOME, day: NaiveDate::from_ymd_opt(2024, 6, 30).expect("a date") };
        let ask = |held: &[Held], signed_in, open_reading, action| {
            may(Asker { held, signed_in, open_reading }, action, About::Territory(PARK), land)
        };
        let held = [Held { role: Role::Approver, territory: OTHER_CITY }];
        let refused = ask(&held, true, true, Action::Approve).expect_err("refused");
        assert_eq!((refused.why, &refused.roles[..]), (Why::Elsewhere, &[Role::Approver][..]));
        let refused = ask(&held, true, true, Action::Submit).expect_err("refused");
        assert_eq!((refused.why, &refused.roles[..]), (Why::NoRole, &[Role::Reporter][..]));
        let refused = ask(&held, false, true, Action::Approve).expect_err("roles of nobody hold nothing");
        assert_eq!(refused.why, Why::NotSignedIn);
        assert_eq!(ask(&[], false, true, Action::ReadFigures), Ok(Authority::Anybody));
        assert!(ask(&[], false, false, Action::ReadFigures).is_err());
        assert!(ask(&[], true, false, Action::ReadFigures).is_err(), "signed in without a role");
        assert_eq!(ask(&[], true, false, Action::KeepOwnAccount), Ok(Authority::SignedIn));
    }
}

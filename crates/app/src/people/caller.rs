use lanbai_kernel::territory::TerritoryIndex;
use lanbai_reporting::Role;
use lanbai_reporting::rights::{About, Action, Asker, Authority, Held, Land, Why, may};
use lanbai_store::accounts::Grant;
use lanbai_store::sessions::Session;

use crate::{App, AppError, NotAllowed, Reading, Snapshot};

/// Whoever asks for something: someone who is signed in, or a visitor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caller {
    /// His account's id; empty for a visitor.
    pub account: String,
    /// Under which he signs in.
    pub login: String,
    /// What pages call him.
    pub name: String,
    /// What he holds, for territories that the plan has.
    pub held: Vec<Held>,
    /// What must be done before anything else.
    pub duty: Option<Duty>,
    /// Where he is signed in: the hash of the session's token.
    pub session: Option<String>,
    /// What a request of his that changes something must bring along.
    pub cross_site_token: String,
}

/// What someone must do before anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// Choose a password of his own.
    ChangePassword,
    /// Set up one-time codes.
    EnrolSecondFactor,
}

/// What an action is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where<'a> {
    /// The territory of that id.
    At(&'a str),
    /// The plan as a whole.
    Whole,
    /// Whether it could be done for any territory: for menus, never for a decision.
    Any,
}

impl Caller {
    /// Nobody in particular.
    pub fn visitor() -> Self {
        Self::default()
    }

    /// Whether he is signed in.
    pub fn is_signed_in(&self) -> bool {
        !self.account.is_empty()
    }

    /// The account of a session with what it holds. Grants for territories that the plan does not have hold nothing.
    pub(super) fn of(
        session: Session,
        token_hash: &str,
        grants: &[Grant],
        duty: Option<Duty>,
        snapshot: &Snapshot,
    ) -> Self {
        let held = grants.iter().filter_map(|grant| {
            let territory = snapshot.plan.territory(&grant.territory)?;
            Some(Held { role: grant.role, territory })
        });
        Self {
            held: held.collect(),
            account: session.account.id,
            login: session.account.login,
            name: session.account.display_name,
            duty,
            session: Some(token_hash.to_owned()),
            cross_site_token: session.cross_site_token,
        }
    }

    /// Whether he may do something, and on whose authority, such as `approver:lanzhou`: what the audit log is told.
    ///
    /// # Errors
    /// [`AppError::NotAllowed`]; [`AppError::Unknown`] if the plan has no such territory.
    pub fn may(&self, action: Action, about: Where<'_>, app: &App) -> Result<String, AppError> {
        let snapshot = app.snapshot();
        let about = match about {
            Where::At(id) => About::Territory(territory(&snapshot, id)?),
            Where::Whole => About::Whole,
            Where::Any => About::Any,
        };
        self.may_about(action, about, app, &snapshot)
    }

    /// The territories, sorted, whose numbers he may see whatever they rest on; `None` where that is all of them.
    pub(crate) fn sight(&self, app: &App) -> Option<Vec<TerritoryIndex>> {
        let snapshot = app.snapshot();
        if snapshot.plan.definitions.confidentiality.measures.is_empty() {
            return None;
        }
        let all = (0..).map(TerritoryIndex).take(snapshot.plan.graph.len());
        // Most callers hold nothing and need not be asked about each.
        let may = |t: &TerritoryIndex| {
            !self.held.is_empty()
                && self.may_about(Action::ReadUnmasked, About::Territory(*t), app, &snapshot).is_ok()
        };
        let sight: Vec<TerritoryIndex> = all.filter(may).collect();
        (sight.len() < snapshot.plan.graph.len()).then_some(sight)
    }

    /// The same for a territory that was looked up in that snapshot.
    ///
    /// # Errors
    /// [`AppError::NotAllowed`].
    pub fn may_about(
        &self,
        action: Action,
        about: About,
        app: &App,
        snapshot: &Snapshot,
    ) -> Result<String, AppError> {
        let refused = |code, roles| AppError::NotAllowed(Box::new(NotAllowed { action, code, roles }));
        let plan = &snapshot.plan;
        let land = Land { ground: plan.ground(), home: plan.home, day: app.clock().today() };
        let asker = Asker {
            // Whoever has a duty left holds nothing until it is done.
            held: if self.duty.is_some() { &[] } else { &self.held },
            signed_in: self.is_signed_in(),
            open_reading: app.settings().reading == Reading::Open,
        };
        match may(asker, action, about, land) {
            Ok(Authority::Anybody) => Ok("anybody".to_owned()),
            Ok(Authority::SignedIn) => Ok("self".to_owned()),
            Ok(Authority::Held(held)) => Ok(authority(held.role, held, snapshot)),
            Err(why) => Err(refused(self.code(why.why), why.roles)),
        }
    }

    fn code(&self, why: Why) -> &'static str {
        match (self.duty, why) {
            (Some(Duty::ChangePassword), _) => "change-password-first",
            (Some(Duty::EnrolSecondFactor), _) => "enrol-second-factor-first",
            (None, Why::NotSignedIn) => "not-signed-in",
            (None, Why::NoRole) => "not-allowed",
            (None, Why::Elsewhere) => "not-allowed-there",
        }
    }
}

fn territory(snapshot: &Snapshot, id: &str) -> Result<TerritoryIndex, AppError> {
    let known = snapshot.plan.raw.territories.content.territory.iter().map(|t| t.id.get_ref().as_str());
    snapshot.plan.territory(id).ok_or_else(|| crate::ask::unknown("territory", id, known))
}

fn authority(role: Role, held: Held, snapshot: &Snapshot) -> String {
    format!("{}:{}", role.name(), snapshot.plan.territory_text(held.territory).id.get_ref())
}

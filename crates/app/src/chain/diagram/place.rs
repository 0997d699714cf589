use lanbai_kernel::NaiveDate;
use lanbai_kernel::territory::{MembershipKind, TerritoryIndex};
use lanbai_plan::Plan;

/// How an actor lies to the territory that is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Nearness {
    /// In it, as the source says.
    Inside,
    /// In a county or city in which a part of the territory lies; the source does not say whether in that part.
    Around,
    /// Elsewhere, or nobody says where.
    Elsewhere,
}

impl Nearness {
    /// As the API writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inside => "inside",
            Self::Around => "around",
            Self::Elsewhere => "elsewhere",
        }
    }

    /// Whether each territory of the plan lies in one, by number.
    pub fn inside(plan: &Plan, asked: TerritoryIndex, day: NaiveDate) -> Vec<bool> {
        let all = (0..).map(TerritoryIndex).take(plan.graph.len());
        all.map(|t| Self::of(plan, Some(t), asked, day) == Self::Inside).collect()
    }

    /// How one territory lies to another on a day. Parks lie in counties and are members of none; a source that names
    /// a county says nothing of its parks.
    pub fn of(plan: &Plan, actor: Option<TerritoryIndex>, asked: TerritoryIndex, day: NaiveDate) -> Self {
        let Some(actor) = actor else { return Self::Elsewhere };
        let county = |t: TerritoryIndex| plan.reporting.located_in.get(t.at()).copied().flatten();
        let under = |t: TerritoryIndex| {
            t == asked || KINDS.iter().any(|kind| plan.graph.view(*kind, day).ancestors(t).contains(&asked))
        };
        if under(actor) || county(actor).is_some_and(under) {
            return Self::Inside;
        }
        let holds = |t: TerritoryIndex| {
            let administrative = plan.graph.view(MembershipKind::Administrative, day);
            t == actor || administrative.ancestors(t).contains(&actor)
        };
        let view = plan.graph.view(MembershipKind::Plan, day);
        let mut parts = vec![asked];
        parts.extend(view.descendants(&[asked]));
        // The whole province holds every part, which would say nothing.
        let is_wide = !plan.reporting.located_in.iter().flatten().any(|county| *county == actor)
            && plan.graph.view(MembershipKind::Administrative, day).children(actor).len() > MOST_COUNTIES;
        if !is_wide && parts.iter().any(|part| county(*part).is_some_and(holds)) {
            return Self::Around;
        }
        Self::Elsewhere
    }
}

const KINDS: [MembershipKind; 2] = [MembershipKind::Plan, MembershipKind::Administrative];
/// A territory of more members is a province rather than a city.
const MOST_COUNTIES: usize = 10;

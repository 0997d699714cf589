use serde::Serialize;
use utoipa::ToSchema;

/// Which members make a change on the year before, or the gap to the path.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct AttributionView {
    /// `year-before`, or `path`: nobody divided the path, so each member is asked for the growth since the base that
    /// the whole is asked for.
    pub against: String,
    /// The period that is compared with: the year before, or the base of the path.
    pub earlier: String,
    /// The change of the whole, in the indicator's unit (of percentages: points). Contributions and remainder add up
    /// to it.
    pub change: f64,
    /// The members, what harms most first.
    pub members: Vec<ContributionView>,
    /// Ids of members without values of both periods over the same parks.
    pub uncovered: Vec<String>,
    /// What no member explains.
    pub remainder: f64,
    /// Members whose contribution is not told because it would tell a number that rests on too few respondents.
    pub withheld: usize,
}

/// What one member adds to a change, or takes from it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct ContributionView {
    pub territory: String,
    pub value: f64,
    /// The weakest origin of what it rests on.
    pub origin: String,
}

/// The members that hold the whole back most.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct Behind {
    /// `year-before` or `path`, as of an attribution.
    pub against: String,
    pub members: Vec<ContributionView>,
}

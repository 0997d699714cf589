use lanbai_kernel::territory::MembershipKind;
use lanbai_kernel::{Certainty, Text};
use serde::{Deserialize, Serialize};
use toml::value::Datetime;

use super::Name;

/// `territories.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct TerritoryFile {
    #[serde(default)]
    pub territory: Vec<Territory>,
    #[serde(default)]
    pub overlap: Vec<Overlap>,
}

/// 区域: a zone, base, park, county, city or province.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Territory {
    pub id: Name,
    pub kind: TerritoryKind,
    pub name: Text,
    pub short_name: Option<Text>,
    /// The kind of membership that its roll-up follows.
    pub memberships_kind: MembershipKind,
    #[serde(default)]
    /// A place to be filled in.
    pub placeholder: bool,
    /// GB/T 2260.
    pub code: Option<String>,
    pub area_km2: Option<Area>,
    pub point: Option<Point>,
    /// The county that it lies in; never a membership.
    pub located_in: Option<Name>,
    #[serde(default)]
    pub member_of: Vec<MemberOf>,
    #[serde(default)]
    pub functions: Vec<Function>,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub formerly: Vec<String>,
}

/// An area with its source.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Area {
    pub value: f64,
    pub source: Option<Name>,
    pub note: Option<Text>,
}

/// Where a symbol stands on the map.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Point {
    pub lon: f64,
    pub lat: f64,
    pub source: Option<Name>,
    #[serde(default)]
    pub approximate: bool,
    pub datum: Option<String>,
}

/// A declared main function (主体功能).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Function {
    pub text: Text,
    #[serde(default)]
    pub industries: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub clauses: Vec<Name>,
}

/// A dated membership; `to` is the first day on which it no longer holds.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct MemberOf {
    pub parent: Name,
    pub kind: MembershipKind,
    pub from: Datetime,
    pub to: Option<Datetime>,
    #[serde(default)]
    pub certainty: Certainty,
    pub source: Option<Name>,
}

/// A documented overlap, for reading; the graph works out the fact.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Overlap {
    pub between: Vec<Name>,
    pub note: Text,
}

/// What kind of place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum TerritoryKind {
    Zone,
    Base,
    Park,
    County,
    City,
    Province,
    Belt,
    Region,
}

impl TerritoryKind {
    /// The name used in files and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Zone => "zone",
            Self::Base => "base",
            Self::Park => "park",
            Self::County => "county",
            Self::City => "city",
            Self::Province => "province",
            Self::Belt => "belt",
            Self::Region => "region",
        }
    }
}

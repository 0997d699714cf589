use lanbai_kernel::{Certainty, Text};
use serde::Deserialize;
use toml::value::Datetime;

use super::Name;

/// `calendar.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct CalendarFile {
    pub calendar: Option<Calendar>,
    #[serde(default)]
    pub year: Vec<Year>,
}

/// The calendar by which deadlines are counted.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Calendar {
    pub id: Name,
    pub name: Text,
    /// Weekdays off: `saturday`, `sunday`.
    pub weekend: Vec<Name>,
    pub note: Option<Text>,
}

/// What was decided for one year; its days may lie in the year before or after.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Year {
    pub id: Name,
    pub year: u16,
    /// First and last day off, both included.
    #[serde(default)]
    pub off: Vec<(Datetime, Datetime)>,
    /// Days of the weekend that are worked.
    #[serde(default)]
    pub worked: Vec<Datetime>,
    #[serde(default)]
    pub clauses: Vec<Name>,
    pub source: Option<Name>,
    #[serde(default)]
    pub certainty: Certainty,
    pub note: Option<Text>,
    #[serde(default)]
    pub formerly: Vec<String>,
}

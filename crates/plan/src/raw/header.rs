use lanbai_kernel::{Period, Text};
use serde::Deserialize;
use toml::value::Datetime;

use super::Name;

/// `plan.toml`: identity, periods and plan-wide choices.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Header {
    pub format: toml::Spanned<u32>,
    pub id: Name,
    pub version: String,
    /// The whole plan is invented; every page says sample.
    #[serde(default)]
    pub invented: bool,
    pub title: Text,
    pub short_title: Text,
    pub number: Option<String>,
    pub issued: Option<Datetime>,
    pub issuer: Option<Text>,
    pub source: Option<Name>,
    pub first_period: Period,
    pub last_period: Period,
    /// The period that paths start from.
    pub base_period: Period,
    /// The territory that the plan's targets belong to.
    pub home: Name,
    /// The territory whose share is shown (首位度).
    pub reference: Option<Name>,
    pub default_light_rule: Option<Name>,
    pub default_path: Option<Name>,
    /// Tiers of `origin` or `origin:grade`, best first.
    #[serde(default)]
    pub origin_preference: Vec<Vec<Name>>,
    pub map: Option<MapSettings>,
}

/// `[map]`: boundaries and the approval number (审图号) that a published map must carry.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct MapSettings {
    pub approval_number: Option<String>,
    pub boundaries: Option<String>,
    pub datum: Option<String>,
    pub source: Option<Name>,
}

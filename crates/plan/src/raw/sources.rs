use lanbai_kernel::Grade;
use serde::Deserialize;
use toml::value::Datetime;

use super::Name;

/// `sources.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct SourceFile {
    #[serde(default)]
    pub source: Vec<Source>,
}

/// 出处: where a value was read.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Source {
    pub id: Name,
    pub title: String,
    pub publisher: Option<String>,
    pub address: Option<String>,
    pub published_on: Option<PublishedOn>,
    pub grade: Grade,
    pub note: Option<String>,
    #[serde(default)]
    pub formerly: Vec<String>,
}

/// A day, or what is known of it ("2018", "n.d.").
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
#[allow(missing_docs)]
pub enum PublishedOn {
    Day(Datetime),
    Roughly(String),
}

impl std::fmt::Display for PublishedOn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Roughly(text) => f.write_str(text),
        }
    }
}

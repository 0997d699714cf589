use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How grave a [`Finding`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Nothing is done until it is mended.
    Error,
    /// Done all the same; someone should look.
    Warning,
    /// Worth knowing.
    Note,
}

/// Where in a user's input a finding lies. All parts are optional; lines and rows count from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Place {
    /// The file's name as the user gave it, and the sheet after `!` if there are several.
    pub file: Option<String>,
    /// Line of a text file or row of a table.
    pub line: Option<u32>,
    /// Column: a heading, a key, or a letter where there is no heading.
    pub column: Option<String>,
    /// Byte range in the file, for underlining.
    pub span: Option<(usize, usize)>,
}

impl Place {
    /// A file as a whole.
    pub fn file(name: impl Into<String>) -> Self {
        Self { file: Some(name.into()), ..Self::default() }
    }

    /// The same place with its line or row.
    #[must_use]
    pub fn line(mut self, line: u32) -> Self {
        self.line = Some(line);
        self
    }

    /// The same place with its column or key.
    #[must_use]
    pub fn column(mut self, column: impl Into<String>) -> Self {
        self.column = Some(column.into());
        self
    }
}

/// One typed argument of a finding's sentence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Argument {
    /// A count.
    Count(i64),
    /// Anything that is shown as it stands: an id, a seen value, a number with its digits.
    Text(String),
    /// Several of them.
    List(Vec<String>),
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Vec<String>> for Argument {
    fn from(list: Vec<String>) -> Self {
        Self::List(list)
    }
}

impl From<usize> for Argument {
    fn from(count: usize) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

/// Anything wrong or notable in data: a stable code, a severity, a place and typed arguments.
///
/// The sentence and the hint are looked up at the edge, in Chinese or English, by the code.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// Stable code such as `plan-unknown-reference`; documented in docs/ERRORS.md.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// Where it lies.
    pub place: Place,
    /// What the sentence needs.
    pub arguments: BTreeMap<&'static str, Argument>,
}

impl Finding {
    /// A finding without arguments.
    pub fn new(code: &'static str, severity: Severity, place: Place) -> Self {
        Self { code, severity, place, arguments: BTreeMap::new() }
    }

    /// An error: nothing is done until it is mended.
    pub fn error(code: &'static str, place: Place) -> Self {
        Self::new(code, Severity::Error, place)
    }

    /// A warning.
    pub fn warning(code: &'static str, place: Place) -> Self {
        Self::new(code, Severity::Warning, place)
    }

    /// A note.
    pub fn note(code: &'static str, place: Place) -> Self {
        Self::new(code, Severity::Note, place)
    }

    /// The same finding with one more argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Argument>) -> Self {
        self.arguments.insert(name, value.into());
        self
    }
}

/// Whether any of them is an error.
pub fn has_errors(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

//! What offices write above the columns and beside the rows: read from `labels.toml`, which holds the words.

use std::collections::HashMap;
use std::sync::LazyLock;

use lanbai_intake::name_key;
use serde::Deserialize;

/// Whose layout a table has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableLayout {
    /// National Bureau of Statistics of China.
    Nbs,
    /// Organisation for Economic Co-operation and Development.
    Oecd,
}

impl TableLayout {
    /// Every layout, in the order in which they are tried.
    pub const ALL: [Self; 2] = [Self::Nbs, Self::Oecd];

    pub(super) fn labels(self) -> &'static LayoutLabels {
        static LABELS: LazyLock<Both> = LazyLock::new(Both::read);
        match self {
            Self::Nbs => &LABELS.nbs,
            Self::Oecd => &LABELS.oecd,
        }
    }
}

/// What a label is in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Role {
    FinalUse,
    Imports,
    ValueAdded,
    Output,
}

/// The sectors' own cells, as a part of a sum.
pub(super) const FLOWS: &str = "flows";

/// A column or row that is no sector.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Label {
    pub key: String,
    pub role: Option<Role>,
    #[serde(default)]
    pub codes: Vec<String>,
    #[serde(default)]
    pub names: Vec<String>,
    /// Keys of its parts.
    #[serde(default)]
    pub sum: Vec<String>,
    /// Parts that a table may do without.
    #[serde(default)]
    pub may_lack: Vec<String>,
    /// Counted with its role without being of it.
    #[serde(default)]
    pub beside: bool,
}

/// Labels of one axis, and where to find each.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<Label>")]
pub(super) struct AxisLabels {
    pub all: Vec<Label>,
    codes: HashMap<String, usize>,
    names: HashMap<String, usize>,
}

/// Labels of a layout.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LayoutLabels {
    /// How the codes themselves are headed.
    #[serde(default)]
    pub code_headings: Vec<String>,
    /// What stands before a sector's code.
    #[serde(default)]
    prefixes: Vec<String>,
    /// What stands before a sector's code that begins with a digit.
    #[serde(default)]
    digit_prefixes: Vec<String>,
    /// Whether codes begin with that of an economy or of a kind of flows: three letters and `_`.
    #[serde(default)]
    has_economies: bool,
    pub columns: AxisLabels,
    pub rows: AxisLabels,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Both {
    nbs: LayoutLabels,
    oecd: LayoutLabels,
}

impl Both {
    /// Words that were built in; a test sees to it that they can be read.
    fn read() -> Self {
        toml::from_str(include_str!("labels.toml")).unwrap_or_default()
    }
}

impl From<Vec<Label>> for AxisLabels {
    fn from(all: Vec<Label>) -> Self {
        let keys = |of: fn(&Label) -> &[String]| {
            let pairs = |(at, label)| of(label).iter().map(move |text| (name_key(text), at));
            all.iter().enumerate().flat_map(pairs).collect()
        };
        let (codes, names) = (keys(|label| &label.codes), keys(|label| &label.names));
        Self { all, codes, names }
    }
}

impl AxisLabels {
    pub fn of_code(&self, code: &str) -> Option<usize> {
        self.codes.get(&name_key(code)).copied()
    }

    pub fn of_name(&self, name: &str) -> Option<usize> {
        self.names.get(&name_key(name)).copied()
    }

    pub fn at(&self, key: &str) -> Option<usize> {
        self.all.iter().position(|label| label.key == key)
    }

    /// The label of a role.
    pub fn of_role(&self, role: Role) -> Option<usize> {
        self.all.iter().position(|label| label.role == Some(role))
    }

    /// What would be read as a label: its own words, or where it has none those of its parts.
    pub fn words(&self, label: usize) -> Vec<String> {
        let label = &self.all[label];
        let own: Vec<&str> =
            label.codes.first().into_iter().chain(label.names.first()).map(String::as_str).collect();
        if !own.is_empty() {
            return vec![own.join(" ")];
        }
        let needed =
            |part: &&String| !label.may_lack.contains(part) || label.may_lack.len() == label.sum.len();
        let parts = label.sum.iter().filter(needed).filter_map(|part| self.at(part));
        parts.flat_map(|part| self.words(part)).collect()
    }
}

impl LayoutLabels {
    /// A sector's code without what stands before it, and that.
    pub fn stripped<'c>(&self, code: &'c str) -> (&'c str, &'c str) {
        let mut rest = code;
        if self.has_economies
            && rest.get(3..4) == Some("_")
            && rest[..3].bytes().all(|byte| byte.is_ascii_uppercase())
        {
            rest = &rest[4..];
        }
        for prefix in &self.prefixes {
            rest = rest.strip_prefix(prefix.as_str()).unwrap_or(rest);
        }
        for prefix in &self.digit_prefixes {
            let digits = rest.strip_prefix(prefix.as_str());
            rest = digits.filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(rest);
        }
        code.split_at(code.len() - rest.len())
    }

    /// The label with this code, also behind the code of an economy.
    pub fn of_code(&self, axis: &AxisLabels, code: &str) -> Option<usize> {
        axis.of_code(code).or_else(|| axis.of_code(self.stripped(code).1).filter(|_| self.has_economies))
    }
}

#[cfg(test)]
mod tests {
    use super::{AxisLabels, Both, FLOWS, TableLayout};

    #[test]
    fn the_words_can_be_read_and_parts_are_labels() {
        let both: Both = toml::from_str(include_str!("labels.toml")).expect("readable");
        let check = |axis: &AxisLabels| {
            for label in &axis.all {
                for part in label.sum.iter().chain(&label.may_lack) {
                    assert!(part == FLOWS || axis.at(part).is_some(), "{}: {part}", label.key);
                }
                assert!(label.may_lack.iter().all(|part| label.sum.contains(part)), "{}", label.key);
            }
            let words = |of: fn(&super::Label) -> usize| axis.all.iter().map(of).sum::<usize>();
            assert_eq!(axis.codes.len(), words(|label| label.codes.len()), "no code stands twice");
            assert_eq!(axis.names.len(), words(|label| label.names.len()), "no name stands twice");
        };
        for layout in [&both.nbs, &both.oecd] {
            check(&layout.columns);
            check(&layout.rows);
        }
    }

    #[test]
    fn what_stands_before_a_code_says_nothing_of_the_sector() {
        let oecd = TableLayout::Oecd.labels();
        let check = |code: &str, prefix: &str, rest: &str| assert_eq!(oecd.stripped(code), (prefix, rest));
        check("TTL_A01_02", "TTL_", "A01_02");
        check("A01_02", "", "A01_02");
        check("D01T03", "D", "01T03");
        check("D_01T03", "D_", "01T03");
        check("TTL_D", "TTL_", "D");
        check("CHN_D", "CHN_", "D");
        assert!(oecd.of_code(&oecd.columns, "CHN_HFCE").is_some());
        assert!(oecd.of_code(&oecd.rows, "TTL_INT_FNL").is_some());
        assert_eq!(TableLayout::Nbs.labels().stripped("01001"), ("", "01001"));
    }
}

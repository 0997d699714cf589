use std::sync::Arc;

use lanbai_kernel::{Finding, Place};

use super::compare::Unknown;
use super::outlier::Look;
use super::values::{Subject, Values};
use super::{Check, Kind, Rule, Strictness, change, compare, outlier};
use crate::form::Form;

/// What came of one check.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    #[allow(missing_docs)]
    pub check: Arc<str>,
    #[allow(missing_docs)]
    pub strictness: Strictness,
    #[allow(missing_docs)]
    pub kind: Kind,
    /// The fields of the form that it speaks of, sorted.
    pub fields: Vec<Arc<str>>,
    #[allow(missing_docs)]
    pub outcome: Outcome,
}

/// Whether a check holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    #[allow(missing_docs)]
    Holds,
    /// It speaks of parts, and the territory has none.
    NotApplicable,
    /// It does not hold, and by how much.
    Broken(Told),
    /// Nobody can say.
    Undecided(Why),
}

/// The numbers of a broken check, as they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What was filled in: `rd-funds = 12.5`.
    pub seen: String,
    /// What it was held against: `<= revenue = 10`.
    pub expected: String,
    /// How far apart: a difference, a share, or a score with its threshold.
    pub difference: String,
}

/// Why a check is undecided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Values that were not filled in.
    Missing(Vec<String>),
    /// The share of a change from zero.
    FromZero,
    /// Fewer earlier values than the check needs.
    TooFew {
        #[allow(missing_docs)]
        known: usize,
        #[allow(missing_docs)]
        needed: usize,
    },
    /// More than half of the earlier values are alike, so that no spread can be told.
    NoSpread,
    /// The numbers are beyond what can be computed.
    TooLarge,
}

impl Outcome {
    pub(super) fn missing(mut values: Vec<String>) -> Self {
        values.sort();
        values.dedup();
        Self::Undecided(Why::Missing(values))
    }

    pub(super) fn from_unknown(why: Unknown) -> Self {
        match why {
            Unknown::Missing(values) => Self::missing(values),
            Unknown::TooLarge => Self::Undecided(Why::TooLarge),
            Unknown::NoParts => Self::NotApplicable,
        }
    }
}

impl Why {
    /// The name used for its words.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Missing(_) => "missing",
            Self::FromZero => "from-zero",
            Self::TooFew { .. } => "too-few",
            Self::NoSpread => "no-spread",
            Self::TooLarge => "too-large",
        }
    }
}

/// Judges one check of a form for a submission.
pub fn evaluate(check: &Check, subject: Subject<'_>, values: &dyn Values) -> Verdict {
    let outcome = match &check.rule {
        Rule::Holds { left, comparison, right, tolerance } => {
            compare::judge((left, *comparison, right), *tolerance, subject, values)
        }
        Rule::Change { field, since, more_than } => change::judge(field, *since, *more_than, subject, values),
        Rule::Outlier { field, among, window, at_least, threshold } => {
            let look = Look { among: *among, window: *window, at_least: *at_least, threshold: *threshold };
            outlier::judge(field, look, subject, values)
        }
    };
    Verdict {
        check: Arc::clone(&check.id),
        strictness: check.strictness,
        kind: check.rule.kind(),
        fields: check.rule.fields(),
        outcome,
    }
}

/// Judges all checks of a form, in their order.
pub fn evaluate_all(form: &Form, subject: Subject<'_>, values: &dyn Values) -> Vec<Verdict> {
    form.checks.iter().map(|check| evaluate(check, subject, values)).collect()
}

/// What is to be told of verdicts: broken checks by their strictness, undecided ones as notes. Sorted, so that the
/// order of fields and checks in the form says nothing.
pub fn findings(verdicts: &[Verdict]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = verdicts.iter().filter_map(finding).collect();
    let key = |finding: &Finding| (finding.severity, finding.code, format!("{:?}", finding.arguments));
    findings.sort_by_cached_key(key);
    findings
}

fn finding(verdict: &Verdict) -> Option<Finding> {
    let mut place = Place::default();
    if let Some(field) = verdict.fields.first() {
        place = place.column(&**field);
    }
    let finding = match &verdict.outcome {
        Outcome::Holds | Outcome::NotApplicable => return None,
        Outcome::Broken(told) => Finding::new(verdict.kind.code(), verdict.strictness.severity(), place)
            .with("seen", told.seen.as_str())
            .with("expected", told.expected.as_str())
            .with("difference", told.difference.as_str()),
        Outcome::Undecided(Why::Missing(values)) => {
            Finding::note("reporting-check-missing", place).with("missing", values.clone())
        }
        Outcome::Undecided(why) => {
            let note = Finding::note("reporting-check-undecided", place).with("reason", why.name());
            match why {
                Why::TooFew { known, needed } => note.with("known", *known).with("needed", *needed),
                _ => note,
            }
        }
    };
    let fields: Vec<String> = verdict.fields.iter().map(|field| field.to_string()).collect();
    Some(finding.with("check", &*verdict.check).with("fields", fields))
}

impl Kind {
    /// The code of what is told where such a check is broken.
    pub const fn code(self) -> &'static str {
        match self {
            Self::BetweenMeasures => "reporting-check-between-measures",
            Self::BetweenPeriods => "reporting-check-between-periods",
            Self::BetweenTerritories => "reporting-check-between-territories",
            Self::BetweenForms => "reporting-check-between-forms",
            Self::Change => "reporting-check-change",
            Self::Outlier => "reporting-check-outlier",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use lanbai_kernel::territory::TerritoryIndex;
    use lanbai_kernel::{Decimal, Severity};
    use proptest::prelude::*;

    use super::{Outcome, Why, evaluate, evaluate_all, findings};
    use crate::check::{Among, Check, Kind, Rule, Strictness, Subject, When};
    use crate::form::Frequency;
    use crate::sample::{Filled, check, form, holds, number, period};

    fn subject(at: &str) -> Subject<'static> {
        Subject { form: "f", territory: TerritoryIndex(0), period: period(at) }
    }

    fn outcome(rule: &Check, values: &Filled) -> Outcome {
        evaluate(rule, subject("2024Q1"), values).outcome
    }

    /// What was seen, expected and the difference, or how else it came out.
    fn shown(rule: &Check, values: &Filled) -> String {
        match outcome(rule, values) {
            Outcome::Holds => "holds".to_owned(),
            Outcome::NotApplicable => "not applicable".to_owned(),
            Outcome::Broken(told) => format!("{} | {} | {}", told.seen, told.expected, told.difference),
            Outcome::Undecided(Why::Missing(missing)) => format!("missing {}", missing.join(", ")),
            Outcome::Undecided(why) => why.name().to_owned(),
        }
    }

    #[test]
    fn a_broken_check_tells_both_numbers_and_a_missing_value_decides_nothing() {
        let mut values = Filled::read(&[
            "a@2024Q1 = 5",
            "b@2024Q1 = 3",
            "a@2023Q4 = 4",
            "a@2023Q1 = 7",
            "a@2024Q1#1 = 2",
            "a@2024Q1#2 = 3",
            "g:a@2024Q1 = 6",
        ]);
        values.parts = vec![TerritoryIndex(1), TerritoryIndex(2)];
        for (text, expected) in [
            ("a = b + 2", "holds"),
            ("a <= b", "a = 5 | <= b = 3 | 2"),
            ("2 * a - b >= 8", "2 * a - b = 7 | >= 8 = 8 | -1"),
            ("previous(a) <= a", "holds"),
            ("year-before(a) <= a", "year-before(a) = 7 | <= a = 5 | 2"),
            ("a = parts(a)", "holds"),
            ("b = parts(b)", "missing f:b 2024Q1"),
            ("a = g:a", "a = 5 | = g:a = 6 | -1"),
            ("c + d <= previous(b)", "missing f:b 2023Q4, f:c 2024Q1, f:d 2024Q1"),
        ] {
            assert_eq!(shown(&holds(text), &values), expected, "{text}");
        }
        values.parts.clear();
        assert_eq!(shown(&holds("a = parts(a)"), &values), "not applicable");
        assert_eq!(shown(&holds("c = parts(a)"), &values), "not applicable", "whatever else is missing");
    }

    #[test]
    fn numbers_beyond_all_measure_are_undecided_and_no_panic() {
        let huge = Decimal::MAX.to_string();
        let values = Filled::read(&[&format!("a@2024Q1 = {huge}"), &format!("a@2023Q4 = -{huge}")]);
        assert_eq!(shown(&holds("a + a = 0"), &values), "too-large");
        assert_eq!(shown(&holds("2 * a = 0"), &values), "too-large");
        let change = Rule::Change { field: Arc::from("a"), since: When::Previous, more_than: number("0.5") };
        assert_eq!(shown(&check("c", change), &values), "too-large");
    }

    #[test]
    fn a_change_is_a_share_of_what_was_and_from_zero_there_is_none() {
        let changed = |since, from: &str, to: &str| {
            let values = Filled::read(&[
                &format!("a@2024Q1 = {to}"),
                &format!("a@2023Q4 = {from}"),
                &format!("a@2023Q1 = {from}"),
            ]);
            shown(
                &check("c", Rule::Change { field: Arc::from("a"), since, more_than: number("0.3") }),
                &values,
            )
        };
        for since in [When::Previous, When::YearBefore] {
            assert_eq!(changed(since, "10", "13"), "holds");
            assert_eq!(changed(since, "0", "0"), "holds");
            assert_eq!(changed(since, "0", "1"), "from-zero");
        }
        assert_eq!(changed(When::Previous, "10", "6"), "a = 6 | 2023Q4: 10 ± 30% | -40%");
        assert_eq!(changed(When::YearBefore, "-10", "-4"), "a = -4 | 2023Q1: -10 ± 30% | 60%");
    }

    #[test]
    fn a_season_is_no_outlier_among_its_own() {
        let mut lines = Vec::new();
        for (year, high) in [(2019, "90"), (2020, "93"), (2021, "88"), (2022, "91"), (2023, "94")] {
            lines.push(format!("a@{year}Q1 = {high}"));
            for (quarter, low) in [(2, "11"), (3, "10"), (4, "12")] {
                lines.push(format!("a@{year}Q{quarter} = {low}"));
            }
        }
        lines.push("a@2024Q1 = 92".to_owned());
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let values = Filled::read(&lines);
        let among = |among, at_least| {
            let field = Arc::from("a");
            let threshold = number("3.5");
            check("o", Rule::Outlier { field, among, window: 7, at_least, threshold })
        };
        assert_eq!(shown(&among(Among::SameSeason, 5), &values), "holds");
        // Median 11 and MAD 1 of 12, 10, 11, 94, 12, 10, 11: 0.6745 (92 - 11) = 54.6345.
        assert_eq!(shown(&among(Among::EarlierPeriods, 5), &values), "a = 92 | 11 (n = 7) | z = 54.63 > 3.5");
        assert_eq!(shown(&among(Among::SameSeason, 6), &values), "too-few");
    }

    #[test]
    fn the_kind_is_that_of_the_widest_reference() {
        for (text, kind) in [
            ("a <= b", Kind::BetweenMeasures),
            ("previous(a) <= b", Kind::BetweenPeriods),
            ("previous(parts(a)) <= b", Kind::BetweenTerritories),
            ("parts(a) <= g:b", Kind::BetweenForms),
        ] {
            assert_eq!(holds(text).rule.kind(), kind, "{text}");
        }
    }

    #[test]
    fn strictness_says_how_grave_and_the_fields_are_named() {
        let values = Filled::read(&["a@2024Q1 = 5", "b@2024Q1 = 3"]);
        let mut soft = holds("b >= a");
        soft.strictness = Strictness::Soft;
        let verdicts =
            [holds("a <= b"), soft, holds("a <= c")].map(|c| evaluate(&c, subject("2024Q1"), &values));
        let told = findings(&verdicts);
        let severities: Vec<_> = told.iter().map(|finding| finding.severity).collect();
        assert_eq!(severities, [Severity::Error, Severity::Warning, Severity::Note]);
        for finding in &told {
            assert_eq!(finding.place.column.as_deref(), Some("a"));
            assert!(format!("{:?}", finding.arguments["fields"]).contains("\"a\""));
        }
        assert_eq!(told[2].code, "reporting-check-missing");
    }

    proptest! {
        #[test]
        fn the_order_of_fields_and_checks_changes_nothing(
            numbers in prop::collection::vec(prop::option::of(0i64..20), 4),
            order in Just(vec![0usize, 1, 2, 3]).prop_shuffle(),
        ) {
            let keys = ["a", "b", "c", "d"];
            let lines: Vec<String> = keys
                .iter()
                .zip(&numbers)
                .filter_map(|(key, n)| n.map(|n| format!("{key}@2024Q1 = {n}")))
                .collect();
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            let values = Filled::read(&lines);
            let checks = ["a + b <= c", "b + a <= c", "d = 2 * c", "a > previous(a)"];
            let told = |order: &[usize]| {
                let fields: Vec<&str> = order.iter().map(|n| keys[*n]).collect();
                let mut form = form("f", Frequency::Quarter, &fields);
                form.checks = order.iter().map(|n| holds(checks[*n])).collect();
                findings(&evaluate_all(&form, subject("2024Q1"), &values))
            };
            prop_assert_eq!(told(&[0, 1, 2, 3]), told(&order));
        }

        #[test]
        fn the_order_of_what_is_added_changes_nothing(a in 0i64..9, b in 0i64..9, c in 0i64..9) {
            let lines = [format!("a@2024Q1 = {a}"), format!("b@2024Q1 = {b}"), format!("c@2024Q1 = {c}")];
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            let values = Filled::read(&lines);
            let one = matches!(outcome(&holds("a + b <= c"), &values), Outcome::Holds);
            let other = matches!(outcome(&holds("b + a <= c"), &values), Outcome::Holds);
            prop_assert_eq!(one, other);
            prop_assert_eq!(one, a + b <= c);
        }
    }
}

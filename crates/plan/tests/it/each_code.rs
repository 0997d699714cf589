//! One edit of a good plan, and exactly one finding at its place: for every code that a plan can have.

use std::collections::BTreeSet;

use lanbai_kernel::Finding;
use lanbai_plan::{SourceFile, checks, load};

use crate::{assignment_codes, files, reporting_codes};

const PLAN: &str = "harbour-sample";

/// An edit and what it must bring to light.
pub(crate) struct Case {
    code: &'static str,
    file: &'static str,
    from: &'static str,
    to: &'static str,
    /// What stands on the line that is told: the last such text down to the end of the edit.
    at: &'static str,
}

pub(crate) const fn case(
    code: &'static str,
    file: &'static str,
    from: &'static str,
    to: &'static str,
    at: &'static str,
) -> Case {
    Case { code, file, from, to, at }
}

const CASES: &[Case] = &[
    case("plan-unknown-key", "measures.toml", "over_time", "over_tine", "over_tine"),
    case("plan-unknown-value", "document.toml", "kind = \"positioning\"", "kind = \"position\"", "kind"),
    case(
        "plan-unknown-value",
        "registers.toml",
        "where = { field = \"kind\", equals = \"deep\"",
        "where = { field = \"kind\", equals = \"deap\"",
        "where",
    ),
    case("plan-missing-key", "targets.toml", "period = \"2028\"\n", "", "[[target]]"),
    case(
        "plan-missing-key",
        "registers.toml",
        "aggregate = \"count\"",
        "aggregate = \"distinct\"",
        "aggregate",
    ),
    case("plan-not-understood", "sources.toml", "[[source]]", "[[source]", "[[source]"),
    case("plan-malformed-id", "document.toml", "\"chapter-1\"", "\"Chapter 1\"", "\"Chapter 1\""),
    case(
        "plan-duplicate-id",
        "industries.toml",
        "id = \"cold-chain-storage\"",
        "id = \"cold-chain-landing\"",
        "cold-chain-landing",
    ),
    case(
        "plan-unknown-reference",
        "document.toml",
        "action = \"action-berths\"",
        "action = \"action-bert\"",
        "action =",
    ),
    case("plan-unknown-unit", "registers.toml", "unit = \"km\"", "unit = \"kmm\"", "unit"),
    case("plan-unit-mismatch", "targets.toml", "unit = \"%\"", "unit = \"亿元\"", "unit"),
    case(
        "plan-not-a-day",
        "territories.toml",
        "parent = \"sample-harbour\", kind = \"plan\", from = 2022-01-01",
        "parent = \"sample-harbour\", kind = \"plan\", from = 2022-01-01T00:00:00",
        "member_of",
    ),
    case(
        "plan-no-formula",
        "indicators.toml",
        "growth = { measure = \"trade-value\", from = \"previous-year\" }\n",
        "",
        "id = \"trade-growth\"",
    ),
    case(
        "plan-several-formulas",
        "indicators.toml",
        "growth = { measure = \"trade-value\"",
        "measure = \"trade-value\"\ngrowth = { measure = \"trade-value\"",
        "id = \"trade-growth\"",
    ),
    case(
        "plan-field-type",
        "registers.toml",
        "territory = \"territory\"",
        "territory = \"kind\"",
        "territory =",
    ),
    case(
        "plan-field-type",
        "registers.toml",
        "valid_to = \"closed_on\"",
        "valid_to = \"berth_no\"",
        "valid_to",
    ),
    case(
        "plan-field-type",
        "registers.toml",
        "aggregate = \"count\"",
        "of = \"berth_no\"\naggregate = \"sum\"",
        "of =",
    ),
    case(
        "plan-measure-fed-twice",
        "registers.toml",
        "where = { field = \"kind\", equals = \"deep\" }",
        "[[register.feeds]]\nmeasure = \"deep-water-berths\"\naggregate = \"count\"\nwhen = \"valid-at-end\"",
        "measure =",
    ),
    case(
        "plan-confidential-not-a-sum",
        "confidentiality.toml",
        "id = \"trade-value\"",
        "id = \"energy-per-cargo\"",
        "id =",
    ),
    case(
        "plan-unknown-reference",
        "confidentiality.toml",
        "respondent = \"berth_no\"",
        "respondent = \"berth_nr\"",
        "respondent =",
    ),
    case(
        "plan-unknown-key",
        "confidentiality.toml",
        "fewest_respondents",
        "fewest_respondent",
        "fewest_respondent",
    ),
    case("plan-unknown-value", "diagnosis.toml", "id = \"leaders\"", "id = \"leader\"", "id ="),
    case("plan-unknown-value", "diagnosis.toml", "id = \"size\"", "id = \"density\"", "id ="),
    case("plan-duplicate-id", "diagnosis.toml", "id = \"systemic-weight\"", "id = \"size\"", "id ="),
    case("plan-diagnosis-weight", "diagnosis.toml", "weight = 2", "weight = -2", "id = \"size\""),
    case(
        "plan-diagnosis-no-weight",
        "diagnosis.toml",
        "weight = 2\n\n[[list.criterion]]\nid = \"systemic-weight\"\nweight = 1",
        "weight = 0",
        "id = \"leaders\"",
    ),
    case(
        "plan-membership-cycle",
        "territories.toml",
        "clauses = [\"c-01-zones\"]\nnote = { zh = \"三个片区的并集",
        "member_of = [{ parent = \"sample-harbour\", kind = \"plan\", from = 2020-01-01 }]\n\
         clauses = [\"c-01-zones\"]\nnote = { zh = \"三个片区的并集",
        "id = \"sample-harbour\"",
    ),
    case(
        "plan-membership-backwards",
        "territories.toml",
        "to = 2023-01-01",
        "to = 2020-01-01",
        "id = \"sample-old-quay\"",
    ),
    case(
        "plan-membership-overlap",
        "territories.toml",
        "from = 2020-01-01, to = 2023-01-01 }",
        "from = 2020-01-01, to = 2023-01-01 }, { parent = \"sample-port-zone\", kind = \"plan\", from = 2022-12-31 }",
        "id = \"sample-old-quay\"",
    ),
    case(
        "plan-membership-gap",
        "territories.toml",
        "from = 2020-01-01, to = 2023-01-01 }",
        "from = 2020-01-01, to = 2023-01-01 }, { parent = \"sample-port-zone\", kind = \"plan\", from = 2023-01-02 }",
        "id = \"sample-old-quay\"",
    ),
    case(
        "plan-target-contradiction",
        "targets.toml",
        "[[target]]\nid = \"deep-water-berths-2028\"",
        "[[target]]\nid = \"more-cargo\"\nterritory = \"sample-harbour\"\nindicator = \"cargo-throughput\"\n\
         period = \"2028\"\nvalue = 49_000_000\nbound = \"at-least\"\nunit = \"吨\"\nclauses = [\"c-02-cargo\"]\n\n\
         [[target]]\nid = \"deep-water-berths-2028\"",
        "id = \"more-cargo\"",
    ),
    case(
        "plan-path-direction",
        "targets.toml",
        "\"2025\" = 4100",
        "\"2025\" = 3899",
        "id = \"cargo-throughput-2028\"",
    ),
    case(
        "plan-path-direction",
        "targets.toml",
        "\"2027\" = 4550",
        "\"2027\" = 4801",
        "id = \"cargo-throughput-2028\"",
    ),
    case(
        "plan-path-direction",
        "targets.toml",
        "bound = \"at-least\"",
        "bound = \"at-most\"",
        "id = \"cargo-throughput-2028\"",
    ),
    case(
        "plan-rests-on-no-clause",
        "industries.toml",
        "clauses = [\"c-02-cargo\"]\ngbt4754",
        "gbt4754",
        "id = \"port-services\"",
    ),
    case(
        "plan-rests-on-no-clause",
        "industries.toml",
        "source = \"sample-plan-text\"\nclauses = [\"c-02-cargo\"]",
        "",
        "id = \"cold-chain\"",
    ),
    case(
        "plan-rests-on-no-clause",
        "indicators.toml",
        "clauses = [\"c-02-berths\"]",
        "",
        "id = \"deep-water-berths\"",
    ),
    case(
        "plan-rests-on-no-clause",
        "targets.toml",
        "clauses = [\"c-02-cargo\"]",
        "",
        "id = \"cargo-throughput-2028\"",
    ),
    case("plan-rests-on-no-clause", "registers.toml", "clauses = [\"c-02-berths\"]", "", "id = \"berths\""),
    case(
        "plan-rests-on-no-clause",
        "document.toml",
        "has_number = true\nclauses = [\"c-03-energy\"]",
        "has_number = true",
        "id = \"goal-green\"",
    ),
    case(
        "plan-rests-on-no-clause",
        "document.toml",
        "示例门户港区\", en = \"Sample gateway port\" }\nclauses = [\"c-01-zones\"]",
        "示例\", en = \"Sample\" }",
        "id = \"positioning-gateway\"",
    ),
    case(
        "plan-goal-without-number",
        "document.toml",
        "has_number = true\nclauses = [\"c-03-energy\"]",
        "has_number = false\nclauses = [\"c-03-energy\"]",
        "id = \"goal-green\"",
    ),
    case(
        "plan-indicator-without-definition",
        "indicators.toml",
        "measure = \"deep-water-berths\"\n",
        "certainty = \"not-found\"\n",
        "id = \"deep-water-berths\"",
    ),
    case(
        "plan-placeholder-territory",
        "territories.toml",
        "id = \"sample-cold-yard\"",
        "id = \"sample-cold-yard\"\nplaceholder = true",
        "id = \"sample-cold-yard\"",
    ),
    case(
        "plan-clause-not-implemented",
        "document.toml",
        "[[procedure]]",
        "[[clause]]\nid = \"c-05\"\nparagraph = 5\ntext = { zh = \"虚构\", en = \"Invented.\" }\n\n[[procedure]]",
        "id = \"c-05\"",
    ),
];

/// An older plan's thing that an edit takes away or changes.
const LOST: &[Case] = &[
    case(
        "plan-id-gone",
        "sources.toml",
        "id = \"sample-figures-revised\"",
        "id = \"revised\"",
        "sample-figures-revised",
    ),
    case("plan-id-gone", "targets.toml", "id = \"trade-growth-2028\"", "id = \"trade\"", "trade-growth-2028"),
    case(
        "plan-id-gone",
        "industries.toml",
        "id = \"cold-chain-storage\"",
        "id = \"storage\"",
        "cold-chain-storage",
    ),
    case("plan-form-field-gone", "forms.toml", "key = \"ships\"", "key = \"vessels\"", "key"),
    case("plan-id-gone", "forms.toml", "id = \"sample-dock-year\"", "id = \"other\"", "id ="),
    case("plan-field-gone", "registers.toml", "id = \"length\"", "id = \"quay\"", "id = \"length\""),
    case(
        "plan-field-retyped",
        "registers.toml",
        "type = \"number\"\nunit = \"km\"",
        "type = \"text\"",
        "id = \"length\"",
    ),
    case(
        "plan-unit-changed",
        "measures.toml",
        "unit = \"吨标准煤\"",
        "unit = \"万吨标准煤\"",
        "id = \"energy-used\"",
    ),
];

/// What is wrong with a plan, told with values for every measure but one.
fn all(files: &[SourceFile], without: &str) -> Vec<Finding> {
    let (plan, mut findings) = load(files);
    if let Some(plan) = plan {
        let has_data = |measure| plan.measure(without) != Some(measure);
        findings.extend(checks::run_with_data(&plan, &has_data));
    }
    findings
}

/// The files with the edit, and where in them it ends.
fn edit(case: &Case) -> (Vec<SourceFile>, usize) {
    let mut files = files(PLAN);
    let file = files.iter_mut().find(|f| f.name == case.file).expect("the file");
    let start = file.text.find(case.from).unwrap_or_else(|| panic!("{}: the plan changed", case.from));
    file.text = file.text.replacen(case.from, case.to, 1);
    (files, start + case.to.len())
}

fn line_of(files: &[SourceFile], case: &Case, end: usize) -> u32 {
    let text = &files.iter().find(|f| f.name == case.file).expect("the file").text;
    let start = text[..end].rfind(case.at).unwrap_or_else(|| panic!("{} does not stand before", case.at));
    u32::try_from(text[..start].matches('\n').count() + 1).expect("a short file")
}

fn check(case: &Case, found: &[Finding], line: u32) {
    let shown: Vec<_> = found.iter().map(|f| (f.code, f.place.file.as_deref(), f.place.line)).collect();
    assert_eq!(shown, [(case.code, Some(case.file), Some(line))], "`{}` for `{}`", case.to, case.from);
}

#[test]
fn one_edit_brings_exactly_one_finding_at_its_place() {
    let before = all(&files(PLAN), "");
    let known: BTreeSet<_> = before.iter().map(|f| (f.code, format!("{:?}", f.arguments))).collect();
    for case in CASES.iter().chain(reporting_codes::CASES).chain(assignment_codes::CASES) {
        let (files, end) = edit(case);
        let mut found = all(&files, "");
        found.retain(|f| !known.contains(&(f.code, format!("{:?}", f.arguments))));
        check(case, &found, line_of(&files, case, end));
    }
}

#[test]
fn what_an_older_plan_had_is_told_at_its_place_there() {
    let old = load(&files(PLAN)).0.expect("sound");
    for case in LOST {
        let new = load(&edit(case).0).0.expect("sound");
        let found = lanbai_plan::against::lost(&old, &new);
        let original = files(PLAN);
        let text = &original.iter().find(|f| f.name == case.file).expect("the file").text;
        let end = text.find(case.from).expect("the edit") + case.from.len();
        check(case, &found, line_of(&original, case, end));
        assert!(lanbai_plan::against::lost(&old, &old).is_empty());
    }
}

#[test]
fn one_target_in_two_units_is_no_contradiction() {
    let case = CASES.iter().find(|case| case.code == "plan-target-contradiction").expect("its edit");
    let mut files = edit(case).0;
    let targets = files.iter_mut().find(|f| f.name == case.file).expect("the file");
    targets.text = targets.text.replace("value = 49_000_000", "value = 48_000_000");
    assert!(load(&files).1.iter().all(|finding| finding.code != case.code));
}

#[test]
fn an_indicator_whose_measure_has_no_values_is_told() {
    let found = all(&files(PLAN), "deep-water-berths");
    let of_indicators: Vec<_> =
        found.iter().filter(|f| f.place.file.as_deref() == Some("indicators.toml")).collect();
    let [finding] = of_indicators[..] else { panic!("{found:?}") };
    assert_eq!(finding.code, "plan-indicator-without-data");
    let text = &files(PLAN).into_iter().find(|f| f.name == "indicators.toml").expect("the file").text;
    let line = text.lines().nth(finding.place.line.expect("a line") as usize - 1).expect("so many");
    assert_eq!(line, "id = \"deep-water-berths\"");
}

#[test]
fn a_year_that_the_calendar_lacks_is_told_once() {
    let mut files = files(PLAN);
    let calendar = files.iter_mut().find(|f| f.name == "calendar.toml").expect("the file");
    // Deadlines of the last quarter and of the year 2026 fall in 2027, and so do three quarters' of 2027.
    let start = calendar.text.find("[[year]]\nid = \"sample-2027\"").expect("the year");
    let end = calendar.text.find("[[year]]\nid = \"sample-2028\"").expect("the year after");
    calendar.text.replace_range(start..end, "");
    let found = load(&files).1;
    let told: Vec<_> = found.iter().filter(|f| f.code == "plan-calendar-year-missing").collect();
    let [finding] = told[..] else { panic!("{told:?}") };
    assert_eq!(finding.place.file.as_deref(), Some("forms.toml"));
    assert_eq!(format!("{:?}", finding.arguments["year"]), "Text(\"2027\")");
    assert_eq!(format!("{:?}", finding.arguments["period"]), "Text(\"2026Q4\")");
}

#[test]
fn a_plan_that_asks_nobody_for_anything_is_a_plan() {
    let optional = [
        "forms.toml",
        "evaluation.toml",
        "calendar.toml",
        "supervision.toml",
        "assignment.toml",
        "confidentiality.toml",
    ];
    let rest: Vec<SourceFile> =
        files(PLAN).into_iter().filter(|f| !optional.contains(&f.name.as_str())).collect();
    let (plan, found) = load(&rest);
    assert!(plan.expect("sound").reporting.forms.is_empty());
    assert!(found.iter().all(|f| f.code == "plan-goal-without-number"), "{found:?}");
}

#[test]
fn a_missing_file_is_told() {
    let rest: Vec<SourceFile> = files(PLAN).into_iter().filter(|f| f.name != "lights.toml").collect();
    let found = all(&rest, "");
    let [finding] = &found[..] else { panic!("{found:?}") };
    assert_eq!((finding.code, finding.place.file.as_deref()), ("plan-missing-file", Some("lights.toml")));
}

#[test]
fn what_is_misspelt_is_answered_with_the_nearest() {
    let all_cases = CASES.iter().chain(reporting_codes::CASES);
    for case in all_cases.filter(|c| matches!(c.code, "plan-unknown-key" | "plan-unknown-reference")) {
        let found = all(&edit(case).0, "");
        let finding = found.iter().find(|f| f.code == case.code).expect("found");
        let nearest = finding.arguments.get("nearest").map(|n| format!("{n:?}")).expect("an argument");
        let last = case.from.rsplit(' ').next().unwrap_or(case.from);
        let meant = last.trim_matches(|c: char| !c.is_alphanumeric());
        assert!(nearest.contains(meant), "{nearest} for {}", case.to);
    }
}

#[test]
fn every_code_of_a_plan_has_its_edit_here() {
    let sentences: toml::Table =
        include_str!("../../../../messages/findings/plan.toml").parse().expect("the file is TOML");
    let written: BTreeSet<&str> = sentences.keys().map(String::as_str).collect();
    let mut shown: BTreeSet<&str> = CASES
        .iter()
        .chain(reporting_codes::CASES)
        .chain(assignment_codes::CASES)
        .chain(LOST)
        .map(|case| case.code)
        .collect();
    // These have tests of their own above.
    shown.extend(["plan-missing-file", "plan-indicator-without-data", "plan-calendar-year-missing"]);
    assert_eq!(shown, written);
}

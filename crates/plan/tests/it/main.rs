//! The shipped plans load, and what is wrong in a plan is told with its place.

mod assignment;
mod assignment_codes;
mod each_code;
mod reporting_codes;

use std::path::Path;

use lanbai_plan::{Plan, SourceFile, load};

fn files(plan: &str) -> Vec<SourceFile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans").join(plan);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the plan's folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|e| e == "toml") {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            files.push(SourceFile { name, text: std::fs::read_to_string(&path).expect("readable") });
        }
    }
    files
}

fn loaded(plan: &str) -> Plan {
    let (plan, findings) = load(&files(plan));
    let errors: Vec<_> = findings.iter().filter(|f| f.severity == lanbai_kernel::Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    plan.expect("no errors, so a plan")
}

#[test]
fn both_plans_load_without_errors() {
    let lanbai = loaded("lanbai");
    assert_eq!(lanbai.raw.header.content.home.get_ref(), "lanbai");
    assert!(loaded("harbour-sample").raw.header.content.invented);
}

#[test]
fn every_list_of_a_diagnosis_is_weighed_in_the_shipped_plan_and_evenly_where_a_plan_is_silent() {
    use lanbai_graphs::diagnosis::{List, Weights};
    let (lanbai, sample) = (loaded("lanbai"), loaded("harbour-sample"));
    assert_eq!(lanbai.raw.diagnosis.content.list.len(), List::ALL.len());
    for list in List::ALL {
        assert!(lanbai.diagnosis.shares(list).is_ok(), "{list:?}");
    }
    assert_eq!(lanbai.diagnosis.shares(List::Leaders), Ok(vec![0.4, 0.2, 0.4]));
    assert_eq!(sample.diagnosis.shares(List::Leaders), Ok(vec![2.0 / 3.0, 0.0, 1.0 / 3.0]));
    assert_eq!(sample.diagnosis.shares(List::Risks), Weights::even().shares(List::Risks));
}

/// Changes one file of the plan and returns the codes of what is then wrong, with the line.
fn break_it(file: &str, from: &str, to: &str) -> Vec<(&'static str, Option<u32>)> {
    let mut files = files("lanbai");
    let target = files.iter_mut().find(|f| f.name == file).expect("the file");
    assert!(target.text.contains(from), "the plan changed: `{from}` is not in {file}");
    target.text = target.text.replacen(from, to, 1);
    load(&files)
        .1
        .into_iter()
        .filter(|f| f.severity == lanbai_kernel::Severity::Error)
        .map(|f| (f.code, f.place.line))
        .collect()
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let check = |file, from, to, code: &str| {
        let found = break_it(file, from, to);
        assert!(found.iter().any(|(c, line)| *c == code && line.is_some()), "{code} not in {found:?}");
    };
    check("measures.toml", "over_time", "over_tine", "plan-unknown-key");
    check("indicators.toml", "measure = \"gdp\"", "measure = \"gpd\"", "plan-unknown-reference");
    check("indicators.toml", "unit = \"%\"", "unit = \"亿元\"", "plan-unit-mismatch");
    check("measures.toml", "unit = \"亿元\"", "unit = \"十亿元\"", "plan-unknown-unit");
    check("plan.toml", "home = \"lanbai\"", "home = \"lanbay\"", "plan-unknown-reference");
    check("sources.toml", "[[source]]", "[[source]", "plan-not-understood");
    let whole = "complete_for = [{ territory = \"lanbai\"";
    check("registers.toml", whole, "complete_for = [{ territory = \"lanbay\"", "plan-unknown-reference");
}

/// The text of a file of the plan with its first table of a kind written twice.
fn repeat_first(file: &str, table: &str) -> Vec<&'static str> {
    let mut files = files("lanbai");
    let target = files.iter_mut().find(|f| f.name == file).expect("the file");
    let heading = format!("[[{table}]]\n");
    let start = target.text.find(&heading).expect("the table");
    let rest = &target.text[start + heading.len()..];
    let end = rest.find("\n[[").map_or(rest.len(), |at| at + 1);
    let again = format!("{heading}{}\n", &rest[..end]);
    target.text.insert_str(start, &again);
    load(&files).1.into_iter().map(|f| f.code).collect()
}

#[test]
fn ids_of_every_kind_are_unique() {
    for (file, tables) in [
        (
            "document.toml",
            &["goal", "dimension", "positioning", "action", "task", "clause", "procedure", "fund"][..],
        ),
        ("document.toml", &["road_plan"]),
        ("territories.toml", &["territory"]),
        ("industries.toml", &["industry", "chain", "segment"]),
        ("measures.toml", &["measure"]),
        ("indicators.toml", &["indicator"]),
        ("targets.toml", &["target"]),
        ("lights.toml", &["rule"]),
        ("sources.toml", &["source"]),
        ("registers.toml", &["register", "register.field"]),
        ("document.toml", &["task.node"]),
        ("forms.toml", &["form", "form.section", "form.check", "route"]),
        ("evaluation.toml", &["system", "system.category", "system.category.indicator"]),
        ("calendar.toml", &["year"]),
        ("supervision.toml", &["rule"]),
    ] {
        for table in tables {
            let found = repeat_first(file, table);
            assert!(found.contains(&"plan-duplicate-id"), "{table}: {found:?}");
        }
    }
}

#[test]
fn words_of_choice_are_looked_up() {
    let check = |file, from, to| {
        let found = break_it(file, from, to);
        assert!(
            found.iter().any(|(c, line)| *c == "plan-unknown-value" && line.is_some()),
            "{to}: {found:?}"
        );
    };
    check("document.toml", "kind = \"reform-task\"", "kind = \"task\"");
    check("industries.toml", "group = \"strategic\"", "group = \"new\"");
    check("industries.toml", "basis = \"G\"", "basis = \"B\"");
    let whole = "complete_for = [{ territory = \"lanbai\", origin = \"sample\" }]";
    check("registers.toml", whole, "complete_for = [{ territory = \"lanbai\", origin = \"samples\" }]");
}

#[test]
fn the_forms_of_the_plan_are_owed_checked_and_shared() {
    let plan = loaded("lanbai");
    let reporting = &plan.reporting;
    let year: lanbai_kernel::Period = "2024".parse().expect("a year");
    let owing =
        |form: &str| plan.form(form).expect("the form").owed_by.on(&plan.graph, year.last_day()).len();
    assert_eq!(owing("park-quarter"), 24);
    assert_eq!(owing("park-year"), 24);
    // The parks of Lanzhou Hi-tech (5) and Baiyin Hi-tech (7).
    assert_eq!(owing("torch-2021-year"), 12);
    // Revenue and GDP are asked for by both yearly forms.
    let shared = lanbai_reporting::sharing::sharing(&reporting.forms, &plan.graph, year);
    let measures: std::collections::BTreeSet<&str> = shared.shared.iter().map(|s| &*s.measure).collect();
    assert_eq!(measures.into_iter().collect::<Vec<_>>(), ["gdp", "operating-revenue"]);
    assert_eq!(shared.saved(), 24);
    for form in &reporting.forms {
        assert_ne!(
            form.certainty,
            lanbai_kernel::Certainty::Confirmed,
            "{}: no authority issued it",
            form.id
        );
        assert_eq!(form.head.document_number, None);
    }
}

#[test]
fn a_park_reports_to_its_base_and_the_base_to_the_province() {
    use lanbai_reporting::route::At;
    let plan = loaded("lanbai");
    let route = &plan.reporting.routes[0];
    let day = "2024-12-31".parse().expect("a day");
    let at = |territory: &str, approvals| match route.at(
        plan.territory(territory).expect("known"),
        approvals,
        plan.ground(),
        day,
    ) {
        At::Stage(_, approvers) => approvers
            .into_iter()
            .map(|approver| plan.territory_text(approver).id.get_ref().as_str())
            .collect::<Vec<_>>()
            .join(", "),
        At::Through => "through".to_owned(),
    };
    assert_eq!(at("baiyin-hitech-liuchuan", 0), "baiyin-hitech");
    assert_eq!(at("baiyin-hitech-liuchuan", 1), "gansu");
    assert_eq!(at("baiyin-hitech-liuchuan", 2), "through");
    assert_eq!(at("baiyin-hitech", 0), "gansu");
    assert_eq!(at("jingyuan-county", 0), "baiyin");
}

#[test]
fn deadlines_fall_on_working_days_of_the_notices() {
    let plan = loaded("lanbai");
    let due = |period: &str, days| {
        let period = period.parse().expect("a period");
        lanbai_reporting::calendar::deadline(&plan.reporting.calendar, period, days)
            .map_err(|year| year.0)
            .map(|day| day.to_string())
    };
    // 2024-10: 1 to 7 off, 8 to 11 worked, the 12th is a worked Saturday, 14 to 18 worked.
    assert_eq!(due("2024Q3", 10).as_deref(), Ok("2024-10-18"));
    // 2024-04: 1 to 3 worked, 4 to 6 off, the 7th is a worked Sunday, 8 to 12 worked, 15th.
    assert_eq!(due("2024Q1", 10).as_deref(), Ok("2024-04-15"));
    // 2025-12-31; 2026: 1 to 3 off, the 4th is a worked Sunday, 5 to 9 and 12 to 15 worked.
    assert_eq!(due("2025Q4", 10).as_deref(), Ok("2026-01-15"));
    assert_eq!(due("2026Q4", 10), Err(2027));
    for (year, working_days) in [(2023, 249), (2024, 251), (2025, 248), (2026, 248)] {
        let first = chrono::NaiveDate::from_ymd_opt(year, 1, 1).expect("a day");
        let days = first.iter_days().take_while(|day| chrono::Datelike::year(day) == year);
        let worked = days.filter(|day| plan.reporting.calendar.is_working_day(*day) == Ok(true)).count();
        assert_eq!(worked, working_days, "{year}");
    }
}

#[test]
fn the_evaluation_has_its_46_indicators_and_says_which_weights_are_missing() {
    let plan = loaded("lanbai");
    let [system] = &plan.reporting.systems[..] else { panic!("one system") };
    let counts: Vec<usize> = system.categories.iter().map(|category| category.indicators.len()).collect();
    assert_eq!(counts, [10, 10, 9, 7, 10]);
    assert_eq!(system.whole(), Some(lanbai_kernel::Decimal::ONE_HUNDRED));
    assert_eq!(system.without_weight(), 44);
    let known: Vec<String> =
        system.indicators().filter_map(|item| Some(format!("{} {}", item.number, item.weight?))).collect();
    assert_eq!(known, ["1.1 0.8", "1.2 1.2"]);
    let told = load(&files("lanbai")).1;
    assert_eq!(told.iter().filter(|f| f.code == "plan-evaluation-weights-unknown").count(), 1);
}

#[test]
fn a_check_of_the_sample_plan_is_judged_in_one_unit_and_over_parts() {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use lanbai_kernel::territory::{MembershipKind, TerritoryIndex};
    use lanbai_kernel::{Decimal, Period};
    use lanbai_reporting::check::{Ask, Outcome, Subject, Values, evaluate_all};

    struct Filled<'p>(&'p Plan, BTreeMap<Ask, Decimal>);

    impl Values for Filled<'_> {
        fn value(&self, ask: &Ask) -> Option<Decimal> {
            self.1.get(ask).copied()
        }

        fn parts(&self, form: &str, territory: TerritoryIndex, period: Period) -> Vec<TerritoryIndex> {
            let owed = &self.0.form(form).expect("a form").owed_by;
            owed.parts(&self.0.graph, MembershipKind::Plan, territory, period.last_day())
        }
    }

    let plan = loaded("harbour-sample");
    let form = plan.form("sample-dock-year").expect("the form");
    let period: Period = "2025".parse().expect("a year");
    let territory = |id| plan.territory(id).expect("known");
    let values = [
        ("sample-pilot-dock", "cargo-throughput", 30),
        ("sample-north-quay", "cargo-throughput", 10),
        ("sample-south-quay", "cargo-throughput", 20),
        // The check is in tonnes, the unit of its first field.
        ("sample-pilot-dock", "cargo-in-tonnes", 300_000),
    ];
    let values = values.map(|(id, field, value)| {
        let form = Arc::clone(&form.id);
        (Ask { form, field: Arc::from(field), territory: territory(id), period }, Decimal::from(value))
    });
    let values = Filled(&plan, values.into());
    let outcomes = |id| {
        let subject = Subject { form: &form.id, territory: territory(id), period };
        let verdicts = evaluate_all(form, subject, &values);
        verdicts.into_iter().map(|verdict| verdict.outcome).collect::<Vec<_>>()
    };
    let of_dock = outcomes("sample-pilot-dock");
    assert_eq!((&of_dock[0], &of_dock[2]), (&Outcome::Holds, &Outcome::Holds));
    assert!(matches!(of_dock[1], Outcome::Undecided(_)), "the other form is not filled in");
    assert_eq!(outcomes("sample-north-quay")[0], Outcome::NotApplicable);
}

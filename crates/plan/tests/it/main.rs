//! The shipped plans load, and what is wrong in a plan is told with its place.

mod each_code;

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

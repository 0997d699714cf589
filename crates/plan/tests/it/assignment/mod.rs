//! The assignment of enterprises to segments, measured on labels that were written before it
//! (crates/assign/tests/labels/README.md). docs/ASSIGNMENT.md shows what comes out, and is held against it.

mod baseline;
mod labels;
mod measured;

use std::path::{Path, PathBuf};

use lanbai_assign::{Assigner, CodeGiven, Classification, Enterprise};
use lanbai_kernel::Place;

use labels::{Given, Label, classes, firms};
use measured::{Measured, Placed};

fn folder(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(below)
}

/// The plan's rules with the editions that it names.
fn assigner() -> Assigner {
    let plan = super::loaded("lanbai");
    let editions = plan.raw.assignment.content.edition.iter().map(|edition| {
        let file = edition.file.get_ref();
        let table = std::fs::read(folder("plans/lanbai").join(file)).expect("the plan has the table");
        let (classification, findings) = Classification::read(edition.id.get_ref(), file, &table);
        assert!(findings.is_empty(), "{findings:?}");
        classification.expect("a table of codes and names")
    });
    let editions = editions.collect();
    Assigner::new(plan.assignment.expect("the plan has a rule"), editions)
}

/// What the assigner says, best first.
fn placed(assigner: &Assigner, enterprise: &Enterprise) -> Vec<Placed> {
    let (assignment, _) = assigner.assign(enterprise, &Place::default());
    let id = |index: lanbai_assign::SegmentIndex| assigner.rules().segments[index.0 as usize].id.to_string();
    assignment.candidates.iter().map(|c| Placed { segment: id(c.segment), score: c.score, sure: c.sure }).collect()
}

/// The least that is right and the most that is wrong: sure, right of them, found, in reach, first, on the review list.
type Floor = [usize; 6];

/// The rows of the table in docs/ASSIGNMENT.md.
fn rows() -> Vec<(&'static str, Vec<Label>, Floor)> {
    let part = |labels: Vec<Label>, part: &str| labels.into_iter().filter(|l| l.part == part).collect();
    let at_large = |labels: Vec<Label>| labels.into_iter().filter(|l| l.stratum == "at-large").collect();
    vec![
        ("classes, tuned, title and code", part(classes(Given::Both), "tuned"), [12, 12, 12, 17, 17, 21]),
        ("classes, tuned, title", part(classes(Given::Text), "tuned"), [13, 13, 13, 16, 16, 6]),
        ("classes, tuned, code", part(classes(Given::Code), "tuned"), [0; 6]),
        ("classes, held out, title and code", part(classes(Given::Both), "held-out"), [18, 17, 16, 19, 19, 14]),
        ("classes, held out, title", part(classes(Given::Text), "held-out"), [17, 16, 15, 19, 19, 6]),
        ("classes, held out, code", part(classes(Given::Code), "held-out"), [0; 6]),
        ("classes at large, title and code", at_large(classes(Given::Both)), [0; 6]),
        ("firms, products and name", firms(false), [23, 21, 18, 25, 24, 6]),
        ("firms, line of business too", firms(true), [38, 36, 29, 29, 28, 0]),
    ]
}

#[test]
fn figures_are_not_lower_than_those_of_the_table() {
    let assigner = assigner();
    let document = std::fs::read_to_string(folder("docs/ASSIGNMENT.md")).expect("docs/ASSIGNMENT.md");
    let mut missing = Vec::new();
    for (name, labels, floor) in rows() {
        let mut measured = Measured::default();
        for label in &labels {
            let told = placed(&assigner, &label.enterprise);
            measured.count(label, &told);
            // To see them: cargo test -p lanbai-plan --test it assignment -- --nocapture
            if let Some(error) = measured::error(label, &told) {
                println!("{name}: {error}");
            }
        }
        let wrong = |sure: usize, right: usize| sure - right;
        assert!(measured.sure_right >= floor[1], "{name}: {measured:?}");
        assert!(wrong(measured.sure, measured.sure_right) <= wrong(floor[0], floor[1]), "{name}: {measured:?}");
        let least = [(measured.found, floor[2]), (measured.in_reach, floor[3]), (measured.top, floor[4])];
        assert!(least.iter().all(|(seen, least)| seen >= least), "{name}: {measured:?}");
        assert!(measured.review <= floor[5], "{name}: {measured:?}");
        missing.extend(Some(measured.row(name)).filter(|row| !document.contains(row)));
    }
    assert!(missing.is_empty(), "docs/ASSIGNMENT.md should have\n{}", missing.join("\n"));
}

#[test]
fn words_with_a_ground_do_better_than_a_search_engine() {
    let assigner = assigner();
    let segments: Vec<(String, String)> = {
        let plan = super::loaded("lanbai");
        let told = |s: &lanbai_plan::raw::Segment| format!("{} {}", s.name.zh, s.products.join(" "));
        let segments = plan.raw.industries.content.segment.iter();
        segments.map(|s| (s.id.get_ref().clone(), told(s))).collect()
    };
    let engine = baseline::Engine::new(&segments);
    let of = |part: &str| classes(Given::Text).into_iter().filter(|l| l.part == part).collect::<Vec<_>>();
    let threshold = engine.best_threshold(&of("tuned"));
    let (mut theirs, mut ours) = (Measured::default(), Measured::default());
    for label in of("held-out") {
        theirs.count(&label, &engine.place(&label.enterprise.scope, threshold));
        ours.count(&label, &placed(&assigner, &label.enterprise));
    }
    let row = theirs.row("classes, held out, title, by BM25");
    let document = std::fs::read_to_string(folder("docs/ASSIGNMENT.md")).expect("docs/ASSIGNMENT.md");
    assert!(document.contains(&row), "docs/ASSIGNMENT.md should have\n{row}");
    assert!(ours.found > theirs.found && ours.top >= theirs.top, "{ours:?} {theirs:?}");
}

#[test]
fn every_class_of_the_edition_is_read_and_old_codes_are_carried_over_by_title() {
    let assigner = assigner();
    let of = |code: &str, edition: &str| Enterprise {
        codes: vec![CodeGiven { code: code.to_owned(), edition: Some(edition.to_owned()) }],
        ..Enterprise::default()
    };
    let check = |code: &str, edition: &str, expected: &str| {
        let told = placed(&assigner, &of(code, edition));
        assert_eq!(told.first().map(|p| p.segment.as_str()).unwrap_or("none"), expected, "{code} of {edition}");
    };
    check("2652", "gbt4754-2017", "crude-rubber-rubber");
    check("2652", "gbt4754-2011", "crude-rubber-rubber");
    // 3150 铁合金冶炼 of 2011 is 3140 of 2017.
    check("3150", "gbt4754-2011", "none");
    check("3091", "gbt4754-2011", "carbon-battery-carbon");
    let (_, findings) = assigner.assign(&of("0170", "gbt4754-2011"), &Place::default());
    assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["chain-code-not-carried-over"]);
}

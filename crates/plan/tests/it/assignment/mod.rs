//! The assignment of enterprises to segments, measured on labels that were written before it
//! (crates/assign/tests/labels/README.md). docs/ASSIGNMENT.md shows what comes out, and is held against it.

mod baseline;
mod labels;
mod measured;

use std::path::{Path, PathBuf};

use lanbai_assign::{Assigner, Classification, CodeGiven, Enterprise};
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
    assignment
        .candidates
        .iter()
        .map(|c| Placed { segment: id(c.segment), score: c.score, sure: c.sure })
        .collect()
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
        ("classes, tuned, code", part(classes(Given::Code), "tuned"), [0, 0, 0, 9, 9, 23]),
        (
            "classes, held out, title and code",
            part(classes(Given::Both), "held-out"),
            [18, 17, 16, 19, 19, 14],
        ),
        ("classes, held out, title", part(classes(Given::Text), "held-out"), [17, 16, 15, 19, 19, 6]),
        ("classes, held out, code", part(classes(Given::Code), "held-out"), [0, 0, 0, 8, 8, 17]),
        ("classes at large, title and code", at_large(classes(Given::Both)), [1, 1, 1, 2, 2, 7]),
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
        assert!(
            wrong(measured.sure, measured.sure_right) <= wrong(floor[0], floor[1]),
            "{name}: {measured:?}"
        );
        let least = [(measured.found, floor[2]), (measured.in_reach, floor[3]), (measured.top, floor[4])];
        assert!(least.iter().all(|(seen, least)| seen >= least), "{name}: {measured:?}");
        assert!(measured.review <= floor[5], "{name}: {measured:?}");
        missing.extend(Some(measured.row(name)).filter(|row| !document.contains(row)));
    }
    assert!(missing.is_empty(), "docs/ASSIGNMENT.md should have\n{}", missing.join("\n"));
}

#[test]
fn what_is_assigned_for_sure_is_more_and_truer_than_by_a_search_engine() {
    let assigner = assigner();
    let rules = assigner.rules();
    let described = |s: &lanbai_plan::raw::Segment| format!("{} {}", s.name.zh, s.products.join(" "));
    let plan = super::loaded("lanbai");
    let segments = plan.raw.industries.content.segment.iter().zip(&rules.segments);
    let described = segments.map(|(raw, rules)| (rules, described(raw)));
    let plain: Vec<_> = described.clone().map(|(rules, text)| (rules.id.to_string(), text)).collect();
    let with_words: Vec<_> = described
        .map(|(rules, text)| {
            (rules.id.to_string(), format!("{text} {} {}", rules.words.join(" "), rules.hints.join(" ")))
        })
        .collect();
    let document = std::fs::read_to_string(folder("docs/ASSIGNMENT.md")).expect("docs/ASSIGNMENT.md");
    let of = |part: &str| classes(Given::Text).into_iter().filter(|l| l.part == part).collect::<Vec<_>>();
    let mut ours = Measured::default();
    for label in of("held-out") {
        ours.count(&label, &placed(&assigner, &label.enterprise));
    }
    let engines = [("BM25", plain), ("BM25 with the plan's words", with_words)];
    for (name, segments) in engines {
        let engine = baseline::Engine::new(&segments);
        let threshold = engine.best_threshold(&of("tuned"));
        let mut theirs = Measured::default();
        for label in of("held-out") {
            theirs.count(&label, &engine.place(&label.enterprise.scope, threshold));
        }
        let row = theirs.row(&format!("classes, held out, title, by {name}"));
        println!("{row}");
        assert!(document.contains(&row), "docs/ASSIGNMENT.md should have\n{row}");
        // An engine ranks as well once it has the plan's words; it is less often right where it is sure.
        let wrong = |m: &Measured| m.sure - m.sure_right;
        assert!(ours.found > theirs.found && wrong(&ours) < wrong(&theirs), "{ours:?} {theirs:?}");
    }
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
        assert_eq!(
            told.first().map(|p| p.segment.as_str()).unwrap_or("none"),
            expected,
            "{code} of {edition}"
        );
    };
    check("2652", "gbt4754-2017", "crude-rubber-rubber");
    check("2652", "gbt4754-2011", "crude-rubber-rubber");
    check("3091", "gbt4754-2011", "carbon-battery-carbon");
    // 3032 is a ceramic of 2011 and a stone of 2017; its title is carried over, not its number.
    check("3032", "gbt4754-2011", "ceramics-ceramics");
    check("3032", "gbt4754-2017", "none");
    let (_, findings) = assigner.assign(&of("2643", "gbt4754-2011"), &Place::default());
    assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["chain-code-not-carried-over"]);
}

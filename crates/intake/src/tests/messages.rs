//! The sentences in `messages/findings/intake.toml` and the codes of the crate agree.

use std::collections::BTreeSet;

use lanbai_kernel::Severity;

use crate::codes;

const SENTENCES: &str = include_str!("../../../../messages/findings/intake.toml");

#[test]
fn every_code_has_sentences_whose_places_are_supplied() {
    let table: toml::Table = SENTENCES.parse().expect("the file is TOML");
    let written: BTreeSet<&str> = table.keys().map(String::as_str).collect();
    let used: BTreeSet<&str> = codes::ALL.iter().map(|code| code.name).collect();
    assert_eq!(written, used);
    for code in codes::ALL {
        let entry = &table[code.name];
        let severity = match code.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        assert_eq!(entry["severity"].as_str(), Some(severity), "{}", code.name);
        for text in [&entry["zh"], &entry["en"], &entry["hint"]["zh"], &entry["hint"]["en"]] {
            let text = text.as_str().expect("a sentence is text");
            assert!(!text.is_empty(), "{}", code.name);
            for name in placeholders(text).into_iter().map(argument) {
                let supplied = ["file", "line", "column"].contains(&name) || code.arguments.contains(&name);
                assert!(supplied, "{}: {{{name}}} is not supplied", code.name);
            }
        }
        // An argument that no sentence shows is work for nothing.
        for language in ["zh", "en"] {
            let sentence = entry[language].as_str().unwrap_or_default();
            let shown: Vec<&str> = placeholders(sentence).into_iter().map(argument).collect();
            for argument in code.arguments {
                assert!(shown.contains(argument), "{}: {argument} is not shown", code.name);
            }
        }
    }
}

#[test]
fn every_code_is_reported_somewhere() {
    let sources = [
        include_str!("../read.rs"),
        include_str!("../table.rs"),
        include_str!("../open.rs"),
        include_str!("../report.rs"),
        include_str!("../remark.rs"),
        include_str!("../register.rs"),
        include_str!("../columns.rs"),
        include_str!("../layout/mod.rs"),
        include_str!("../layout/register.rs"),
        include_str!("../layout/wide.rs"),
        include_str!("../output/mod.rs"),
        include_str!("../resolve/mod.rs"),
        include_str!("../resolve/value.rs"),
        include_str!("../workbook/check.rs"),
    ]
    .concat();
    let table = include_str!("../codes.rs");
    for code in codes::ALL {
        let line =
            table.lines().find(|line| line.contains(&format!("\"{}\"", code.name))).expect("it is declared");
        let constant = line.trim().split(' ').next().unwrap_or_default();
        assert!(sources.contains(&format!("codes::{constant}")), "{constant} is never reported");
    }
}

/// The argument that a place tells, as it is or only where there is something to tell.
fn argument(place: &str) -> &str {
    match place {
        "near" => "nearest",
        "repeated" => "rows",
        other => other,
    }
}

fn placeholders(text: &str) -> Vec<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

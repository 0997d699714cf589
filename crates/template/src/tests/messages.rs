//! Sentences and words agree with the code.

use std::collections::BTreeSet;

use lanbai_kernel::Severity;

use super::sample::words;
use crate::{Words, codes};

const SENTENCES: &str = include_str!("../../../../messages/findings/template.toml");

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
            for place in text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
            {
                let supplied = ["file", "line", "column"].contains(&place) || code.arguments.contains(&place);
                assert!(supplied, "{}: {{{place}}} is not supplied", code.name);
            }
        }
        for argument in code.arguments {
            let shown = format!("{{{argument}}}");
            let hint = entry["hint"]["zh"].as_str().unwrap_or_default();
            let sentence = entry["zh"].as_str().unwrap_or_default();
            assert!(sentence.contains(&shown) || hint.contains(&shown), "{}: {argument}", code.name);
        }
    }
}

#[test]
fn every_word_is_written_in_both_languages_and_fits_its_place() {
    assert_eq!(words("zh").missing, "必填");
    for words in [words("zh"), words("en")] {
        for sheet in [&words.form_sheet, &words.problems_sheet] {
            assert!(
                sheet.chars().count() <= 31 && !sheet.contains(['\'', '/', '[', ']', ':', '*', '?', '\\'])
            );
        }
        assert_ne!(words.form_sheet, words.problems_sheet);
        assert_ne!(words.yes, words.no);
        assert!(words.not_accepted.chars().count() <= 32, "the longest title that Excel takes");
        assert!(words.page.contains("&P") && words.page.contains("&N"));
    }
    assert_eq!(Words::KEYS.iter().collect::<BTreeSet<_>>().len(), Words::KEYS.len());
}

//! A rejected upload comes back with everything that was written in it, marked and commented.

use lanbai_kernel::Severity;

use super::files::{parts, typed, with_cell};
use super::sample::{answers, codes, filled, key, reading, template};
use crate::{Answer, Mark, Spot, write};

fn sentence(told: &crate::Told) -> Mark {
    Mark {
        spot: told.spot.clone(),
        severity: told.finding.severity,
        sentence: format!("问题 {}", told.finding.code),
        hint: "请改正".into(),
    }
}

/// Uploads, sends back, and reads what was sent back.
fn sent_back(bytes: &[u8]) -> Vec<u8> {
    let template = template();
    let got = reading(bytes, &template);
    assert_eq!(got.answers, None);
    let marks: Vec<Mark> = got.told.iter().map(sentence).collect();
    write(&template, &got.raw, &marks, &key()).expect("it can be sent back")
}

fn text_of(bytes: &[u8], part: &str) -> String {
    let parts = parts(bytes);
    let found = parts.iter().find(|(name, _)| name == part).map(|(_, bytes)| bytes.clone());
    String::from_utf8(found.unwrap_or_default()).expect("XML is text")
}

#[test]
fn what_was_wrong_stands_in_its_cell_and_the_rest_is_as_it_was() {
    let template = template();
    let bad = typed(&typed(&filled(&template, &answers()), 1, "F9", "约300"), 2, "C5", "上旬");
    let back = sent_back(&bad);
    let got = reading(&back, &template);
    assert_eq!(codes(&got), ["inexact", "not-a-date"], "it is still wrong, and nothing else became so");
    assert_eq!((&*got.raw.fields["gdp"], &*got.raw.registers["contracts"][1].cells[2]), ("约300", "上旬"));
    // Mended in the workbook that was sent back, where the list of problems stands in front.
    let mended = with_cell(&typed(&back, 3, "C5", "2024-11-30"), 2, "F9", "", "<v>297.1234</v>");
    assert_eq!(reading(&mended, &template).answers, Some(answers()));
}

#[test]
fn cells_are_commented_with_their_sentences_and_listed_in_front() {
    let template = template();
    let back = sent_back(&typed(&filled(&template, &answers()), 1, "F9", "约300"));
    let comments = text_of(&back, "xl/comments1.xml") + &text_of(&back, "xl/comments2.xml");
    assert!(comments.contains("ref=\"F9\"") && comments.contains("问题 template-inexact"), "{comments}");
    let book = text_of(&back, "xl/workbook.xml");
    let at = |name: &str| book.find(name).expect(name);
    assert!(at("退回问题") < at("填报表") && at("填报表") < at("技术合同"));
    assert!(text_of(&back, "xl/worksheets/sheet1.xml").contains("location=\"'填报表'!F9\""));
}

#[test]
fn a_formula_comes_back_as_the_value_that_it_showed() {
    let template = template();
    let bad = with_cell(&filled(&template, &answers()), 1, "F9", "", "<f>1+1</f><v>298</v>");
    let got = reading(&sent_back(&bad), &template);
    assert_eq!(codes(&got), Vec::<&str>::new());
    let gdp = got.answers.and_then(|answers| answers.fields.get("gdp").cloned());
    assert_eq!(gdp, Some(Answer::Number(super::sample::decimal("298"))));
}

#[test]
fn marks_of_what_is_not_in_the_template_are_listed_all_the_same() {
    let template = template();
    let spots = [
        Spot::Workbook,
        Spot::Field("no-such".into()),
        Spot::Field("contracts".into()),
        Spot::Explanation("gdp".into()),
        Spot::Row { register: "no-such".into(), line: 4, column: None },
        Spot::Row { register: "contracts".into(), line: 0, column: Some(99) },
        Spot::Row { register: "contracts".into(), line: 30, column: None },
        Spot::Row { register: "contracts".into(), line: u32::MAX, column: Some(0) },
    ];
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let mark = |spot: &Spot| Mark {
            spot: spot.clone(),
            severity,
            sentence: "=问题".into(),
            hint: String::new(),
        };
        let marks: Vec<Mark> = spots.iter().map(mark).collect();
        let back = write(&template, &crate::Raw::default(), &marks, &key()).expect("written");
        let list = text_of(&back, "xl/worksheets/sheet1.xml");
        assert_eq!(list.matches("<row ").count(), 3 + spots.len());
        assert!(!list.contains("<f>"), "a sentence is never run");
        assert_eq!(codes(&reading(&back, &template)), Vec::<&str>::new());
    }
}

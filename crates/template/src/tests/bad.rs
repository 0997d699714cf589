//! Each way in which an upload is wrong, and what is told of it.

use lanbai_intake::Limits;
use lanbai_kernel::Severity;

use super::files::{archive, edited, parts, typed, with_cell};
use super::sample::{answers, choice, codes, filled, key, number, reading, template};
use crate::template::{ColumnKind, Kind};
use crate::{Key, Raw, Spot, Template, identify, read, write};

fn sample() -> Vec<u8> {
    filled(&template(), &answers())
}

/// What is told of an upload: codes, and that answers are had if none of them is an error.
fn told(bytes: &[u8]) -> Vec<&'static str> {
    let got = reading(bytes, &template());
    let is_wrong = got.told.iter().any(|told| told.finding.severity == Severity::Error);
    assert_eq!(got.answers.is_none(), is_wrong, "all or nothing");
    codes(&got)
}

/// What is told of an upload of the sample where another template is expected.
fn expected(change: impl FnOnce(&mut Template)) -> Vec<&'static str> {
    let mut other = template();
    change(&mut other);
    let got = reading(&sample(), &other);
    assert_eq!(got.answers, None);
    codes(&got)
}

#[test]
fn the_name_of_the_file_says_nothing() {
    let got = read(&sample(), "副本 (2).xls", &template(), &key(), &Limits::FORM);
    assert_eq!((codes(&got), got.answers), (vec![], Some(answers())));
}

#[test]
fn another_form_place_period_version_submission_or_language() {
    assert_eq!(expected(|t| t.identity.form = "park-year".into()), ["other-form"]);
    assert_eq!(expected(|t| t.identity.territory = "baiyin-hitech".into()), ["other-territory"]);
    assert_eq!(expected(|t| t.identity.period = "2023".parse().expect("a period")), ["other-period"]);
    assert_eq!(expected(|t| t.identity.version = "0.2".into()), ["other-version"]);
    assert_eq!(expected(|t| t.identity.submission = "0000".into()), ["other-submission"]);
    assert_eq!(expected(|t| t.identity.language = "en".into()), ["other-language"]);
    let both = expected(|t| {
        t.identity.territory = "baiyin-hitech".into();
        t.identity.version = "0.2".into();
    });
    assert_eq!(both, ["other-territory"], "of another park the version says nothing");
}

#[test]
fn a_form_that_was_edited_since_is_told_even_if_its_version_stayed() {
    let told = expected(|t| t.parts[0].fields[2].kind = number("亿元", 2, None));
    assert_eq!(told, ["form-changed", "unit-changed"]);
    let told = expected(|t| t.parts[1].fields[1].kind = Kind::Choice(vec![choice("none", "无")]));
    assert_eq!(told, ["form-changed"]);
    let mut helped = template();
    helped.parts[0].fields[0].definition = Some("另一种说法".into());
    assert_eq!(codes(&reading(&sample(), &helped)), Vec::<&str>::new(), "help is no part of what is asked");
}

#[test]
fn an_identity_that_was_changed_or_is_missing() {
    let hidden = "xl/worksheets/sheet3.xml";
    let strings = "xl/sharedStrings.xml";
    assert_eq!(
        told(&edited(&sample(), strings, |xml| xml.replace("lanzhou-hitech", "baiyin-hitech"))),
        ["altered"]
    );
    assert_eq!(
        told(&edited(&sample(), "xl/workbook.xml", |xml| xml.replace("_lanbai", "x"))).first(),
        Some(&"no-identity")
    );
    assert_eq!(told(&edited(&sample(), hidden, |xml| xml.replace("\"A2\"", "\"A90\""))), ["no-identity"]);
    // Sealed by somebody else.
    let foreign = write(&template(), &Raw::default(), &[], &Key::new(&[8; 32])).expect("written");
    assert_eq!(told(&foreign), ["altered"]);
    assert_eq!(identify(&foreign, "f.xlsx", &key()).0, None);
}

#[test]
fn sheets_that_are_renamed_moved_or_added() {
    let book = "xl/workbook.xml";
    assert_eq!(
        told(&edited(&sample(), book, |xml| xml.replace("\"填报表\"", "\"Sheet1\""))),
        ["sheet-missing", "sheet-unknown"]
    );
    assert_eq!(
        told(&edited(&sample(), book, |xml| xml.replace("\"技术合同\"", "\"合同\""))),
        ["sheet-missing", "sheet-unknown"]
    );
    let swapped = edited(&sample(), book, |xml| {
        let from = xml.find("<sheet ").expect("a sheet");
        let to = xml.find("</sheets>").expect("their end");
        let mut sheets: Vec<&str> = xml[from..to].split_inclusive("/>").collect();
        sheets.rotate_left(1);
        format!("{}{}{}", &xml[..from], sheets.concat(), &xml[to..])
    });
    let got = reading(&swapped, &template());
    assert_eq!(
        (codes(&got), got.answers),
        (vec!["sheet-moved"], Some(answers())),
        "read by its name all the same"
    );
}

#[test]
fn a_hundred_sheets_are_too_many() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for _ in 0..100 {
        book.add_worksheet();
    }
    assert_eq!(told(&book.save_to_buffer().expect("written")), ["intake-too-many-sheets"]);
}

#[test]
fn headings_units_and_rows_that_were_changed() {
    assert_eq!(told(&typed(&sample(), 1, "B9", "别的指标")), ["heading-changed"]);
    assert_eq!(told(&typed(&sample(), 1, "C9", "万元")), ["unit-changed"]);
    assert_eq!(told(&typed(&sample(), 1, "D7", "本期")), ["heading-changed"]);
    assert_eq!(told(&typed(&sample(), 2, "A3", "编号")), ["heading-changed"]);
    assert_eq!(told(&typed(&sample(), 2, "D3", "成交金额 (亿元)")), ["unit-changed"]);
    assert_eq!(told(&typed(&sample(), 1, "A9", "99")), ["row-missing"]);
    // A row inserted above the last two fields: what stands there is known, and that it moved is told.
    let moved = edited(&sample(), "xl/worksheets/sheet1.xml", |xml| {
        let xml = xml.replace("r=\"18\"", "r=\"19\"");
        ["A", "B", "C", "D", "E", "F", "G", "H"]
            .iter()
            .fold(xml, |xml, column| xml.replace(&format!("\"{column}18\""), &format!("\"{column}19\"")))
    });
    let got = reading(&moved, &template());
    assert_eq!((codes(&got), &got.answers), (vec!["row-moved"], &None));
    assert!(got.raw.fields.contains_key("progress"), "nothing that was written is lost");
}

#[test]
fn formulas_are_refused_whatever_result_they_claim() {
    for inner in [
        "<f>1+1</f><v>297.1234</v>",
        "<f>1+1</f>",
        "<f>[1]Sheet1!A1</f><v>5</v>",
        "<f t=\"shared\" si=\"0\"/><v>5</v>",
    ] {
        let bytes = with_cell(&sample(), 1, "F9", "", inner);
        assert_eq!(told(&bytes), ["formula"], "{inner}");
    }
    let got = reading(&with_cell(&sample(), 1, "F9", "", "<f>1+1</f><v>297.1234</v>"), &template());
    assert_eq!(got.told[0].spot, Spot::Field("gdp".into()));
    assert_eq!(got.told[0].finding.place.line, Some(9));
    assert_eq!(got.raw.fields["gdp"], "297.1234", "what it showed is sent back");
    let text = with_cell(&sample(), 1, "D18", "str", "<f>HYPERLINK(\"http://a\")</f><v>a</v>");
    assert_eq!(told(&text), ["formula"]);
    assert_eq!(told(&with_cell(&sample(), 2, "A4", "str", "<f>A5</f><v>x</v>")), ["formula"]);
}

#[test]
fn answers_of_another_kind_than_is_asked() {
    for (address, text, code) in [
        ("F9", "约300", "inexact"),
        ("F9", "三百", "not-a-number"),
        ("F9", "1,23", "ambiguous-number"),
        ("F9", "300万元", "other-unit"),
        ("F9", "3.2亿", "other-unit"),
        ("F9", "#REF!", "error-value"),
        ("F9", "100-200", "not-a-number"),
        ("F16", "别的", "not-a-choice"),
        ("F17", "也许", "not-a-choice"),
    ] {
        assert_eq!(told(&typed(&sample(), 1, address, text)), [code], "{text}");
    }
    for (address, text, code) in
        [("B4", "别的", "not-a-choice"), ("C4", "上旬", "not-a-date"), ("D4", "很多", "not-a-number")]
    {
        let got = reading(&typed(&sample(), 2, address, text), &template());
        assert_eq!(codes(&got), [code], "{text}");
        let column = usize::from(address.as_bytes()[0] - b'A');
        let spot = Spot::Row { register: "contracts".into(), line: 4, column: Some(column) };
        assert_eq!(got.told[0].spot, spot);
    }
}

#[test]
fn rows_of_registers_need_what_is_required_and_keep_their_digits() {
    assert_eq!(told(&typed(&sample(), 2, "A6", "000018")), ["cell-missing", "cell-missing"]);
    let long = with_cell(&sample(), 2, "A4", "", "<v>2.0246201010001235E+17</v>");
    assert_eq!(told(&long), ["digits-lost"]);
    assert_eq!(told(&with_cell(&sample(), 2, "A4", "", "<v>202462010100012</v>")), Vec::<&str>::new());
}

#[test]
fn what_stands_outside_is_told_and_hinders_nothing() {
    let stray = edited(&sample(), "xl/worksheets/sheet1.xml", |xml| {
        xml.replace("</sheetData>", "<row r=\"60\"><c r=\"B60\"><v>1</v></c></row></sheetData>")
    });
    let got = reading(&stray, &template());
    assert_eq!((codes(&got), got.answers), (vec!["stray-cells"], Some(answers())));
}

#[test]
fn findings_are_capped_and_the_rest_counted() {
    let mut wrong = sample();
    for row in 4..6 {
        wrong = typed(&wrong, 2, &format!("C{row}"), "上旬");
    }
    wrong = typed(&wrong, 1, "F9", "三百");
    let got = read(&wrong, "f.xlsx", &template(), &key(), &Limits { findings: 1, ..Limits::FORM });
    assert_eq!(codes(&got), ["not-a-number", "more-findings"]);
    assert_eq!(got.answers, None);
}

#[test]
fn files_that_are_no_workbook_of_ours() {
    let mut macros = parts(&sample());
    macros.push(("xl/vbaProject.bin".to_owned(), vec![0]));
    assert_eq!(told(&archive(&macros)), ["intake-macros"]);
    assert_eq!(told(b""), ["intake-empty"]);
    assert_eq!(told(b"PK\x03\x04"), ["intake-corrupt-workbook"]);
    assert_eq!(told("代码,本期\n01,2\n".as_bytes()), ["intake-not-a-workbook"]);
    let encrypted: Vec<u8> = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        .iter()
        .copied()
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(told(&encrypted), ["intake-protected"]);
    let mut bomb = parts(&sample());
    bomb[0].1 = vec![b' '; 70 << 20];
    let bomb = archive(&bomb);
    assert!(bomb.len() < 1 << 20, "it is small as it is stored");
    assert_eq!(told(&bomb), ["intake-inflates-too-far"]);
    let plain = rust_xlsxwriter::Workbook::new().save_to_buffer().expect("written");
    assert_eq!(told(&plain), ["no-identity", "sheet-missing", "sheet-missing"]);
}

#[test]
fn a_column_that_lost_its_kind_is_another_form() {
    let told = expected(|t| {
        if let Kind::Register(register) = &mut t.parts[1].fields[0].kind {
            register.columns[4].kind = ColumnKind::Date;
        }
    });
    assert_eq!(told, ["form-changed"]);
}

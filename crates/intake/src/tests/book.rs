//! Workbooks read cell by cell.

use rust_xlsxwriter::Formula;

use super::workbook::{archive, book, parts};
use crate::{Limits, read_book, read_cells};

fn codes(bytes: &[u8], limits: &Limits) -> Vec<&'static str> {
    let (book, findings) = read_book(bytes, "f.xlsx", limits);
    assert_eq!(book.is_none(), lanbai_kernel::has_errors(&findings), "a book or a reason");
    findings.iter().map(|finding| finding.code).collect()
}

fn two_sheets() -> Vec<u8> {
    book(|book| {
        let sheet = book.add_worksheet().set_name("甲")?;
        sheet.write_string(0, 0, " a ")?.write_number(2, 1, 0.1 + 0.2)?;
        sheet.write_formula(3, 0, Formula::new("=1+1").set_result("7"))?;
        sheet.write_string(4, 0, "  ")?;
        book.add_worksheet().set_name("乙")?.set_hidden(true).write_boolean(1, 1, true)?;
        Ok(())
    })
}

#[test]
fn cells_stand_at_their_places_and_formulas_are_told_apart() {
    let (book, findings) = read_book(&two_sheets(), "f.xlsx", &Limits::FORM);
    assert_eq!(findings, []);
    let book = book.expect("it is a workbook");
    let seen: Vec<_> = book
        .sheets
        .iter()
        .flat_map(|sheet| sheet.cells.iter().map(|(at, cell)| (&*sheet.name, *at, cell.is_formula)))
        .collect();
    assert_eq!(
        seen,
        [("甲", (0, 0), false), ("甲", (2, 1), false), ("甲", (3, 0), true), ("乙", (1, 1), false)]
    );
    let sheet = book.sheet("甲").expect("it is there");
    assert_eq!((sheet.text(0, 0), sheet.text(2, 1), sheet.text(3, 0)), ("a", "0.3", "7"));
}

#[test]
fn what_passes_a_limit_is_told() {
    let bytes = two_sheets();
    let limits = Limits::FORM;
    assert_eq!(codes(&bytes, &Limits { sheets: 1, ..limits }), ["intake-too-many-sheets"]);
    assert_eq!(codes(&bytes, &Limits { rows: 2, ..limits }), ["intake-too-many-rows"]);
    assert_eq!(codes(&bytes, &Limits { columns: 1, ..limits }), ["intake-too-many-columns"]);
    assert_eq!(codes(&bytes, &Limits { text_bytes: 100, ..limits }), ["intake-too-large"]);
    assert_eq!(codes(&bytes, &Limits { workbook_bytes: 100, ..limits }), ["intake-too-large"]);
    assert_eq!(codes(&bytes, &Limits { inflated_bytes: 100, ..limits }), ["intake-inflates-too-far"]);
    assert_eq!(codes(&bytes, &Limits { cell_bytes: 2, ..limits }), ["intake-cell-too-long"]);
}

#[test]
fn what_is_no_workbook_is_told() {
    let check = |bytes: &[u8], expected: &str| assert_eq!(codes(bytes, &Limits::FORM), [expected]);
    check(b"", "intake-empty");
    check(b"a,b\n1,2\n", "intake-not-a-workbook");
    check(b"<html></html>", "intake-html");
    check(b"%PDF-1.7", "intake-not-a-table");
    check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "intake-old-workbook");
    check(b"PK\x03\x04", "intake-corrupt-workbook");
    let mut macros = parts(&two_sheets());
    macros.push(("xl/vbaProject.bin".to_owned(), vec![0]));
    check(&archive(&macros), "intake-macros");
}

#[test]
fn a_text_file_is_one_sheet_without_a_name() {
    let read = |bytes: &[u8], limits: &Limits| {
        let (book, findings) = read_cells(&mut &*bytes, "f.csv", limits).expect("bytes are there");
        (book, findings.iter().map(|finding| finding.code).collect::<Vec<_>>())
    };
    let (book, codes) = read("标题\n\n,a, b \n1,,\"2\n3\"\nc\n".as_bytes(), &Limits::FORM);
    assert_eq!(codes, Vec::<&str>::new());
    let book = book.expect("nothing is wrong");
    let cells: Vec<_> = book.sheets[0].cells.iter().map(|(at, cell)| (*at, &*cell.text)).collect();
    let expected =
        [((0, 0), "标题"), ((2, 1), "a"), ((2, 2), "b"), ((3, 0), "1"), ((3, 2), "2\n3"), ((5, 0), "c")];
    assert_eq!(cells, expected);
    let check = |bytes: &[u8], limits: Limits, expected: &str| {
        let (book, codes) = read(bytes, &limits);
        assert!(book.is_none());
        assert_eq!(codes, [expected]);
    };
    check(b"", Limits::FORM, "intake-empty");
    check(b"a,b\n", Limits { columns: 1, ..Limits::FORM }, "intake-too-many-columns");
    check(b"a\nb\n", Limits { rows: 1, ..Limits::FORM }, "intake-too-many-rows");
    check(b"a,b\n", Limits { text_bytes: 100, ..Limits::FORM }, "intake-too-large");
    check(b"%PDF-1.7", Limits::FORM, "intake-not-a-table");
    let workbook = two_sheets();
    check(&workbook, Limits { workbook_bytes: 100, ..Limits::FORM }, "intake-too-large");
    assert_eq!(read(&workbook, &Limits::FORM).0, read_book(&workbook, "f.csv", &Limits::FORM).0);
}

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::toy::{Got, read_all};
use super::wide::{cells, request};
use crate::{Limits, Request, TableKind};

type Written = Result<(), rust_xlsxwriter::XlsxError>;

pub(super) fn book(fill: impl FnOnce(&mut Workbook) -> Written) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book).expect("the workbook can be written");
    book.save_to_buffer().expect("memory can be written")
}

fn sheet(fill: impl FnOnce(&mut Worksheet) -> Written) -> Got {
    read_all(&book(|book| fill(book.add_worksheet())), &request())
}

fn row<'a>(sheet: &mut Worksheet, row: u32, cells: impl IntoIterator<Item = &'a str>) -> Written {
    for (column, text) in cells.into_iter().enumerate() {
        match text.parse::<f64>() {
            Ok(number) => sheet.write_number(row, column as u16, number)?,
            Err(_) => sheet.write_string(row, column as u16, text)?,
        };
    }
    Ok(())
}

#[test]
fn a_wide_sheet_with_merged_headings() {
    let got = sheet(|sheet| {
        let plain = Format::new();
        sheet.merge_range(0, 0, 0, 4, "各园区主要指标", &plain)?;
        sheet.merge_range(1, 0, 2, 0, "园区", &plain)?;
        sheet.merge_range(1, 1, 1, 2, "地区生产总值（亿元）", &plain)?;
        sheet.merge_range(1, 3, 1, 4, "高新技术企业数（家）", &plain)?;
        row(sheet, 2, ["", "2021年", "2022年", "2021年", "2022年"])?;
        row(sheet, 3, ["兰州高新区", "290", "300.5", "300", "365"])?;
        row(sheet, 4, ["白银高新区", "—", "100", "66", "71"])?;
        row(sheet, 5, ["合计", "290", "400.5", "366", "436"])?;
        sheet.merge_range(6, 0, 6, 4, "注：初步统计数", &plain)?;
        Ok(())
    });
    assert_eq!(
        cells(&got),
        [
            "lanzhou-hitech gdp 2021 290",
            "lanzhou-hitech gdp 2022 300.5",
            "lanzhou-hitech high-tech-enterprises 2021 300",
            "lanzhou-hitech high-tech-enterprises 2022 365",
            "baiyin-hitech gdp 2022 100",
            "baiyin-hitech high-tech-enterprises 2021 66",
            "baiyin-hitech high-tech-enterprises 2022 71",
        ]
    );
    assert_eq!(got.codes(), ["skipped-missing", "skipped-total@6", "skipped-remark@7"]);
    assert_eq!(got.summary.tables, [TableKind::Wide]);
}

#[test]
fn merged_labels_hold_for_each_row_and_merged_values_for_none() {
    let got = sheet(|sheet| {
        row(sheet, 0, ["园区", "指标", "单位", "2021", "2022"])?;
        sheet.merge_range(1, 0, 2, 0, "兰州高新区", &Format::new())?;
        row(sheet, 1, [])?;
        for (line, cells) in [(1, ["地区生产总值", "亿元"]), (2, ["高新技术企业数", "家"])] {
            sheet.write_string(line, 1, cells[0])?;
            sheet.write_string(line, 2, cells[1])?;
            sheet.write_number(line, 3, f64::from(line) * 100.0)?;
        }
        sheet.merge_range(1, 4, 2, 4, "5", &Format::new())?;
        Ok(())
    });
    assert_eq!(
        cells(&got),
        [
            "lanzhou-hitech gdp 2021 100",
            "lanzhou-hitech gdp 2022 5",
            "lanzhou-hitech high-tech-enterprises 2021 200",
        ]
    );
    assert_eq!(got.codes(), ["merged-value@3"]);
}

#[test]
fn numbers_days_and_percentages_mean_what_the_sheet_shows() {
    let got = sheet(|sheet| {
        row(sheet, 0, ["地区", "指标", "时期", "数值", "公布日期", "计量单位"])?;
        let day = Format::new().set_num_format("yyyy-mm-dd");
        let month = Format::new().set_num_format("yyyy\"年\"m\"月\"");
        let percent = Format::new().set_num_format("0.0%");
        for line in 1..=4 {
            row(sheet, line, ["gansu", "gdp"])?;
            sheet.write_datetime_with_format(line, 4, ExcelDateTime::from_ymd(2024, 1, 5)?, &day)?;
            sheet.write_string(line, 5, "亿元")?;
        }
        // A year as a number, a month that Excel made a day of, and a day that nobody can place.
        sheet.write_number(1, 2, 2023.0)?;
        sheet.write_datetime_with_format(2, 2, ExcelDateTime::from_ymd(2023, 9, 1)?, &month)?;
        sheet.write_datetime_with_format(3, 2, ExcelDateTime::from_ymd(2023, 9, 1)?, &day)?;
        sheet.write_number(1, 3, 0.1 + 0.2)?;
        sheet.write_number(2, 3, 1234.5)?;
        sheet.write_number(3, 3, 1)?;
        sheet.write_string(4, 1, "rd-intensity")?;
        sheet.write_number(4, 2, 2023)?;
        sheet.write_number_with_format(4, 3, 0.0405, &percent)?;
        sheet.write_string(4, 5, "%")?;
        Ok(())
    });
    assert_eq!(
        got.observations,
        [
            "gansu gdp 2023 0.3 exact reported - 2024-01-05",
            "gansu gdp 2023-09 1234.5 exact reported - 2024-01-05",
            "gansu rd-intensity 2023 4.05 exact reported - 2024-01-05",
        ]
    );
    assert_eq!(got.codes(), ["ambiguous-period@4"]);
}

#[test]
fn formulas_errors_and_truths() {
    let written = book(|book| {
        let sheet = book.add_worksheet();
        row(sheet, 0, ["地区", "指标", "时期", "数值", "计量单位"])?;
        for line in 1..=5 {
            row(sheet, line, ["gansu", "gdp", "2023", "1", "亿元"])?;
            sheet.write_number(line, 2, f64::from(2000 + line))?;
        }
        // The result that the file holds is what its author saw, even if it is not that of the formula.
        sheet.write_formula(1, 3, Formula::new("=1+1").set_result("77"))?;
        sheet.write_formula(2, 3, Formula::new("=1+1").set_result("98765"))?;
        sheet.write_formula(3, 3, Formula::new("=1/0").set_result("#DIV/0!"))?;
        sheet.write_boolean(4, 3, true)?;
        sheet.write_formula(5, 3, Formula::new("=\"约\"&200").set_result("约200"))?;
        Ok(())
    });
    // The second formula loses its result, as when another program wrote the file.
    let mut parts = parts(&written);
    for (_, bytes) in parts.iter_mut().filter(|(name, _)| name.ends_with("sheet1.xml")) {
        *bytes = String::from_utf8_lossy(bytes).replace("<v>98765</v>", "").into_bytes();
    }
    let got = read_all(&archive(&parts), &request());
    assert_eq!(cells(&got), ["gansu gdp 2001 77", "gansu gdp 2005 200"]);
    assert_eq!(got.codes(), ["formula-without-value@3", "error-value@4", "not-a-number@5"]);
}

#[test]
fn every_sheet_is_read_and_a_finding_names_its_own() {
    let bytes = book(|book| {
        for n in 0..100u16 {
            let sheet = book.add_worksheet().set_name(format!("表{n}"))?;
            row(sheet, 0, ["地区", "指标", "时期", "数值", "计量单位"])?;
            row(sheet, 1, ["gansu", "gdp", "2023", "1", "亿元"])?;
            sheet.write_number(1, 2, f64::from(1900 + n % 99))?;
        }
        let explained = book.add_worksheet().set_name("说明")?;
        row(explained, 0, ["如何填写", "甲"])?;
        let hidden = book.add_worksheet().set_name("列表")?;
        hidden.set_hidden(true);
        book.add_worksheet().set_name("空")?;
        Ok(())
    });
    let got = read_all(&bytes, &Request { file: "a.xlsx", ..request() });
    // The hundredth repeats the first: it is told, and not handed on twice.
    assert_eq!(got.observations.len(), 99);
    assert_eq!(got.summary.tables.len(), 100);
    let found: Vec<_> = got
        .summary
        .findings
        .iter()
        .map(|f| format!("{} {}", f.code, f.place.file.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(
        found,
        [
            "intake-hidden-sheet a.xlsx!列表",
            "intake-repeated-row a.xlsx!表99",
            "intake-skipped-sheet a.xlsx!说明"
        ]
    );
    let repeated =
        got.summary.findings.iter().find(|f| f.code == "intake-repeated-row").expect("it is there");
    assert_eq!(format!("{:?}", repeated.arguments), r#"{"other": Text("表0!2"), "rows": Count(1)}"#);
    let few = Limits { sheets: 99, ..Limits::default() };
    assert_eq!(read_all(&bytes, &Request { limits: few, ..request() }).codes(), ["too-many-sheets"]);
}

#[test]
fn one_long_string_in_many_cells_is_refused() {
    let got = sheet(|sheet| {
        let long = "长".repeat(10_000);
        for column in 0..500 {
            sheet.write_string(0, column, &long)?;
        }
        Ok(())
    });
    assert_eq!(got.codes(), ["line-too-long@1"]);
}

#[test]
fn workbooks_of_other_kinds_are_named() {
    for (part, expected) in [
        ("xl/vbaProject.bin", "macros"),
        ("xl/workbook.bin", "binary-workbook"),
        ("word/document.xml", "not-a-workbook"),
        ("xl/workbook.xml", "corrupt-workbook"),
    ] {
        let bytes = archive(&[(part, b"<workbook/>".to_vec())]);
        assert_eq!(read_all(&bytes, &request()).codes(), [expected], "{part}");
    }
}

/// The parts of an archive, inflated.
pub(super) fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a valid archive");
    (0..archive.len())
        .map(|n| {
            let mut part = archive.by_index(n).expect("a valid part");
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).expect("it can be inflated");
            (part.name().expect("a valid name").into_owned(), bytes)
        })
        .collect()
}

pub(super) fn archive(parts: &[(impl AsRef<str>, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_ref(), SimpleFileOptions::default()).expect("a part can be begun");
        zip.write_all(bytes).expect("a part can be written");
    }
    zip.finish().expect("an archive can be ended").into_inner()
}

#[test]
fn a_bomb_is_refused_by_what_it_declares_and_by_what_it_does() {
    let limits = Limits { part_bytes: 8 << 20, inflated_bytes: 12 << 20, ..Limits::default() };
    let request = Request { limits, ..request() };
    let zeros = |megabytes: usize| vec![0u8; megabytes << 20];
    // One part too large, and two that are too large together.
    let one = archive(&[("xl/workbook.xml", b"<workbook/>".to_vec()), ("xl/a.xml", zeros(9))]);
    let two = archive(&[("xl/workbook.xml", zeros(7)), ("xl/a.xml", zeros(7))]);
    assert!(one.len() < 100_000);
    for bytes in [&one, &two] {
        assert_eq!(read_all(bytes, &request).codes(), ["inflates-too-far"]);
    }
    // A part of 64 MiB that says it has a thousand bytes: in the central directory and in its own header.
    let mut lying = archive(&[("xl/workbook.xml", b"<workbook/>".to_vec()), ("xl/a.xml", zeros(64))]);
    let size = (64u32 << 20).to_le_bytes();
    while let Some(at) = memchr::memmem::find(&lying, &size) {
        lying[at..at + 4].copy_from_slice(&1000u32.to_le_bytes());
    }
    let codes = read_all(&lying, &request).codes();
    assert!(codes == ["inflates-too-far"] || codes == ["corrupt-workbook"], "{codes:?}");
}

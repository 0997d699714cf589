//! What LibreOffice makes of a template. Skipped, and said so, where it is not installed.

use std::path::Path;
use std::process::Command;

use super::files::edited;
use super::sample::{answers, codes, decimal, filled, reading, template};
use crate::{Answer, Answers};

/// Opens a workbook in LibreOffice and saves it again as a workbook. None where there is no LibreOffice.
fn resaved(bytes: &[u8]) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("template.xlsx");
    std::fs::write(&file, bytes).expect("it can be written");
    let out = folder.path().join("out");
    // A profile of its own: a LibreOffice that runs already would take the work and not do it.
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let mut command = Command::new("soffice");
    command.args([&profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]);
    match command.arg(&out).arg(&file).output() {
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("SKIPPED: nothing was tried in LibreOffice, which is not installed");
            None
        }
        Err(why) => panic!("LibreOffice could not be started: {why}"),
        Ok(output) => Some(read(&out.join("template.xlsx"), &output)),
    }
}

fn read(file: &Path, output: &std::process::Output) -> Vec<u8> {
    std::fs::read(file).unwrap_or_else(|why| panic!("{why}: {}", String::from_utf8_lossy(&output.stderr)))
}

#[test]
fn a_template_that_libreoffice_saved_again_is_read_equal() {
    let template = template();
    for answers in [answers(), Answers::default()] {
        let Some(bytes) = resaved(&filled(&template, &answers)) else { return };
        let got = reading(&bytes, &template);
        assert_eq!(codes(&got), Vec::<&str>::new());
        assert_eq!(got.answers, Some(answers));
    }
}

#[test]
fn its_rules_locks_lists_and_comments_survive() {
    let Some(bytes) = resaved(&filled(&template(), &answers())) else { return };
    let parts = super::files::parts(&bytes);
    let part = |name: &str| {
        let (_, bytes) = parts.iter().find(|(part, _)| part == name).expect(name);
        String::from_utf8_lossy(bytes).into_owned()
    };
    let sheet = part("xl/worksheets/sheet1.xml");
    // Panes are kept by a LibreOffice with windows only.
    for wanted in ["<sheetProtection", "type=\"custom\"", "type=\"list\"", "<cfRule"] {
        assert!(sheet.contains(wanted), "{wanted}");
    }
    let book = part("xl/workbook.xml");
    assert!(book.contains("_xlnm.Print_Titles") && book.contains("state=\"hidden\""), "{book}");
    assert!(parts.iter().any(|(name, bytes)| {
        name.contains("comments") && String::from_utf8_lossy(bytes).contains("按常住单位核算")
    }));
}

/// The prompts are formulas: a real spreadsheet computes them, and says what the checks say.
#[test]
fn prompts_are_computed_as_the_checks_say() {
    let template = template();
    let number = |text: &str| Answer::Number(decimal(text));
    for (changes, row, expected) in [
        (vec![], 9, ""),
        (vec![("industry", "600")], 10, "须改正：规模以上工业增加值不大于地区生产总值"),
        (vec![("industry", "297.128")], 10, ""),
        (
            vec![("gdp", "400")],
            9,
            "请核实：同比变动不超过三成 (说明原因，例如新增企业、项目投产、统计范围调整)",
        ),
        (vec![("gdp", "370.63")], 9, ""),
        (vec![("firms", "-1")], 13, "须改正：企业数不为负"),
        (vec![("research-share", "20.5")], 12, "请核实：通常在0至20之间；属实的在「说明」栏写明"),
    ] {
        let mut answers = answers();
        answers.fields.extend(changes.iter().map(|(key, value)| ((*key).to_owned(), number(value))));
        // Without a result that the file remembers, a spreadsheet computes when it opens it.
        let bytes = edited(&filled(&template, &answers), "xl/worksheets/sheet1.xml", |xml| {
            let mut parts = xml.split("</f><v>");
            let first = parts.next().unwrap_or_default().to_owned();
            parts.fold(first, |done, part| {
                let rest = part.split_once("</v>").map_or(part, |(_, rest)| rest);
                format!("{done}</f>{rest}")
            })
        });
        let Some(bytes) = resaved(&bytes) else { return };
        let (book, _) = lanbai_intake::read_book(&bytes, "f.xlsx", &lanbai_intake::Limits::FORM);
        let book = book.expect("LibreOffice wrote a workbook");
        let said = book.sheet("填报表").expect("the sheet").text(row - 1, 7).to_owned();
        assert_eq!(said, expected, "{changes:?}");
    }
}

//! A form as a file, by HTTP: handed out, filled in, taken in, sent back, and whatever else somebody may upload.

use std::io::{Cursor, Read, Write};

use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use lanbai_reporting::Role;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::site::{Answer, Browser, Site};

const PARK: &str = "sample-north-quay";
const SHEET: &str = "xl/worksheets/sheet1.xml";

fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let count = archive.len();
    let part = |n: usize| {
        let mut part = archive.by_index(n).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("inflated");
        (part.name().expect("a name").into_owned(), bytes)
    };
    (0..count).map(part).collect()
}

fn archive(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("begun");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("ended").into_inner()
}

fn edited(bytes: &[u8], part: &str, edit: impl FnOnce(String) -> String) -> Vec<u8> {
    let mut parts = parts(bytes);
    let (_, content) = parts.iter_mut().find(|(name, _)| name == part).expect(part);
    *content = edit(String::from_utf8(content.clone()).expect("text")).into_bytes();
    archive(&parts)
}

/// The workbook with another cell in place of one that is there.
fn with_cell(bytes: &[u8], address: &str, cell: &str) -> Vec<u8> {
    edited(bytes, SHEET, |xml| {
        let from = xml.find(&format!("<c r=\"{address}\"")).expect(address);
        let end = from + xml[from..].find('>').expect("its end") + 1;
        let to = if xml[..end].ends_with("/>") {
            end
        } else {
            from + xml[from..].find("</c>").expect("its end") + 4
        };
        format!("{}{cell}{}", &xml[..from], &xml[to..])
    })
}

fn number(address: &str, value: &str) -> String {
    format!("<c r=\"{address}\"><v>{value}</v></c>")
}

fn text(address: &str, value: &str) -> String {
    format!("<c r=\"{address}\" t=\"str\"><v>{value}</v></c>")
}

struct Desk {
    site: Site,
    reporter: Browser,
    id: String,
}

impl Desk {
    async fn open() -> Self {
        let site = Site::demo().await;
        let reporter = site.holder(Role::Reporter, PARK, 71).await;
        let id = begin(&site, &reporter, PARK, "2026Q3").await;
        Self { site, reporter, id }
    }

    async fn template(&self) -> Vec<u8> {
        self.bytes(Method::GET, &format!("/submissions/{}/workbook", self.id), None).await
    }

    async fn bytes(&self, method: Method, path: &str, file: Option<(&str, &[u8])>) -> Vec<u8> {
        let request = match file {
            Some((name, bytes)) => posted(&self.reporter, path, name, bytes),
            None => self.site.request(&self.reporter, method, path, ""),
        };
        let response = self.site.raw(request).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        to_bytes(response.into_body(), 8 << 20).await.expect("a body").to_vec()
    }

    async fn upload(&self, name: &str, bytes: &[u8], seen: Option<i64>) -> Answer {
        let seen = seen.map_or_else(String::new, |seen| format!("?seen={seen}"));
        let path = format!("/submissions/{}/workbook{seen}", self.id);
        Site::read(self.site.raw(posted(&self.reporter, &path, name, bytes)).await).await
    }

    /// What is told of a file, none of which is taken; and it is sent back as a workbook that names each problem.
    async fn refused(&self, name: &str, bytes: &[u8]) -> Vec<String> {
        let before = self.draft().await;
        let answer = self.upload(name, bytes, before["contents"].as_i64()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        assert_eq!(answer.body["saved"], json!(false), "{}", answer.body);
        let codes = told(&answer.body);
        assert!(!codes.is_empty(), "{}", answer.body);
        assert_eq!(self.draft().await["fields"], before["fields"], "nothing of it stands in the draft");
        let back = format!("/submissions/{}/workbook/returned", self.id);
        let back = parts(&self.bytes(Method::POST, &back, Some((name, bytes))).await);
        assert!(back.iter().all(|(name, _)| !name.contains("vba") && !name.contains("externalLinks")));
        assert!(back.iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains("退回问题")));
        codes
    }

    async fn draft(&self) -> Value {
        let path = format!("/submissions/{}", self.id);
        self.site.ask(&self.reporter, Method::GET, &path, "").await.body
    }

    async fn content(&self, key: &str) -> String {
        let draft = self.draft().await;
        let fields = draft["fields"].as_array().cloned().unwrap_or_default();
        let field = fields.into_iter().find(|field| field["key"] == key).expect(key);
        field["content"].as_str().unwrap_or_default().to_owned()
    }
}

async fn begin(site: &Site, browser: &Browser, territory: &str, period: &str) -> String {
    let body = json!({ "form": "sample-park-quarter", "territory": territory, "period": period }).to_string();
    let begun = site.ask(browser, Method::POST, "/submissions", &body).await;
    assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.body);
    begun.body["submission"].as_str().expect("an id").to_owned()
}

fn posted(browser: &Browser, path: &str, name: &str, bytes: &[u8]) -> Request<Body> {
    let head = format!(
        "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         content-type: application/octet-stream\r\n\r\n"
    );
    let body = [head.as_bytes(), bytes, b"\r\n--x--\r\n"].concat();
    Request::builder()
        .method(Method::POST)
        .uri(format!("/api/v1{path}"))
        .header(header::COOKIE, &browser.cookie)
        .header("x-lanbai-token", &browser.token)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(Body::from(body))
        .expect("a request")
}

/// Codes of errors in the file, and of what could not be understood.
fn told(report: &Value) -> Vec<String> {
    let all = report["findings"].as_array().cloned().unwrap_or_default();
    let errors = all.iter().filter(|one| one["severity"] == "error");
    errors.map(|one| one["code"].as_str().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn a_template_is_filled_in_previewed_taken_in_and_read_back() {
    let desk = Desk::open().await;
    let blank = desk.template().await;
    let filled = with_cell(&blank, "F9", &number("F9", "12.5"));
    let filled = with_cell(&filled, "F13", &number("F13", "40"));
    let filled = with_cell(&filled, "F14", &text("F14", "停工"));
    let preview = desk.upload("填好的.xlsx", &filled, None).await.body;
    assert_eq!((&preview["saved"], &preview["can_be_saved"]), (&json!(false), &json!(true)), "{preview}");
    let changes = preview["changes"].as_array().expect("changes");
    assert_eq!(changes.len(), 3, "{preview}");
    assert_eq!(desk.content("cargo-throughput").await, "", "a preview changes nothing");
    let taken = desk.upload("填好的.xlsx", &filled, preview["contents"].as_i64()).await.body;
    assert_eq!(taken["saved"], json!(true), "{taken}");
    assert_eq!(desk.content("cargo-throughput").await, "12.5");
    assert_eq!(desk.content("weather").await, "storm");
    // Handed out again it holds what stands, and brings nothing new.
    let again = desk.upload("again.xlsx", &desk.template().await, None).await.body;
    assert_eq!(again["changes"], json!([]), "{again}");
    // Of two the second is told that the draft is another by now.
    let late = desk.upload("late.xlsx", &with_cell(&filled, "F9", &number("F9", "13")), Some(0)).await.body;
    assert_eq!((&late["saved"], &late["changed_meanwhile"]), (&json!(false), &json!(true)), "{late}");
    // What a file leaves empty stays.
    let kept = desk.upload("blank.xlsx", &blank, taken["contents"].as_i64()).await.body;
    assert_eq!((&kept["changes"], &kept["kept"]), (&json!([]), &json!(3)), "{kept}");
    assert_eq!(desk.content("cargo-throughput").await, "12.5");
}

#[tokio::test]
async fn csv_does_the_same() {
    let desk = Desk::open().await;
    let path = format!("/submissions/{}/workbook?format=csv", desk.id);
    let blank = String::from_utf8(desk.bytes(Method::GET, &path, None).await).expect("UTF-8");
    let line = blank.lines().find(|line| line.contains("cargo-throughput")).expect("a line").to_owned();
    let filled = |value: &str| {
        let mut cells: Vec<&str> = line.split(',').collect();
        cells[6] = value;
        blank.replace(&line, &cells.join(","))
    };
    let preview = desk.upload("f.csv", filled("１２.５").as_bytes(), None).await.body;
    assert_eq!(preview["can_be_saved"], json!(true), "{preview}");
    let taken = desk.upload("f.csv", filled("12.5").as_bytes(), preview["contents"].as_i64()).await.body;
    assert_eq!(taken["saved"], json!(true), "{taken}");
    assert_eq!(desk.content("cargo-throughput").await, "12.5");
    let of_other = blank.replace(PARK, "sample-south-quay");
    assert_eq!(desk.refused("f.csv", of_other.as_bytes()).await[0], "template-other-territory");
    let other_unit = blank.replace("万吨,", "吨,");
    assert_eq!(desk.refused("f.csv", other_unit.as_bytes()).await, ["template-unit-changed"]);
    assert_eq!(desk.refused("f.csv", b"a,b\n1,2\n").await, ["reporting-csv-columns"]);
    let formula = desk.upload("f.csv", filled("=1+1").as_bytes(), None).await.body;
    assert_eq!(formula["can_be_saved"], json!(false), "{formula}");
}

#[tokio::test]
async fn each_bad_file_is_a_finding_and_is_sent_back() {
    let desk = Desk::open().await;
    let blank = desk.template().await;
    let check = async |name: &str, bytes: &[u8], code: &str| {
        let codes = desk.refused(name, bytes).await;
        assert_eq!(codes.first().map(String::as_str), Some(code), "{name}: {codes:?}");
    };
    let mut macros = parts(&blank);
    macros.push(("xl/vbaProject.bin".to_owned(), vec![0]));
    check("macros.xlsm", &archive(&macros), "intake-macros").await;
    let lie = "<c r=\"F9\"><f>1+1</f><v>99</v></c>";
    check("formula.xlsx", &with_cell(&blank, "F9", lie), "template-formula").await;
    check("unit.xlsx", &with_cell(&blank, "C9", &text("C9", "吨")), "template-unit-changed").await;
    let other = desk.site.holder(Role::Reporter, "sample-south-quay", 72).await;
    let id = begin(&desk.site, &other, "sample-south-quay", "2026Q3").await;
    let request = desk.site.request(&other, Method::GET, &format!("/submissions/{id}/workbook"), "");
    let theirs = to_bytes(desk.site.raw(request).await.into_body(), 8 << 20).await.expect("a body");
    check("another park.xlsx", &theirs, "template-other-territory").await;
    let renamed = edited(&blank, "xl/workbook.xml", |xml| xml.replace("\"填报表\"", "\"Sheet1\""));
    check("renamed.xlsx", &renamed, "template-sheet-missing").await;
    let mut bomb = parts(&blank);
    bomb[0].1 = vec![b' '; 70 << 20];
    check("bomb.xlsx", &archive(&bomb), "intake-inflates-too-far").await;
    let one = "<sheet name=\"s0\" sheetId=\"1000\" r:id=\"rId1\"/>";
    let hundred: String = (0..100).map(|n| one.replace("s0", &format!("s{n}"))).collect();
    let hundred =
        edited(&blank, "xl/workbook.xml", |xml| xml.replace("</sheets>", &format!("{hundred}</sheets>")));
    check("hundred.xlsx", &hundred, "intake-too-many-sheets").await;
    check("empty.xlsx", b"", "intake-empty").await;
    // The name says nothing.
    let renamed = desk.upload("副本 (2).xls", &with_cell(&blank, "F9", &number("F9", "7")), None).await.body;
    assert_eq!(renamed["can_be_saved"], json!(true), "{renamed}");
    let large = vec![b'x'; (16 << 20) + 4096];
    let answer = desk.upload("large.xlsx", &large, None).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::PAYLOAD_TOO_LARGE, "upload-too-large"));
}

#[tokio::test]
async fn nobody_uploads_for_another_park_or_after_handing_in() {
    let desk = Desk::open().await;
    let blank = desk.template().await;
    let other = desk.site.holder(Role::Reporter, "sample-south-quay", 73).await;
    for path in ["workbook", "workbook/returned"] {
        let path = format!("/submissions/{}/{path}", desk.id);
        let answer = Site::read(desk.site.raw(posted(&other, &path, "f.xlsx", &blank)).await).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    let approver = desk.site.holder(Role::Approver, "sample-harbour", 74).await;
    let path = format!("/submissions/{}/workbook", desk.id);
    let answer = Site::read(desk.site.raw(posted(&approver, &path, "f.xlsx", &blank)).await).await;
    assert!(matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND), "{}", answer.body);
}

#[test]
fn mutated_workbooks_are_findings_and_never_a_panic() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let desk = runtime.block_on(Desk::open());
    let blank = runtime.block_on(desk.template());
    let flips = prop::collection::vec((any::<Index>(), 0..8_u32), 0..6);
    let inside = (any::<Index>(), any::<Index>(), any::<u8>());
    let mut runner = TestRunner::new(Config { cases: 40, ..Config::default() });
    let outcome =
        runner.run(&(flips, proptest::option::of(any::<Index>()), inside), |(flips, cut, inside)| {
            let (part, at, byte) = inside;
            let mut all = parts(&blank);
            let part = part.index(all.len());
            if !all[part].1.is_empty() {
                let at = at.index(all[part].1.len());
                all[part].1[at] = byte;
            }
            let mut bytes = archive(&all);
            for (at, bit) in flips {
                let at = at.index(bytes.len());
                bytes[at] ^= 1 << bit;
            }
            if let Some(cut) = cut {
                bytes.truncate(cut.index(bytes.len()));
            }
            let answer = runtime.block_on(desk.upload("f.xlsx", &bytes, None));
            prop_assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
            let is_told = answer.body["can_be_saved"] == json!(true) || !told(&answer.body).is_empty();
            prop_assert!(is_told, "{}", answer.body);
            Ok(())
        });
    outcome.expect("each is a finding");
}

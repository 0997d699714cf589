//! Input-output tables as offices publish them: read as the long tables are, and what is wrong in them is told.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use lanbai_app::Messages;
use lanbai_app::chain::{
    self, IoTable, LinkagesAnswer, LinkagesConventions, TableAsked, TableLayout, Tolerance,
};
use lanbai_kernel::{Decimal, Finding, Severity};
use lanbai_report::{Cell, Column, Table, to_xlsx};
use tempfile::TempDir;

use crate::chain::reference;

/// Two sectors in the layout of the National Bureau of Statistics; not real.
const NBS: &str = "\
2020年甲地投入产出表,,,,,,,,,,,,,,,,,,
单位：万元
投入 产出,,部门名称,中间使用,,,最终使用,,,,,,,,,,进口,其他,总产出
,,,农业,工业,中间使用合计,农村居民消费支出,城镇居民消费支出,居民消费支出,政府消费支出,消费支出合计,固定资本形成总额,存货变动,资本形成总额,出口,最终使用合计,,,
,部门名称,代码,01,02,TIU,FU101,FU102,THC,FU103,TC,FU201,FU202,GCF,EX,TFU,IM,ERR,GO
中间投入,农业,01,150,500,650,100,150,250,50,300,30,10,40,60,400,45,-5,1000
,工业,02,200,100,300,400,600,\"1,000\",200,\"1,200\",300,-40,260,300,\"1,760\",60,,2000
,中间投入合计,TII,350,600,950
增加值,劳动者报酬,VA001,300,800
,生产税净额,VA002,50,100
,固定资产折旧,VA003,100,200
,营业盈余,VA004,200,300
,增加值合计,TVA,650,1400
总投入,,TI,1000,2000

注：示例，非真实数据
";

/// The two sectors of Miller and Blair (2009), chapter 2, with a made-up division of value added and final use.
const OECD: &str = "\
,D01T03,D05T39,HFCE,NPISH,GGFC,GFCF,INVNT,CONS_ABR,CONS_NONRES,EXPO,IMPO
TTL_01T03: Agriculture,150,500,300,0,20,20,10,0,0,40,-40
TTL_05T39: Manufacturing,200,100,1500,0,100,150,-50,-5,5,100,-100
TXS_IMP_FNL,10,20,0,0,0,0,0,0,0,0,0
TXS_INT_FNL,20,80,0,0,0,0,0,0,0,0,0
TTL_INT_FNL,380,700,0,0,0,0,0,0,0,0,0
VALU,620,1300,0,0,0,0,0,0,0,0,0
OUTPUT,1000,2000,0,0,0,0,0,0,0,0,0
";

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).expect("room");
        path
    }
}

fn read(text: &str) -> (Option<IoTable>, Vec<Finding>) {
    read_as(text, &TableAsked::default())
}

fn read_as(text: &str, asked: &TableAsked<'_>) -> (Option<IoTable>, Vec<Finding>) {
    let folder = Folder::new();
    let answered = chain::read_table(&folder.file("t.csv", text), asked).expect("it is there");
    (answered.answer, answered.findings)
}

fn table(path: &Path) -> IoTable {
    let answered = chain::read_table(path, &TableAsked::default()).expect("it is there");
    answered.answer.unwrap_or_else(|| panic!("{:?}", answered.findings))
}

fn linkages(path: &Path) -> LinkagesAnswer {
    let answered = chain::linkages_of_table(path, &TableAsked::default(), LinkagesConventions::default())
        .expect("there");
    answered.answer.unwrap_or_else(|| panic!("{:?}", answered.findings))
}

/// Each finding's code and cell.
fn told(findings: &[Finding]) -> Vec<(&'static str, String)> {
    let cell = |finding: &Finding| {
        let line = finding.place.line.map_or_else(String::new, |line| line.to_string());
        format!("{}{line}", finding.place.column.as_deref().unwrap_or_default())
    };
    findings.iter().map(|finding| (finding.code, cell(finding))).collect()
}

fn sectors(table: &IoTable) -> Vec<(&str, &str, [f64; 4])> {
    let margins = |sector: &'_ chain::IoSector| {
        [sector.final_use, sector.imports, sector.gross_output, sector.value_added]
    };
    table.sectors.iter().map(|s| (s.code.as_str(), s.name.as_str(), margins(s))).collect()
}

/// Rows of the national table, as the office lays them out.
fn published(folder: &Path) -> Vec<Vec<String>> {
    let mut packed =
        flate2::read::GzDecoder::new(fs::File::open(folder.join("flows.csv.gz")).expect("flows"));
    let mut flows = String::new();
    std::io::Read::read_to_string(&mut packed, &mut flows).expect("text");
    let sectors = fs::read_to_string(folder.join("sectors.csv")).expect("sectors");
    let sectors: Vec<Vec<&str>> = sectors.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let at = |code: &str| sectors.iter().position(|sector| sector[0] == code).expect("a sector");
    let decimal =
        |text: &str| text.parse::<Decimal>().or_else(|_| Decimal::from_scientific(text)).expect("a number");
    let mut cells = vec![vec![Decimal::ZERO; sectors.len()]; sectors.len()];
    for line in flows.lines().skip(1) {
        let [supplier, user, value] = line.split(',').collect::<Vec<_>>()[..] else { panic!("{line}") };
        cells[at(supplier)][at(user)] = decimal(value);
    }
    let text = |row: &[Decimal]| row.iter().map(Decimal::to_string).collect::<Vec<_>>();
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let of = |column: usize| sectors.iter().map(|sector| sector[column].to_owned()).collect::<Vec<_>>();
    let uses =
        ["TIU", "FU101", "FU102", "THC", "FU103", "TC", "FU201", "FU202", "GCF", "EX", "TFU", "IM", "GO"];
    let mut rows = vec![[words(&["", "", ""]), of(1), words(&["中间使用合计"])].concat()];
    rows.push([words(&["", "部门名称", "代码"]), of(0), words(&uses)].concat());
    for (sector, flows) in sectors.iter().zip(&cells) {
        let total = decimal(sector[2]);
        // The long table has no parts, so these are made up.
        let (rural, fixed) = ((total / Decimal::from(4)).round(), (total / Decimal::from(3)).round());
        let exports = total - rural - fixed;
        let none = Decimal::ZERO;
        let row = [flows.iter().sum(), rural, none, rural, none, rural, fixed, none, fixed, exports, total];
        let margins = [decimal(sector[3]), decimal(sector[4])];
        let labels = words(&["", sector[1], sector[0]]);
        rows.push([labels, text(flows), text(&row), text(&margins)].concat());
    }
    let inputs: Vec<Decimal> =
        (0..sectors.len()).map(|user| cells.iter().map(|row| row[user]).sum()).collect();
    let added: Vec<Decimal> = sectors.iter().map(|sector| decimal(sector[5])).collect();
    let wages: Vec<Decimal> = added.iter().map(|value| (value / Decimal::TWO).round()).collect();
    let surplus: Vec<Decimal> = added.iter().zip(&wages).map(|(all, wages)| all - wages).collect();
    let none = vec![Decimal::ZERO; sectors.len()];
    for (name, code, values) in [
        ("中间投入合计", "TII", &inputs),
        ("劳动者报酬", "VA001", &wages),
        ("生产税净额", "VA002", &none),
        ("固定资产折旧", "VA003", &none),
        ("营业盈余", "VA004", &surplus),
        ("增加值合计", "TVA", &added),
    ] {
        rows.push([words(&["", name, code]), text(values)].concat());
    }
    rows.push([words(&["总投入", "", "TI"]), of(4)].concat());
    rows
}

fn csv(rows: &[Vec<String>]) -> String {
    let line = |row: &Vec<String>| row.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",");
    let lines: Vec<String> = rows.iter().map(line).collect();
    format!("2020年全国投入产出表\n单位：万元\n{}\n", lines.join("\n"))
}

fn xlsx(rows: &[Vec<String>]) -> Vec<u8> {
    let cell = |(at, text): (usize, &String)| match text.parse::<f64>() {
        Ok(number) if at > 2 => Cell::Number(number, 2),
        _ => Cell::Text(text.clone()),
    };
    // Codes stay text, as the office writes them.
    let codes = |text: &String| Cell::Text(text.clone());
    let table = Table {
        title: "2020年全国投入产出表".to_owned(),
        columns: rows[0].iter().map(|name| Column { heading: name.clone(), width: 10.0 }).collect(),
        rows: std::iter::once(rows[1].iter().map(codes).collect())
            .chain(rows[2..].iter().map(|row| row.iter().enumerate().map(cell).collect()))
            .collect(),
        notes: vec!["注：分项为编造".to_owned()],
    };
    to_xlsx(&table).expect("a workbook")
}

#[test]
fn the_national_table_gives_what_the_long_tables_give() {
    let Some(long) = reference("io-china-2020") else { return };
    let conventions = LinkagesConventions::default();
    let expected = chain::linkages(
        &long.join("flows.csv.gz"),
        &long.join("sectors.csv"),
        conventions,
        Tolerance::default(),
    );
    let expected = expected.expect("the files are there").answer.expect("nothing is wrong");
    let folder = Folder::new();
    let rows = published(&long);
    let text = csv(&rows);
    let path = folder.file("2020.csv", &text);
    assert_eq!(linkages(&path), expected, "every digit of a text file counts");
    let answered = chain::read_table(&path, &TableAsked::default()).expect("it is there");
    assert_eq!(told(&answered.findings), []);
    let read = answered.answer.expect("nothing is wrong");
    assert_eq!((read.layout, read.sectors.len(), read.flows.len()), (TableLayout::Nbs, 153, 16_859));
    assert_eq!((&*read.sectors[0].code, &*read.sectors[0].name), ("01001", "农产品"));
    assert_eq!(read.sectors[0].imports, 49_535_073.517_303_59);

    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(text.as_bytes()).expect("room");
    assert_eq!(table(&folder.file("2020.csv.gz", packed.finish().expect("room"))), read);

    let minus = rows.iter().map(|row| {
        let mut row = row.clone();
        if let Some(imports) = row.get_mut(3 + 153 + 11).filter(|text| text.parse::<f64>().is_ok()) {
            *imports = format!("-{imports}");
        }
        row
    });
    assert_eq!(table(&folder.file("minus.csv", csv(&minus.collect::<Vec<_>>()))), read);

    let workbook = linkages(&folder.file("2020.xlsx", xlsx(&rows)));
    for (ours, theirs) in workbook.sectors.iter().zip(&expected.sectors) {
        assert_eq!((&ours.code, &ours.name, ours.key), (&theirs.code, &theirs.name, theirs.key));
        assert!((ours.backward - theirs.backward).abs() < 1e-9, "{}", ours.code);
        assert!((ours.forward - theirs.forward).abs() < 1e-9, "{}", ours.code);
    }
}

#[test]
fn a_table_of_the_office_has_its_parts_counted_once() {
    let (read, findings) = read(NBS);
    assert_eq!(told(&findings), [("chain-table-counted-as-final-use", String::new())]);
    let read = read.expect("nothing is wrong");
    let expected =
        [("01", "农业", [395.0, 45.0, 1000.0, 650.0]), ("02", "工业", [1760.0, 60.0, 2000.0, 1400.0])];
    assert_eq!(sectors(&read), expected);
    let flows: Vec<_> = read.flows.iter().map(|flow| (&*flow.supplier, &*flow.user, flow.value)).collect();
    assert_eq!(flows, [("01", "01", 150.0), ("01", "02", 500.0), ("02", "01", 200.0), ("02", "02", 100.0)]);
    let [of_sectors, of_flows] =
        read.register_rows("toy-2020", "office", "2026-11-27".parse().expect("a day"));
    assert_eq!(
        of_sectors.rows[0],
        ["toy-2020-01", "toy-2020", "01", "农业", "395", "45", "1000", "650", "office", "2026-11-27"]
    );
    assert_eq!(of_flows.rows[1], ["toy-2020-01-02", "toy-2020", "01", "02", "500", "office", "2026-11-27"]);
    assert_eq!((of_sectors.headings.len(), of_flows.headings.len()), (10, 7));
}

#[test]
fn a_table_with_names_only_or_with_totals_only_is_read() {
    let without_codes: String = NBS
        .lines()
        .filter(|line| !line.starts_with(",部门名称"))
        .map(|line| {
            let mut cells = line.splitn(4, ',').map(str::to_owned).collect::<Vec<_>>();
            if let Some(code) = cells.get_mut(2) {
                code.clear();
            }
            cells.join(",") + "\n"
        })
        .collect();
    let (by_name, findings) = read(&without_codes);
    let by_name = by_name.unwrap_or_else(|| panic!("{findings:?}"));
    assert_eq!(sectors(&by_name)[1], ("工业", "工业", [1760.0, 60.0, 2000.0, 1400.0]));
    let totals = "\
代码,01,02,TFU,IM,GO
01,150,500,395,45,1000
02,200,100,1760,60,2000
TVA,650,1400,,,
";
    let (totals, findings) = read(totals);
    assert_eq!(told(&findings), []);
    assert_eq!(sectors(&totals.expect("nothing is wrong"))[0], ("01", "", [395.0, 45.0, 1000.0, 650.0]));
    // Codes of columns that a spreadsheet took for numbers.
    let (lost, findings) = read(&NBS.replace("代码,01,02,", "代码,1,2,"));
    assert_eq!(sectors(&lost.unwrap_or_else(|| panic!("{findings:?}")))[0].0, "01");
}

#[test]
fn a_table_of_oecd_gives_the_values_of_miller_and_blair() {
    let folder = Folder::new();
    let path = folder.file("MBL2009ttl.csv", OECD);
    let answered = chain::read_table(&path, &TableAsked::default()).expect("it is there");
    assert_eq!(told(&answered.findings), [("chain-table-counted-as-value-added", String::new())]);
    let read = answered.answer.expect("nothing is wrong");
    assert_eq!(read.layout, TableLayout::Oecd);
    let expected = [
        ("01T03", "Agriculture", [390.0, 40.0, 1000.0, 650.0]),
        ("05T39", "Manufacturing", [1800.0, 100.0, 2000.0, 1400.0]),
    ];
    assert_eq!(sectors(&read), expected);
    let multipliers =
        linkages(&path).sectors.iter().map(|s| (s.multiplier * 1000.0).round()).collect::<Vec<_>>();
    assert_eq!(multipliers, [1518.0, 1452.0]);
    // The same part of the inter-country tables.
    let icio = "\
,CHN_A01_02,CHN_B05T39,CHN_HFCE,CHN_GFCF,CHN_EXPO,CHN_IMPO,OUT
CHN_A01_02,150,500,330,20,40,-40,1000
CHN_B05T39,200,100,1600,100,100,-100,2000
TLS,30,100,0,0,0,0,
VA,620,1300,0,0,0,0,
OUT,1000,2000,0,0,0,0,
";
    let (icio, findings) =
        read_as(icio, &TableAsked { layout: Some(TableLayout::Oecd), ..TableAsked::default() });
    let icio = icio.unwrap_or_else(|| panic!("{findings:?}"));
    assert_eq!(sectors(&icio)[0], ("A01_02", "", [390.0, 40.0, 1000.0, 650.0]));
}

#[test]
fn what_is_wrong_in_a_table_has_its_cell() {
    let check = |from: &str, to: &str, expected: &[(&'static str, &str)]| {
        assert!(NBS.contains(from), "{from}");
        let (table, findings) = read(&NBS.replacen(from, to, 1));
        let seen = told(&findings);
        for (code, cell) in expected {
            assert!(seen.contains(&(*code, (*cell).to_owned())), "{from} -> {to}: {code} {cell}: {seen:?}");
        }
        let is_wrong = findings.iter().any(|finding| finding.severity == Severity::Error);
        assert_eq!(table.is_none(), is_wrong, "{from} -> {to}");
        for finding in &findings {
            let view = Messages::shared().finding(finding);
            for text in [&view.message.zh, &view.message.en, &view.hint.zh, &view.hint.en] {
                assert!(!text.contains(['{', '}']), "{text}");
            }
            assert_eq!(finding.place.file.as_deref(), Some("t.csv"), "{}", finding.code);
        }
    };
    check("01,150,500", "01,150,五百", &[("chain-table-no-number", "E6")]);
    check("01,150,500", "01,150,..", &[("chain-table-no-number", "E6")]);
    check("01,150,500", "01,150,-500", &[("chain-negative-flow", "E6"), ("chain-row-unbalanced", "6")]);
    check("01,150,500", "01,150,", &[("chain-row-unbalanced", "6"), ("chain-column-unbalanced", "E")]);
    check("60,400,45,-5,1000", "60,401,45,-5,1000", &[("chain-table-total", "P6")]);
    check("TII,350,600", "TII,350,601", &[("chain-table-total", "E8")]);
    check(
        "VA001,300,800",
        "VA001,300,801",
        &[("chain-table-total", "E13"), ("chain-column-unbalanced", "E")],
    );
    check(
        "60,400,45,-5,1000",
        "60,400,45,-5,1001",
        &[("chain-table-two-outputs", "S6"), ("chain-row-unbalanced", "6")],
    );
    check("60,400,45,-5,1000", "60,400,45,-5,-1000", &[("chain-bad-output", "6")]);
    check(
        ",工业,02,",
        ",工业,03,",
        &[("chain-table-sector-without-column", "C7"), ("chain-table-sector-without-row", "E5")],
    );
    check(",工业,02,", ",工业,01,", &[("chain-table-sector-twice", "C7")]);
    check(",工业,02,", ",,,", &[("chain-table-no-label", "C7")]);
    check("VA002", "VA001", &[("chain-table-label-twice", "C10")]);
    check("生产税净额,VA002", "净税,VA009", &[("chain-table-unknown-row", "C10")]);
    check("IM,ERR", "IM,XYZ", &[]);
    check("中间投入合计,TII", "检验,X", &[("chain-table-sector-without-column", "C8")]);
}

#[test]
fn what_is_missing_in_a_table_is_told() {
    let of = |text: &str| told(&read(text).1).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
    let without = |words: &[&str], text: &str| {
        words.iter().fold(text.to_owned(), |text, word| {
            assert!(text.contains(word), "{word}");
            text.replace(word, "")
        })
    };
    // One of the two says what the other would.
    assert!(!of(&without(&["总投入,,TI,1000,2000"], NBS)).contains(&"chain-table-missing-column"));
    let output = without(&["总投入,,TI,1000,2000", ",总产出", ",GO"], NBS);
    assert!(of(&output).contains(&"chain-table-missing-column"));
    let rows: String = NBS
        .lines()
        .filter(|line| !line.contains("VA0") && !line.contains("TVA"))
        .map(|l| format!("{l}\n"))
        .collect();
    assert!(of(&rows).contains(&"chain-table-missing-row"));
    let imports = without(&["进口", "IM"], NBS);
    let told = of(&imports);
    assert!(
        ["chain-table-no-imports", "chain-table-unknown-column"].iter().all(|code| told.contains(code)),
        "{told:?}"
    );
    assert_eq!(of("supplier,user,value\na,b,1\n"), ["chain-table-not-found"]);
    assert_eq!(of(""), ["intake-empty"]);
    let mixed = OECD.replace("TTL_01T03", "DOM_01T03").replace("TTL_05T39", "IMP_05T39");
    assert!(of(&mixed).contains(&"chain-table-mixed-sectors"));
    let asked = TableAsked { layout: Some(TableLayout::Nbs), ..TableAsked::default() };
    assert_eq!(told_codes(&read_as(OECD, &asked).1), ["chain-table-not-found"]);
    let asked = TableAsked { sheet: Some("表2"), ..TableAsked::default() };
    assert_eq!(told_codes(&read_as(NBS, &asked).1), ["chain-table-no-sheet"]);
}

fn told_codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.code).collect()
}

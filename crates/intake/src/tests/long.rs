use lanbai_kernel::{NaiveDate, Origin};

use super::toy::{Got, read_all};
use crate::{Defaults, Request, TableKind};

const HEADINGS: &str = "territory,measure,period,value,unit,qualifier,origin,source,known_on,note\n";

fn long(rows: &str) -> Got {
    read_all(format!("{HEADINGS}{rows}").as_bytes(), &Request::new("long.csv"))
}

/// One row with everything but the given cells right.
fn row(territory: &str, measure: &str, period: &str, value: &str, unit: &str) -> String {
    format!("{territory},{measure},{period},{value},{unit},exact,reported,yearbook,2024-01-01,\n")
}

#[test]
fn reads_our_own_files() {
    let got = long(
        "gansu,gdp,2015,6557,亿元,exact,published,yearbook,2021-02-01,修订后序列\n\
         gansu,gdp,2021,10000,亿元,at-least,published,bulletin,2025-10-11,\n",
    );
    assert_eq!(got.codes(), [""; 0]);
    assert_eq!(
        got.observations,
        [
            "gansu gdp 2015 6557 exact published yearbook 2021-02-01 修订后序列",
            "gansu gdp 2021 10000 at-least published bulletin 2025-10-11",
        ]
    );
    assert!(got.summary.is_clean());
    assert_eq!(got.summary.tables, [TableKind::Long]);
    assert_eq!(got.summary.preview.len(), 3);
}

#[test]
fn reads_chinese_headings_in_any_order_below_a_title() {
    let text = "2023年主要指标,,,,,,\n\
                \n\
                年份,园区名称,指标名称,计量单位,数值,性质,出处,公布日期,备注\n\
                2023年1-9月,兰州高新区,产值,亿元,\"1,234.5\",公布+预计,统计年鉴,2023年10月20日,初步数\n\
                2023年,甘肃省,研发人员,万人,约5,报送,,2024/1/5,\n\
                注：数据为初步统计数\n";
    let got = read_all(text.as_bytes(), &Request::new("a.csv"));
    assert_eq!(
        got.observations,
        [
            "lanzhou-hitech output 2023-01..09 12345000 estimate published yearbook 2023-10-20 初步数",
            "gansu rd-personnel 2023 50000 about reported - 2024-01-05",
        ]
    );
    assert_eq!(got.codes(), ["skipped-remark@6"]);
}

#[test]
fn each_kind_of_wrong_cell_is_a_finding_with_its_place() {
    for (cells, expected) in [
        (row("gansoo", "gdp", "2023", "1", "亿元"), "unknown-territory@2"),
        (row("兰州", "gdp", "2023", "1", "亿元"), "ambiguous-name@2"),
        (row("", "gdp", "2023", "1", "亿元"), "empty-cell@2"),
        (row("gansu", "gpd", "2023", "1", "亿元"), "unknown-measure@2"),
        (row("gansu", "gdp", "今年", "1", "亿元"), "not-a-period@2"),
        (row("gansu", "gdp", "2023.1", "1", "亿元"), "ambiguous-period@2"),
        (row("gansu", "gdp", "2023", "很多", "亿元"), "not-a-number@2"),
        (row("gansu", "gdp", "2023", "\"1,23\"", "亿元"), "ambiguous-number@2"),
        (row("gansu", "gdp", "2023", "#REF!", "亿元"), "error-value@2"),
        (row("gansu", "gdp", "2023", "1", "家"), "unit-mismatch@2"),
        (row("gansu", "gdp", "2023", "1箱", "亿元"), "unknown-unit@2"),
        (row("gansu", "gdp", "2023", "1", "箱"), "unknown-unit@2"),
        (row("gansu", "output", "2023", "3万", "万元"), "ambiguous-scale@2"),
        (row("gansu", "output", "2023", "3亿元", "万元"), "ambiguous-scale@2"),
        (row("gansu", "rd-intensity", "2023", "120", "%"), "out-of-range@2"),
        (row("gansu", "rd-intensity", "2023", "0.035", "%"), "looks-like-fraction@2"),
        (row("gansu", "gdp", "2023", "1", ""), "unit-assumed@2"),
        (row("gansu", "gdp", "2023", "79228162514264337593543950335", "万亿元"), "number-too-long@2"),
        ("gansu,gdp,2023,1,亿元,差不多,reported,yearbook,2024-01-01,\n".to_owned(), "unknown-nature@2"),
        ("gansu,gdp,2023,1,亿元,exact,published,,2024-01-01,\n".to_owned(), "missing-source@2"),
        ("gansu,gdp,2023,1,亿元,exact,,yearbook,2024-01-01,\n".to_owned(), "missing-origin@2"),
        ("gansu,gdp,2023,1,亿元,exact,reported,yearbook,,\n".to_owned(), "missing-known-on@2"),
        ("gansu,gdp,2023,1,亿元,exact,reported,yearbok,2024-01-01,\n".to_owned(), "unknown-source@2"),
        ("gansu,gdp,2023,1,亿元,exact,reported,yearbook,02/03/2024,\n".to_owned(), "ambiguous-date@2"),
        ("gansu,gdp,2023,1,亿元,exact,reported,yearbook,soon,\n".to_owned(), "not-a-date@2"),
    ] {
        assert_eq!(long(&cells).codes(), [expected], "{cells}");
    }
}

#[test]
fn a_row_names_the_observation_that_it_corrects() {
    let table = |heading: &str, cells: [&str; 4]| {
        let mut text = format!("territory,measure,period,value,unit,origin,source,known_on,{heading}\n");
        for (n, cell) in cells.iter().enumerate() {
            text += &format!("gansu,gdp,{},1,亿元,reported,yearbook,2024-01-01,{cell}\n", 2020 + n);
        }
        read_all(text.as_bytes(), &Request::new("a.csv"))
    };
    for heading in ["supersedes", "Corrects", "更正", "更正的观测值"] {
        let got = table(heading, ["", "-8071652313098327055", "９", "'-5"]);
        assert_eq!(got.codes(), [""; 0], "{heading}");
        let ends: Vec<&str> =
            got.observations.iter().filter_map(|line| line.split("2024-01-01").nth(1)).collect();
        assert_eq!(ends, ["", " corrects -8071652313098327055", " corrects 9", " corrects -5"], "{heading}");
    }
    let got = table("更正", ["1.5", "9223372036854775808", "gdp", "1"]);
    assert_eq!(got.codes(), ["not-an-id@2", "not-an-id@3", "not-an-id@4"]);
}

#[test]
fn a_correction_speaks_of_the_same_as_what_it_corrects() {
    let table = |rows: [&str; 3]| {
        let mut text = "territory,measure,period,value,unit,origin,source,known_on,supersedes\n".to_owned();
        for cells in rows {
            text += &format!("gansu,gdp,2020,{cells}\n");
        }
        read_all(text.as_bytes(), &Request::new("a.csv")).codes()
    };
    let first = "1,亿元,reported,yearbook,2024-01-01,";
    let second = "2,亿元,reported,yearbook,2024-02-01,7";
    let third = "3,亿元,reported,yearbook,2024-03-01,8";
    assert_eq!(table([first, second, third]), [""; 0]);
    assert_eq!(table([first, second, second]), ["repeated-row@4"]);
    assert_eq!(table([first, second, "3,亿元,reported,yearbook,2024-03-01,7"]), ["duplicate@4"]);
}

#[test]
fn a_finding_says_what_was_seen_and_what_is_nearest() {
    let got = long(&format!(
        "{}{}",
        row("lanzhou-hitec", "gdp", "2023", "1", "亿元"),
        row("lanzhou-hitec", "gdp", "2024", "1", "亿元"),
    ));
    let [finding] = got.summary.findings.as_slice() else { panic!("one finding for both rows") };
    assert_eq!(finding.place.file.as_deref(), Some("long.csv"));
    assert_eq!(finding.place.column.as_deref(), Some("territory"));
    assert_eq!(
        format!("{:?}", finding.arguments),
        r#"{"nearest": Text("lanzhou-hitech"), "rows": Count(2), "seen": Text("lanzhou-hitec")}"#
    );
    assert!(!got.summary.is_clean());
    assert_eq!((got.summary.rows, got.summary.values), (2, 0));
}

/// Many megabytes of notes come in several batches, so that none of them is as large as the file.
#[test]
fn long_notes_make_short_batches() {
    let note = "长".repeat(10_000);
    let mut text = HEADINGS.to_owned();
    for n in 0..1500 {
        text += &format!(
            "gansu,gdp,{}-{:02},1,亿元,exact,reported,yearbook,2024-01-01,{note}\n",
            1900 + n / 12,
            n % 12 + 1
        );
    }
    let mut batches = Vec::new();
    let summary = crate::read(&mut text.as_bytes(), &Request::new("a.csv"), &super::toy::Toy, &mut |batch| {
        batches.push(batch.len());
        std::ops::ControlFlow::Continue(())
    })
    .expect("memory can be read");
    assert!(summary.is_clean());
    assert_eq!(batches.iter().sum::<usize>(), 1500);
    assert!(batches.len() > 2, "{batches:?}");
}

#[test]
fn totals_are_left_out() {
    let got = long(&(row("gansu", "gdp", "2023", "1", "亿元") + &row("合　计", "gdp", "2023", "1", "亿元")));
    assert_eq!(got.observations.len(), 1);
    assert_eq!(got.codes(), ["skipped-total@3"]);
}

#[test]
fn missing_values_are_counted_and_left_out() {
    let rows = ["", "—", "…", "N/A"].map(|value| row("gansu", "gdp", "2023", value, "亿元")).concat();
    let got = long(&rows);
    assert_eq!(got.summary.skipped_missing, 4);
    assert_eq!(got.codes(), ["skipped-missing"]);
    assert!(got.summary.is_clean());
}

#[test]
fn a_scale_in_the_cell_counts_from_the_base_unit() {
    let rows = row("gansu", "output", "2023", "3.2亿", "") + &row("gansu", "output", "2022", "3.2亿", "元");
    let got = long(&rows);
    assert!(got.observations.iter().all(|line| line.contains(" 32000 ")), "{:?}", got.observations);
}

#[test]
fn what_stands_above_a_long_table_holds_for_it() {
    let table = "地区,指标,时期,数值\n兰州高新区,产值,2023,3\n兰州高新区,高新技术企业数,2023,365\n";
    let read = |above: &str| read_all(format!("{above}{table}").as_bytes(), &Request::new("a.csv"));
    let got = read("单位：亿元,来源性质：公布\n数据来源：统计年鉴,发布日期：2024年1月5日\n");
    assert_eq!(
        got.observations,
        [
            "lanzhou-hitech output 2023 30000 exact published yearbook 2024-01-05",
            "lanzhou-hitech high-tech-enterprises 2023 365 exact published yearbook 2024-01-05",
        ]
    );
    assert_eq!(got.codes(), ["unit-assumed@5"]);
    let got = read("单位：箱\n");
    assert!(got.codes().contains(&"unknown-unit@1".to_owned()), "{:?}", got.codes());
}

#[test]
fn duplicates_name_both_rows() {
    let got = long(&format!(
        "{}{}{}",
        row("gansu", "gdp", "2023", "1", "亿元"),
        row("甘肃省", "gdp", "2023年", "1.0", "亿元"),
        row("gansu", "gdp", "2023", "2", "亿元"),
    ));
    assert_eq!(got.codes(), ["repeated-row@3", "duplicate@4"]);
}

#[test]
fn rows_that_repeat_are_told_together() {
    let one = row("gansu", "gdp", "2023", "1", "亿元");
    let got = long(&one.repeat(4));
    assert_eq!(got.codes(), ["repeated-row@3"]);
    assert_eq!(
        format!("{:?}", got.summary.findings[0].arguments),
        r#"{"other": Text("2"), "rows": Count(3)}"#
    );
}

#[test]
fn defaults_fill_absent_columns() {
    let defaults = Defaults {
        origin: Some(Origin::Published),
        source: Some(0),
        known_on: NaiveDate::from_ymd_opt(2024, 1, 1),
    };
    let request = Request { defaults, ..Request::new("a.csv") };
    let got = read_all("地区\t指标\t年份\t数值（亿元）\n甘肃省\tgdp\t2023\t11863.8\n".as_bytes(), &request);
    assert_eq!(got.observations, ["gansu gdp 2023 11863.8 exact published yearbook 2024-01-01"]);
    assert_eq!(got.codes(), [""; 0]);
}

#[test]
fn headings_that_do_not_fit_are_findings() {
    let text = "territory,measure,period,value,值,oringin\ngansu,gdp,2023,1,1,reported\n";
    let got = read_all(text.as_bytes(), &Request::new("a.csv"));
    let found = ["duplicate-column@1", "unknown-column@1", "unit-assumed@2", "missing-origin@2"];
    assert_eq!(got.codes(), found);
    let got = read_all(b"territory,measure,value\ngansu,gdp,1\n", &Request::new("a.csv"));
    assert_eq!(got.codes(), ["missing-column@1"]);
    let got = read_all("甲,乙\n1,2\n".as_bytes(), &Request::new("a.csv"));
    assert_eq!(got.codes(), ["unknown-layout@1"]);
}

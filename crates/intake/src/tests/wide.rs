use lanbai_kernel::{NaiveDate, Origin};

use super::toy::{Got, read_all};
use crate::{Defaults, Request, TableKind};

fn reported(text: &str) -> Got {
    read_all(text.as_bytes(), &request())
}

pub(super) fn request() -> Request<'static> {
    let defaults = Defaults {
        origin: Some(Origin::Reported),
        source: None,
        known_on: NaiveDate::from_ymd_opt(2024, 1, 1),
    };
    Request { defaults, ..Request::new("wide.csv") }
}

/// Territory, measure, period and value of each observation.
pub(super) fn cells(got: &Got) -> Vec<String> {
    got.observations.iter().map(|line| line.split(' ').take(4).collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn wide_tables_of_every_shape() {
    let expected = [
        "lanzhou-hitech gdp 2022 300.5",
        "lanzhou-hitech high-tech-enterprises 2022 365",
        "baiyin-hitech gdp 2022 100",
        "baiyin-hitech high-tech-enterprises 2022 71",
    ];
    for (what, text) in [
        (
            "measures as columns, period in a column",
            "园区,年份,地区生产总值（亿元）,高新技术企业数（家）\n\
             兰州高新区,2022,300.5,365\n\
             白银高新区,2022,100,71\n",
        ),
        (
            "period in the title, running numbers, growth, a remark",
            "2022年各园区主要指标,,,,\n\
             序号,园区,地区生产总值（亿元）,同比增长（%）,高新技术企业数（家）\n\
             1,兰州高新区,300.5,8.1,365\n\
             2,白银高新区,100,7,71\n\
             注：增长为可比价,,,,\n",
        ),
        (
            "period and unit as captions",
            "报告期：2022年,,单位：亿元、家\n\
             园区,地区生产总值,高新技术企业数\n\
             兰州高新区,300.5,365\n\
             白银高新区,100,71\n",
        ),
        (
            "two rows of headings, the upper one over several columns",
            "园区,2022年,\n\
             ,地区生产总值（亿元）,高新技术企业数（家）\n\
             兰州高新区,300.5,365\n\
             白银高新区,100,71\n",
        ),
        (
            "three rows of headings: period, measure, unit",
            "园区,2022年,\n\
             ,地区生产总值,高新技术企业数\n\
             ,亿元,家\n\
             兰州高新区,300.5,365\n\
             白银高新区,100,71\n",
        ),
        (
            "period and measure in one heading",
            "园区,2022年地区生产总值（亿元）,2022年高新技术企业数（家）\n\
             兰州高新区,300.5,365\n\
             白银高新区,100,71\n",
        ),
    ] {
        let got = reported(text);
        assert_eq!(cells(&got), expected, "{what}: {:?}", got.summary.findings);
        assert!(got.summary.is_clean(), "{what}: {:?}", got.summary.findings);
        assert_eq!(got.summary.tables, [TableKind::Wide], "{what}");
    }
}

#[test]
fn one_row_a_measure_with_columns_of_periods() {
    let got = reported(
        "园区,指标,单位,2021年,2022年,2023年1-9月\n\
         兰州高新区,地区生产总值,万元,2900000,3005000,—\n\
         兰州高新区,高新技术企业数,家,300,365,\n",
    );
    assert_eq!(
        cells(&got),
        [
            "lanzhou-hitech gdp 2021 290",
            "lanzhou-hitech gdp 2022 300.5",
            "lanzhou-hitech high-tech-enterprises 2021 300",
            "lanzhou-hitech high-tech-enterprises 2022 365",
        ]
    );
    assert_eq!(got.summary.skipped_missing, 2);
}

#[test]
fn one_territory_named_above_the_table() {
    let got = reported(
        "填报单位：,兰州高新区,,\n\
         指标,计量单位,2021,2022\n\
         一、经济,,,\n\
         地区生产总值,亿元,290,300.5\n\
         填表人：张三,,审核人：李四,\n",
    );
    assert_eq!(cells(&got), ["lanzhou-hitech gdp 2021 290", "lanzhou-hitech gdp 2022 300.5"]);
    assert_eq!(got.codes(), ["skipped-missing", "skipped-remark@5"]);
}

#[test]
fn territories_as_columns() {
    let got = reported("时期,指标,兰州高新区,白银高新区\n2022,high-tech-enterprises,365家,71家\n");
    assert_eq!(
        cells(&got),
        ["lanzhou-hitech high-tech-enterprises 2022 365", "baiyin-hitech high-tech-enterprises 2022 71"]
    );
}

#[test]
fn what_a_wide_table_lacks_or_says_twice_is_a_finding() {
    for (text, expected) in [
        // No period anywhere.
        ("园区,地区生产总值（亿元）\n兰州高新区,2000\n", vec!["missing-column@1"]),
        // No territory anywhere.
        ("年份,地区生产总值（亿元）\n2022,2000\n", vec!["missing-column@1"]),
        // Two periods in the title.
        ("2021年和2022年主要指标\n园区,地区生产总值（亿元）\n兰州高新区,2000\n", vec!["ambiguous-title@1"]),
        // A measure that the plan does not have.
        ("园区,年份,地区生产总值（亿元）,工业总产量\n兰州高新区,2022,1,2\n", vec!["unknown-measure@1"]),
        // The period stands in a column and over the values.
        ("园区,年份,2022年地区生产总值（亿元）\n兰州高新区,2022,1\n", vec!["duplicate-column@1"]),
        // The same cell twice with two values.
        ("园区,年份,地区生产总值（亿元）,gdp（亿元）\n兰州高新区,2022,1,2\n", vec!["duplicate@2"]),
        ("出口,内销\n园区,年份,产值（万元）\n兰州高新区,2022,2\n", vec!["ignored-heading@1"]),
    ] {
        assert_eq!(reported(text).codes(), expected, "{text}");
    }
}

use lanbai_kernel::{Decimal, Qualifiers};
use proptest::prelude::*;

use super::number::{Number, NumberCell};
use super::{Problem, date, is_missing, number, period, unit, words};
use crate::headings::{Heading, Role};

/// A number cell as a line: value, qualifiers, scale, unit; or what is wrong.
fn shown(text: &str) -> String {
    match number::parse(text) {
        Ok(NumberCell::Missing) => "missing".to_owned(),
        Ok(NumberCell::Value(Number { value, qualifiers, exponent, unit })) => {
            let scale = if exponent == 0 { String::new() } else { format!(" e{exponent}") };
            let unit = unit.map_or_else(String::new, |unit| format!(" {unit}"));
            let exact =
                if qualifiers == Qualifiers::EXACT { String::new() } else { format!(" {qualifiers}") };
            format!("{value}{scale}{unit}{exact}")
        }
        Err(Problem::Unreadable) => "unreadable".to_owned(),
        Err(Problem::Ambiguous(readings)) => readings.join(" or "),
        Err(Problem::UnknownUnit(unit)) => format!("unit {unit}?"),
        Err(Problem::ErrorValue) => "error value".to_owned(),
    }
}

#[test]
fn numbers_as_people_write_them() {
    for (text, expected) in [
        ("1234", "1234"),
        ("-1234.50", "-1234.50"),
        ("+3.5", "3.5"),
        ("007", "7"),
        (".5", "0.5"),
        ("１２３４．５", "1234.5"),
        ("1,234", "1234"),
        ("1，234，567.8", "1234567.8"),
        ("1 234", "1234"),
        ("1\u{a0}234 567", "1234567"),
        ("-1,234", "-1234"),
        ("(1,234)", "-1234"),
        ("（1234.5）", "-1234.5"),
        ("1.2E+05", "120000"),
        ("1.2e-3", "0.0012"),
        ("12345678901234567890.12", "12345678901234567890.12"),
        ("3.2亿元", "3.2 亿元"),
        ("3.2 亿元", "3.2 亿元"),
        ("3.2亿", "3.2 e8"),
        ("5万", "5 e4"),
        ("2万家", "20000 家"),
        ("1.5万亿元", "1.5 万亿元"),
        ("1.5万亿", "1.5 e12"),
        ("12.5%", "12.5 %"),
        ("12.5％", "12.5 %"),
        ("200家", "200 家"),
        ("35件/万人", "35 件/万人"),
        (">200", "200 at-least"),
        ("＞200", "200 at-least"),
        ("≥3.5", "3.5 at-least"),
        ("<5", "5 at-most"),
        ("≤5%", "5 % at-most"),
        ("200以上", "200 at-least"),
        ("200家以上", "200 家 at-least"),
        ("200余家", "200 家 at-least"),
        ("200多家", "200 家 at-least"),
        ("超过1万亿元", "1 万亿元 at-least"),
        ("超1000", "1000 at-least"),
        ("约200", "200 about"),
        ("约200家", "200 家 about"),
        ("200左右", "200 about"),
        ("预计520", "520 estimate"),
        ("520（预计）", "520 estimate"),
        ("预计超过520亿元", "520 亿元 at-least+estimate"),
        ("不足5", "5 at-most"),
        ("", "missing"),
        (" ", "missing"),
        ("—", "missing"),
        ("——", "missing"),
        ("－", "missing"),
        ("-", "missing"),
        ("…", "missing"),
        ("……", "missing"),
        ("...", "missing"),
        ("/", "missing"),
        ("N/A", "missing"),
        ("无", "missing"),
        ("#N/A", "error value"),
        ("#DIV/0!", "error value"),
        ("abc", "unreadable"),
        ("TRUE", "unreadable"),
        ("1.2.3", "unreadable"),
        ("--5", "unreadable"),
        ("100-200", "unreadable"),
        ("100～200", "unreadable"),
        ("1,23", "123 or 1.23"),
        ("12,34,567", "1234567 or 12.34,567"),
        ("5箱", "unit 箱?"),
        ("(abc)", "unreadable"),
        ("万", "unreadable"),
    ] {
        assert_eq!(shown(text), expected, "{text:?}");
    }
}

#[test]
fn the_fast_path_agrees_with_the_tolerant_one() {
    for text in
        ["0", "1", "-1", "12.50", "-0.01", "999999999999999999", "0.000000000000001", "1234567.1234567"]
    {
        let fast = number::plain(text.as_bytes());
        assert_eq!(fast, text.parse::<Decimal>().ok(), "{text}");
        assert_eq!(fast.map(|d| d.scale()), text.parse::<Decimal>().ok().map(|d| d.scale()), "{text}");
    }
    for text in ["", "-", ".", "1.", ".5", "1e5", "1,2", "12345678901234567890", "+1", "１", "1 "] {
        assert_eq!(number::plain(text.as_bytes()), None, "{text}");
    }
}

fn period_shown(text: &str) -> String {
    match period::parse(text) {
        Ok(period) => period.to_string(),
        Err(Problem::Ambiguous(readings)) => readings.join(" or "),
        Err(_) => "unreadable".to_owned(),
    }
}

#[test]
fn periods_as_people_write_them() {
    for (text, expected) in [
        ("2023", "2023"),
        ("２０２３", "2023"),
        ("2023年", "2023"),
        ("2023年度", "2023"),
        ("2023 年", "2023"),
        ("2023年全年", "2023"),
        ("2023年末", "2023"),
        ("2023.0", "2023"),
        ("2023H1", "2023H1"),
        ("2023h1", "2023H1"),
        ("2023年上半年", "2023H1"),
        ("2023上半年", "2023H1"),
        ("2023年下半年", "2023H2"),
        ("2023Q1", "2023Q1"),
        ("2023 Q1", "2023Q1"),
        ("2023年Q1", "2023Q1"),
        ("2023年一季度", "2023Q1"),
        ("2023年第一季度", "2023Q1"),
        ("2023年第1季度", "2023Q1"),
        ("2023年1季度", "2023Q1"),
        ("2023年四季度", "2023Q4"),
        ("2023年前三季度", "2023-01..09"),
        ("2023年1-9月", "2023-01..09"),
        ("2023年1—9月", "2023-01..09"),
        ("2023年1－9月", "2023-01..09"),
        ("2023年1至9月", "2023-01..09"),
        ("2023年1-9月份", "2023-01..09"),
        ("2023年1月-9月", "2023-01..09"),
        ("2023年1～9月", "2023-01..09"),
        ("2023年1-9月累计", "2023-01..09"),
        ("2023年1-2月", "2023-01..02"),
        ("2023年1-12月", "2023"),
        ("2023年9月", "2023-09"),
        ("2023年9月末", "2023-09"),
        ("2023年09月", "2023-09"),
        ("2023/09", "2023-09"),
        ("2023/9", "2023-09"),
        ("2023-9", "2023-09"),
        ("2023-09", "2023-09"),
        ("2023.09", "2023-09"),
        ("202309", "2023-09"),
        ("2023-01..09", "2023-01..09"),
        ("2023-01-09", "2023-01 or 2023"),
        ("2016-2020年", "2016..2020"),
        ("2016—2020年", "2016..2020"),
        ("2016年-2020年", "2016..2020"),
        ("2016-2020", "2016..2020"),
        ("2016..2020", "2016..2020"),
        ("十三五", "2016..2020"),
        ("“十三五”时期", "2016..2020"),
        ("十四五", "2021..2025"),
        ("2022年11月-2023年2月", "2022-11..2023-02"),
        ("2023.1", "2023-01 or 2023-10"),
        ("2023年9月累计", "2023-09 or 2023-01..09"),
        ("2023-09-30", "2023-09 or 2023"),
        ("2023年9月30日", "2023-09 or 2023"),
        ("20230930", "2023-09 or 2023"),
        ("45170", "unreadable"),
        ("20239", "unreadable"),
        ("23年", "unreadable"),
        ("2023年13月", "unreadable"),
        ("2023年5季度", "unreadable"),
        ("2023年9-1月", "unreadable"),
        ("1234", "unreadable"),
        ("本年", "unreadable"),
        ("", "unreadable"),
    ] {
        assert_eq!(period_shown(text), expected, "{text:?}");
    }
}

#[test]
fn dates_as_people_write_them() {
    for (text, expected) in [
        ("2023-02-23", "2023-02-23"),
        ("2023/2/23", "2023-02-23"),
        ("2023.2.23", "2023-02-23"),
        ("2023年2月23日", "2023-02-23"),
        ("２０２３年２月２３日", "2023-02-23"),
        ("20230223", "2023-02-23"),
        ("2023-02-23 00:00:00", "2023-02-23"),
        ("2023-02-23T08:00:00Z", "2023-02-23"),
        ("44980", "2023-02-23"),
        ("02/03/2023", "2023-02-03 or 2023-03-02"),
        ("2023-02-30", "unreadable"),
        ("2023-02", "unreadable"),
        ("2023", "unreadable"),
        ("昨天", "unreadable"),
    ] {
        let shown = match date::parse(text) {
            Ok(date) => date.to_string(),
            Err(Problem::Ambiguous(readings)) => readings.join(" or "),
            Err(_) => "unreadable".to_owned(),
        };
        assert_eq!(shown, expected, "{text:?}");
    }
}

#[test]
fn headings_name_roles_and_units() {
    for (text, role, unit) in [
        ("territory", Some(Role::Territory), None),
        (" 园区 ", Some(Role::Territory), None),
        ("单位名称", Some(Role::Territory), None),
        ("单位", Some(Role::Unit), None),
        ("计量单位：", Some(Role::Unit), None),
        ("指标名称*", Some(Role::Measure), None),
        ("年　份", Some(Role::Period), None),
        ("数值（万元）", Some(Role::Value), Some("万元")),
        ("数值(单位：亿元)", Some(Role::Value), Some("亿元")),
        ("known_on", Some(Role::KnownOn), None),
        ("Known On", Some(Role::KnownOn), None),
        ("发布日期", Some(Role::KnownOn), None),
        ("性质", Some(Role::Nature), None),
        ("来源性质", Some(Role::Origin), None),
        ("产值（万元）", None, Some("万元")),
        ("产值,万元", None, Some("万元")),
        ("投入强度（%）", None, Some("%")),
        ("产值（现价）", None, None),
        ("", None, None),
    ] {
        let heading = Heading::new(text);
        assert_eq!(Role::of(&heading), role, "{text:?}");
        assert_eq!(heading.unit.map(|unit| unit.to_string()).as_deref(), unit, "{text:?}");
    }
}

#[test]
fn words_for_origin_and_exactness() {
    let nature =
        |text| words::nature(text).map(|n| format!("{:?} {}", n.origin.map(|o| o.name()), n.qualifiers));
    assert_eq!(nature("公布").as_deref(), Some("Some(\"published\") exact"));
    assert_eq!(nature("estimate+at-least").as_deref(), Some("None at-least+estimate"));
    assert_eq!(nature("报送、约").as_deref(), Some("Some(\"reported\") about"));
    assert_eq!(nature("公布+报送"), None);
    assert_eq!(nature("差不多"), None);
    let names = words::ORIGIN_NAMES.into_iter().chain(words::QUALIFIER_NAMES);
    assert!(names.into_iter().all(|name| words::nature(name).is_some()));
}

#[test]
fn scales_of_units() {
    let exponent = |name: &str| unit::exponent_of(name.parse().expect("a unit"));
    assert_eq!(exponent("万元"), Some(4));
    assert_eq!(exponent("家"), Some(0));
    assert_eq!(exponent("件/万人"), None);
    assert_eq!(exponent("km²"), None);
    assert_eq!(exponent("%"), None);
}

proptest! {
    #[test]
    fn no_text_makes_a_cell_panic(text in "\\PC{0,24}|[0-9年月季度.,:/～—万亿元%()+-]{0,16}") {
        let _ = number::parse(&text);
        let _ = period::parse(&text);
        let _ = date::parse(&text);
        let _ = unit::parse(&text);
        let _ = words::nature(&text);
        let _ = is_missing(&text);
        let _ = Heading::new(&text);
    }

    #[test]
    fn grouping_a_number_changes_nothing(whole in 0i64..1_000_000_000_000, cents in 0u32..100) {
        let digits = whole.to_string();
        let grouped: String = digits
            .char_indices()
            .flat_map(|(n, c)| ((digits.len() - n).is_multiple_of(3) && n > 0).then_some(',').into_iter().chain([c]))
            .collect();
        let text = format!("{grouped}.{cents:02}");
        prop_assert_eq!(shown(&text), format!("{whole}.{cents:02}"));
    }

    #[test]
    fn canonical_periods_read_alike_on_both_paths(year in 1900u16..2999, month in 1u16..=12) {
        for text in [year.to_string(), format!("{year}-{month:02}")] {
            prop_assert_eq!(period::plain(text.as_bytes()), period::parse(&text).ok());
        }
    }
}

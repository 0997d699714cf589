//! A form with one field of each kind, for a park and a quarter. All its figures are made up.

use std::collections::BTreeMap;
use std::sync::Arc;

use lanbai_intake::Limits;
use lanbai_kernel::{Decimal, NaiveDate, Unit};
use lanbai_reporting::check::{self, Comparison, Expression, Reference, Strictness, When, Whose};

use crate::template::{Choice, Column, ColumnKind, Earlier, Field, Head, Kind, Part, Register, Rule};
use crate::{Answer, Answers, Identity, Key, Raw, Reading, Template, Words, read, write};

const WORDS: &str = include_str!("../../../../messages/words.toml");

/// The words of a language, as the edge will look them up.
pub(super) fn words(language: &str) -> Words {
    let table: toml::Table = WORDS.parse().expect("the file is TOML");
    Words::look_up(|key| {
        let text = table.get(key).and_then(|word| word.get(language)).and_then(toml::Value::as_str);
        text.unwrap_or_else(|| panic!("{key} has no word in {language}")).to_owned()
    })
}

pub(super) fn key() -> Key {
    Key::new(&[7; 32])
}

pub(super) fn decimal(text: &str) -> Decimal {
    text.parse().expect(text)
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().expect(text)
}

pub(super) fn number(unit: &str, decimals: u8, earlier: Option<(&str, &str)>) -> Kind {
    let unit: Unit = unit.parse().expect(unit);
    Kind::Number {
        unit,
        unit_name: unit.to_string(),
        decimals,
        least: None,
        most: None,
        earlier: Earlier {
            two_years_before: None,
            year_before: earlier.map(|(year_before, _)| decimal(year_before)),
            previous: earlier.map(|(_, previous)| decimal(previous)),
        },
    }
}

pub(super) fn field(key: &str, name: &str, kind: Kind) -> Field {
    Field { key: key.into(), name: name.into(), kind, required: true, definition: None, example: None }
}

pub(super) fn choice(id: &str, name: &str) -> Choice {
    Choice { id: id.into(), name: name.into() }
}

pub(super) fn value(field: &str, when: When) -> Expression {
    let (field, factor) = (Arc::from(field), Decimal::ONE);
    Expression::Value(Reference { form: None, field, when, whose: Whose::Own, factor })
}

pub(super) fn holds(left: Expression, comparison: Comparison, right: Expression) -> check::Rule {
    check::Rule::Holds { left, comparison, right, tolerance: decimal("0.005") }
}

pub(super) fn rule(strictness: Strictness, rule: check::Rule, says: &str) -> Rule {
    Rule { strictness, rule, says: says.into(), remedy: None }
}

fn economy() -> Part {
    let mut gdp = field("gdp", "地区生产总值", number("亿元", 4, Some(("285.1", "210.45"))));
    gdp.definition = Some(
        "按常住单位核算的生产活动最终成果，含园区托管的乡镇。以统计部门核定数为准，不含委托管理以外的区域。"
            .into(),
    );
    gdp.example = Some("以亿元填报，保留四位小数".into());
    let mut industry = field("industry", "规模以上工业增加值", number("亿元", 4, Some(("98.2", "70.5"))));
    industry.definition = Some("年主营业务收入2000万元及以上工业企业的增加值".into());
    let mut profit = field("profit", "规模以上工业企业利润总额", number("万元", 2, None));
    profit.required = false;
    let mut share = field(
        "research-share",
        "研究与试验发展经费支出占地区生产总值的比重（按全社会口径，含高校和科研院所）",
        number("%", 2, Some(("4.05", "4.1"))),
    );
    if let Kind::Number { least, most, .. } = &mut share.kind {
        (*least, *most) = (Some(decimal("0")), Some(decimal("20")));
    }
    let firms = field("firms", "规模以上工业企业数", number("家", 0, Some(("120", "118"))));
    Part { title: "经济运行".into(), fields: vec![gdp, industry, profit, share, firms] }
}

fn contracts() -> Register {
    let column =
        |id: &str, name: &str, kind, required| Column { id: id.into(), name: name.into(), kind, required };
    let amount = Some(("万元".parse().expect("a unit"), "万元".to_owned()));
    let kinds = vec![
        choice("development", "技术开发"),
        choice("transfer", "技术转让"),
        choice("licence", "技术许可"),
    ];
    Register {
        name: "技术合同".into(),
        definition: Some("认定登记的技术合同，一份一行".into()),
        columns: vec![
            column("number", "合同登记编号", ColumnKind::Text, true),
            column("kind", "合同类别", ColumnKind::Choice(kinds), true),
            column("signed", "登记日期", ColumnKind::Date, true),
            column("amount", "成交金额", ColumnKind::Number(amount), false),
            column("buyer", "买方名称", ColumnKind::Text, false),
        ],
    }
}

fn situation() -> Part {
    let mut register = field("contracts", "技术合同", Kind::Register(contracts()));
    register.required = false;
    let kinds = vec![choice("none", "无"), choice("widened", "扩大"), choice("narrowed", "缩小")];
    let scope = field("scope", "统计范围变化", Kind::Choice(kinds));
    let changed = field("changed", "本年统计范围是否调整", Kind::YesNo);
    let mut progress = field("progress", "本年主要进展", Kind::Text { most_characters: 800 });
    progress.required = false;
    Part { title: "台账和情况说明".into(), fields: vec![register, scope, changed, progress] }
}

fn rules() -> Vec<Rule> {
    let now = |field| value(field, When::Now);
    let change =
        check::Rule::Change { field: Arc::from("gdp"), since: When::YearBefore, more_than: decimal("0.3") };
    let positive = holds(now("firms"), Comparison::AtLeast, Expression::Constant(Decimal::ZERO));
    let mut all = vec![
        rule(
            Strictness::Hard,
            holds(now("industry"), Comparison::AtMost, now("gdp")),
            "规模以上工业增加值不大于地区生产总值",
        ),
        rule(Strictness::Soft, change, "同比变动不超过三成"),
        rule(Strictness::Hard, positive, "企业数不为负"),
    ];
    all[1].remedy = Some("说明原因，例如新增企业、项目投产、统计范围调整".into());
    all
}

pub(super) fn template() -> Template {
    Template {
        identity: Identity {
            form: "park-quarter".into(),
            version: "0.1".into(),
            territory: "lanzhou-hitech".into(),
            period: "2024Q4".parse().expect("a period"),
            submission: "7f3a".into(),
            language: "zh".into(),
        },
        title: "兰白园区季报（示例）".into(),
        head: Head {
            table_number: "示例1表".into(),
            authority: "示例机关".into(),
            territory: "兰州高新技术产业开发区".into(),
            period: "2024年第4季度".into(),
            ..Head::default()
        },
        is_yearly: false,
        parts: vec![economy(), situation()],
        rules: rules(),
        signatories: ["单位负责人", "统计负责人", "填表人"].map(str::to_owned).to_vec(),
        words: words("zh"),
        made_on: day("2025-01-06"),
    }
}

pub(super) fn answers() -> Answers {
    let fields = [
        ("gdp", Answer::Number(decimal("297.1234"))),
        ("industry", Answer::Number(decimal("101.5"))),
        ("profit", Answer::Number(decimal("-1203.55"))),
        ("research-share", Answer::Number(decimal("4.05"))),
        ("firms", Answer::Number(decimal("123"))),
        ("scope", Answer::Choice("none".into())),
        ("changed", Answer::YesNo(false)),
        ("progress", Answer::Text("=两个项目投产\n+一个在建".into())),
    ];
    let row = |number: &str, kind: &str, signed: &str, amount: Option<&str>| {
        vec![
            Some(Answer::Text(number.into())),
            Some(Answer::Choice(kind.into())),
            Some(Answer::Date(day(signed))),
            amount.map(|amount| Answer::Number(decimal(amount))),
            None,
        ]
    };
    let contracts = vec![
        row("2024620101000123", "development", "2024-03-05", Some("350.5")),
        row("000017", "transfer", "2024-11-30", None),
    ];
    Answers {
        fields: fields.map(|(key, answer)| (key.to_owned(), answer)).into(),
        explanations: BTreeMap::from([("gdp".to_owned(), "含新划入的乡镇".to_owned())]),
        registers: BTreeMap::from([("contracts".to_owned(), contracts)]),
    }
}

/// The workbook of answers, as someone filled it in.
pub(super) fn filled(template: &Template, answers: &Answers) -> Vec<u8> {
    write(template, &Raw::of(answers, template), &[], &key()).expect("it can be written")
}

pub(super) fn reading(bytes: &[u8], template: &Template) -> Reading {
    read(bytes, "上报.xlsx", template, &key(), &Limits::FORM)
}

/// The codes that were told, without the room's name.
pub(super) fn codes(reading: &Reading) -> Vec<&'static str> {
    let code = |code: &'static str| code.strip_prefix("template-").unwrap_or(code);
    reading.told.iter().map(|told| code(told.finding.code)).collect()
}

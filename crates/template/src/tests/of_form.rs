//! A template made from a form as a plan declares it.

use std::collections::BTreeMap;
use std::sync::Arc;

use lanbai_kernel::{Certainty, Text};
use lanbai_reporting::check::{Check, Rule, Strictness, When, check_entry};
use lanbai_reporting::form::{self, FieldKind, Form, Frequency, Head, Owed, Question, Range, Section};

use super::sample::{codes, day, decimal, filled, reading, template, words};
use crate::template::{Kind, Register};
use crate::{Answer, Answers, Earlier, Given, Language, Spot, Template, of_form};

fn field(key: &str, kind: FieldKind) -> form::Field {
    let (key, name) = (Arc::from(key), Text::new(format!("{key}项"), key));
    form::Field { key, name, kind, required: true, help: form::Help::default() }
}

fn form(frequency: Frequency) -> Form {
    let unit = "亿元".parse().expect("a unit");
    let range = Range { least: Some(decimal("0")), most: None };
    let choices = vec![form::Choice { id: Arc::from("a"), name: Text::new("甲", "A") }];
    let fields = vec![
        field("gdp", FieldKind::Measure { measure: Arc::from("gdp"), unit, decimals: 2, range }),
        field("kind", FieldKind::Question(Question::Choice(choices))),
        field("list", FieldKind::Register { register: Arc::from("contracts") }),
    ];
    let change = Rule::Change { field: Arc::from("gdp"), since: When::YearBefore, more_than: decimal("0.3") };
    let period = "2024".parse().expect("a period");
    Form {
        id: Arc::from("f"),
        version: Arc::from("1"),
        name: Text::new("表", "Form"),
        head: Head { valid_until: Some(day("2025-12-31")), ..Head::default() },
        frequency,
        owed_by: Owed { candidates: Vec::new(), within: None },
        due_working_days: 10,
        route: 0,
        span: (period, period),
        sections: vec![Section { id: Arc::from("s"), title: Text::new("甲部", "Part A"), fields }],
        checks: vec![Check {
            id: Arc::from("c"),
            strictness: Strictness::Soft,
            rule: change,
            says: Text::new("不超过三成", "At most three tenths"),
            remedy: None,
        }],
        certainty: Certainty::Inferred,
    }
}

fn made(frequency: Frequency, language: Language) -> Template {
    let two_years_before = Some(decimal("8"));
    let earlier =
        Earlier { two_years_before, year_before: Some(decimal("9")), previous: Some(decimal("10")) };
    let mut identity = template().identity;
    identity.language = language.name().to_owned();
    let register = match &template().parts[1].fields[0].kind {
        Kind::Register(register) => register.clone(),
        _ => Register::default(),
    };
    let given = Given {
        language,
        words: words(language.name()),
        identity,
        territory: "园区".into(),
        period: "2024年".into(),
        made_on: day("2025-01-06"),
        earlier: &BTreeMap::from([("gdp".to_owned(), earlier)]),
        registers: &BTreeMap::from([("contracts".to_owned(), register)]),
        unit_name: &|unit| unit.to_string(),
    };
    of_form(&form(frequency), given)
}

/// What the sheet shows in a row, from the name on.
fn shown(template: &Template, row: u32) -> Vec<String> {
    let bytes = filled(template, &Answers::default());
    let (book, _) = lanbai_intake::read_book(&bytes, "f.xlsx", &lanbai_intake::Limits::FORM);
    let book = book.expect("a workbook");
    let sheet = book.sheet(&template.words.form_sheet).expect("the form");
    (1..5).map(|column| sheet.text(row, column).to_owned()).collect()
}

#[test]
fn it_speaks_one_language_and_shows_what_was_reported_before() {
    let chinese = made(Frequency::Quarter, Language::Chinese);
    assert_eq!(shown(&chinese, 6), ["指标名称", "计量单位", "上年同期", "上期"]);
    assert_eq!(shown(&chinese, 8), ["gdp项 *", "亿元", "9", "10"]);
    let english = made(Frequency::Quarter, Language::English);
    assert_eq!(shown(&english, 8), ["gdp *", "亿元", "9", "10"]);
    assert_eq!((&*english.title, &*english.head.valid_until), ("Form", "2025-12-31"));
    assert_eq!(Language::named("en"), Some(Language::English));
    assert_eq!(Language::named("fr"), None);
}

#[test]
fn a_yearly_form_shows_two_years_and_holds_changes_against_the_last() {
    let yearly = made(Frequency::Year, Language::Chinese);
    assert_eq!(shown(&yearly, 6), ["指标名称", "计量单位", "前年", "上年"]);
    assert_eq!(shown(&yearly, 8), ["gdp项 *", "亿元", "8", "9"]);
    let layout = crate::layout::Layout::of(&yearly);
    let test = crate::rules::Test::of(&yearly.rules[0].rule, &layout).expect("the sheet has the year before");
    assert!(test.broken().starts_with("IF(COUNT(F9,E9)=2"), "{}", test.broken());
}

#[test]
fn what_is_filled_into_it_is_read_back() {
    for (frequency, language) in
        [(Frequency::Year, Language::Chinese), (Frequency::Quarter, Language::English)]
    {
        let template = made(frequency, language);
        let fields = [("gdp", Answer::Number(decimal("12.5"))), ("kind", Answer::Choice("a".into()))];
        let answers = Answers {
            fields: fields.map(|(key, answer)| (key.to_owned(), answer)).into(),
            ..Answers::default()
        };
        let got = reading(&filled(&template, &answers), &template);
        assert_eq!((codes(&got), got.answers), (vec![], Some(answers)));
    }
}

#[test]
fn findings_of_the_forms_own_checks_are_marked_in_their_cells() {
    let template = made(Frequency::Quarter, Language::Chinese);
    let mut answers = Answers::default();
    answers.fields.insert("gdp".into(), Answer::Number(decimal("-12.345")));
    answers.registers.insert("contracts".into(), Vec::new());
    let findings = check_entry(&form(Frequency::Quarter), &answers.entries());
    let told: Vec<_> = findings.iter().map(|finding| (finding.code, template.spot(finding))).collect();
    let at = |key: &str| Spot::Field(key.to_owned());
    assert_eq!(
        told,
        [
            ("reporting-field-decimals", at("gdp")),
            ("reporting-field-missing", at("kind")),
            ("reporting-field-missing", at("list")),
            // Answers are by keys of fields, and this form's register has another.
            ("reporting-field-unknown", Spot::Workbook),
        ]
    );
}

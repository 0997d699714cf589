//! Whatever is written into a template is read back equal.

use std::collections::BTreeMap;

use lanbai_kernel::{Decimal, NaiveDate};
use proptest::prelude::*;

use super::sample::{answers, codes, filled, key, reading, template, words};
use crate::template::{Column, ColumnKind, Kind};
use crate::{Answer, Answers, identify};

#[test]
fn a_filled_template_is_read_back_equal() {
    let template = template();
    let bytes = filled(&template, &answers());
    let got = reading(&bytes, &template);
    assert_eq!(codes(&got), Vec::<&str>::new());
    assert_eq!(got.answers, Some(answers()));
    assert_eq!(got.identity.as_ref(), Some(&template.identity));
    assert_eq!(identify(&bytes, "f.xlsx", &key()).0, Some(template.identity));
}

#[test]
fn a_blank_template_has_no_answers_and_nothing_is_wrong() {
    let got = reading(&filled(&template(), &Answers::default()), &template());
    assert_eq!((codes(&got), got.answers), (vec![], Some(Answers::default())));
}

#[test]
fn the_same_template_gives_the_same_bytes_and_in_english_too() {
    let mut template = template();
    assert_eq!(filled(&template, &answers()), filled(&template, &answers()));
    template.words = words("en");
    template.identity.language = "en".into();
    assert_eq!(reading(&filled(&template, &answers()), &template).answers, Some(answers()));
}

#[test]
fn messy_numbers_are_read_as_elsewhere() {
    let template = template();
    let bytes = filled(&template, &answers());
    for (typed, expected) in [
        ("２９７．５", Some("297.5")),
        ("1,297.5", Some("1297.5")),
        ("297.5亿元", Some("297.5")),
        ("(12.5)", Some("-12.5")),
        ("—", None),
        ("无", None),
    ] {
        let got = reading(&super::files::typed(&bytes, 1, "F9", typed), &template);
        assert_eq!(codes(&got), Vec::<&str>::new(), "{typed}");
        let read = got.answers.expect("nothing is wrong").fields.get("gdp").cloned();
        assert_eq!(read, expected.map(|text| Answer::Number(super::sample::decimal(text))), "{typed}");
    }
}

#[test]
fn text_that_looks_like_an_escape_or_markup_stays_as_it_is() {
    let template = template();
    for text in [
        "_x0041_",
        "_x000D_",
        "<b>&amp;</b>",
        "a\tb",
        "\u{1F600}",
        "'=1",
        "0012",
        "1e5",
        "TRUE",
        "2024-01-01",
    ] {
        let answers = Answers {
            fields: BTreeMap::from([("progress".to_owned(), Answer::Text(text.to_owned()))]),
            ..Answers::default()
        };
        assert_eq!(reading(&filled(&template, &answers), &template).answers, Some(answers), "{text}");
    }
}

/// Text as a cell can hold it: Excel keeps no space at its ends that we would not cut.
fn text() -> impl Strategy<Value = String> {
    "[\\PC\n]{1,60}"
        .prop_map(|text| text.trim().to_owned())
        .prop_filter("a cell with nothing in it", |text| !text.is_empty())
}

fn number() -> impl Strategy<Value = Decimal> {
    (any::<i64>(), 0u32..12).prop_map(|(mantissa, scale)| Decimal::new(mantissa, scale).normalize())
}

fn date() -> impl Strategy<Value = NaiveDate> {
    (1901i32..2173, 1u32..366).prop_filter_map("a day", |(year, day)| NaiveDate::from_yo_opt(year, day))
}

fn in_column(column: &Column) -> BoxedStrategy<Option<Answer>> {
    let some = match &column.kind {
        ColumnKind::Text => text().prop_map(Answer::Text).boxed(),
        ColumnKind::Date => date().prop_map(Answer::Date).boxed(),
        ColumnKind::Number(_) => number().prop_map(Answer::Number).boxed(),
        ColumnKind::Choice(choices) => {
            let ids: Vec<String> = choices.iter().map(|choice| choice.id.clone()).collect();
            prop::sample::select(ids).prop_map(Answer::Choice).boxed()
        }
    };
    if column.required { some.prop_map(Some).boxed() } else { prop::option::of(some).boxed() }
}

fn of_field(kind: &Kind) -> Option<BoxedStrategy<Answer>> {
    Some(match kind {
        Kind::Number { .. } => number().prop_map(Answer::Number).boxed(),
        Kind::Text { .. } => text().prop_map(Answer::Text).boxed(),
        Kind::YesNo => any::<bool>().prop_map(Answer::YesNo).boxed(),
        Kind::Choice(choices) => {
            let ids: Vec<String> = choices.iter().map(|choice| choice.id.clone()).collect();
            prop::sample::select(ids).prop_map(Answer::Choice).boxed()
        }
        Kind::Register(_) => return None,
    })
}

fn any_answers() -> impl Strategy<Value = Answers> {
    let template = template();
    let mut fields = Vec::new();
    let mut rows = Just(Vec::new()).boxed();
    for field in template.fields() {
        let key = field.key.clone();
        if let Kind::Register(register) = &field.kind {
            let row: Vec<_> = register.columns.iter().map(in_column).collect();
            rows = prop::collection::vec(row, 1..8).boxed();
        }
        if let Some(answer) = of_field(&field.kind) {
            fields.push(prop::option::of(answer).prop_map(move |answer| (key.clone(), answer)));
        }
    }
    let explanation = prop::option::of(text());
    (fields, explanation, rows).prop_map(|(fields, explanation, rows)| Answers {
        fields: fields.into_iter().filter_map(|(key, answer)| Some((key, answer?))).collect(),
        explanations: explanation.map(|text| ("gdp".to_owned(), text)).into_iter().collect(),
        registers: BTreeMap::from([("contracts".to_owned(), rows)]),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_answers_are_read_back_equal(answers in any_answers()) {
        let template = template();
        let got = reading(&filled(&template, &answers), &template);
        prop_assert_eq!(codes(&got), Vec::<&str>::new());
        prop_assert_eq!(got.answers, Some(answers));
    }
}

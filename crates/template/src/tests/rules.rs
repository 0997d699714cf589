//! Checks as formulas.

use std::sync::Arc;

use lanbai_kernel::Decimal;
use lanbai_reporting::check::{Among, Comparison, Expression, Reference, Rule, When, Whose};

use super::sample::{decimal, holds, template, value};
use crate::layout::Layout;
use crate::rules::{Test, quoted};

fn formula(rule: &Rule) -> Option<String> {
    let template = template();
    Test::of(rule, &Layout::of(&template)).map(|test| test.broken())
}

#[test]
fn what_a_sheet_knows_becomes_a_formula() {
    let now = |field| value(field, When::Now);
    let two = Expression::Product(Decimal::TWO, Box::new(now("industry")));
    let sum = Expression::Sum(
        Box::new(now("gdp")),
        Box::new(Expression::Difference(Box::new(two), Box::new(now("gdp")))),
    );
    let check = |rule: &Rule, expected: &str| assert_eq!(formula(rule).as_deref(), Some(expected));
    check(
        &holds(now("industry"), Comparison::AtMost, now("gdp")),
        "IF(COUNT(F10,F9)=2,NOT(ROUND((F10)-(F9),9)<=0.005),FALSE)",
    );
    check(
        &holds(sum, Comparison::Equal, value("gdp", When::Previous)),
        "IF(COUNT(F9,F10,E9)=3,NOT(ABS(ROUND((F9+(2*(F10)-(F9)))-(E9),9))<=0.005),FALSE)",
    );
    let change = Rule::Change { field: Arc::from("gdp"), since: When::YearBefore, more_than: decimal("0.3") };
    check(&change, "IF(COUNT(F9,D9)=2,NOT(OR(D9=0,ROUND(ABS(F9-D9)-0.3*ABS(D9),9)<=0)),FALSE)");
}

#[test]
fn what_a_sheet_does_not_know_is_left_to_the_upload() {
    let reference = |form: Option<&str>, whose| {
        let (field, when, factor) = (Arc::from("gdp"), When::Now, Decimal::ONE);
        Expression::Value(Reference { form: form.map(Arc::from), field, when, whose, factor })
    };
    let against = |right| holds(value("gdp", When::Now), Comparison::Equal, right);
    let outlier = Rule::Outlier {
        field: Arc::from("gdp"),
        among: Among::EarlierPeriods,
        window: 8,
        at_least: 4,
        threshold: decimal("3.5"),
    };
    for rule in [
        against(reference(Some("other"), Whose::Own)),
        against(reference(None, Whose::Parts)),
        against(value("no-such", When::Now)),
        against(value("scope", When::Now)),
        against(value("profit", When::Previous)),
        holds(value("gdp", When::Previous), Comparison::Equal, value("gdp", When::YearBefore)),
        outlier,
    ] {
        assert_eq!(formula(&rule), None, "{rule:?}");
    }
}

#[test]
fn a_sentence_cannot_leave_its_quotes() {
    assert_eq!(quoted("a\"&cmd&\"\n"), "\"a\"\"&cmd&\"\"\"");
    assert!(quoted(&"长".repeat(900)).chars().count() < 255);
}

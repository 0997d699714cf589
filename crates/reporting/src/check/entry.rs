use std::collections::BTreeMap;

use lanbai_kernel::{Decimal, Finding, Place};

use crate::form::{Field, FieldKind, Form, Question, Range};

/// What was filled into one field, already read.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// A number, in the field's unit.
    Number(Decimal),
    /// Words.
    Text(String),
    /// The id of a choice.
    Choice(String),
    /// Yes or no.
    YesNo(bool),
    /// How many rows of a register.
    Rows(usize),
}

/// What is wrong with entries by themselves: a required one that is missing, one of another kind than is asked for,
/// digits or values out of limits. Entries for fields that the form does not have are told too.
pub fn check_entry(form: &Form, entries: &BTreeMap<String, Entry>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for field in form.fields() {
        match entries.get(&*field.key) {
            None if field.required => {
                findings.push(told("reporting-field-missing", &field.key));
            }
            None => {}
            Some(entry) => findings.extend(check_field(field, entry)),
        }
    }
    let unknown = entries.keys().filter(|key| form.field(key).is_none());
    findings.extend(unknown.map(|key| told("reporting-field-unknown", key)));
    findings
}

fn told(code: &'static str, key: &str) -> Finding {
    Finding::error(code, Place::default().column(key)).with("field", key)
}

fn check_field(field: &Field, entry: &Entry) -> Option<Finding> {
    let wrong_kind = || Some(told("reporting-field-kind", &field.key));
    match (&field.kind, entry) {
        (FieldKind::Measure { decimals, range, .. }, Entry::Number(value)) => {
            check_number(field, *value, *decimals, *range)
        }
        (FieldKind::Question(Question::Number { decimals, .. }), Entry::Number(value)) => {
            check_number(field, *value, *decimals, Range::default())
        }
        (FieldKind::Question(Question::Text { most_characters }), Entry::Text(text)) => {
            let length = text.chars().count();
            let is_too_long = u32::try_from(length).map_or(true, |length| length > *most_characters);
            is_too_long.then(|| {
                told("reporting-field-too-long", &field.key)
                    .with("seen", length)
                    .with("limit", most_characters.to_string())
            })
        }
        (FieldKind::Question(Question::Choice(choices)), Entry::Choice(chosen)) => {
            let is_known = choices.iter().any(|choice| *choice.id == **chosen);
            (!is_known).then(|| {
                let known: Vec<String> = choices.iter().map(|choice| choice.id.to_string()).collect();
                told("reporting-field-choice", &field.key)
                    .with("seen", chosen.as_str())
                    .with("expected", known)
            })
        }
        (FieldKind::Question(Question::YesNo), Entry::YesNo(_)) => None,
        (FieldKind::Register { .. }, Entry::Rows(_)) => None,
        _ => wrong_kind(),
    }
}

fn check_number(field: &Field, value: Decimal, decimals: u8, range: Range) -> Option<Finding> {
    if value.normalize().scale() > u32::from(decimals) {
        let told = told("reporting-field-decimals", &field.key);
        return Some(told.with("seen", value.to_string()).with("decimals", usize::from(decimals)));
    }
    if range.contains(value) {
        return None;
    }
    let shown =
        |limit: Option<Decimal>| limit.map(|n| n.normalize().to_string()).unwrap_or_else(|| "…".into());
    let place = Place::default().column(&*field.key);
    let finding = Finding::warning("reporting-field-range", place).with("field", &*field.key);
    let finding = finding.with("seen", value.normalize().to_string());
    Some(finding.with("least", shown(range.least)).with("most", shown(range.most)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use lanbai_kernel::Text;

    use super::{Entry, check_entry};
    use crate::form::{Choice, FieldKind, Frequency, Question};
    use crate::sample::{form, number};

    #[test]
    fn entries_are_held_against_what_their_fields_take() {
        let mut form = form("f", Frequency::Year, &["a", "words", "pick", "sure", "rows"]);
        let choice = |id: &str| Choice { id: Arc::from(id), name: Text::same(id) };
        let fields = &mut form.sections[0].fields;
        fields[1].kind = FieldKind::Question(Question::Text { most_characters: 3 });
        fields[2].kind = FieldKind::Question(Question::Choice(vec![choice("left"), choice("right")]));
        fields[3].kind = FieldKind::Question(Question::YesNo);
        fields[4].kind = FieldKind::Register { register: Arc::from("things") };
        fields[4].required = false;
        let good = BTreeMap::from([
            ("a".to_owned(), Entry::Number(number("1.500"))),
            ("words".to_owned(), Entry::Text("园区好".to_owned())),
            ("pick".to_owned(), Entry::Choice("left".to_owned())),
            ("sure".to_owned(), Entry::YesNo(false)),
        ]);
        assert_eq!(check_entry(&form, &good), []);
        let check = |key: &str, entry: Option<Entry>, code: &str| {
            let mut entries = good.clone();
            entries.remove(key);
            entries.extend(entry.map(|entry| (key.to_owned(), entry)));
            let codes: Vec<_> = check_entry(&form, &entries).iter().map(|finding| finding.code).collect();
            assert_eq!(codes, [code], "{key}");
        };
        check("a", None, "reporting-field-missing");
        check("a", Some(Entry::Number(number("1.234"))), "reporting-field-decimals");
        check("a", Some(Entry::Number(number("-1"))), "reporting-field-range");
        check("a", Some(Entry::Text("1".to_owned())), "reporting-field-kind");
        check("words", Some(Entry::Text("four".to_owned())), "reporting-field-too-long");
        check("pick", Some(Entry::Choice("up".to_owned())), "reporting-field-choice");
        check("rows", Some(Entry::YesNo(true)), "reporting-field-kind");
        check("other", Some(Entry::Rows(1)), "reporting-field-unknown");
    }
}

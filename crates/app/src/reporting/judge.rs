use std::collections::BTreeMap;

use lanbai_kernel::{Argument, Finding, Severity, Text};
use lanbai_plan::Plan;
use lanbai_reporting::check::{check_entry, findings};
use lanbai_reporting::form::Form;
use lanbai_store::Store;
use lanbai_store::submissions::{Explanation, Field, RegisterRow};

use super::accounts::AccountNames;
use super::at::{At, territory_named};
use super::entries::Entries;
use super::rows::{Asked, Rows, elsewhere as rows_elsewhere};
use super::values::{self, Elsewhere};
use super::written;
use crate::view::{Bilingual, ExplanationOfFinding, SubmissionFinding};
use crate::{AppError, Messages};

/// Something found in a submission, with the key by which it is explained.
pub(super) struct Found {
    pub key: String,
    pub finding: Finding,
    pub fields: Vec<String>,
    remedy: Option<Text>,
}

/// What was found in a submission.
pub(super) struct Judged {
    pub entries: Entries,
    pub found: Vec<Found>,
}

impl Judged {
    /// What must be mended.
    pub fn hard(&self) -> usize {
        self.found.iter().filter(|found| found.finding.severity == Severity::Error).count()
    }

    /// What must be explained and is not.
    pub fn unexplained(&self, explanations: &[Explanation]) -> usize {
        let is_explained = |key: &str| explanations.iter().any(|one| one.finding == key);
        let soft = self.found.iter().filter(|found| found.finding.severity == Severity::Warning);
        soft.filter(|found| !is_explained(&found.key)).count()
    }

    /// One of them in words.
    pub fn worded(&self, at: &At, found: &Found) -> crate::view::FindingView {
        worded(at.plan(), at.form(), &found.finding)
    }

    /// In words, the gravest first.
    pub fn view(
        &self,
        at: &At,
        explanations: &[Explanation],
        names: &AccountNames,
    ) -> Vec<SubmissionFinding> {
        let view = |found: &Found| {
            let explanation = explanations.iter().find(|one| one.finding == found.key);
            let severity = found.finding.severity;
            SubmissionFinding {
                key: found.key.clone(),
                finding: worded(at.plan(), at.form(), &found.finding),
                fields: found.fields.clone(),
                blocks: severity == Severity::Error,
                needs_explanation: severity == Severity::Warning && explanation.is_none(),
                explanation: explanation.map(|one| ExplanationOfFinding {
                    content: one.content.clone(),
                    entered_by: names.of(&one.entered_by),
                    entered_at: written(one.entered_at),
                }),
                remedy: found.remedy.as_ref().map(Into::into),
            }
        };
        self.found.iter().map(view).collect()
    }
}

/// Holds a submission against its form and the form's checks.
pub(super) async fn judge(
    store: &Store,
    at: &At,
    fields: &[Field],
    rows: &[RegisterRow],
    elsewhere: &mut Elsewhere,
) -> Result<Judged, AppError> {
    let form = at.form();
    let typed = fields.iter().map(|field| (field.field.as_str(), field.content.as_str()));
    let entries = Entries::read(form, typed, &Rows::counts(rows));
    let mut all: Vec<Finding> = entries.findings.clone();
    let read = Rows::read(at.plan(), form, rows);
    all.extend(rows_elsewhere(store, at, &read.registers).await?);
    all.extend(read.findings);
    // What stands there but is not understood is told once, and not as missing too.
    let is_told = |finding: &Finding| {
        finding.code == "reporting-field-missing"
            && finding.place.column.as_deref().is_some_and(|key| entries.is_unreadable(key))
    };
    all.extend(check_entry(form, &entries.known).into_iter().filter(|finding| !is_told(finding)));
    let verdicts = values::judge(store, at, &entries.numbers(), elsewhere).await?;
    all.extend(findings(&verdicts));
    all.sort_by_key(|finding| finding.severity);
    let found = all.into_iter().map(|finding| found(form, finding)).collect();
    Ok(Judged { entries, found })
}

fn found(form: &Form, finding: Finding) -> Found {
    let check = match finding.arguments.get("check") {
        Some(Argument::Text(id)) => form.check(id),
        _ => None,
    };
    let fields = match (finding.arguments.get("fields"), &finding.place.column) {
        (Some(Argument::List(fields)), _) => fields.clone(),
        (_, Some(field)) => vec![field.clone()],
        _ => Vec::new(),
    };
    let key = match (check, finding.arguments.get("row")) {
        (Some(check), _) => format!("check:{}", check.id),
        // Each row has its own explanation: what is true of one says nothing of the next.
        (None, Some(Argument::Text(row))) => format!("{}:{}:{row}", finding.code, fields.join(",")),
        (None, _) => format!("{}:{}", finding.code, fields.join(",")),
    };
    Found { key, remedy: check.and_then(|check| check.remedy.clone()), fields, finding }
}

/// A finding in words: checks and fields by their names.
fn worded(plan: &Plan, form: &Form, finding: &Finding) -> crate::view::FindingView {
    let names = names_of(plan, form);
    Messages::shared().finding_of(finding, |argument, text| match argument {
        "check" => form.check(text).map(|check| (&check.says).into()),
        "field" | "fields" => names.get(text).cloned(),
        "column" => column_name(plan, text),
        "territory" | "other" => plan.territory(text).map(|one| territory_named(plan, one).name),
        // What stands in a row is told as it stands there.
        "seen" | "expected" if finding.arguments.contains_key("row") => None,
        "seen" | "expected" | "missing" => Some(with_names(text, &names)),
        _ => None,
    })
}

/// The name of a register's column, from `register/field`.
fn column_name(plan: &Plan, text: &str) -> Option<Bilingual> {
    let (register, field) = text.split_once('/')?;
    let asked = Asked::of(plan, register)?;
    let found = asked.register.fields.iter().find(|one| one.id == field)?;
    Some((&found.name).into())
}

/// Forms, fields and the words of expressions by the ids that findings carry.
fn names_of(plan: &Plan, form: &Form) -> BTreeMap<String, Bilingual> {
    let forms = &plan.reporting.forms;
    let named = |(id, name): (&std::sync::Arc<str>, &Text)| (id.to_string(), Bilingual::from(name));
    let fields =
        forms.iter().flat_map(Form::fields).chain(form.fields()).map(|field| (&field.key, &field.name));
    let all = forms.iter().map(|form| (&form.id, &form.name)).chain(fields).map(named);
    let words =
        [("previous", "when-previous"), ("year-before", "when-year-before"), ("parts", "whose-parts")];
    all.chain(words.map(|(word, code)| (word.to_owned(), Messages::shared().text(code, &[])))).collect()
}

/// The names of fields in place of their keys, in an expression such as `rd-funds = 12.5`.
fn with_names(text: &str, names: &BTreeMap<String, Bilingual>) -> Bilingual {
    let mut shown = Bilingual { zh: String::new(), en: String::new() };
    let is_of_key = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let mut rest = text;
    while !rest.is_empty() {
        let word = rest.find(|c| !is_of_key(c)).unwrap_or(rest.len());
        let (token, after) = match word {
            0 => rest.split_at(rest.chars().next().map_or(0, char::len_utf8)),
            _ => rest.split_at(word),
        };
        let name = names.get(token);
        shown.zh.push_str(name.map_or(token, |name| &name.zh));
        shown.en.push_str(name.map_or(token, |name| &name.en));
        rest = after;
    }
    shown
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::with_names;
    use crate::view::Bilingual;

    #[test]
    fn only_whole_keys_become_names() {
        let gdp = Bilingual { zh: "生产总值".to_owned(), en: "GDP".to_owned() };
        let names = BTreeMap::from([("gdp".to_owned(), gdp)]);
        let shown = with_names("gdp-growth + gdp = 12.5，gdp", &names);
        assert_eq!(shown.zh, "gdp-growth + 生产总值 = 12.5，生产总值");
        assert_eq!(shown.en, "gdp-growth + GDP = 12.5，GDP");
    }
}

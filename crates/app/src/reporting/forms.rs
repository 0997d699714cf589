use lanbai_kernel::{Decimal, Text};
use lanbai_plan::Plan;
use lanbai_reporting::check::Strictness;
use lanbai_reporting::form::{Field, FieldKind, Form, Question};
use lanbai_reporting::rights::Action;

use super::at::{form_named, form_of};
use crate::describe::certainty;
use crate::people::{Caller, Where};
use crate::view::{CheckView, FormField, FormSection, FormSummary, FormView, Named, RouteView};
use crate::{App, AppError, Messages};

impl App {
    /// The forms of the plan.
    ///
    /// # Errors
    /// If the caller has no part in reporting.
    pub fn forms(&self, caller: &Caller) -> Result<Vec<FormSummary>, AppError> {
        caller.may(Action::ReadSubmissions, Where::Any, self)?;
        let plan = &self.snapshot().plan;
        Ok(plan.reporting.forms.iter().map(|form| summary(plan, form)).collect())
    }

    /// One form with everything that it asks for.
    ///
    /// # Errors
    /// If the plan has no such form, or the caller no part in reporting.
    pub fn form(&self, caller: &Caller, id: &str) -> Result<FormView, AppError> {
        caller.may(Action::ReadSubmissions, Where::Any, self)?;
        let plan = &self.snapshot().plan;
        Ok(view(plan, &plan.reporting.forms[form_of(plan, id)?]))
    }
}

fn summary(plan: &Plan, form: &Form) -> FormSummary {
    let route = &plan.reporting.routes[form.route];
    let stages = route.stages.iter();
    FormSummary {
        id: form.id.to_string(),
        version: form.version.to_string(),
        name: (&form.name).into(),
        frequency: form.frequency.name().to_owned(),
        due_working_days: form.due_working_days,
        route: RouteView {
            id: route.id.to_string(),
            name: (&route.name).into(),
            stages: stages
                .map(|stage| Named { id: stage.id.to_string(), name: (&stage.name).into() })
                .collect(),
        },
        table_number: form.head.table_number.clone(),
        authority: form.head.authority.as_ref().map(Into::into),
        document_number: form.head.document_number.clone(),
        valid_until: form.head.valid_until.map(|day| day.to_string()),
        certainty: certainty(form.certainty).to_owned(),
        note: plan.form_text(&form.id).and_then(|text| text.note.as_ref()).map(Into::into),
        fields: form.fields().count(),
        shared: form.fields().filter(|field| !sharing(plan, form, field).is_empty()).count(),
    }
}

/// A form in words.
pub(super) fn view(plan: &Plan, form: &Form) -> FormView {
    let section = |section: &lanbai_reporting::form::Section| FormSection {
        id: section.id.to_string(),
        title: (&section.title).into(),
        fields: section.fields.iter().map(|one| field(plan, form, one)).collect(),
    };
    let check = |check: &lanbai_reporting::check::Check| CheckView {
        id: check.id.to_string(),
        strictness: match check.strictness {
            Strictness::Hard => "hard",
            Strictness::Soft => "soft",
        }
        .to_owned(),
        says: (&check.says).into(),
        fields: check.rule.fields().iter().map(ToString::to_string).collect(),
    };
    FormView {
        form: summary(plan, form),
        sections: form.sections.iter().map(section).collect(),
        checks: form.checks.iter().map(check).collect(),
        signatories: form.head.signatories.iter().map(Into::into).collect(),
    }
}

/// The other forms that ask for the same measure of the same periods.
pub(super) fn sharing<'p>(plan: &'p Plan, form: &Form, field: &Field) -> Vec<(&'p Form, &'p Field)> {
    let Some(measure) = field.measure() else { return Vec::new() };
    let others = plan.reporting.forms.iter();
    let others = others.filter(|other| other.id != form.id && other.frequency == form.frequency);
    others
        .filter_map(|other| other.fields().find(|f| f.measure() == Some(measure)).map(|f| (other, f)))
        .collect()
}

fn field(plan: &Plan, form: &Form, field: &Field) -> FormField {
    let words = |text: &Option<Text>| text.as_ref().map(Into::into);
    let limit = |limit: Option<Decimal>| limit.map(|number| number.normalize().to_string());
    let (mut kind, mut least, mut most, mut choices, mut most_characters, mut register) =
        ("measure", None, None, Vec::new(), None, None);
    match &field.kind {
        FieldKind::Measure { range, .. } => (least, most) = (limit(range.least), limit(range.most)),
        FieldKind::Register { register: id } => (kind, register) = ("register", Some(id.to_string())),
        FieldKind::Question(Question::Text { most_characters: most }) => {
            (kind, most_characters) = ("text", Some(*most));
        }
        FieldKind::Question(Question::Number { .. }) => kind = "number",
        FieldKind::Question(Question::Choice(all)) => {
            kind = "choice";
            choices = all
                .iter()
                .map(|choice| Named { id: choice.id.to_string(), name: (&choice.name).into() })
                .collect();
        }
        FieldKind::Question(Question::YesNo) => kind = "yes-no",
    }
    let unit = field.unit().map(|unit| unit.to_string());
    FormField {
        key: field.key.to_string(),
        name: (&field.name).into(),
        kind: kind.to_owned(),
        required: field.required,
        unit_name: unit.as_deref().map(|unit| Messages::shared().unit(unit)),
        unit,
        decimals: field.decimals(),
        least,
        most,
        most_characters,
        choices,
        definition: words(&field.help.definition),
        example: words(&field.help.example),
        measure: field.measure().map(ToString::to_string),
        register,
        shared_with: sharing(plan, form, field).iter().map(|(other, _)| form_named(other)).collect(),
    }
}

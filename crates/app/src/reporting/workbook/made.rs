use std::collections::BTreeMap;
use std::sync::Arc;

use lanbai_intake::FieldKind as RowKind;
use lanbai_kernel::{Period, Unit};
use lanbai_reporting::form::{FieldKind, earlier};
use lanbai_template::{
    Choice, Column, ColumnKind, Earlier, Given, Identity, Language, Register, Template, of_form,
};

use super::super::find::Case;
use super::super::rows::Asked;
use super::super::spoken_period::spoken;
use super::super::values::Elsewhere;
use super::{said, words};
use crate::{App, AppError, Messages};

/// The template of a submission, in one language.
pub(super) async fn template(app: &App, case: &Case, language: Language) -> Result<Template, AppError> {
    let at = &case.at;
    let form = at.form();
    let (two_years, year) = (at.period.shifted_years(-2), at.period.shifted_years(-1));
    let previous = earlier(at.period, 1);
    let mut elsewhere = Elsewhere::default();
    for period in [two_years, year, previous].into_iter().flatten() {
        elsewhere.load(app.store()?, at.plan(), (Arc::clone(&form.id), at.territory, period)).await?;
    }
    let value = |key: &str, period: Option<Period>| {
        let known = elsewhere.value(&at.snapshot, &form.id, key, at.territory, period?)?;
        Some(known.value)
    };
    let of_field = |key: &str| Earlier {
        two_years_before: value(key, two_years),
        year_before: value(key, year),
        previous: value(key, previous),
    };
    let earlier: BTreeMap<String, Earlier> =
        form.fields().map(|field| (field.key.to_string(), of_field(&field.key))).collect();
    let registers: BTreeMap<String, Register> = form
        .fields()
        .filter_map(|field| match &field.kind {
            FieldKind::Register { register: id } => Some((id.to_string(), register(case, id, language)?)),
            _ => None,
        })
        .collect();
    let given = Given {
        language,
        words: words(language),
        identity: Identity {
            form: form.id.to_string(),
            version: form.version.to_string(),
            territory: at.territory_id().to_owned(),
            period: at.period,
            submission: case.submission.id.clone(),
            language: language.name().to_owned(),
        },
        territory: said(&at.territory_named().name, language),
        period: said(&spoken(at.period), language),
        made_on: app.clock().today(),
        earlier: &earlier,
        registers: &registers,
        unit_name: &|unit| unit_name(unit, language),
    };
    Ok(of_form(form, given))
}

fn unit_name(unit: Unit, language: Language) -> String {
    said(&Messages::shared().unit(&unit.to_string()), language)
}

/// A register's sheet: what a row has in a form.
fn register(case: &Case, id: &str, language: Language) -> Option<Register> {
    let plan = case.at.plan();
    let asked = Asked::of(plan, id)?;
    let text = plan.register_text(asked.index);
    let column = |n: &usize| {
        let field = &asked.register.fields[*n];
        let kind = match &field.kind {
            RowKind::Text => ColumnKind::Text,
            RowKind::Date => ColumnKind::Date,
            RowKind::Number(unit) => ColumnKind::Number(unit.map(|unit| (unit, unit_name(unit, language)))),
            RowKind::Territory | RowKind::Code(_) => ColumnKind::Choice(
                asked
                    .choices(plan, *n)
                    .into_iter()
                    .map(|(id, name)| Choice { id, name: said(&(&name).into(), language) })
                    .collect(),
            ),
        };
        let (id, name) = (field.id.clone(), said(&(&field.name).into(), language));
        Column { id, name, kind, required: asked.is_required(plan, *n) }
    };
    Some(Register {
        name: said(&(&asked.register.name).into(), language),
        definition: text.definition.as_ref().map(|text| said(&text.into(), language)),
        columns: asked.columns.iter().map(column).collect(),
    })
}

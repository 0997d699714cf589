//! A plan held against an older one: what data, files and links rest on and this plan no longer has.

use std::collections::BTreeSet;

use lanbai_kernel::Finding;

use crate::Plan;
use crate::raw::{Located, Name};

/// Everything of the older plan that the newer one lost; places are those of the older plan's files.
pub fn lost(old: &Plan, new: &Plan) -> Vec<Finding> {
    let mut findings = gone(old, new);
    findings.extend(units(old, new));
    findings.extend(fields(old, new));
    findings.extend(fields_of_forms(old, new));
    findings.sort_by(|a, b| (&a.place, a.code).cmp(&(&b.place, b.code)));
    findings
}

/// Compares one list of both plans: what it is called, the file it is in, and the table there.
macro_rules! compared {
    ($old:ident, $new:ident, $($kind:literal: $file:ident.$table:ident),+ $(,)?) => {{
        let mut findings = Vec::new();
        $({
            let kept = $new.raw.$file.content.$table.iter().map(|thing| (&thing.id, &thing.formerly));
            let had = $old.raw.$file.content.$table.iter().map(|thing| (&thing.id, &thing.formerly));
            findings.extend(missing($kind, &$old.raw.$file, had, kept));
        })+
        findings
    }};
}

fn gone(old: &Plan, new: &Plan) -> Vec<Finding> {
    compared!(
        old, new,
        "territory": territories.territory,
        "measure": measures.measure,
        "indicator": indicators.indicator,
        "target": targets.target,
        "industry": industries.industry,
        "chain": industries.chain,
        "segment": industries.segment,
        "register": registers.register,
        "source": sources.source,
        "clause": document.clause,
        "form": forms.form,
        "route": forms.route,
        "evaluation-system": evaluation.system,
    )
}

/// Ids, former ones included, that are in one list and not in the other.
fn missing<'p, T>(
    kind: &'static str,
    file: &Located<T>,
    had: impl Iterator<Item = (&'p Name, &'p Vec<String>)>,
    kept: impl Iterator<Item = (&'p Name, &'p Vec<String>)>,
) -> Vec<Finding> {
    let kept: BTreeSet<&str> = kept.flat_map(|(id, formerly)| called(id, formerly)).collect();
    had.flat_map(|(id, formerly)| called(id, formerly).map(move |name| (id, name)))
        .filter(|(_, name)| !kept.contains(name))
        .map(|(id, name)| {
            Finding::warning("plan-id-gone", file.place(id)).with("kind", kind).with("id", name)
        })
        .collect()
}

fn called<'p>(id: &'p Name, formerly: &'p [String]) -> impl Iterator<Item = &'p str> {
    std::iter::once(id.get_ref().as_str()).chain(formerly.iter().map(String::as_str))
}

/// Measures in another unit than before: recorded values carry none of their own and would be read in the new one.
fn units(old: &Plan, new: &Plan) -> Vec<Finding> {
    let file = &old.raw.measures;
    let both = file.content.measure.iter().zip(&old.definitions.measures).filter_map(|(text, before)| {
        let after = new.definitions.measure(new.measure(text.id.get_ref())?);
        (before.unit != after.unit).then(|| {
            Finding::error("plan-unit-changed", file.place(&text.id))
                .with("id", text.id.get_ref().as_str())
                .with("from", before.unit.to_string())
                .with("to", after.unit.to_string())
        })
    });
    both.collect()
}

/// Fields of registers that are gone or hold something of another kind than before.
fn fields(old: &Plan, new: &Plan) -> Vec<Finding> {
    let file = &old.raw.registers;
    let mut findings = Vec::new();
    for register in &file.content.register {
        let Some(after) = new.register(register.id.get_ref()).map(|n| new.register_text(n)) else { continue };
        for field in &register.field {
            let of = |code, severity| {
                Finding::new(code, severity, file.place(&field.id))
                    .with("register", register.id.get_ref().as_str())
                    .with("id", field.id.get_ref().as_str())
            };
            match after.field.iter().find(|f| f.id.get_ref() == field.id.get_ref()) {
                None => findings.push(of("plan-field-gone", lanbai_kernel::Severity::Warning)),
                Some(kept) if kept.r#type != field.r#type => {
                    findings.push(of("plan-field-retyped", lanbai_kernel::Severity::Error));
                }
                Some(_) => {}
            }
        }
    }
    findings
}

/// Fields of forms that are gone: what was filled in there is shown nowhere.
fn fields_of_forms(old: &Plan, new: &Plan) -> Vec<Finding> {
    let file = &old.raw.forms;
    let mut findings = Vec::new();
    for form in &file.content.form {
        let Some(after) = new.form(form.id.get_ref()) else { continue };
        let words = form.section.iter().flat_map(|section| &section.field).filter_map(|field| field.word());
        for word in words.filter(|word| after.field(word.get_ref()).is_none()) {
            findings.push(
                Finding::warning("plan-form-field-gone", file.place(word))
                    .with("form", form.id.get_ref().as_str())
                    .with("field", word.get_ref().as_str()),
            );
        }
    }
    findings
}

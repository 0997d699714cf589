use std::fmt::Write;

use lanbai_app::App;
use lanbai_app::ask;
use lanbai_app::view::{AlternativeView, Explanation, ObservationView, Step};

use super::eval::limits;
use super::{said, word};
use crate::arguments::{Format, Language, Questions};
use crate::printer;

/// Explains each asked number.
pub(crate) fn run(questions: &Questions, app: &App, language: Language) -> anyhow::Result<bool> {
    let mut explanations = Vec::new();
    let parts = |text: &str| -> Vec<String> { text.split(',').map(|part| part.trim().to_owned()).collect() };
    let limits: ask::Limits = limits(questions);
    for indicator in parts(&questions.indicator) {
        for territory in parts(&questions.territory) {
            for period in parts(&questions.period) {
                explanations.push(app.explain(&indicator, &territory, &period, &limits)?);
            }
        }
    }
    if questions.format == Format::Json {
        printer::json(&explanations)?;
    } else {
        for explanation in &explanations {
            printer::print(&text(app, explanation, language))?;
        }
    }
    Ok(true)
}

fn text(app: &App, explanation: &Explanation, language: Language) -> String {
    let e = &explanation.evaluation;
    let mut out = String::new();
    // Writing to a string cannot fail.
    if let Some(outermost) = explanation.steps.first() {
        let territory = outermost.territory_name.as_ref().map_or("", |name| said(name, language));
        let _ = writeln!(out, "{} · {territory} · {}", said(&outermost.title, language), e.period);
    }
    if let Some(formula) = &explanation.formula {
        let _ = writeln!(out, "  {}", said(formula, language));
    }
    if let Some(substituted) = &explanation.substituted {
        let _ = writeln!(out, "  {substituted}");
    }
    let light = word(app, &format!("light-{}", e.light), language);
    let _ = writeln!(out, "  {light}: {}", said(&e.light_reason, language));
    if let Some(difference) = &explanation.difference {
        let _ = writeln!(out, "  {}", said(difference, language));
    }
    for step in &explanation.steps {
        write_step(&mut out, step, language, 1);
    }
    for source in &explanation.sources {
        let address = source.address.as_deref().unwrap_or("");
        let _ = writeln!(out, "  [{}] {} ({}) {address}", source.id, source.title, source.grade);
    }
    for clause in &explanation.clauses {
        let _ = writeln!(out, "  § {} {}", clause.id, said(&clause.text, language));
    }
    out
}

fn write_step(out: &mut String, step: &Step, language: Language, depth: usize) {
    let indent = "  ".repeat(depth);
    let value = step.value.map_or_else(|| "—".to_owned(), number);
    let unit = step.unit.as_deref().unwrap_or("");
    let territory = step.territory_name.as_ref().map_or("", |name| said(name, language));
    let _ =
        writeln!(out, "{indent}{} {territory} {}: {value} {unit}", said(&step.title, language), step.period);
    for used in &step.observations {
        let _ = writeln!(out, "{indent}  = {}", observation(used));
    }
    for other in &step.rejected {
        let _ = writeln!(out, "{indent}  ≠ {}", rejected(other, language));
    }
    for note in &step.notes {
        let _ = writeln!(out, "{indent}  · {}", said(note, language));
    }
    for child in &step.children {
        write_step(out, child, language, depth + 1);
    }
}

/// At most six digits after the point, without trailing zeros.
fn number(value: f64) -> String {
    let fixed = format!("{value:.6}");
    fixed.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn observation(o: &ObservationView) -> String {
    let source = o.source.as_deref().unwrap_or("—");
    let qualifiers =
        if o.qualifiers.is_empty() { String::new() } else { format!(" ({})", o.qualifiers.join(", ")) };
    format!("{} {}{qualifiers} {} [{source}] {}", o.value, o.unit, o.origin, o.known_on)
}

fn rejected(a: &AlternativeView, language: Language) -> String {
    let source = a.source.as_deref().unwrap_or("—");
    format!("{} {} {} [{source}] {}: {}", a.value, a.unit, a.origin, a.known_on, said(&a.reason, language))
}

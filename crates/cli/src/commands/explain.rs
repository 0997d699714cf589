use std::fmt::Write;

use lanbai_app::App;
use lanbai_app::Messages;
use lanbai_app::ask::list;
use lanbai_app::view::{AlternativeView, Explanation, ObservationView, Step};

use super::eval::limits;
use crate::arguments::{Format, Language, Questions};
use crate::printer::{self, word};

/// Explains each asked number.
pub(crate) fn run(questions: &Questions, app: &App, language: Language) -> anyhow::Result<bool> {
    let limits = limits(questions);
    // Asked first as a whole, so that a question that lacks a part is refused as `eval` refuses it.
    app.evaluate(&questions.indicator, &questions.territory, &questions.period, &limits)?;
    let mut explanations = Vec::new();
    for indicator in list(&questions.indicator) {
        for territory in list(&questions.territory) {
            for period in list(&questions.period) {
                explanations.push(app.explain(indicator, territory, period, &limits)?);
            }
        }
    }
    match questions.format {
        Format::Json => printer::json(&explanations)?,
        Format::Csv => {
            let mut rows = Vec::new();
            for explanation in &explanations {
                explanation.steps.iter().for_each(|step| add_rows(&mut rows, explanation, step, language, 0));
            }
            printer::csv(&COLUMNS.map(str::to_owned), &rows)?;
        }
        Format::Table => {
            for explanation in &explanations {
                printer::print(&text(explanation, language))?;
            }
        }
    }
    Ok(true)
}

/// Columns of the steps as CSV.
const COLUMNS: [&str; 12] = [
    "indicator",
    "territory",
    "period",
    "depth",
    "step",
    "title",
    "of",
    "at",
    "value",
    "unit",
    "origin",
    "method",
];

/// A step and those below it, one a row.
fn add_rows(rows: &mut Vec<Vec<String>>, of: &Explanation, step: &Step, language: Language, depth: usize) {
    let asked = &of.evaluation;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    rows.push(vec![
        asked.indicator.clone(),
        asked.territory.clone(),
        asked.period.clone(),
        depth.to_string(),
        step.kind.clone(),
        language.of(&step.title).to_owned(),
        text(&step.territory),
        step.period.clone(),
        step.value.map(number).unwrap_or_default(),
        text(&step.unit),
        text(&step.origin),
        text(&step.method),
    ]);
    step.children.iter().for_each(|child| add_rows(rows, of, child, language, depth + 1));
}

fn text(explanation: &Explanation, language: Language) -> String {
    let e = &explanation.evaluation;
    let mut out = String::new();
    // Writing to a string cannot fail.
    if let Some(outermost) = explanation.steps.first() {
        let territory = outermost.territory_name.as_ref().map_or("", |name| language.of(name));
        let _ = writeln!(out, "{} · {territory} · {}", language.of(&outermost.title), e.period);
    }
    if let Some(formula) = &explanation.formula {
        let _ = writeln!(out, "  {}", language.of(formula));
    }
    if let Some(substituted) = &explanation.substituted {
        let marked = sample(e.origin.as_deref(), language);
        let _ = writeln!(out, "  {}{marked}", language.of(substituted));
    }
    let light = word(&format!("light-{}", e.light), language);
    let _ = writeln!(out, "  {light}{}{}", word("cli-colon", language), language.of(&e.light_reason));
    if let Some(difference) = &explanation.difference {
        let _ = writeln!(out, "  {}", language.of(difference));
    }
    for step in &explanation.steps {
        write_step(&mut out, step, language, 1);
    }
    for source in &explanation.sources {
        let address = source.address.as_deref().unwrap_or("");
        let _ = writeln!(out, "  [{}] {} ({}) {address}", source.id, source.title, source.grade);
    }
    for clause in &explanation.clauses {
        let _ = writeln!(out, "  § {} {}", clause.id, language.of(&clause.text));
    }
    out
}

fn write_step(out: &mut String, step: &Step, language: Language, depth: usize) {
    let indent = "  ".repeat(depth);
    let value = step.value.map_or_else(|| "—".to_owned(), number);
    let unit = step.unit.as_deref().map(|unit| unit_words(unit, language)).unwrap_or_default();
    let territory = step.territory_name.as_ref().map_or("", |name| language.of(name));
    let shown = format!("{value} {unit}");
    let marked = format!("{}{}", shown.trim_end(), sample(step.origin.as_deref(), language));
    let _ = writeln!(out, "{indent}{} {territory} {}: {marked}", language.of(&step.title), step.period);
    for used in &step.observations {
        let _ = writeln!(out, "{indent}  = {}", observation(used, language));
    }
    for other in &step.rejected {
        let _ = writeln!(out, "{indent}  ≠ {}", rejected(other, language));
    }
    for note in &step.notes {
        let _ = writeln!(out, "{indent}  · {}", language.of(note));
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

/// What marks a value that rests on sample data, wherever it is shown.
fn sample(origin: Option<&str>, language: Language) -> String {
    let is_sample = origin == Some("sample");
    if is_sample { format!(" ({})", word("origin-sample", language)) } else { String::new() }
}

fn observation(o: &ObservationView, language: Language) -> String {
    let (value, source) = (number(o.value), o.source.as_deref().unwrap_or("—"));
    let nature = nature(&o.qualifiers, &o.origin, language);
    format!("{value} {} {nature} [{source}] {}", unit_words(&o.unit, language), o.known_on)
}

fn rejected(a: &AlternativeView, language: Language) -> String {
    let (value, source) = (number(a.value), a.source.as_deref().unwrap_or("—"));
    let nature = nature(&a.qualifiers, &a.origin, language);
    let unit = unit_words(&a.unit, language);
    format!("{value} {unit} {nature} [{source}] {}: {}", a.known_on, language.of(&a.reason))
}

fn unit_words(unit: &str, language: Language) -> String {
    language.of(&Messages::shared().unit(unit)).to_owned()
}

/// Origin and exactness in words.
fn nature(qualifiers: &[String], origin: &str, language: Language) -> String {
    let qualifiers = qualifiers.iter().map(|name| word(&format!("qualifier-{name}"), language));
    let words: Vec<String> =
        std::iter::once(word(&format!("origin-{origin}"), language)).chain(qualifiers).collect();
    words.join(&word("list-comma", language))
}

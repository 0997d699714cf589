use lanbai_app::App;
use lanbai_app::ask::Limits;
use lanbai_app::view::Evaluation;

use crate::arguments::{Format, Language, Questions};
use crate::printer::{self, word};

/// Evaluates and prints.
pub(crate) fn run(questions: &Questions, app: &App, language: Language) -> anyhow::Result<bool> {
    let items =
        app.evaluate(&questions.indicator, &questions.territory, &questions.period, &limits(questions))?;
    if questions.format == Format::Json {
        printer::json(&items)?;
        return Ok(true);
    }
    let codes = [
        "indicator",
        "territory",
        "period",
        "value",
        "unit",
        "origin",
        "coverage",
        "path",
        "target",
        "light",
        "reason",
    ];
    let headings: Vec<String> = codes.iter().map(|code| word(&format!("column-{code}"), language)).collect();
    let rows: Vec<Vec<String>> = items.iter().map(|e| row(e, language)).collect();
    match questions.format {
        Format::Csv => printer::csv(&headings, &rows)?,
        _ => printer::table(&headings, &rows, &[3, 6, 7, 8])?,
    }
    Ok(true)
}

pub(crate) fn limits(questions: &Questions) -> Limits {
    Limits {
        as_of: questions.as_of.clone(),
        as_recorded: questions.as_recorded.clone(),
        sample: questions.no_sample.then_some(false),
    }
}

fn row(e: &Evaluation, language: Language) -> Vec<String> {
    let digits = usize::from(e.decimals);
    let number = |value: Option<f64>| value.map_or_else(|| "—".to_owned(), |v| format!("{v:.digits$}"));
    let origin =
        e.origin.as_deref().map_or_else(|| "—".to_owned(), |o| word(&format!("origin-{o}"), language));
    let coverage =
        e.coverage.as_ref().map_or_else(|| "—".to_owned(), |c| format!("{}/{}", c.covered, c.expected));
    vec![
        e.indicator.clone(),
        e.territory.clone(),
        e.period.clone(),
        number(e.value),
        e.unit.clone(),
        origin,
        coverage,
        number(e.path),
        number(e.target.as_ref().map(|t| t.value)),
        word(&format!("light-{}", e.light), language),
        language.of(&e.light_reason).to_owned(),
    ]
}

use lanbai_app::App;
use lanbai_app::view::{Bilingual, DiagnosisEntry, DiagnosisList};

use crate::arguments::{ChainDiagnose, Format, Language};
use crate::printer::{self, word};

/// Every list of a chain's diagnosis, or one of them.
pub(super) async fn run(asked: &ChainDiagnose, app: &App, language: Language) -> anyhow::Result<bool> {
    let territory = asked.territory.clone().unwrap_or_else(|| app.home());
    let mut view = app.diagnosis(&asked.chain, &territory, &asked.weights).await?;
    if let Some(list) = &asked.list {
        app.diagnosis_table(&view, list, language == Language::En)?;
        view.lists.retain(|one| one.list == *list);
    }
    if asked.format == Format::Json {
        printer::json(&view)?;
        return Ok(true);
    }
    let codes = ["list", "rank", "subject", "score", "known", "because", "origin"];
    let headings: Vec<String> = codes.iter().map(|code| word(&format!("column-{code}"), language)).collect();
    let rows: Vec<Vec<String>> = view
        .lists
        .iter()
        .flat_map(|list| list.entries.iter().map(move |entry| row(list, entry, language)))
        .collect();
    match asked.format {
        Format::Csv => printer::csv(&headings, &rows)?,
        _ => printer::table(&headings, &rows, &[1, 3, 4])?,
    }
    Ok(true)
}

fn row(list: &DiagnosisList, entry: &DiagnosisEntry, language: Language) -> Vec<String> {
    let said = |text: &Bilingual| if language == Language::En { text.en.clone() } else { text.zh.clone() };
    let known = entry.parts.iter().filter_map(|part| {
        let value = part.value.filter(|_| part.weight > 0.0)?;
        Some(format!("{} {value:.3}", word(&format!("criterion-{}", part.criterion), language)))
    });
    vec![
        word(&format!("diagnosis-{}", list.list), language),
        // What rests on nothing known has a place in the list and no rank.
        if entry.known > 0.0 { entry.rank.to_string() } else { "—".to_owned() },
        said(&entry.subject.name),
        format!("{:.3}", entry.score),
        format!("{:.0}%", entry.known * 100.0),
        known.collect::<Vec<_>>().join("; "),
        if entry.sample { word("origin-sample", language) } else { String::new() },
    ]
}

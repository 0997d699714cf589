use std::io::Write;

use lanbai_app::App;
use lanbai_report::{to_csv, to_xlsx};

use crate::arguments::{Export, Language};
use crate::output::Output;
use crate::printer;
use crate::refusal::Refusal;

/// Writes a table as it can be opened in a spreadsheet.
pub(crate) async fn run(export: &Export, app: &App, language: Language) -> anyhow::Result<bool> {
    let ending = export.output.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let write = match ending.as_str() {
        "csv" => to_csv,
        "xlsx" => to_xlsx,
        other => return Err(Refusal::new("unknown-format", other).into()),
    };
    let table = app.table_file(&export.table, export.filter.as_deref(), language == Language::En).await?;
    let output = Output::begin(&export.output)?;
    output.writer()?.write_all(&write(&table)?).map_err(|error| Refusal::path(&export.output, &error))?;
    output.finish()?;
    let told = [("file", export.output.display().to_string()), ("rows", table.rows.len().to_string())];
    printer::tell("cli-wrote", &told, language);
    Ok(true)
}

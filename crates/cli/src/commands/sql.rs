use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

use lanbai_app::{AppError, ColumnKind, Lake, QueryLimits, QueryRows, Value, Workspace};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::arguments::{Language, Sql, SqlFormat};
use crate::output::Output;
use crate::printer;
use crate::refusal::Refusal;

/// Answers one reading statement.
pub(crate) async fn run(sql: &Sql, workspace: &Path, language: Language) -> anyhow::Result<bool> {
    let lake = Workspace::open(workspace)?.lake();
    let limits =
        QueryLimits { rows: sql.limit, time: Duration::from_secs(sql.seconds), ..QueryLimits::default() };
    if sql.format == SqlFormat::Parquet && sql.output.is_none() && io::stdout().is_terminal() {
        return Err(Refusal::new("needs-an-output", "Parquet").into());
    }
    let (rows, cut) = match &sql.output {
        None => answer(sql, &lake, limits, io::stdout()).await?,
        Some(path) => {
            let mut output = Output::begin(path)?;
            let answered = answer(sql, &lake, limits, &mut output).await?;
            output.finish()?;
            let told = [("file", path.display().to_string()), ("rows", answered.0.to_string())];
            printer::tell("cli-wrote", &told, language);
            answered
        }
    };
    if cut {
        printer::tell("cli-cut", &[("limit", rows.to_string())], language);
    }
    Ok(true)
}

/// Writes the answer; how many rows it has and whether there were more.
async fn answer(
    sql: &Sql,
    lake: &Lake,
    limits: QueryLimits,
    mut to: impl Write + Send,
) -> anyhow::Result<(usize, bool)> {
    if sql.format == SqlFormat::Parquet {
        return Ok(lake.query_parquet(&sql.query, limits, to).await.map_err(AppError::from)?);
    }
    let result = lake.query(&sql.query, limits).await.map_err(AppError::from)?;
    let text = text(sql.format, &result)?;
    to.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        to.write_all(b"\n")?;
    }
    to.flush()?;
    Ok((result.rows.len(), result.cut))
}

fn text(format: SqlFormat, result: &QueryRows) -> anyhow::Result<String> {
    let headings: Vec<String> = result.columns.iter().map(|(name, _)| name.clone()).collect();
    if format == SqlFormat::Json {
        let rows: Vec<Row<'_>> = result.rows.iter().map(|row| Row(&headings, row)).collect();
        return Ok(serde_json::to_string_pretty(&rows)?);
    }
    let rows: Vec<Vec<String>> = result.rows.iter().map(|row| row.iter().map(shown).collect()).collect();
    if format == SqlFormat::Csv {
        return printer::csv_text(&headings, &rows);
    }
    let numeric = |kind: &ColumnKind| matches!(kind, ColumnKind::Integer | ColumnKind::Number);
    let right: Vec<usize> = (0..result.columns.len()).filter(|n| numeric(&result.columns[*n].1)).collect();
    Ok(printer::table_text(&headings, &rows, &right))
}

/// One row as an object whose members keep the order of the question's columns.
struct Row<'r>(&'r [String], &'r [Value]);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(self.0.len()))?;
        for (heading, value) in self.0.iter().zip(self.1) {
            object.serialize_entry(heading, &json(value))?;
        }
        object.end()
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Text(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Decimal(number) => number.to_string(),
        Value::Number(number) => number.to_string(),
    }
}

fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Text(text) => text.as_str().into(),
        Value::Integer(number) => (*number).into(),
        Value::Decimal(number) => {
            // Through text: a decimal and its nearest floating point number print alike.
            number.to_string().parse::<f64>().ok().into()
        }
        Value::Number(number) => (*number).into(),
    }
}

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

use lanbai_app::{AppError, ColumnKind, Lake, LakeError, QueryLimits, QueryRows, Value, Workspace};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::arguments::{Language, Sql, SqlFormat};
use crate::output::Output;
use crate::printer;
use crate::refusal::Refusal;

/// Answers one reading statement.
pub(crate) async fn run(sql: Sql, workspace: &Path, language: Language) -> anyhow::Result<bool> {
    let lake = Workspace::open(workspace)?.lake();
    let limits =
        QueryLimits { rows: sql.limit, time: Duration::from_secs(sql.seconds), ..QueryLimits::default() };
    if sql.format == SqlFormat::Parquet && sql.output.is_none() && io::stdout().is_terminal() {
        return Err(Refusal::new("needs-an-output", "Parquet").into());
    }
    let output = sql.output.as_deref().map(Output::begin).transpose()?;
    let to: Box<dyn Write + Send> = match &output {
        Some(output) => Box::new(output.writer()?),
        None => Box::new(io::stdout()),
    };
    let (rows, cut) = apart(limits.time, answer(sql.query, sql.format, lake, limits, to)).await?;
    if let Some(output) = output {
        let told = [("file", output.path().display().to_string()), ("rows", rows.to_string())];
        output.finish()?;
        printer::tell("cli-wrote", &told, language);
    }
    if cut {
        printer::tell("cli-cut", &[("limit", rows.to_string())], language);
    }
    Ok(true)
}

/// Works on threads of its own: a statement that never pauses must not keep the clock from being looked at.
async fn apart<T: Send + 'static>(
    time: Duration,
    work: impl Future<Output = anyhow::Result<T>> + Send + 'static,
) -> anyhow::Result<T> {
    /// The lake stops by itself whatever pauses now and then, and says so better.
    const GRACE: Duration = Duration::from_millis(500);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let (done, answer) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        // Nobody waits any more if it took too long.
        let _ = done.send(runtime.block_on(work));
        runtime.shutdown_background();
    });
    match tokio::time::timeout(time + GRACE, answer).await {
        Ok(answer) => answer?,
        Err(_) => Err(AppError::Lake(LakeError::TooLong { seconds: time.as_secs() }).into()),
    }
}

/// Writes the answer; how many rows it has and whether there were more.
async fn answer(
    sql: String,
    format: SqlFormat,
    lake: Lake,
    limits: QueryLimits,
    mut to: Box<dyn Write + Send>,
) -> anyhow::Result<(usize, bool)> {
    if format == SqlFormat::Parquet {
        return Ok(lake.query_parquet(&sql, limits, to).await.map_err(AppError::from)?);
    }
    let result = lake.query(&sql, limits).await.map_err(AppError::from)?;
    let text = text(format, &result)?;
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

use std::path::Path;
use std::time::Duration;

use lanbai_app::{ColumnKind, QueryLimits, Value, Workspace};

use crate::arguments::{Format, Sql};
use crate::printer;

/// Answers one reading statement.
pub(crate) async fn run(sql: &Sql, workspace: &Path) -> anyhow::Result<bool> {
    let lake = Workspace::open(workspace)?.lake();
    let limits =
        QueryLimits { rows: sql.limit, time: Duration::from_secs(sql.seconds), ..QueryLimits::default() };
    let result = lake.query(&sql.query, limits).await?;
    let headings: Vec<String> = result.columns.iter().map(|(name, _)| name.clone()).collect();
    if sql.format == Format::Json {
        let object = |row: &Vec<Value>| -> serde_json::Map<String, serde_json::Value> {
            headings.iter().cloned().zip(row.iter().map(json)).collect()
        };
        printer::json(&result.rows.iter().map(object).collect::<Vec<_>>())?;
    } else {
        let rows: Vec<Vec<String>> = result.rows.iter().map(|row| row.iter().map(shown).collect()).collect();
        if sql.format == Format::Csv {
            printer::csv(&headings, &rows)?;
        } else {
            let numeric = |kind: &ColumnKind| matches!(kind, ColumnKind::Integer | ColumnKind::Number);
            let right: Vec<usize> =
                (0..result.columns.len()).filter(|n| numeric(&result.columns[*n].1)).collect();
            printer::table(&headings, &rows, &right)?;
        }
    }
    if result.cut {
        printer::say(&format!("only the first {} rows; raise --limit for more", sql.limit));
    }
    Ok(true)
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

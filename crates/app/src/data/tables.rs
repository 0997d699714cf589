use lanbai_lake::{ColumnKind, QueryLimits, QueryRows, Value, is_table_of, register_column};
use lanbai_plan::raw::Code;

use super::filter::{Filter, after};
use super::shown::Shown;
use crate::messages::same;
use crate::view::{Bilingual, Named, TableColumn, TablePage, TableView};
use crate::{App, AppError, ask};

/// Rows of one page of a table at most.
const MOST_ROWS: usize = 500;

impl App {
    /// The tables of the lake with their columns and number of rows.
    pub async fn tables(&self) -> Result<Vec<TableView>, AppError> {
        let mut views = Vec::new();
        for name in self.lake.table_names()? {
            let counted =
                self.lake.query(&format!("SELECT count(*) FROM {name}"), QueryLimits::default()).await?;
            let shape =
                self.lake.query(&format!("SELECT * FROM {name} LIMIT 0"), QueryLimits::default()).await?;
            let rows = match counted.rows.first().and_then(|row| row.first()) {
                Some(Value::Integer(rows)) => *rows,
                _ => 0,
            };
            views.push(TableView {
                title: self.title(&name),
                columns: self.columns(&name, &shape),
                name,
                rows,
            });
        }
        Ok(views)
    }

    /// Some rows of one table, after `cursor` rows; `filter` as [`Filter::read`] has it.
    pub async fn table(
        &self,
        name: &str,
        cursor: Option<&str>,
        limit: Option<usize>,
        filter: Option<&str>,
    ) -> Result<TablePage, AppError> {
        let names = self.lake.table_names()?;
        if !names.iter().any(|known| known == name) {
            return Err(ask::unknown("table", name, names.iter().map(String::as_str)));
        }
        let limit = limit.unwrap_or(50).clamp(1, MOST_ROWS);
        let skip = cursor.filter(|cursor| !cursor.is_empty()).map_or(Ok(0), after)?;
        let condition = self.condition(name, filter).await?;
        let snapshot = self.snapshot();
        let Shown { relation, withheld } = self.shown(&snapshot, name);
        let counted = format!("SELECT count(*) FROM {relation}{condition}");
        let counted = self.lake.query(&counted, QueryLimits::default()).await?;
        let total = match counted.rows.first().and_then(|row| row.first()) {
            Some(Value::Integer(rows)) => *rows,
            _ => 0,
        };
        if skip > total {
            return Err(AppError::Cursor(skip.to_string()));
        }
        let order = if name == "publications" { "number" } else { "publication, 1, 2, 3" };
        let select =
            format!("SELECT * FROM {relation}{condition} ORDER BY {order} LIMIT {limit} OFFSET {skip}");
        let rows = self.lake.query(&select, QueryLimits::default()).await?;
        let next = skip + i64::try_from(rows.rows.len()).unwrap_or(i64::MAX);
        Ok(TablePage {
            columns: self.columns(name, &rows),
            rows: rows.rows.iter().map(|row| row.iter().map(json).collect()).collect(),
            next_cursor: (next < total).then(|| next.to_string()),
            total,
            withheld,
        })
    }

    /// A filter as a condition; the column must exist.
    pub(crate) async fn condition(&self, name: &str, filter: Option<&str>) -> Result<String, AppError> {
        let Some(filter) = filter.filter(|filter| !filter.is_empty()) else { return Ok(String::new()) };
        let filter = Filter::read(filter)?;
        let shape = self.lake.query(&format!("SELECT * FROM {name} LIMIT 0"), QueryLimits::default()).await?;
        filter.condition(&shape.columns)
    }

    fn title(&self, table: &str) -> Bilingual {
        let plan = &self.snapshot().plan;
        let register = plan.raw.registers.content.register.iter().find(|r| is_table_of(r, table));
        register.map_or_else(|| self.messages.text(&format!("table-{table}"), &[]), |r| (&r.name).into())
    }

    pub(crate) fn columns(&self, table: &str, rows: &QueryRows) -> Vec<TableColumn> {
        let plan = &self.snapshot().plan;
        let register = plan.raw.registers.content.register.iter().find(|r| is_table_of(r, table));
        let field = |name: &str| {
            register.and_then(|r| r.field.iter().find(|f| register_column(f.id.get_ref()) == name))
        };
        let codes = |name: &str| {
            let codes = field(name).map(|field| field.codes.as_slice()).unwrap_or_default();
            let named = |code: &Code| Named { id: code.id.get_ref().clone(), name: (&code.name).into() };
            codes.iter().map(named).collect()
        };
        let title = |name: &str| match field(name) {
            Some(field) => (&field.name).into(),
            None => {
                let code = format!("column-{name}");
                let known = self.messages.text(&code, &[]);
                if known.zh == code { same(name) } else { known }
            }
        };
        rows.columns
            .iter()
            .map(|(name, kind)| TableColumn {
                name: name.clone(),
                title: title(name),
                codes: codes(name),
                r#type: match kind {
                    ColumnKind::Text => "text",
                    ColumnKind::Integer => "integer",
                    ColumnKind::Number => "number",
                    ColumnKind::Date => "date",
                }
                .to_owned(),
            })
            .collect()
    }
}

pub(super) fn json(value: &Value) -> serde_json::Value {
    /// The greatest integer that JavaScript keeps exactly; ids lie beyond it and travel as text.
    const EXACT: i64 = 1 << 53;
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Text(text) => text.as_str().into(),
        Value::Integer(n) if n.abs() < EXACT => (*n).into(),
        Value::Integer(n) => n.to_string().into(),
        Value::Decimal(decimal) => crate::describe::number(*decimal).into(),
        Value::Number(number) => (*number).into(),
    }
}

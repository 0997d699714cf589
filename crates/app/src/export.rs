use lanbai_lake::{QueryLimits, Value};
use lanbai_plan::Plan;
use lanbai_report::{Cell, Column, Table};

use crate::view::{Evaluation, TableColumn};
use crate::{App, AppError, ask};

impl App {
    /// Evaluations as a table, their sources below.
    pub fn evaluation_table(&self, items: &[Evaluation], english: bool) -> Table {
        let snapshot = self.snapshot();
        let plan = &snapshot.plan;
        let word = |code: &str| {
            let text = self.messages().text(code, &[]);
            if english { text.en } else { text.zh }
        };
        let named = |text: &lanbai_kernel::Text| if english { text.en.clone() } else { text.zh.clone() };
        let column = |code: &str, width: f64| Column { heading: word(code), width };
        let number =
            |value: Option<f64>, decimals: u8| value.map_or(Cell::Empty, |v| Cell::Number(v, decimals));
        let indicator = |id: &str| {
            plan.indicator(id).map_or_else(|| id.to_owned(), |i| named(&plan.indicator_text(i).name))
        };
        let territory = |ids: &str| {
            let names = ids.split('+').map(|id| {
                plan.territory(id).map_or_else(|| id.to_owned(), |t| named(&plan.territory_text(t).name))
            });
            names.collect::<Vec<_>>().join(" + ")
        };
        let title_of = |id: &str| title(plan, id).unwrap_or_default();
        let rows = items.iter().map(|e| {
            let text = |text: String| Cell::Text(text);
            vec![
                text(indicator(&e.indicator)),
                text(territory(&e.territory)),
                text(e.period.clone()),
                number(e.value, e.decimals),
                text(if english { self.messages().unit(&e.unit).en } else { e.unit.clone() }),
                text(e.origin.as_deref().map_or_else(String::new, |o| word(&format!("origin-{o}")))),
                e.coverage
                    .as_ref()
                    .map_or(Cell::Empty, |c| Cell::Text(format!("{}/{}", c.covered, c.expected))),
                number(e.target.as_ref().map(|t| t.value), e.decimals),
                number(e.path, e.decimals),
                text(word(&format!("light-{}", e.light))),
                text(if english { e.light_reason.en.clone() } else { e.light_reason.zh.clone() }),
                text(e.source.clone().unwrap_or_default()),
                text(e.source.as_deref().map(title_of).unwrap_or_default()),
            ]
        });
        let mut used: Vec<&str> = items.iter().filter_map(|e| e.source.as_deref()).collect();
        used.sort_unstable();
        used.dedup();
        let notes = used.into_iter().filter_map(|id| {
            let source = plan.source_text(plan.source(id)?);
            let address = source.address.as_deref().unwrap_or("");
            Some(format!("{id}: {} {address}", source.title))
        });
        Table {
            title: named(&plan.raw.header.content.short_title),
            columns: vec![
                column("column-indicator", 30.0),
                column("column-territory", 26.0),
                column("column-period", 10.0),
                column("column-value", 14.0),
                column("column-unit", 12.0),
                column("column-origin", 10.0),
                column("column-coverage", 10.0),
                column("column-target", 12.0),
                column("column-path", 12.0),
                column("column-light", 8.0),
                column("column-reason", 50.0),
                column("column-source", 24.0),
                column("column-source_title", 40.0),
            ],
            rows: rows.collect(),
            notes: notes.collect(),
        }
    }

    /// A table of the lake, as it can be opened in a spreadsheet.
    pub async fn table_file(
        &self,
        name: &str,
        filter: Option<&str>,
        english: bool,
    ) -> Result<Table, AppError> {
        let names = self.lake().table_names()?;
        if !names.iter().any(|known| known == name) {
            return Err(ask::unknown("table", name, names.iter().map(String::as_str)));
        }
        let condition = self.condition(name, filter).await?;
        let relation = self.shown(&self.snapshot(), name).relation;
        let select = format!("SELECT * FROM {relation}{condition}");
        let rows = self.lake().query(&select, QueryLimits::default()).await?;
        let mut columns = self.columns(name, &rows);
        let cell = |value: &Value| match value {
            Value::Null => Cell::Empty,
            Value::Text(text) => Cell::Text(text.clone()),
            // Ids have more digits than a spreadsheet keeps.
            Value::Integer(n) if n.abs() > 1 << 53 => Cell::Text(n.to_string()),
            Value::Integer(n) => Cell::Number(*n as f64, 0),
            Value::Decimal(d) => {
                Cell::Number(crate::describe::number(*d), u8::try_from(d.normalize().scale()).unwrap_or(0))
            }
            Value::Number(n) => Cell::Number(*n, 4),
        };
        let mut cells: Vec<Vec<Cell>> = rows.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        if let Some(at) = columns.iter().position(|column| column.name == "source") {
            // An id alone tells a reader of the file nothing.
            let plan = &self.snapshot().plan;
            for (cells, row) in cells.iter_mut().zip(&rows.rows) {
                let title = match &row[at] {
                    Value::Text(id) => title(plan, id).map_or(Cell::Empty, Cell::Text),
                    _ => Cell::Empty,
                };
                cells.insert(at + 1, title);
            }
            let named = self.messages().text("column-source_title", &[]);
            let column = TableColumn {
                name: "source_title".to_owned(),
                title: named,
                r#type: "text".to_owned(),
                codes: Vec::new(),
            };
            columns.insert(at + 1, column);
        }
        let heading = |c: &TableColumn| if english { c.title.en.clone() } else { c.title.zh.clone() };
        Ok(Table {
            title: name.to_owned(),
            columns: columns.iter().map(|c| Column { heading: heading(c), width: 18.0 }).collect(),
            rows: cells,
            notes: Vec::new(),
        })
    }
}

/// The title of the source with that id.
fn title(plan: &Plan, id: &str) -> Option<String> {
    plan.source(id).map(|source| plan.source_text(source).title.clone())
}

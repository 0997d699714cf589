use lanbai_report::{Cell, Column, Table};

use crate::view::{Bilingual, DiagnosisEntry, DiagnosisView};
use crate::{App, AppError, ask};

impl App {
    /// One list of a diagnosis as a file: a row a place, a column a criterion with its raw value, and what it rests on.
    ///
    /// # Errors
    /// If the diagnosis has no such list.
    pub fn diagnosis_table(
        &self,
        view: &DiagnosisView,
        list: &str,
        english: bool,
    ) -> Result<Table, AppError> {
        let known = || view.lists.iter().map(|one| one.list.as_str());
        let found = view.lists.iter().find(|one| one.list == list);
        let found = found.ok_or_else(|| ask::unknown("list", list, known()))?;
        let said = |text: &Bilingual| if english { text.en.clone() } else { text.zh.clone() };
        let word = |code: &str| said(&self.messages().text(code, &[]));
        let column = |heading: String, width: f64| Column { heading, width };
        let mut columns = vec![
            column(word("column-rank"), 8.0),
            column(word("column-subject"), 30.0),
            column(word("column-score"), 10.0),
            column(word("column-known"), 14.0),
        ];
        let criteria = found.entries.first().map(|entry| entry.parts.as_slice()).unwrap_or_default();
        columns
            .extend(criteria.iter().map(|part| column(word(&format!("criterion-{}", part.criterion)), 14.0)));
        columns.push(column(word("column-source"), 40.0));
        let row = |entry: &DiagnosisEntry| {
            let mut cells = vec![
                Cell::Number(entry.rank as f64, 0),
                Cell::Text(said(&entry.subject.name)),
                Cell::Number(entry.score, 3),
                Cell::Number(entry.known, 2),
            ];
            let raw = |value: Option<f64>| value.map_or(Cell::Empty, |value| Cell::Number(value, 3));
            cells.extend(entry.parts.iter().map(|part| raw(part.value)));
            cells.push(Cell::Text(entry.sources.join(", ")));
            cells
        };
        let mut notes = vec![said(&view.conventions)];
        if found.sample {
            notes.insert(0, word("origin-sample"));
        }
        Ok(Table {
            title: word(&format!("diagnosis-{list}")),
            columns,
            rows: found.entries.iter().map(row).collect(),
            notes,
        })
    }
}

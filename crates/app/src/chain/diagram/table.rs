use lanbai_report::{Cell, Column, Table};

use crate::view::{Bilingual, DiagnosisEntry, DiagnosisList, DiagnosisView};
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
                Cell::Number(entry.known, 3),
            ];
            let raw = |value: Option<f64>| value.map_or(Cell::Empty, |value| Cell::Number(value, 3));
            cells.extend(entry.parts.iter().map(|part| raw(part.value)));
            let titles: Vec<String> = entry.sources.iter().map(|id| self.source_title(id)).collect();
            cells.push(Cell::Text(titles.join(word("list-comma").as_str())));
            cells
        };
        let mut notes = self.diagnosis_notes(view, found).iter().map(said).collect::<Vec<_>>();
        notes.push(said(&view.conventions));
        Ok(Table {
            title: word(&format!("diagnosis-{list}")),
            columns,
            rows: found.entries.iter().map(row).collect(),
            notes,
        })
    }

    /// What a list that leaves the page has to say of itself: of what, when, from which data, by which weights.
    fn diagnosis_notes(&self, view: &DiagnosisView, list: &DiagnosisList) -> Vec<Bilingual> {
        let snapshot = self.snapshot();
        let plan = &snapshot.plan;
        let mut chains = plan.raw.industries.content.chain.iter();
        let chain = chains.find(|one| *one.id.get_ref() == view.chain).map(|one| (&one.name).into());
        let territory = plan.territory(&view.territory).map(|at| (&plan.territory_text(at).name).into());
        let messages = self.messages();
        let day = crate::same(&self.clock().today().to_string());
        let of = [
            ("chain", chain.unwrap_or_else(|| crate::same(&view.chain))),
            ("territory", territory.unwrap_or_else(|| crate::same(&view.territory))),
            ("day", day),
        ];
        let mut notes = vec![messages.text("diagnosis-file-of", &of)];
        if list.sample {
            notes.push(messages.text("origin-sample", &[]));
        }
        if let (Some(from), Some(to)) = (&list.known_from, &list.known_to) {
            let days = [("from", crate::same(from)), ("to", crate::same(to))];
            notes.push(messages.text("diagnosis-file-known", &days));
        }
        let weights = view.weights.iter().filter(|one| one.list == list.list).map(|one| {
            let what = messages.text(&format!("criterion-{}", one.criterion), &[]);
            let (weight, planned) =
                (crate::same(&one.weight.to_string()), crate::same(&one.planned.to_string()));
            messages
                .text("diagnosis-file-weight", &[("what", what), ("weight", weight), ("planned", planned)])
        });
        notes.extend(weights);
        notes.push(messages.text("diagnosis-file-empty", &[]));
        notes
    }

    fn source_title(&self, id: &str) -> String {
        let snapshot = self.snapshot();
        let Some(at) = snapshot.plan.source(id) else { return id.to_owned() };
        snapshot.plan.source_text(at).title.clone()
    }
}

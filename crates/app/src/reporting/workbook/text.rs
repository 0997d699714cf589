//! The same form as CSV: one field a row, each row naming form, territory and period.

use std::collections::BTreeMap;

use lanbai_intake::{Limits, PlainTable, is_same_name, read_plain, shorten};
use lanbai_kernel::{Finding, Place, Severity};
use lanbai_report::{Cell, Column, Table, is_formula_like, to_csv};
use lanbai_template::{Kind, Language, Raw, Spot, Template, Told};

use super::brought::{Brought, ELSEWHERE};
use super::{register_text, said};
use crate::{AppError, Messages};

/// A form has some hundred fields, and a register as many rows as one may have; whoever sends more sends something else.
const LIMITS: Limits = Limits { text_bytes: 16 << 20, rows: 20_000, columns: 64, ..Limits::FORM };

/// The columns of the file, as the message files call them.
const HEADINGS: [&str; 8] = [
    "csv-form",
    "csv-territory",
    "csv-period",
    "csv-key",
    "workbook-name",
    "workbook-unit",
    "workbook-value",
    "workbook-explanation",
];

pub(super) fn headings(language: Language) -> [String; 8] {
    HEADINGS.map(|code| said(&Messages::shared().text(code, &[]), language))
}

/// The fields of a form as CSV; registers are rows of their own and not among them.
pub(super) fn write(template: &Template, raw: &Raw) -> Result<Vec<u8>, AppError> {
    let language = Language::named(&template.identity.language).unwrap_or(Language::Chinese);
    let text = |text: &str| Cell::Text(text.to_owned());
    let identity = &template.identity;
    let period = identity.period.to_string();
    let fields = template.fields().filter(|field| !matches!(field.kind, Kind::Register(_)));
    let rows = fields.map(|field| {
        let unit = match &field.kind {
            Kind::Number { unit_name, .. } => unit_name,
            _ => "",
        };
        let of = |map: &BTreeMap<String, String>| text(map.get(&field.key).map_or("", String::as_str));
        vec![
            text(&identity.form),
            text(&identity.territory),
            text(&period),
            text(&field.key),
            text(&field.name),
            text(unit),
            of(&raw.fields),
            of(&raw.explanations),
        ]
    });
    let table = Table {
        title: template.title.clone(),
        columns: headings(language).map(|heading| Column { heading, width: 20.0 }).into(),
        rows: rows.collect(),
        notes: Vec::new(),
    };
    to_csv(&table).map_err(|_| AppError::Broken("a CSV file could not be made"))
}

/// The language of a file's headings.
pub(super) fn language(bytes: &[u8]) -> Language {
    let (table, _) = plain(bytes, "");
    let has = |table: &PlainTable, language| {
        let wanted = headings(language);
        wanted.iter().filter(|heading| find(table, heading).is_some()).count()
    };
    let is_english =
        table.is_some_and(|table| has(&table, Language::English) > has(&table, Language::Chinese));
    if is_english { Language::English } else { Language::Chinese }
}

pub(super) fn plain(bytes: &[u8], file: &str) -> (Option<PlainTable>, Vec<Finding>) {
    // Bytes in memory can always be had.
    read_plain(&mut std::io::Cursor::new(bytes), file, &LIMITS).unwrap_or_default()
}

pub(super) fn find(table: &PlainTable, heading: &str) -> Option<usize> {
    table.headings().iter().position(|seen| is_same_name(seen, heading))
}

/// What a CSV file brings.
pub(super) fn read(template: Template, language: Language, file: &str, bytes: &[u8]) -> Brought {
    let (table, findings) = plain(bytes, file);
    let told = findings.into_iter().map(|finding| Told { finding, spot: Spot::Workbook }).collect();
    let mut brought = Brought::new(template, language, told);
    match table {
        Some(table) if register_text::is_one(&table, language) => {
            register_text::read(&mut brought, file, &table);
        }
        Some(table) => rows(&mut brought, file, &table),
        None => {}
    }
    brought
}

fn rows(brought: &mut Brought, file: &str, table: &PlainTable) {
    let wanted = headings(brought.language);
    let columns: Vec<Option<usize>> = wanted.iter().map(|heading| find(table, heading)).collect();
    let [form, territory, period, key, _, unit, value, explanation] = columns[..] else { return };
    let (Some(form), Some(territory), Some(period), Some(key), Some(value)) =
        (form, territory, period, key, value)
    else {
        let missing = wanted.iter().zip(&columns).filter(|(_, column)| column.is_none());
        let missing: Vec<String> = missing.map(|(heading, _)| heading.clone()).collect();
        let finding = Finding::error("reporting-csv-columns", Place::file(file)).with("expected", missing);
        brought.told.push(Told { finding, spot: Spot::Workbook });
        return;
    };
    let mut reader = Reader { brought, file, table, lines: BTreeMap::new(), raw: Raw::default() };
    for row in 0..table.len() {
        let of = |column: Option<usize>| column.map_or("", |column| table.cell(row, column));
        let identity = [form, territory, period].map(|column| table.cell(row, column));
        if reader.belongs(row, identity) {
            reader.one(
                row,
                table.cell(row, key),
                unit.map(|unit| table.cell(row, unit)),
                (table.cell(row, value), of(explanation)),
            );
        }
    }
    reader.finish();
}

/// What makes a row one of another form, territory or period: code, what stands there, what should.
pub(super) fn elsewhere(template: &Template, seen: [&str; 3]) -> Vec<(&'static str, String, String)> {
    let identity = &template.identity;
    let wanted = [identity.form.clone(), identity.territory.clone(), identity.period.to_string()];
    let held = ELSEWHERE.into_iter().zip(seen).zip(wanted);
    let wrong = held.filter(|((_, seen), wanted)| !is_same_name(seen, wanted));
    wrong.map(|((code, seen), wanted)| (code, shorten(seen), wanted)).collect()
}

struct Reader<'r> {
    brought: &'r mut Brought,
    file: &'r str,
    table: &'r PlainTable,
    /// On which line each field stood.
    lines: BTreeMap<String, u32>,
    raw: Raw,
}

impl Reader<'_> {
    fn tell(&mut self, row: usize, code: &'static str, spot: Spot, fill: impl FnOnce(Finding) -> Finding) {
        const MOST_TOLD: usize = 200;
        if self.brought.told.len() < MOST_TOLD {
            let place = Place::file(self.file).line(self.table.line(row));
            let finding = fill(Finding::new(code, Severity::Error, place));
            self.brought.told.push(Told { finding, spot });
        }
    }

    /// Whether a row speaks of this form, territory and period.
    fn belongs(&mut self, row: usize, seen: [&str; 3]) -> bool {
        let wrong = elsewhere(&self.brought.template, seen);
        let belongs = wrong.is_empty();
        for (code, seen, wanted) in wrong {
            self.tell(row, code, Spot::Workbook, |f| f.with("seen", seen).with("expected", wanted));
        }
        belongs
    }

    fn one(&mut self, row: usize, key: &str, unit: Option<&str>, (value, explanation): (&str, &str)) {
        let field = self.brought.template.fields().find(|field| field.key == key);
        let Some(field) = field.filter(|field| !matches!(field.kind, Kind::Register(_))) else {
            return self
                .tell(row, "reporting-field-unknown", Spot::Workbook, |f| f.with("field", shorten(key)));
        };
        let (name, spot) = (field.name.clone(), Spot::Field(key.to_owned()));
        let wanted = match &field.kind {
            Kind::Number { unit_name, .. } => unit_name.clone(),
            _ => String::new(),
        };
        if self.lines.insert(key.to_owned(), self.table.line(row)).is_some() {
            self.tell(row, "reporting-csv-repeated", spot.clone(), |f| f.with("field", &*name));
        }
        if let Some(seen) = unit.filter(|seen| !is_same_name(seen, &wanted)) {
            self.tell(row, "template-unit-changed", spot, |f| {
                f.with("field", name).with("seen", shorten(seen)).with("expected", wanted)
            });
        }
        let (value, explanation) = (plainly(value), plainly(explanation));
        for (text, own, raw) in [
            (value, &mut self.brought.fields, &mut self.raw.fields),
            (explanation, &mut self.brought.explanations, &mut self.raw.explanations),
        ] {
            if !text.is_empty() {
                own.insert(key.to_owned(), text.to_owned());
                raw.insert(key.to_owned(), text.to_owned());
            }
        }
    }

    /// What is sent back, if the file was of this form at all.
    fn finish(self) {
        if self.raw != Raw::default() {
            self.brought.raw = Some(self.raw);
        }
    }
}

/// What was made harmless when it was written out is read as it was.
pub(super) fn plainly(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula_like(rest) => rest,
        _ => text,
    }
}

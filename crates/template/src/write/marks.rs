use std::collections::BTreeMap;

use lanbai_intake::Limits;
use lanbai_kernel::Severity;
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::{look, notes};
use crate::{Mark, Spot};

/// The marks of a workbook that is sent back.
pub(super) struct Marks<'a> {
    /// In the order in which they are listed: file, fields, registers, the gravest first.
    pub(super) all: Vec<&'a Mark>,
    by_spot: BTreeMap<Spot, Vec<&'a Mark>>,
}

impl<'a> Marks<'a> {
    pub(super) fn new(marks: &'a [Mark]) -> Self {
        let mut all: Vec<&Mark> = marks.iter().collect();
        all.sort_by_key(|mark| mark.severity);
        let mut by_spot: BTreeMap<Spot, Vec<&Mark>> = BTreeMap::new();
        for mark in &all {
            // A finding about a whole row is shown at its first cell.
            let spot = match &mark.spot {
                Spot::Row { register, line, column: None } => {
                    Spot::Row { register: register.clone(), line: *line, column: Some(0) }
                }
                spot => spot.clone(),
            };
            by_spot.entry(spot).or_default().push(mark);
        }
        Self { all, by_spot }
    }

    /// The format of a cell, changed where it is marked.
    pub(super) fn format(&self, spot: &Spot, format: &Format) -> Format {
        match self.by_spot.get(spot).and_then(|marks| marks.first()).map(|mark| mark.severity) {
            Some(Severity::Error) => look::wrong(format),
            Some(Severity::Warning) => look::doubtful(format),
            Some(Severity::Note) | None => format.clone(),
        }
    }

    /// The rows of a register that are marked, from 1; beyond what is read there is nothing to mark.
    pub(super) fn lines(&self, key: &str) -> impl Iterator<Item = u32> {
        self.by_spot.keys().filter_map(move |spot| match spot {
            Spot::Row { register, line, .. } if register == key && *line <= Limits::FORM.rows => Some(*line),
            _ => None,
        })
    }

    /// Says beside a cell what is told of it.
    pub(super) fn comment(
        &self,
        sheet: &mut Worksheet,
        spot: &Spot,
        (row, column): (u32, u16),
    ) -> Result<(), XlsxError> {
        let Some(marks) = self.by_spot.get(spot) else { return Ok(()) };
        let texts: Vec<String> =
            marks.iter().map(|mark| format!("{}\n{}", mark.sentence, mark.hint)).collect();
        notes::insert(sheet, (row, column), texts.join("\n\n").trim())
    }
}

use lanbai_kernel::{Finding, Place, Severity};

use crate::codes::{self, FindingCode};
use crate::place::letters;
use crate::{Spot, Told};

/// Collects what is told of an upload, up to a limit; errors have a quota of their own.
pub(super) struct Report {
    file: String,
    sheet: Option<String>,
    limit: usize,
    errors: usize,
    others: usize,
    dropped: usize,
    pub(super) told: Vec<Told>,
}

impl Report {
    pub(super) fn new(file: &str, limit: usize) -> Self {
        let (sheet, told) = (None, Vec::new());
        Self { file: file.to_owned(), sheet, limit: limit.max(1), errors: 0, others: 0, dropped: 0, told }
    }

    /// From here on cells lie on this sheet.
    pub(super) fn set_sheet(&mut self, sheet: &str) {
        self.sheet = Some(sheet.to_owned());
    }

    /// Tells something of the file as a whole.
    pub(super) fn tell(&mut self, code: &FindingCode, spot: Spot, fill: impl FnOnce(Finding) -> Finding) {
        let place = Place::file(self.file.clone());
        self.keep(code, place, spot, fill);
    }

    /// Tells something of a cell, by row and column from 0.
    pub(super) fn tell_at(
        &mut self,
        code: &FindingCode,
        (row, column): (u32, u32),
        spot: Spot,
        fill: impl FnOnce(Finding) -> Finding,
    ) {
        let file = match &self.sheet {
            Some(sheet) => format!("{}!{sheet}", self.file),
            None => self.file.clone(),
        };
        let place = Place::file(file).line(row.saturating_add(1)).column(letters(column));
        self.keep(code, place, spot, fill);
    }

    fn keep(&mut self, code: &FindingCode, place: Place, spot: Spot, fill: impl FnOnce(Finding) -> Finding) {
        let used = if code.severity == Severity::Error { &mut self.errors } else { &mut self.others };
        *used += 1;
        if *used > self.limit {
            self.dropped += 1;
            return;
        }
        let finding = fill(Finding::new(code.name, code.severity, place));
        self.told.push(Told { finding, spot });
    }

    pub(super) fn has_errors(&self) -> bool {
        self.told.iter().any(|told| told.finding.severity == Severity::Error)
    }

    pub(super) fn finish(mut self) -> Vec<Told> {
        if self.dropped > 0 {
            let dropped = self.dropped;
            let code = codes::MORE_FINDINGS;
            let finding =
                Finding::new(code.name, code.severity, Place::file(self.file)).with("count", dropped);
            self.told.push(Told { finding, spot: Spot::Workbook });
        }
        self.told
    }
}

use lanbai_kernel::{Argument, Finding, Place, Severity};

use crate::codes::{self, FindingCode};

/// Collects findings up to a limit and counts the rest.
///
/// Errors have a quota of their own: a thousand warnings in front must not hide that a file is wrong.
pub(crate) struct Reporter {
    file: String,
    limit: usize,
    kept: Vec<Finding>,
    rows: Vec<usize>,
    errors: usize,
    others: usize,
    dropped: usize,
}

/// A kept finding that later rows may repeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FindingId(u32);

impl FindingId {
    /// The finding was counted, not kept.
    const DROPPED: Self = Self(u32::MAX);
}

/// Where in the table something is wrong.
#[derive(Clone, Copy)]
pub(crate) struct Spot<'a> {
    pub(crate) line: Option<u32>,
    pub(crate) column: Option<&'a str>,
}

impl Spot<'static> {
    /// The file as a whole.
    pub(crate) const FILE: Self = Self { line: None, column: None };

    /// A whole row.
    pub(crate) const fn line(line: u32) -> Self {
        Self { line: Some(line), column: None }
    }
}

impl<'a> Spot<'a> {
    /// A cell.
    pub(crate) const fn cell(line: u32, column: &'a str) -> Self {
        Self { line: Some(line), column: Some(column) }
    }
}

impl Reporter {
    pub(crate) fn new(file: &str, limit: usize) -> Self {
        Self {
            file: file.to_owned(),
            limit: limit.max(1),
            kept: Vec::new(),
            rows: Vec::new(),
            errors: 0,
            others: 0,
            dropped: 0,
        }
    }

    /// From here on findings lie in this part of the file, such as a sheet.
    pub(crate) fn set_file(&mut self, file: String) {
        self.file = file;
    }

    /// Keeps or counts one finding; `fill` gives its arguments and runs only if it is kept.
    pub(crate) fn report(
        &mut self,
        code: &FindingCode,
        spot: Spot<'_>,
        fill: impl FnOnce(Finding) -> Finding,
    ) -> FindingId {
        let used = if code.severity == Severity::Error { &mut self.errors } else { &mut self.others };
        if *used >= self.limit {
            self.dropped += 1;
            return FindingId::DROPPED;
        }
        *used += 1;
        let mut place = Place::file(self.file.clone());
        place.line = spot.line;
        place.column = spot.column.map(crate::fold::shorten);
        let finding = fill(Finding::new(code.name, code.severity, place));
        #[cfg(debug_assertions)]
        check_arguments(code, &finding);
        self.kept.push(finding);
        self.rows.push(1);
        FindingId(u32::try_from(self.kept.len() - 1).unwrap_or(u32::MAX))
    }

    /// Whether anything is wrong.
    pub(crate) fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// One more row has what an earlier finding tells.
    pub(crate) fn repeat(&mut self, id: FindingId) {
        match self.rows.get_mut(id.0 as usize) {
            Some(rows) => *rows += 1,
            None => self.dropped += 1,
        }
    }

    /// All findings by place, and how many more there were.
    pub(crate) fn finish(mut self) -> Vec<Finding> {
        for (finding, rows) in self.kept.iter_mut().zip(&self.rows) {
            if finding.arguments.contains_key("rows") {
                finding.arguments.insert("rows", Argument::from(*rows));
            }
        }
        // Stable, so that what concerns the same row stays in the order in which it was found.
        self.kept.sort_by(|a, b| (&a.place.file, a.place.line).cmp(&(&b.place.file, b.place.line)));
        if self.dropped > 0 {
            let code = codes::MORE_FINDINGS;
            let more = Finding::new(code.name, code.severity, Place::file(self.file));
            self.kept.push(more.with("count", self.dropped));
        }
        self.kept
    }
}

#[cfg(debug_assertions)]
fn check_arguments(code: &FindingCode, finding: &Finding) {
    let given: Vec<&str> = finding.arguments.keys().copied().collect();
    let mut declared = code.arguments.to_vec();
    declared.sort_unstable();
    debug_assert_eq!(given, declared, "arguments of {}", code.name);
}

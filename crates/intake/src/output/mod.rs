//! Where rows are gathered into batches, with what must hold between them.

mod duplicates;

use std::ops::ControlFlow;

use lanbai_kernel::{Decimal, NaiveDate, Origin, Period, Qualifiers};

use self::duplicates::{Duplicates, Statement, correction};
use crate::batch::{Batch, NO_SOURCE, ObservationBatch};
use crate::codes;
use crate::report::{FindingId, Reporter, Spot};
use crate::request::Defaults;

/// Where batches go; a break stops the reading.
pub(crate) type Sink<'s> = &'s mut dyn FnMut(Batch) -> ControlFlow<()>;

/// One observation on its way into a batch.
pub(crate) struct Observation<'a> {
    pub(crate) territory: u32,
    pub(crate) measure: u32,
    pub(crate) period: Period,
    pub(crate) value: Decimal,
    pub(crate) decimals: i8,
    pub(crate) qualifiers: Qualifiers,
    pub(crate) origin: Option<Origin>,
    pub(crate) source: Option<u32>,
    pub(crate) known_on: Option<NaiveDate>,
    pub(crate) note: Option<&'a str>,
    pub(crate) supersedes: Option<i64>,
    pub(crate) line: u32,
}

/// Gathers rows into batches and hands them on.
pub(crate) struct Output<'s> {
    batch: ObservationBatch,
    sink: Sink<'s>,
    defaults: Defaults,
    duplicates: Duplicates,
    keys: Vec<u64>,
    /// Bytes of the notes in the batch.
    note_bytes: usize,
    without_source: Option<FindingId>,
    without_origin: Option<FindingId>,
    without_known_on: Option<FindingId>,
    without_unit: Option<FindingId>,
    repeated: Option<FindingId>,
    tables: Tables,
    /// Whether rows of the table may name what they correct.
    has_corrections: bool,
    /// Rows that hold something, whether or not it could be read.
    pub(crate) rows: u64,
    /// Observations and things handed on.
    pub(crate) values: u64,
    /// Values that their cells say are not there.
    pub(crate) skipped_missing: u64,
}

impl<'s> Output<'s> {
    pub(crate) fn new(sink: Sink<'s>, defaults: Defaults) -> Self {
        Self {
            batch: ObservationBatch::with_room(),
            sink,
            defaults,
            duplicates: Duplicates::new(),
            keys: Vec::with_capacity(Batch::ROWS),
            note_bytes: 0,
            without_source: None,
            without_origin: None,
            without_known_on: None,
            without_unit: None,
            repeated: None,
            tables: Tables::default(),
            has_corrections: false,
            rows: 0,
            values: 0,
            skipped_missing: 0,
        }
    }

    /// Adds a row, with the defaults where it says nothing; a full batch is handed on.
    #[inline]
    pub(crate) fn observation(&mut self, row: Observation<'_>, report: &mut Reporter) -> ControlFlow<()> {
        let spot = Spot::line(row.line);
        let origin = row.origin.or(self.defaults.origin);
        let source = row.source.or(self.defaults.source);
        let known_on = row.known_on.or(self.defaults.known_on);
        if origin == Some(Origin::Published) && source.is_none() {
            once(&mut self.without_source, codes::MISSING_SOURCE, spot, report);
        }
        let Some(origin) = origin else {
            once(&mut self.without_origin, codes::MISSING_ORIGIN, spot, report);
            return ControlFlow::Continue(());
        };
        let Some(known_on) = known_on else {
            once(&mut self.without_known_on, codes::MISSING_KNOWN_ON, spot, report);
            return ControlFlow::Continue(());
        };
        let batch = &mut self.batch;
        batch.territory.push(row.territory);
        batch.measure.push(row.measure);
        batch.period.push(row.period);
        batch.value.push(row.value);
        batch.decimals.push(row.decimals);
        batch.qualifiers.push(row.qualifiers);
        batch.origin.push(origin);
        batch.source.push(source.unwrap_or(NO_SOURCE));
        batch.known_on.push(known_on);
        batch.note.push(row.note.map(str::to_owned));
        batch.line.push(row.line);
        if self.has_corrections {
            batch.supersedes.push(row.supersedes);
        }
        self.note_bytes += row.note.map_or(0, str::len);
        if batch.line.len() == Batch::ROWS || self.note_bytes > Batch::TEXT_BYTES {
            self.flush(report)
        } else {
            ControlFlow::Continue(())
        }
    }

    /// Hands on what is left.
    pub(crate) fn flush(&mut self, report: &mut Reporter) -> ControlFlow<()> {
        if self.batch.line.is_empty() {
            return ControlFlow::Continue(());
        }
        self.find_duplicates(report);
        self.note_bytes = 0;
        let batch = std::mem::replace(&mut self.batch, ObservationBatch::with_room());
        self.hand_on(Batch::Observations(Box::new(batch)))
    }

    /// Hands on rows that others gathered.
    pub(crate) fn hand_on(&mut self, batch: Batch) -> ControlFlow<()> {
        self.values += batch.len() as u64;
        (self.sink)(batch)
    }

    /// From here on rows are those of another table, whose lines count anew.
    pub(crate) fn next_table(&mut self, name: &str) {
        self.tables.next(name);
        self.without_source = None;
        self.without_origin = None;
        self.without_known_on = None;
        self.without_unit = None;
        self.repeated = None;
    }

    /// Says whether rows of the table that begins may name what they correct.
    pub(crate) const fn expect_corrections(&mut self, expected: bool) {
        self.has_corrections = expected;
    }

    /// Notes that a value stands without any unit.
    pub(crate) fn unit_assumed(&mut self, line: u32, report: &mut Reporter) {
        once(&mut self.without_unit, codes::UNIT_ASSUMED, Spot::line(line), report);
    }

    /// Reports rows that speak of the same as an earlier one; those that repeat it exactly are left out.
    fn find_duplicates(&mut self, report: &mut Reporter) {
        let batch = &self.batch;
        self.keys.clear();
        for row in 0..batch.line.len() {
            let period = batch.period[row].to_bits();
            let key =
                self.duplicates.key(batch.territory[row], batch.measure[row], period, batch.source[row]);
            self.keys.push(batch.supersedes_at(row).map_or(key, |id| correction(key, id)));
        }
        // As many slots as the processor's nearest memory holds with ease.
        const TOUCHED: usize = 128;
        let mut repeated = Vec::new();
        for (n, keys) in self.keys.chunks(TOUCHED).enumerate() {
            keys.iter().for_each(|key| self.duplicates.touch(*key));
            for (row, key) in (n * TOUCHED..).zip(keys) {
                let line = batch.line[row];
                let ordinal = self.tables.ordinal(line);
                let (value, known_on) = (batch.value[row], batch.known_on[row]);
                let statement = Statement::new(value, batch.qualifiers[row], batch.origin[row], known_on);
                let Some(earlier) = self.duplicates.enter(*key, statement, ordinal) else { continue };
                let other = self.tables.shown(earlier.ordinal);
                if earlier.same {
                    repeated.push(row);
                    match self.repeated {
                        Some(id) => report.repeat(id),
                        None => {
                            let told = report.report(codes::REPEATED_ROW, Spot::line(line), |f| {
                                f.with("other", other).with("rows", 1usize)
                            });
                            self.repeated = Some(told);
                        }
                    }
                } else {
                    let seen = value.to_string();
                    report.report(codes::DUPLICATE, Spot::line(line), |f| {
                        f.with("other", other).with("seen", seen)
                    });
                }
            }
        }
        self.values += repeated.len() as u64;
        self.batch.remove(&repeated);
    }
}

/// Reports what concerns many rows with the first of them.
fn once(slot: &mut Option<FindingId>, code: &codes::FindingCode, spot: Spot<'_>, report: &mut Reporter) {
    match *slot {
        Some(id) => report.repeat(id),
        None => *slot = Some(report.report(code, spot, |f| f.with("rows", 1usize))),
    }
}

/// Numbers the rows of all tables of a file in one sequence, so that one number tells the sheet and the row.
#[derive(Default)]
struct Tables {
    /// Where each table begins in the sequence, and its name.
    starts: Vec<(u32, String)>,
    last: u32,
}

impl Tables {
    fn next(&mut self, name: &str) {
        self.starts.push((self.last, name.to_owned()));
    }

    fn ordinal(&mut self, line: u32) -> u32 {
        let base = self.starts.last().map_or(0, |(base, _)| *base);
        let ordinal = base.saturating_add(line);
        self.last = self.last.max(ordinal);
        ordinal
    }

    /// The row's number, with its sheet where that is another one.
    fn shown(&self, ordinal: u32) -> String {
        let at = self.starts.partition_point(|(base, _)| *base < ordinal);
        match at.checked_sub(1).and_then(|n| self.starts.get(n)) {
            Some((base, name)) if at < self.starts.len() => format!("{name}!{}", ordinal - base),
            Some((base, _)) => (ordinal - base).to_string(),
            None => ordinal.to_string(),
        }
    }
}

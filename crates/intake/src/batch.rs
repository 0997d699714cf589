use lanbai_kernel::{Decimal, NaiveDate, Origin, Period, Qualifiers};

/// In place of a source's index: the row names none, which only a published one must.
pub const NO_SOURCE: u32 = u32::MAX;

/// At most [`Batch::ROWS`] rows of one table.
#[derive(Debug, Clone, PartialEq)]
pub enum Batch {
    /// Observations.
    Observations(Box<ObservationBatch>),
    /// Rows of a register.
    Register(RegisterBatch),
}

impl Batch {
    /// How many rows a batch has at most.
    pub const ROWS: usize = 65_536;

    /// Bytes of text past which a batch is handed on before it is full: notes may be as long as a page.
    pub(crate) const TEXT_BYTES: usize = 16 << 20;

    /// How many rows it has.
    pub const fn len(&self) -> usize {
        match self {
            Self::Observations(batch) => batch.line.len(),
            Self::Register(batch) => batch.line.len(),
        }
    }

    /// Whether it has none.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Observations as columns of equal length.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ObservationBatch {
    /// Indices of territories.
    pub territory: Vec<u32>,
    /// Indices of measures.
    pub measure: Vec<u32>,
    /// Periods.
    pub period: Vec<Period>,
    /// Values in the measure's unit.
    pub value: Vec<Decimal>,
    /// Digits after the point that were printed, in the measure's unit; negative for rounded thousands.
    pub decimals: Vec<i8>,
    /// How exact each value is.
    pub qualifiers: Vec<Qualifiers>,
    /// Where each value comes from.
    pub origin: Vec<Origin>,
    /// Indices of sources, or [`NO_SOURCE`].
    pub source: Vec<u32>,
    /// What each value was reported with, which is then its source; empty where the rows come from a file.
    pub reported_in: Vec<Option<String>>,
    /// When each value became known.
    pub known_on: Vec<NaiveDate>,
    /// Notes.
    pub note: Vec<Option<String>>,
    /// Ids of the observations that rows correct; empty where the table has no column for them.
    pub supersedes: Vec<Option<i64>>,
    /// Line of the file or row of the sheet, from 1.
    pub line: Vec<u32>,
}

impl ObservationBatch {
    /// Empty columns with room for a whole batch.
    pub(crate) fn with_room() -> Self {
        Self {
            territory: Vec::with_capacity(Batch::ROWS),
            measure: Vec::with_capacity(Batch::ROWS),
            period: Vec::with_capacity(Batch::ROWS),
            value: Vec::with_capacity(Batch::ROWS),
            decimals: Vec::with_capacity(Batch::ROWS),
            qualifiers: Vec::with_capacity(Batch::ROWS),
            origin: Vec::with_capacity(Batch::ROWS),
            source: Vec::with_capacity(Batch::ROWS),
            reported_in: Vec::new(),
            known_on: Vec::with_capacity(Batch::ROWS),
            note: Vec::with_capacity(Batch::ROWS),
            supersedes: Vec::new(),
            line: Vec::with_capacity(Batch::ROWS),
        }
    }

    /// What a row was reported with.
    pub fn reported_in_at(&self, row: usize) -> Option<&str> {
        self.reported_in.get(row)?.as_deref()
    }

    /// The observation that a row corrects.
    pub fn supersedes_at(&self, row: usize) -> Option<i64> {
        self.supersedes.get(row).copied().flatten()
    }

    /// Leaves out some rows, given in ascending order.
    pub(crate) fn remove(&mut self, rows: &[usize]) {
        if rows.is_empty() {
            return;
        }
        remove(&mut self.territory, rows);
        remove(&mut self.measure, rows);
        remove(&mut self.period, rows);
        remove(&mut self.value, rows);
        remove(&mut self.decimals, rows);
        remove(&mut self.qualifiers, rows);
        remove(&mut self.origin, rows);
        remove(&mut self.source, rows);
        remove(&mut self.reported_in, rows);
        remove(&mut self.known_on, rows);
        remove(&mut self.note, rows);
        remove(&mut self.supersedes, rows);
        remove(&mut self.line, rows);
    }
}

fn remove<T>(column: &mut Vec<T>, rows: &[usize]) {
    let (mut row, mut gone) = (0, rows.iter().peekable());
    column.retain(|_| {
        let goes = gone.next_if_eq(&&row).is_some();
        row += 1;
        !goes
    });
}

/// Rows of a register as columns of equal length.
#[derive(Debug, Clone, PartialEq)]
pub struct RegisterBatch {
    /// Position of the register in the request.
    pub register: usize,
    /// One column a field, in the schema's order; fields that the file does not have are all empty.
    pub columns: Vec<RegisterColumn>,
    /// Line of the file or row of the sheet, from 1.
    pub line: Vec<u32>,
}

/// One column of a register's rows.
#[derive(Debug, Clone, PartialEq)]
pub enum RegisterColumn {
    /// Text.
    Text(Vec<Option<String>>),
    /// Days.
    Date(Vec<Option<NaiveDate>>),
    /// Numbers in the field's unit.
    Number(Vec<Option<Decimal>>),
    /// Indices of territories.
    Territory(Vec<Option<u32>>),
    /// Positions in the field's codes.
    Code(Vec<Option<u32>>),
}

use lanbai_kernel::Period;
use lanbai_kernel::territory::TerritoryIndex;

use super::Cell;
use crate::{IndicatorIndex, MeasureIndex, Observation};

/// What a step of an explanation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum StepKind {
    Indicator(IndicatorIndex),
    /// The rolled-up value beside the direct one.
    RolledUp,
    Numerator,
    Denominator,
    Measure(MeasureIndex),
    Tiling(MeasureIndex),
    YearToDateDifference(MeasureIndex),
    DerivedNumerator,
    Earlier,
    Later,
}

/// Why an observation was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rejection {
    /// The other states its period, this one does not.
    PeriodNotStated,
    /// The other's origin and grade stand higher in the plan's preference.
    OriginPreferred,
    /// The other's source has the better grade.
    BetterGrade,
    /// The other is known since a later day.
    KnownLater,
    /// Nothing tells them apart but their order.
    SameRank,
}

/// Something to say about a step.
#[derive(Debug, Clone, PartialEq)]
pub enum StepNote {
    /// Leaves that the value does not cover.
    Missing(Vec<TerritoryIndex>),
    /// Both parts were restricted to the leaves that they have in common.
    RestrictedToCommonLeaves(usize),
    /// What stood here may not be shown to whoever asks.
    Withheld,
    /// A register: how many rows counted.
    RegisterRows(usize),
}

/// Receives the steps of an evaluation. All methods may do nothing.
pub trait Recorder {
    /// Whether steps are kept; work that only serves the record is skipped otherwise.
    const ON: bool;
    /// A step begins; steps nest.
    fn open(&mut self, kind: StepKind, territories: &[TerritoryIndex], period: Period);
    /// An observation was used.
    fn observation(&mut self, observation: &Observation);
    /// An observation was looked at and not taken.
    fn rejected(&mut self, observation: &Observation, why: Rejection);
    /// Something worth saying.
    fn note(&mut self, note: StepNote);
    /// The step that was opened last ends.
    fn close(&mut self, cell: Option<Cell>);
}

/// Keeps nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Recorder for Silent {
    const ON: bool = false;
    fn open(&mut self, _: StepKind, _: &[TerritoryIndex], _: Period) {}
    fn observation(&mut self, _: &Observation) {}
    fn rejected(&mut self, _: &Observation, _: Rejection) {}
    fn note(&mut self, _: StepNote) {}
    fn close(&mut self, _: Option<Cell>) {}
}

/// One step with what lies under it.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Record {
    pub kind: StepKind,
    pub territories: Vec<TerritoryIndex>,
    pub period: Period,
    pub observations: Vec<Observation>,
    pub rejected: Vec<(Observation, Rejection)>,
    pub notes: Vec<StepNote>,
    pub cell: Option<Cell>,
    pub children: Vec<Record>,
}

impl Record {
    /// The step alone, told to be withheld.
    #[must_use]
    pub fn without_values(mut self) -> Self {
        self.cell = None;
        self.observations.clear();
        self.rejected.clear();
        self.children.clear();
        self.notes = vec![StepNote::Withheld];
        self
    }
}

/// Keeps every step as a tree.
#[derive(Debug, Clone, Default)]
pub struct Recording {
    open: Vec<Record>,
    /// The finished outermost steps.
    pub roots: Vec<Record>,
}

impl Recorder for Recording {
    const ON: bool = true;

    fn open(&mut self, kind: StepKind, territories: &[TerritoryIndex], period: Period) {
        self.open.push(Record {
            kind,
            territories: territories.to_vec(),
            period,
            observations: Vec::new(),
            rejected: Vec::new(),
            notes: Vec::new(),
            cell: None,
            children: Vec::new(),
        });
    }

    fn observation(&mut self, observation: &Observation) {
        if let Some(step) = self.open.last_mut() {
            step.observations.push(*observation);
        }
    }

    fn rejected(&mut self, observation: &Observation, why: Rejection) {
        if let Some(step) = self.open.last_mut() {
            step.rejected.push((*observation, why));
        }
    }

    fn note(&mut self, note: StepNote) {
        if let Some(step) = self.open.last_mut() {
            step.notes.push(note);
        }
    }

    fn close(&mut self, cell: Option<Cell>) {
        let Some(mut step) = self.open.pop() else { return };
        step.cell = cell;
        match self.open.last_mut() {
            Some(parent) => parent.children.push(step),
            None => self.roots.push(step),
        }
    }
}

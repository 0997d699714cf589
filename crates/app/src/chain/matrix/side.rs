//! The labelled lines of one axis with their values.

use lanbai_graphs::linkages::Tolerance;
use lanbai_kernel::{Finding, Place, has_errors};

use super::labels::{AxisLabels, Role};
use super::lines::{Lines, Sector};
use super::locate::Axis;
use super::sums::{Gap, Sums, Vector};
use super::values::Values;
use super::{TOLD, exact};

/// Where the labels of an axis and the sectors across it stand.
pub(super) struct Side {
    axis: Axis,
    labels: &'static AxisLabels,
    lines: Lines,
    /// Where each sector stands on the other axis.
    sectors: Vec<u32>,
}

/// A side whose values were read.
pub(super) struct ReadSide {
    side: Side,
    sums: Sums<'static>,
}

impl Side {
    pub fn new(axis: Axis, labels: &'static AxisLabels, lines: Lines, sectors: Vec<u32>) -> Self {
        Self { axis, labels, lines, sectors }
    }

    /// Reads the labels' values and tells which totals are not the sum of their parts, and what was counted with
    /// something else.
    pub fn read(
        self,
        values: &mut Values<'_>,
        flows: Vector,
        sectors: &[(Sector, Sector)],
        tolerance: Tolerance,
    ) -> ReadSide {
        let mut printed = |at: &Option<u32>| values.vector(self.axis, (*at)?, &self.sectors);
        let printed = self.lines.known.iter().map(&mut printed).collect();
        let sums = Sums::new(self.labels, printed, flows, tolerance);
        let gap = |gap: &Gap| {
            let label = &self.labels.words(gap.label).concat();
            Finding::warning("chain-table-total", self.place(values, gap))
                .with("sector", sectors[gap.sector].0.shown())
                .with("label", label.as_str())
                .with("printed", gap.printed.to_string())
                .with("sum", gap.sum.to_string())
                .with("difference", exact(gap.printed.saturating_sub(gap.sum)).to_string())
        };
        // Where something could not be read, no sum says anything.
        let told = if has_errors(&values.findings) { 0 } else { TOLD };
        let gaps: Vec<Finding> = sums.gaps.iter().take(told).map(gap).collect();
        values.findings.extend(gaps);
        let beside: Vec<String> =
            sums.beside().into_iter().map(|label| self.labels.words(label).concat()).collect();
        if !beside.is_empty() {
            let place = Place::file(&values.file);
            let note = match self.axis {
                Axis::Columns => Finding::note("chain-table-counted-as-final-use", place),
                Axis::Rows => Finding::note("chain-table-counted-as-value-added", place),
            };
            values.findings.push(note.with("labels", beside));
        }
        ReadSide { side: self, sums }
    }

    fn place(&self, values: &Values<'_>, gap: &Gap) -> Place {
        match self.lines.known[gap.label] {
            Some(line) => values.place(self.axis.cell(line, self.sectors[gap.sector])),
            None => Place::file(&values.file),
        }
    }
}

impl ReadSide {
    /// What plays a role, one number a sector.
    pub fn of_role(&self, role: Role) -> Option<Vector> {
        self.sums.of_role(role)
    }

    /// The place of a sector's value under the label of a role, where that stands in the table.
    pub fn place(&self, values: &Values<'_>, role: Role, sector: usize) -> Place {
        let line = self.side.labels.of_role(role).and_then(|label| self.side.lines.known[label]);
        match line {
            Some(line) => values.place(self.side.axis.cell(line, self.side.sectors[sector])),
            None => Place::file(&values.file),
        }
    }

    /// That the table lacks a role.
    pub fn missing(&self, values: &Values<'_>, role: Role) -> Finding {
        let place = Place::file(&values.file);
        let words = self.side.labels.of_role(role).map(|label| self.side.labels.words(label));
        let missing = match self.side.axis {
            Axis::Columns => Finding::error("chain-table-missing-column", place),
            Axis::Rows => Finding::error("chain-table-missing-row", place),
        };
        missing.with("expected", words.unwrap_or_default())
    }
}

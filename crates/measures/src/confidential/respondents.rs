use chrono::Datelike;
use lanbai_kernel::Period;
use lanbai_kernel::territory::TerritoryIndex;
use rustc_hash::FxHashMap;

use super::Grain;
use crate::{MeasureIndex, RegisterRow, When};

/// On whom confidential measures rest: rows of registers, whose thing is the respondent.
#[derive(Debug, Clone, Default)]
pub struct Respondents {
    rows: FxHashMap<(MeasureIndex, TerritoryIndex), Vec<RegisterRow>>,
}

impl Respondents {
    /// Replaces the rows that one measure rests on.
    pub fn set(&mut self, measure: MeasureIndex, rows: Vec<(TerritoryIndex, RegisterRow)>) {
        self.rows.retain(|(m, _), _| *m != measure);
        for (territory, row) in rows {
            // What was corrected since or withdrawn is nobody's any more.
            if row.superseded.is_none() {
                self.rows.entry((measure, territory)).or_default().push(row);
            }
        }
    }

    /// The years from the first row of a measure to the last day on which one was known.
    pub(super) fn years(&self, measure: MeasureIndex) -> impl Iterator<Item = u16> {
        let rows = || self.rows.iter().filter(move |((m, _), _)| *m == measure).flat_map(|(_, rows)| rows);
        let first = rows().map(|row| row.from.year()).min().unwrap_or(1);
        let last = rows().map(|row| row.known_on.year().max(row.from.year())).max().unwrap_or(0);
        (first..=last).filter_map(|year| u16::try_from(year).ok())
    }

    /// The territories that have a row of a measure.
    pub fn territories(&self, measure: MeasureIndex) -> impl Iterator<Item = TerritoryIndex> {
        self.rows.keys().filter(move |(m, _)| *m == measure).map(|(_, territory)| *territory)
    }

    /// The fewest respondents that a period of that grain and year has, of those that have any.
    pub(super) fn fewest(
        &self,
        measure: MeasureIndex,
        when: When,
        territory: TerritoryIndex,
        year: u16,
        grain: Grain,
    ) -> u32 {
        let Some(rows) = self.rows.get(&(measure, territory)) else { return 0 };
        let in_year = |row: &&RegisterRow| match when {
            When::StartsWithin => row.from.year() == i32::from(year),
            When::ValidAtEnd => {
                row.from.year() <= i32::from(year) && row.to.is_none_or(|to| to.year() >= i32::from(year))
            }
        };
        let of_year: Vec<&RegisterRow> = rows.iter().filter(in_year).collect();
        let counted = grain.periods(year).map(|period| count(&of_year, when, period));
        counted.filter(|count| *count > 0).min().unwrap_or(0)
    }
}

fn count(rows: &[&RegisterRow], when: When, period: Period) -> u32 {
    let mut things: Vec<u64> =
        rows.iter().filter(|row| when.takes(row, period)).map(|row| row.thing).collect();
    things.sort_unstable();
    things.dedup();
    u32::try_from(things.len()).unwrap_or(u32::MAX)
}

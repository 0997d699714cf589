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

    /// The years that their rows begin in.
    pub fn years(&self) -> Vec<u16> {
        let all = self.rows.values().flatten();
        let mut years: Vec<u16> = all.filter_map(|row| u16::try_from(row.from.year()).ok()).collect();
        years.sort_unstable();
        years.dedup();
        years
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
        let counted = grain.periods(year).map(|period| count(rows, when, period));
        counted.filter(|count| *count > 0).min().unwrap_or(0)
    }
}

fn count(rows: &[RegisterRow], when: When, period: Period) -> u32 {
    let mut things: Vec<u64> =
        rows.iter().filter(|row| when.takes(row, period)).map(|row| row.thing).collect();
    things.sort_unstable();
    things.dedup();
    u32::try_from(things.len()).unwrap_or(u32::MAX)
}

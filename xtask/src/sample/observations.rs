//! `observations.csv`: what parks would report, quarter by quarter.

use anyhow::{Result, bail};

use super::apportion::apportion;
use super::draw::Draw;
use super::levels::{How, Level};
use super::table::Table;
use super::{FIRST_YEAR, KNOWN_ON, LAST_YEAR, SOURCE, World};

/// The header of figures/*.csv.
const HEADER: [&str; 10] =
    ["territory", "measure", "period", "value", "unit", "qualifier", "origin", "source", "known_on", "note"];
/// The part of a year's flow that usually falls in each quarter.
const QUARTERS: [u64; 4] = [215, 245, 255, 285];
/// Quarters of the last year that are known.
const KNOWN: usize = 3;

pub fn make(world: &World) -> Result<Table> {
    let mut table = Table::new(&HEADER);
    for measure in world.plan.observed().filter(|measure| !world.levels.leave_out(&measure.id)) {
        let level = world.levels.get(&measure.id)?;
        if level.unit != measure.unit {
            bail!("{} is in {} in the plan and in {} in levels.toml", measure.id, measure.unit, level.unit);
        }
        let mut draw = Draw::new(&format!("quarters of {}", measure.id));
        let shares = world.parks.shares(&measure.id, level);
        for (park, values) in world.plan.parks.iter().zip(shares) {
            for (period, value) in periods(&mut draw, level, &values) {
                let value = decimal(value, level.decimals);
                let (id, unit) = (park.id.as_str(), level.unit.as_str());
                table.row(&[id, &measure.id, &period, &value, unit, "exact", "sample", SOURCE, KNOWN_ON, ""]);
            }
        }
    }
    Ok(table)
}

fn periods(draw: &mut Draw, level: &Level, values: &[i64]) -> Vec<(String, i64)> {
    match level.how {
        How::Flow => years(values).flat_map(|(year, value)| flow(draw, year, value)).collect(),
        How::Yearly => {
            let known = years(values).filter(|(year, _)| *year < LAST_YEAR);
            known.map(|(year, value)| (year.to_string(), value)).collect()
        }
        How::Stock => {
            let steps = years(&values[1..]).zip(values);
            steps.flat_map(|((year, end), before)| stock(year, *before, end)).collect()
        }
    }
}

fn years(values: &[i64]) -> impl Iterator<Item = (i32, i64)> {
    (FIRST_YEAR..=LAST_YEAR).zip(values.iter().copied())
}

/// Quarters that add up to the year, and the year.
fn flow(draw: &mut Draw, year: i32, value: i64) -> Vec<(String, i64)> {
    let weights = QUARTERS.map(|weight| weight * draw.between(96, 104));
    let quarters = apportion(value, &weights);
    let known = if year == LAST_YEAR { KNOWN } else { quarters.len() };
    let mut periods: Vec<_> = quarters
        .into_iter()
        .take(known)
        .zip(1..)
        .map(|(value, at)| (format!("{year}Q{at}"), value))
        .collect();
    if year < LAST_YEAR {
        periods.push((year.to_string(), value));
    }
    periods
}

/// Quarter ends on a straight line; the last is the year's end and answers for the year.
fn stock(year: i32, before: i64, end: i64) -> Vec<(String, i64)> {
    let known = if year == LAST_YEAR { KNOWN as i64 } else { 4 };
    (1..=known).map(|at| (format!("{year}Q{at}"), before + (end - before) * at / 4)).collect()
}

/// A whole number of last decimals as people write it.
pub fn decimal(value: i64, decimals: u32) -> String {
    lanbai_kernel::Decimal::new(value, decimals).normalize().to_string()
}

#[cfg(test)]
mod tests {
    use super::{decimal, flow, stock};
    use crate::sample::draw::Draw;

    #[test]
    fn quarters_add_up_to_the_year() {
        let periods = flow(&mut Draw::new("toy"), 2020, 1_234_567);
        assert_eq!(periods.len(), 5);
        assert_eq!(periods[..4].iter().map(|(_, value)| value).sum::<i64>(), periods[4].1);
        assert_eq!(flow(&mut Draw::new("toy"), 2026, 100).len(), 3);
    }

    #[test]
    fn stocks_end_at_the_year() {
        let values: Vec<i64> = stock(2020, 10, 18).into_iter().map(|(_, value)| value).collect();
        assert_eq!(values, [12, 14, 16, 18]);
        assert_eq!(stock(2026, 10, 18).len(), 3);
    }

    #[test]
    fn values_are_short() {
        assert_eq!(decimal(1_000_000, 4), "100");
        assert_eq!(decimal(12_340, 4), "1.234");
        assert_eq!(decimal(7, 0), "7");
    }
}

//! The register of energy used by enterprises, one row a firm and year; the last year is not over and has none.

use anyhow::Result;

use super::enterprises::{Firm, Firms};
use super::park;
use crate::sample::apportion::apportion;
use crate::sample::draw::Draw;
use crate::sample::table::Table;
use crate::sample::{FIRST_YEAR, LAST_YEAR, World};

const FIELDS: [&str; 6] = ["record_no", "enterprise", "territory", "period_start", "period_end", "energy"];
/// How many firms of a park report.
const REPORTING: usize = 35;

pub fn make(world: &World, firms: &Firms) -> Result<Table> {
    let mut draw = Draw::new("energy");
    let mut table = Table::register(&world.plan, "energy", &FIELDS)?;
    for (at, totals) in world.parks.shares("energy", world.levels.get("energy")?).iter().enumerate() {
        let reporting = reporting(firms, at);
        let sizes: Vec<u64> = reporting.iter().map(|_| draw.long_tail()).collect();
        for (year, total) in (FIRST_YEAR..LAST_YEAR).zip(totals) {
            let weights: Vec<u64> = sizes.iter().map(|size| size * draw.between(92, 108)).collect();
            for (firm, energy) in reporting.iter().zip(apportion(*total, &weights)) {
                let number = format!("SE{year}{}", &firm.code[1..]);
                let (from, to) = (format!("{year}-01-01"), format!("{year}-12-31"));
                table.row(&[&number, &firm.code, park(world, at), &from, &to, &energy.to_string()]);
            }
        }
    }
    Ok(table)
}

/// The oldest makers of things; the oldest firms where a park has too few.
fn reporting(firms: &Firms, park: usize) -> Vec<&Firm> {
    let mut oldest: Vec<&Firm> = firms.lasting(park).collect();
    // Stable: within each half they stay sorted by age.
    oldest.sort_by_key(|firm| !firm.makes_things());
    oldest.truncate(REPORTING);
    oldest
}

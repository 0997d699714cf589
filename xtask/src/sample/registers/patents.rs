//! The register of patents: inventions, utility models and designs in force.

use anyhow::Result;

use super::enterprises::Firms;
use super::{dated, park};
use crate::sample::World;
use crate::sample::calendar::{self, EVEN};
use crate::sample::draw::Draw;
use crate::sample::table::Table;

const FIELDS: [&str; 6] = ["patent_no", "kind", "holder", "territory", "granted_on", "lapsed_on"];
/// Kind, the digit that marks it in a patent's number, the oldest year, and how many of a hundred lapse in a year.
const KINDS: [(&str, char, i32, u64); 3] =
    [("invention", '1', 2006, 3), ("utility-model", '2', 2010, 7), ("design", '3', 2010, 6)];

pub fn make(world: &World, firms: &Firms) -> Result<Table> {
    let mut table = Table::register(&world.plan, "patents", &FIELDS)?;
    for (kind, digit, oldest, ending) in KINDS {
        let mut draw = Draw::new(&format!("patents of kind {kind}"));
        let patents = dated(world, &format!("patents-{kind}"), oldest, ending, &EVEN)?;
        for (number, patent) in patents.iter().enumerate() {
            let number = format!("SZL{digit}{:05}", number + 1);
            let holder = &firms.any(&mut draw, patent.park, patent.from).code;
            let territory = park(world, patent.park);
            let (granted, lapsed) = (patent.from.to_string(), calendar::cell(patent.to));
            table.row(&[&number, kind, holder, territory, &granted, &lapsed]);
        }
    }
    Ok(table)
}

//! The register of pilot-scale testing bases.

use anyhow::Result;

use super::enterprises::Firms;
use super::platforms::{LEVEL_WEIGHTS, LEVELS};
use super::{dated, park};
use crate::sample::World;
use crate::sample::calendar::{self, LATE};
use crate::sample::draw::Draw;
use crate::sample::table::Table;

const FIELDS: [&str; 7] = ["base_no", "name", "industry", "level", "territory", "recognised_on", "ended_on"];

pub fn make(world: &World, firms: &Firms) -> Result<Table> {
    let mut table = Table::register(&world.plan, "pilot-bases", &FIELDS)?;
    let mut draw = Draw::new("pilot-bases");
    for (number, base) in dated(world, "pilot-bases", 2014, 0, &LATE)?.iter().enumerate() {
        let number = format!("SB{:02}", number + 1);
        let name = format!("示例中试基地{}", &number[2..]);
        let industry = &firms.any(&mut draw, base.park, base.from).industry;
        let level = LEVELS[draw.weighted(&LEVEL_WEIGHTS)];
        let (from, to) = (base.from.to_string(), calendar::cell(base.to));
        table.row(&[&number, &name, industry, level, park(world, base.park), &from, &to]);
    }
    Ok(table)
}

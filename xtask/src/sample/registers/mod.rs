//! `register-*.csv`: one file a register of the plan, one maker a file.

mod certificates;
mod contracts;
mod cooperation;
mod energy;
mod enterprises;
mod intermediaries;
mod laboratories;
mod patents;
mod pilot_bases;
mod platforms;
mod talent;

use anyhow::{Result, bail};

use super::World;
use super::calendar::Season;
use super::draw::Draw;
use super::history::{Habits, Span, spans};
use super::table::Table;
use enterprises::Firms;

type Maker = fn(&World, &Firms) -> Result<Table>;

/// Every register with its maker.
const MAKERS: [(&str, Maker); 11] = [
    ("enterprises", enterprises::make),
    ("high-tech-certificates", certificates::make),
    ("patents", patents::make),
    ("platforms", platforms::make),
    ("laboratories", laboratories::make),
    ("contracts", contracts::make),
    ("pilot-bases", pilot_bases::make),
    ("intermediaries", intermediaries::make),
    ("talent-events", talent::make),
    ("cooperation", cooperation::make),
    ("energy", energy::make),
];

/// The tables of all registers that the plan declares.
pub fn make(world: &World) -> Result<Vec<(&'static str, Table)>> {
    for id in world.plan.registers.keys() {
        if !MAKERS.iter().any(|(known, _)| known == id) {
            bail!("register {id} of the plan has no maker in xtask/src/sample/registers");
        }
    }
    let firms = Firms::of(world)?;
    MAKERS.iter().map(|(id, maker)| Ok((*id, maker(world, &firms)?))).collect()
}

/// Dated things whose stocks a level gives.
fn dated(world: &World, level: &str, oldest: i32, ending: u64, season: &Season) -> Result<Vec<Span>> {
    let stocks = world.parks.shares(level, world.levels.get(level)?);
    Ok(spans(&mut Draw::new(&format!("dates of {level}")), &stocks, &Habits { oldest, ending, season }))
}

/// A park's id.
fn park(world: &World, index: usize) -> &str {
    &world.plan.parks[index].id
}

//! Sample data for plans/lanbai: what no one publishes, made up so that every page has something to show.
//!
//! `levels.toml` says what each base adds up to; the generator spreads that over the parks, quarters and dated rows
//! and hits it exactly. All arithmetic is in whole numbers and all chance comes from one seeded generator, so the
//! files are the same on every machine. Nothing here names a real firm or person.

mod apportion;
mod calendar;
mod draw;
mod history;
mod levels;
mod observations;
mod parks;
mod plan;
mod registers;
mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use anyhow::Result;

use crate::workspace::Workspace;
use levels::Levels;
use parks::Parks;
use plan::Plan;
use table::Table;

/// The folder that holds what is made here and nothing else.
pub const FOLDER: &str = "plans/lanbai/sample/";
/// The first year with data.
const FIRST_YEAR: i32 = 2019;
/// The last year, of which three quarters are known.
const LAST_YEAR: i32 = 2026;
/// The day on which the sample became known: questions as of an earlier day never see it.
const KNOWN_ON: &str = "2026-11-01";
/// The source in plans/lanbai/sources.toml.
const SOURCE: &str = "sample-generator";

/// Everything that the makers of tables look at.
struct World {
    plan: Plan,
    levels: Levels,
    parks: Parks,
}

/// All sample files by their path in the clone.
pub fn make(workspace: &Workspace) -> Result<BTreeMap<String, Vec<u8>>> {
    let world = World::read(Plan::read(&workspace.path("plans/lanbai"))?)?;
    let file = |name: String, table: Table| (format!("{FOLDER}{name}.csv"), table.into_bytes());
    let mut files = BTreeMap::from([file("observations".to_owned(), observations::make(&world)?)]);
    for (register, table) in registers::make(&world)? {
        files.insert(format!("{FOLDER}register-{register}.csv"), table.into_bytes());
    }
    Ok(files)
}

impl World {
    fn read(plan: Plan) -> Result<Self> {
        let levels = Levels::read()?;
        let parks = Parks::of(&plan);
        Ok(Self { plan, levels, parks })
    }
}

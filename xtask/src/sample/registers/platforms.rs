//! The register of platforms, makerspaces and incubators.

use anyhow::Result;

use super::enterprises::Firms;
use super::{dated, park};
use crate::sample::World;
use crate::sample::calendar::{self, LATE};
use crate::sample::draw::Draw;
use crate::sample::table::Table;

const FIELDS: [&str; 8] =
    ["platform_no", "name", "kind", "level", "host", "territory", "recognised_on", "ended_on"];
/// Kind, what it is called, and the letter of its numbers.
const KINDS: [(&str, &str, char); 3] =
    [("rd-platform", "研发平台", 'P'), ("makerspace", "众创空间", 'M'), ("incubator", "孵化器", 'I')];
/// Levels with their weights.
pub const LEVELS: [&str; 3] = ["national", "provincial", "municipal"];
/// How common each level is.
pub const LEVEL_WEIGHTS: [u64; 3] = [1, 6, 5];

pub fn make(world: &World, firms: &Firms) -> Result<Table> {
    let mut table = Table::register(&world.plan, "platforms", &FIELDS)?;
    for (kind, called, letter) in KINDS {
        let mut draw = Draw::new(&format!("platforms of kind {kind}"));
        let platforms = dated(world, &format!("platforms-{kind}"), 2008, 2, &LATE)?;
        for (number, platform) in platforms.iter().enumerate() {
            let number = format!("S{letter}{:03}", number + 1);
            let name = format!("示例{called}{}", &number[2..]);
            let level = LEVELS[draw.weighted(&LEVEL_WEIGHTS)];
            let host = &firms.any(&mut draw, platform.park, platform.from).code;
            let territory = park(world, platform.park);
            let (from, to) = (platform.from.to_string(), calendar::cell(platform.to));
            table.row(&[&number, &name, kind, level, host, territory, &from, &to]);
        }
    }
    Ok(table)
}

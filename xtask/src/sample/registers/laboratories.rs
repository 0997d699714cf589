//! The register of key laboratories; one that several parks share has a row for each of them.

use anyhow::Result;

use super::enterprises::Firms;
use super::{dated, park};
use crate::sample::World;
use crate::sample::calendar::{self, LATE};
use crate::sample::draw::Draw;
use crate::sample::history::Span;
use crate::sample::table::Table;

const FIELDS: [&str; 10] = [
    "record_no",
    "laboratory_no",
    "name",
    "kind",
    "role",
    "host",
    "territory",
    "approved_on",
    "ended_on",
    "disclosure",
];
/// Kind, what it is called, and the letter of its numbers.
const KINDS: [(&str, &str, char); 2] =
    [("national-key", "全国重点实验室", 'N'), ("provincial-key", "省重点实验室", 'L')];
/// Of a hundred laboratories, those that another park shares.
const SHARED: u64 = 30;
/// Hosts, none of them real.
const HOSTS: u64 = 24;

pub fn make(world: &World, _: &Firms) -> Result<Table> {
    let mut table = Table::register(&world.plan, "laboratories", &FIELDS)?;
    let mut record = 0;
    for (kind, called, letter) in KINDS {
        let mut draw = Draw::new(&format!("laboratories of kind {kind}"));
        let laboratories = dated(world, &format!("laboratories-{kind}"), 2004, 0, &LATE)?;
        for (number, laboratory) in laboratories.iter().enumerate() {
            let number = format!("S{letter}{:03}", number + 1);
            let name = format!("示例{called}{}", &number[2..]);
            let host = format!("示例单位{:02}", draw.between(1, HOSTS));
            for (role, territory) in roles(&mut draw, world, laboratory) {
                record += 1;
                let record = format!("SR{record:04}");
                let (from, to) = (laboratory.from.to_string(), calendar::cell(laboratory.to));
                table.row(&[&record, &number, &name, kind, role, &host, territory, &from, &to, "open"]);
            }
        }
    }
    Ok(table)
}

fn roles<'a>(draw: &mut Draw, world: &'a World, laboratory: &Span) -> Vec<(&'static str, &'a str)> {
    let mut roles = vec![("host", park(world, laboratory.park))];
    let other = draw.index(world.parks.count());
    if draw.chance(SHARED) && other != laboratory.park {
        roles.push(("partner", park(world, other)));
    }
    roles
}

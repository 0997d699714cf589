//! The register of intermediaries for science and technology.

use anyhow::Result;

use super::enterprises::Firms;
use super::{dated, park};
use crate::sample::World;
use crate::sample::calendar::{self, EVEN};
use crate::sample::draw::Draw;
use crate::sample::table::Table;

const FIELDS: [&str; 6] = ["intermediary_no", "name", "service", "territory", "started_on", "ended_on"];
const SERVICES: [&str; 5] = ["transfer", "ip", "finance", "consulting", "testing"];

pub fn make(world: &World, _: &Firms) -> Result<Table> {
    let mut table = Table::register(&world.plan, "intermediaries", &FIELDS)?;
    let mut draw = Draw::new("intermediaries");
    for (number, body) in dated(world, "intermediaries", 2008, 3, &EVEN)?.iter().enumerate() {
        let number = format!("SS{:03}", number + 1);
        let name = format!("示例服务机构{}", &number[2..]);
        let service = *draw.one_of(&SERVICES);
        let (from, to) = (body.from.to_string(), calendar::cell(body.to));
        table.row(&[&number, &name, service, park(world, body.park), &from, &to]);
    }
    Ok(table)
}

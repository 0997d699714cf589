//! The register of talent events: introduced, trained, engaged, left. People are codes and nothing else.

use anyhow::Result;

use super::enterprises::Firms;
use super::park;
use crate::sample::calendar::{self, EVEN};
use crate::sample::draw::Draw;
use crate::sample::table::Table;
use crate::sample::{FIRST_YEAR, LAST_YEAR, World};

const FIELDS: [&str; 8] =
    ["event_no", "kind", "person_ref", "field", "employer", "territory", "other_territory", "event_on"];
/// Of a hundred people who come or go, those whose other place is known, and of these those who stay within the parks.
const KNOWN: u64 = 70;
const BETWEEN_PARKS: u64 = 40;
const KINDS: [&str; 4] = ["introduced", "trained", "engaged", "left"];

pub fn make(world: &World, firms: &Firms) -> Result<Table> {
    let mut draw = Draw::new("talent-events");
    let mut events = Vec::new();
    for kind in KINDS {
        let name = format!("talent-{kind}");
        for (park, counts) in world.parks.shares(&name, world.levels.get(&name)?).iter().enumerate() {
            for (year, count) in (FIRST_YEAR..=LAST_YEAR).zip(counts) {
                let count = if year == LAST_YEAR { count * 3 / 4 } else { *count };
                events.extend((0..count).map(|_| (calendar::day(&mut draw, year, &EVEN), park, kind)));
            }
        }
    }
    events.sort_unstable();
    let mut table = Table::register(&world.plan, "talent-events", &FIELDS)?;
    let mut places = Draw::new("talent-places");
    for (number, (on, at, kind)) in events.iter().enumerate() {
        let number = format!("ST{:05}", number + 1);
        let person = format!("SP{:05}", draw.between(1, 60_000));
        let field = &draw.one_of(&world.plan.industries).name;
        let employer = &firms.any(&mut draw, *at, *on).code;
        let place = if *kind == "trained" { "" } else { other_place(&mut places, world) };
        let (here, on) = (park(world, *at), on.to_string());
        table.row(&[number.as_str(), kind, &person, field, employer, here, place, &on]);
    }
    Ok(table)
}

/// Where people come from or go to; nothing where nobody noted it.
fn other_place<'w>(draw: &mut Draw, world: &'w World) -> &'w str {
    match (draw.chance(KNOWN), draw.chance(BETWEEN_PARKS)) {
        (false, _) => "",
        (true, true) => park(world, draw.index(world.parks.count())),
        (true, false) => draw.one_of(&world.plan.outside).as_str(),
    }
}

//! The register of international cooperation.

use anyhow::Result;

use super::enterprises::Firms;
use super::{dated, park};
use crate::sample::World;
use crate::sample::calendar::{self, EVEN};
use crate::sample::draw::Draw;
use crate::sample::table::Table;

const FIELDS: [&str; 8] = [
    "project_no",
    "title",
    "partner_country",
    "partner",
    "belt_and_road",
    "territory",
    "started_on",
    "ended_on",
];
/// ISO 3166 codes, and whether the country counts as one of the Belt and Road.
const COUNTRIES: [(&str, &str); 14] = [
    ("KZ", "yes"),
    ("UZ", "yes"),
    ("KG", "yes"),
    ("PK", "yes"),
    ("RU", "yes"),
    ("MY", "yes"),
    ("TH", "yes"),
    ("EG", "yes"),
    ("HU", "yes"),
    ("DE", "no"),
    ("FR", "no"),
    ("JP", "no"),
    ("GB", "no"),
    ("CA", "no"),
];
/// Of a hundred projects, those that end in a year.
const ENDING: u64 = 18;

pub fn make(world: &World, _: &Firms) -> Result<Table> {
    let mut table = Table::register(&world.plan, "cooperation", &FIELDS)?;
    let mut draw = Draw::new("cooperation");
    for (number, project) in dated(world, "cooperation", 2014, ENDING, &EVEN)?.iter().enumerate() {
        let number = format!("SK{:03}", number + 1);
        let title = format!("示例合作项目{}", &number[2..]);
        let (country, belt_and_road) = *draw.one_of(&COUNTRIES);
        let partner = format!("示例境外机构{:02}", draw.between(1, 60));
        let (from, to) = (project.from.to_string(), calendar::cell(project.to));
        let territory = park(world, project.park);
        table.row(&[&number, &title, country, &partner, belt_and_road, territory, &from, &to]);
    }
    Ok(table)
}

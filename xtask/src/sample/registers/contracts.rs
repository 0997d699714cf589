//! The register of technology contracts with seller and buyer.

use anyhow::Result;
use chrono::NaiveDate;

use super::enterprises::Firms;
use super::park;
use crate::sample::apportion::apportion;
use crate::sample::calendar::{self, LATE};
use crate::sample::draw::Draw;
use crate::sample::table::Table;
use crate::sample::{FIRST_YEAR, LAST_YEAR, World};

const FIELDS: [&str; 10] = [
    "contract_no",
    "kind",
    "seller",
    "seller_territory",
    "buyer",
    "buyer_territory",
    "direction",
    "amount",
    "technical_amount",
    "registered_on",
];
const KINDS: [&str; 5] = ["development", "transfer", "licence", "consulting", "service"];
const KIND_WEIGHTS: [u64; 5] = [34, 8, 4, 12, 42];
/// Of a hundred contracts, those sold outside the zones: the share in the first year, and what each year adds.
const OUTWARD: u64 = 46;
const OUTWARD_GROWTH: u64 = 2;
/// Of a hundred contracts sold outside, those whose buyer's place is not on the plan's map.
const FAR: u64 = 40;

struct Contract {
    registered: NaiveDate,
    park: usize,
    amount: i64,
    year: i32,
}

pub fn make(world: &World, firms: &Firms) -> Result<Table> {
    let mut draw = Draw::new("contracts");
    let mut table = Table::register(&world.plan, "contracts", &FIELDS)?;
    for (number, contract) in contracts(&mut draw, world)?.iter().enumerate() {
        let number = format!("SC{:05}", number + 1);
        let kind = KINDS[draw.weighted(&KIND_WEIGHTS)];
        let seller = &firms.any(&mut draw, contract.park, contract.registered).code;
        let (direction, buyer_territory) = buyer(&mut draw, world, contract.year);
        let buyer = format!("示例买方{:03}", draw.between(1, 400));
        let amount = contract.amount.to_string();
        let technical = (contract.amount * i64::try_from(draw.between(60, 100))? / 100).to_string();
        let registered = contract.registered.to_string();
        let territory = park(world, contract.park);
        table.row(&[
            &number,
            kind,
            seller,
            territory,
            &buyer,
            buyer_territory,
            direction,
            &amount,
            &technical,
            &registered,
        ]);
    }
    Ok(table)
}

/// Contracts whose amounts add up to each park's year; the last year's stop with its third quarter.
fn contracts(draw: &mut Draw, world: &World) -> Result<Vec<Contract>> {
    let amounts = world.parks.shares("contracts-amount", world.levels.get("contracts-amount")?);
    let counts = world.parks.shares("contracts-count", world.levels.get("contracts-count")?);
    let mut all = Vec::new();
    for (park, (amounts, counts)) in amounts.iter().zip(&counts).enumerate() {
        for (year, (total, count)) in (FIRST_YEAR..=LAST_YEAR).zip(amounts.iter().zip(counts)) {
            let part = if year == LAST_YEAR { 7 } else { 10 };
            let (total, count) = (total * part / 10, (count * part / 10).max(1));
            // A floor of one unit each keeps small contracts from vanishing in rounding.
            let weights: Vec<u64> = (0..count).map(|_| draw.long_tail()).collect();
            for amount in apportion(total - count, &weights) {
                let registered = calendar::day(draw, year, &LATE);
                all.push(Contract { registered, park, amount: amount + 1, year });
            }
        }
    }
    all.sort_by_key(|contract| (contract.registered, contract.park));
    Ok(all)
}

fn buyer<'a>(draw: &mut Draw, world: &'a World, year: i32) -> (&'static str, &'a str) {
    let passed = u64::try_from(year - FIRST_YEAR).unwrap_or(0);
    if !draw.chance(OUTWARD + OUTWARD_GROWTH * passed) {
        return ("inside", park(world, draw.index(world.parks.count())));
    }
    if draw.chance(FAR) {
        return ("outside", "");
    }
    ("outside", draw.one_of(&world.plan.outside).as_str())
}

//! High-tech certificates: three years each, renewed or not; the stock is of firms that hold one.

use anyhow::{Context as _, Result};
use chrono::{Datelike as _, Days, NaiveDate};

use super::enterprises::{Firm, Firms};
use super::park;
use crate::sample::calendar::{self, EVEN, SECOND_HALF};
use crate::sample::draw::Draw;
use crate::sample::history::known_end;
use crate::sample::table::Table;
use crate::sample::{FIRST_YEAR, LAST_YEAR, World};

const FIELDS: [&str; 5] = ["certificate_no", "enterprise", "territory", "issued_on", "expires_on"];
const YEARS: u32 = 3;
/// Of a hundred certificates that run out, those that are not renewed.
const LAPSING: u64 = 9;

struct Certificate<'a> {
    issued: NaiveDate,
    firm: &'a Firm,
}

impl Certificate<'_> {
    fn expires(&self) -> NaiveDate {
        calendar::years_later(self.issued, YEARS)
    }
}

pub fn make(world: &World, firms: &Firms) -> Result<Table> {
    let level = world.levels.get("high-tech-certificates")?;
    let mut draw = Draw::new("high-tech-certificates");
    let mut all = Vec::new();
    for (park, stocks) in world.parks.shares("high-tech-certificates", level).iter().enumerate() {
        let of_park = of_park(&mut draw, firms, park, stocks);
        all.extend(of_park.with_context(|| format!("too few firms in {}", world.plan.parks[park].id))?);
    }
    all.sort_by_key(|certificate| (certificate.issued, certificate.firm.code.clone()));
    let mut table = Table::register(&world.plan, "high-tech-certificates", &FIELDS)?;
    for (number, certificate) in all.iter().enumerate() {
        let territory = park(world, certificate.firm.span.park);
        let number = format!("SGR{:05}", number + 1);
        let (issued, expires) = (certificate.issued.to_string(), certificate.expires().to_string());
        table.row(&[&number, &certificate.firm.code, territory, &issued, &expires]);
    }
    Ok(table)
}

fn of_park<'a>(
    draw: &mut Draw,
    firms: &'a Firms,
    park: usize,
    stocks: &[i64],
) -> Option<Vec<Certificate<'a>>> {
    let mut waiting: Vec<&Firm> = firms.lasting(park).collect();
    let mut past = Vec::new();
    let mut held: Vec<Certificate<'a>> = Vec::new();
    for at in 0..stocks[0] {
        let year = FIRST_YEAR - 1 - i32::try_from(at % i64::from(YEARS)).unwrap_or(0);
        held.push(first(draw, &mut waiting, year)?);
    }
    for (year, pair) in (FIRST_YEAR..=LAST_YEAR).zip(stocks.windows(2)) {
        let wanted = if year == LAST_YEAR { known_end(pair[0], pair[1]) } else { pair[1] };
        let wanted = usize::try_from(wanted).ok()?;
        held = renew(draw, held, &mut past, year, wanted);
        while held.len() < wanted {
            held.push(first(draw, &mut waiting, year)?);
        }
    }
    past.extend(held);
    Some(past)
}

/// A firm's first certificate, a year or more after its founding.
fn first<'a>(draw: &mut Draw, waiting: &mut Vec<&'a Firm>, year: i32) -> Option<Certificate<'a>> {
    let old = waiting.partition_point(|firm| firm.span.from.year() < year);
    let at = (old > 0).then(|| draw.index(old))?;
    let firm = waiting.remove(at);
    let season = if year == LAST_YEAR { &EVEN } else { &SECOND_HALF };
    Some(Certificate { issued: calendar::day(draw, year, season), firm })
}

/// Certificates that run out this year are renewed before their last day, or lapse; more lapse where fewer are wanted.
fn renew<'a>(
    draw: &mut Draw,
    held: Vec<Certificate<'a>>,
    past: &mut Vec<Certificate<'a>>,
    year: i32,
    wanted: usize,
) -> Vec<Certificate<'a>> {
    let mut surplus = held.len().saturating_sub(wanted);
    let mut kept = Vec::new();
    for certificate in held {
        let known = year < LAST_YEAR || certificate.expires().month() <= 9;
        if certificate.expires().year() != year || !known {
            kept.push(certificate);
            continue;
        }
        let firm = certificate.firm;
        let issued = certificate.expires().checked_sub_days(Days::new(draw.below(20)));
        past.push(certificate);
        if surplus > 0 {
            surplus -= 1;
        } else if !draw.chance(LAPSING) {
            kept.push(Certificate { issued: issued.unwrap_or_default(), firm });
        }
    }
    kept
}

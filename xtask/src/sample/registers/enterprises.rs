//! The register of enterprises, from which the other registers take their firms.

use anyhow::Result;
use chrono::NaiveDate;

use super::{dated, park};
use crate::sample::World;
use crate::sample::calendar::{self, EVEN};
use crate::sample::draw::Draw;
use crate::sample::history::Span;
use crate::sample::plan::Industry;
use crate::sample::table::Table;

const FIELDS: [&str; 7] = ["enterprise", "name", "territory", "gbt4754", "industry", "established", "closed"];
/// Of a hundred firms, those that work in what their park declares.
const DECLARED: u64 = 65;
/// Of a hundred firms, those that close in a year.
const CLOSING: u64 = 2;

/// A made-up firm.
pub struct Firm {
    /// Its code, plainly no real one.
    pub code: String,
    /// Where and when it was.
    pub span: Span,
    /// Its industry's id.
    pub industry: String,
    /// Its code of GB/T 4754.
    pub gbt4754: String,
}

impl Firm {
    /// Manufacturing, by the division of GB/T 4754.
    pub fn makes_things(&self) -> bool {
        self.gbt4754.get(..2).is_some_and(|division| ("13"..="43").contains(&division))
    }
}

/// All firms, and those of each park.
pub struct Firms {
    firms: Vec<Firm>,
    lasting: Vec<Vec<usize>>,
}

impl Firms {
    /// Firms in the number that the levels ask for.
    pub fn of(world: &World) -> Result<Self> {
        let mut draw = Draw::new("enterprises");
        let spans = dated(world, "enterprises", 2001, CLOSING, &EVEN)?;
        let firm = |(number, span): (usize, Span)| {
            let industry = industry(&mut draw, world, span.park);
            let gbt4754 = draw.one_of(&industry.codes).clone();
            Firm { code: format!("S{:04}", number + 1), span, industry: industry.id.clone(), gbt4754 }
        };
        let firms: Vec<Firm> = spans.into_iter().enumerate().map(firm).collect();
        let mut lasting = vec![Vec::new(); world.parks.count()];
        for (at, firm) in firms.iter().enumerate().filter(|(_, firm)| firm.span.to.is_none()) {
            lasting[firm.span.park].push(at);
        }
        Ok(Self { firms, lasting })
    }

    /// A firm of a park that existed on a day and has not closed since; the oldest if none is that old.
    pub fn any(&self, draw: &mut Draw, park: usize, on: NaiveDate) -> &Firm {
        let firms = &self.lasting[park];
        // They are sorted by their first day.
        let old = firms.partition_point(|at| self.firms[*at].span.from < on).max(1);
        &self.firms[firms[draw.index(old)]]
    }

    /// The firms of a park that have not closed, oldest first.
    pub fn lasting(&self, park: usize) -> impl Iterator<Item = &Firm> {
        self.lasting[park].iter().map(|at| &self.firms[*at])
    }
}

fn industry<'a>(draw: &mut Draw, world: &'a World, park: usize) -> &'a Industry {
    let declared = &world.plan.parks[park].industries;
    if !declared.is_empty() && draw.chance(DECLARED) {
        let id = draw.one_of(declared);
        if let Some(industry) = world.plan.industry(id) {
            return industry;
        }
    }
    draw.one_of(&world.plan.industries)
}

pub fn make(world: &World, firms: &Firms) -> Result<Table> {
    let mut table = Table::register(&world.plan, "enterprises", &FIELDS)?;
    for firm in &firms.firms {
        let name = format!("示例企业{}", &firm.code[1..]);
        let established = firm.span.from.to_string();
        let closed = calendar::cell(firm.span.to);
        let territory = park(world, firm.span.park);
        table.row(&[&firm.code, &name, territory, &firm.gbt4754, &firm.industry, &established, &closed]);
    }
    Ok(table)
}

//! 辐射带动: what flows between parks and outward, as registers of contracts, links and talent tell it.

use std::time::Duration;

use chrono::Datelike;
use lanbai_graphs::diagnosis::{Exchange, Flow, FlowKind, Outward, SpillOver, Table, spill_over};
use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Dimension, NaiveDate, Unit};
use lanbai_lake::{QueryLimits, VisitedRow};
use lanbai_plan::Plan;
use lanbai_plan::raw::TerritoryKind;

use super::diagram::{ACTORS, LINKS, Nearness, Words};
use super::structure::parks;
use super::unit_of;
use crate::evaluate::territory_id;
use crate::view::{ExchangeView, OutwardView, SpillOverView};
use crate::{App, AppError, Snapshot, ask};

const LIMITS: QueryLimits =
    QueryLimits { rows: usize::MAX, memory_bytes: 1 << 30, time: Duration::from_secs(30) };

/// Amounts are told in the unit in which contracts are registered.
const CONTRACTS: &str = "contracts";

impl App {
    /// What flows between the parks of a territory, and which share of it goes outward, year by year.
    ///
    /// # Errors
    /// If the plan has no such territory, or the lake cannot be read.
    pub async fn spill_over(&self, territory: &str) -> Result<SpillOverView, AppError> {
        let snapshot = self.snapshot();
        let plan = &snapshot.plan;
        let asked = ask::one_territory(plan, territory)?;
        let mut read = Reading { plan, words: Words::of(plan), flows: Vec::new() };
        self.contracts(&mut read).await?;
        self.supplies_between(&mut read).await?;
        self.moves(&mut read).await?;
        let day = self.clock().today();
        let within = |group: TerritoryIndex| -> Vec<u32> {
            let inside = (0_u32..).zip(Nearness::inside(plan, group, day));
            inside.filter(|(_, is_inside)| *is_inside).map(|(territory, _)| territory).collect()
        };
        let outward: Vec<TerritoryIndex> = plan
            .raw
            .diagnosis
            .content
            .outward
            .iter()
            .filter_map(|one| plan.territory(one.territory.get_ref()))
            .collect();
        let parks = parks(self, plan, asked);
        let groups: Vec<TerritoryIndex> = outward.iter().chain(&parks).copied().collect();
        let sets: Vec<Vec<u32>> = groups.iter().map(|group| within(*group)).collect();
        let found = spill_over(somewhere(plan) + 1, &read.flows, &sets, &within(asked))
            .map_err(|_| AppError::Broken("flows between territories that the plan numbers"))?;
        Ok(Told { snapshot: &snapshot, groups: &groups, outward: outward.len() }
            .view(territory, &found, self))
    }

    async fn contracts(&self, read: &mut Reading<'_>) -> Result<(), AppError> {
        let Some(table) = self.register_there(CONTRACTS)? else { return Ok(()) };
        let asked = format!(
            "SELECT row_id, source, known_on, origin, valid_from, seller_territory, buyer_territory, direction, amount \
             FROM {table}_current"
        );
        Ok(self.lake.visit(&asked, LIMITS, |row| read.contract(row)).await?)
    }

    async fn supplies_between(&self, read: &mut Reading<'_>) -> Result<(), AppError> {
        let (Some(links), Some(actors)) = (self.register_there(LINKS)?, self.register_there(ACTORS)?) else {
            return Ok(());
        };
        let asked = format!(
            "SELECT l.row_id, l.field_source, l.valid_from AS told_on, l.origin, l.valid_from, f.territory, t.territory, l.weight, l.unit \
             FROM {links}_current l JOIN {actors}_current f ON f.actor = l.\"from\" \
             JOIN {actors}_current t ON t.actor = l.\"to\" WHERE l.kind = 'supplies'"
        );
        Ok(self.lake.visit(&asked, LIMITS, |row| read.supply(row)).await?)
    }

    /// People who came from somewhere or left for somewhere, as whoever has them reports it. Who they are is nowhere in
    /// the lake, so that a move between two parks may be told by both: then it counts as the park that gains tells it.
    async fn moves(&self, read: &mut Reading<'_>) -> Result<(), AppError> {
        let Some(table) = self.register_there("talent-events")? else { return Ok(()) };
        // A lake from before the plan asked for it has no such column.
        if !self.columns_of("talent-events").await?.iter().any(|column| column == "other_territory") {
            return Ok(());
        }
        let asked = format!(
            "SELECT row_id, source, known_on, origin, valid_from, territory, kind, other_territory FROM {table}_current \
             WHERE kind IN ('left', 'introduced', 'engaged')"
        );
        Ok(self.lake.visit(&asked, LIMITS, |row| read.moved(row)).await?)
    }
}

/// A territory that is none of the plan's: what went outside, nobody says where.
fn somewhere(plan: &Plan) -> u32 {
    u32::try_from(plan.graph.len()).unwrap_or(u32::MAX - 1)
}

struct Reading<'p> {
    plan: &'p Plan,
    words: Words,
    flows: Vec<Flow>,
}

impl Reading<'_> {
    fn contract(&mut self, row: VisitedRow<'_>) {
        let (seller, buyer) = (self.territory(row, 5), self.territory(row, 6));
        let is_outside = row.text(7) == Some("outside");
        let to = buyer.or_else(|| is_outside.then(|| somewhere(self.plan)));
        self.add(FlowKind::Contract, row, seller, to, row.number(8));
    }

    fn supply(&mut self, row: VisitedRow<'_>) {
        let factor =
            row.text(8).and_then(|unit| Some(yuan(unit)? / yuan(unit_of(self.plan, CONTRACTS, "amount")?)?));
        let amount = row.number(7).zip(factor).map(|(amount, factor)| amount * factor);
        let (from, to) = (self.territory(row, 5), self.territory(row, 6));
        self.add(FlowKind::Supply, row, from, to, amount);
    }

    fn moved(&mut self, row: VisitedRow<'_>) {
        let (here, there) = (self.territory(row, 5), self.territory(row, 7));
        let has_left = row.text(6) == Some("left");
        let is_told_by_the_other = has_left && there.is_some_and(|at| self.is_park(at));
        if !is_told_by_the_other {
            let (from, to) = if has_left { (here, there) } else { (there, here) };
            self.add(FlowKind::Talent, row, from, to, Some(1.0));
        }
    }

    fn is_park(&self, territory: u32) -> bool {
        self.plan.territory_text(TerritoryIndex(territory)).kind == TerritoryKind::Park
    }

    fn territory(&mut self, row: VisitedRow<'_>, column: usize) -> Option<u32> {
        row.text(column).and_then(|id| self.words.territory(id))
    }

    /// Of a row that begins with its key, source, day on which it was known, origin and the day from which it holds.
    fn add(
        &mut self,
        kind: FlowKind,
        row: VisitedRow<'_>,
        from: Option<u32>,
        to: Option<u32>,
        amount: Option<f64>,
    ) {
        let Some(year) = row.day(4).as_ref().map(NaiveDate::year).and_then(|year| u16::try_from(year).ok())
        else {
            return;
        };
        let evidence = self.words.evidence(Table::Flow, row);
        let amount = amount.filter(|amount| *amount >= 0.0);
        self.flows.push(Flow { kind, from, to, year, amount, evidence });
    }
}

/// Numbers turned back into what they stand for.
struct Told<'t> {
    snapshot: &'t Snapshot,
    /// Those outward first, then the parks.
    groups: &'t [TerritoryIndex],
    outward: usize,
}

impl Told<'_> {
    fn view(&self, territory: &str, found: &SpillOver, app: &App) -> SpillOverView {
        let is_between_parks = |one: &&Exchange| one.from >= self.outward && one.to >= self.outward;
        let is_outward = |one: &&Outward| one.group.is_none_or(|group| group < self.outward);
        let outward: Vec<OutwardView> =
            found.outward.iter().filter(is_outward).map(|one| self.outward(one)).collect();
        let exchanges: Vec<ExchangeView> =
            found.exchanges.iter().filter(is_between_parks).map(|one| self.exchange(one)).collect();
        SpillOverView {
            territory: territory.to_owned(),
            groups: self.groups[..self.outward].iter().map(|group| self.id(*group)).collect(),
            parks: self.groups[self.outward..].iter().map(|group| self.id(*group)).collect(),
            sample: outward.iter().any(|one| one.sample) || exchanges.iter().any(|one| one.sample),
            outward,
            exchanges,
            unknown_origin: found.unknown_origin,
            unit: unit_of(&self.snapshot.plan, CONTRACTS, "amount").unwrap_or_default().to_owned(),
            conventions: app.messages().text("flows-conventions", &[]),
        }
    }

    fn id(&self, territory: TerritoryIndex) -> String {
        territory_id(self.snapshot, territory)
    }

    fn outward(&self, one: &Outward) -> OutwardView {
        OutwardView {
            kind: kind(one.kind).to_owned(),
            year: one.year,
            group: one.group.map(|group| self.id(self.groups[group])),
            flows: one.outward.flows,
            amount: amount(one.kind, one.outward.amount),
            without_amount: one.outward.without_amount,
            all_flows: one.all.flows,
            all_amount: amount(one.kind, one.all.amount),
            share_of_flows: one.share_of_flows,
            share_of_amount: one.share_of_amount.filter(|_| one.kind != FlowKind::Talent),
            unknown_destination: one.unknown_destination,
            sample: one.all.basis.is_sample(),
        }
    }

    fn exchange(&self, one: &Exchange) -> ExchangeView {
        ExchangeView {
            kind: kind(one.kind).to_owned(),
            from: self.id(self.groups[one.from]),
            to: self.id(self.groups[one.to]),
            flows: one.total.flows,
            amount: amount(one.kind, one.total.amount),
            sample: one.total.basis.is_sample(),
        }
    }
}

/// How many yuan a unit of money is worth; none for tonnes and the like.
fn yuan(unit: &str) -> Option<f64> {
    let unit = unit.parse::<Unit>().ok()?;
    (unit.dimensions() == (Dimension::Money, Dimension::Pure)).then(|| crate::describe::number(unit.factor()))
}

/// Money only: a person is no amount.
fn amount(kind: FlowKind, amount: f64) -> Option<f64> {
    (kind != FlowKind::Talent).then_some(amount)
}

const fn kind(of: FlowKind) -> &'static str {
    match of {
        FlowKind::Contract => "contract",
        FlowKind::Supply => "supply",
        FlowKind::Talent => "talent",
    }
}

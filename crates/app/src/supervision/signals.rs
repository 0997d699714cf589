use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::Datelike;
use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Light, NaiveDate, Origin, Period};
use lanbai_measures::{IndicatorIndex, Question};
use lanbai_reporting::supervision::{NodeState, Signal, TaskNode};
use lanbai_store::tasks;

use crate::Snapshot;

/// The lights of one indicator of a territory, one a year, up to the last year that is known.
pub(super) struct Row {
    pub indicator: Arc<str>,
    pub territory: TerritoryIndex,
    pub lights: Vec<(Period, Light, Origin)>,
}

/// The lights of every indicator that has a target, where it has one, by what is published and reported: values made up
/// for a demo are not even looked at.
pub(super) fn rows(snapshot: &Snapshot, today: NaiveDate) -> Vec<Row> {
    let definitions = &snapshot.plan.definitions;
    // One that inherits a target is judged by what another was asked for: one failing is not pursued twice.
    let own = definitions.targets.iter().filter(|target| target.inherited_from.is_none());
    let pairs: BTreeSet<(u32, u32)> = own.map(|target| (target.indicator.0, target.territory.0)).collect();
    let row = |(indicator, territory): (u32, u32)| {
        let (indicator, territory) = (IndicatorIndex(indicator), TerritoryIndex(territory));
        let mut lights = lights(snapshot, indicator, territory, today);
        // After the last value that is known nothing can be said.
        while lights.last().is_some_and(|(_, _, known)| !known) {
            lights.pop();
        }
        let lights = lights.into_iter().map(|((period, light), origin, _)| (period, light, origin)).collect();
        Row { indicator: Arc::clone(&definitions.indicators[indicator.at()].id), territory, lights }
    };
    pairs.into_iter().map(row).filter(|row| !row.lights.is_empty()).collect()
}

type Lit = ((Period, Light), Origin, bool);

fn lights(
    snapshot: &Snapshot,
    indicator: IndicatorIndex,
    territory: TerritoryIndex,
    today: NaiveDate,
) -> Vec<Lit> {
    let first = snapshot.plan.definitions.base_period.last().year() + 1;
    let this_year = u16::try_from(today.year()).unwrap_or(0);
    let years = (first..this_year).filter_map(Period::year);
    let one = |period| {
        let question = Question { sample: false, ..Question::new(indicator, vec![territory], period) };
        let answer = snapshot.answer(&question);
        let own = answer.cell.map_or(Origin::Published, |cell| cell.origin);
        // A light rests on where it began as much as on where it stands.
        let origin = answer.base.map_or(own, |base| own.weakest(base.origin));
        ((period, answer.judgement.light), origin, answer.cell.is_some())
    };
    years.map(one).collect()
}

/// The nodes of the plan that nobody has called done.
pub(super) fn open_nodes<'p>(snapshot: &'p Snapshot, said: &[tasks::TaskNode]) -> Vec<&'p TaskNode> {
    let is_done = |node: &TaskNode| {
        let of = |one: &&tasks::TaskNode| one.task == *node.task && one.node == *node.id;
        said.iter().find(of).is_some_and(|one| one.state == NodeState::Done.name())
    };
    snapshot.plan.reporting.nodes.iter().filter(|node| !is_done(node)).collect()
}

/// All that a rule is held against.
pub(super) fn signals<'s>(rows: &'s [Row], nodes: &[&'s TaskNode]) -> Vec<Signal<'s>> {
    let lights = rows.iter().map(|row| Signal::Lights {
        indicator: Arc::clone(&row.indicator),
        territory: row.territory,
        lights: &row.lights,
    });
    lights.chain(nodes.iter().map(|node| Signal::Open(node))).collect()
}

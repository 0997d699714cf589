//! 风险: segments of any chain on whose supplies the chain's actors here depend. Suppliers of no segment are not told
//! apart, so that nothing is said of them.

use std::collections::BTreeMap;

use super::gaps::import_dependence;
use crate::diagnosis::criterion::List;
use crate::diagnosis::given::Basis;
use crate::diagnosis::measured::{Cell, Measured, Measurement, Subject, Unknown};
use crate::diagnosis::network::{Links, Standing};
use crate::diagnosis::scope::{NONE, Scope};
use crate::risk::{Concentration, concentrations};

/// So many actors are named with a risk.
const INVOLVED: usize = 5;

/// What the chain's actors here buy of one segment.
#[derive(Debug, Default)]
struct Input {
    /// One for each customer here.
    cases: Vec<Concentration>,
    /// Supplies, and what they weigh together.
    supplies: Vec<u32>,
    bought: f64,
    /// Of them from suppliers elsewhere, and from suppliers of whom it is known where they are.
    outside: f64,
    placed: f64,
}

pub(in crate::diagnosis) fn risks(scope: &Scope<'_>, standing: &Standing, links: &Links) -> Measured {
    let mut inputs = bought(scope);
    for case in standing.supply.iter().flat_map(concentrations) {
        // A sector is a segment counted from one.
        let input = case.sector.checked_sub(1).and_then(|segment| inputs.get_mut(&segment));
        if let Some(input) = input.filter(|_| is_customer(scope, case.customer)) {
            input.cases.push(case);
        }
    }
    let id = |segment: u32| &scope.given.segments[segment as usize].id;
    let mut inputs: Vec<(u32, Input)> = inputs.into_iter().collect();
    inputs.sort_by(|a, b| id(a.0).cmp(id(b.0)));
    let subjects = inputs.iter().map(|(segment, input)| measure(scope, standing, links, *segment, input));
    Measured::new(List::Risks, subjects.collect())
}

fn is_customer(scope: &Scope<'_>, place: u32) -> bool {
    scope.in_chain[place as usize] && scope.is_home(place)
}

fn bought(scope: &Scope<'_>) -> BTreeMap<u32, Input> {
    let mut inputs: BTreeMap<u32, Input> = BTreeMap::new();
    for at in &scope.supplies {
        let supply = &scope.given.supplies[*at as usize];
        let [supplier, customer] =
            [supply.supplier, supply.customer].map(|actor| scope.place[actor as usize]);
        let (segment, weight) = (scope.segment_of(supplier), scope.weight(*at));
        if segment == NONE || weight <= 0.0 || !is_customer(scope, customer) {
            continue;
        }
        let input = inputs.entry(segment).or_default();
        input.supplies.push(*at);
        input.bought += weight;
        if scope.is_outside(supplier) {
            input.outside += weight;
        }
        if scope.actor(supplier).territory.is_some() {
            input.placed += weight;
        }
    }
    inputs
}

fn measure(
    scope: &Scope<'_>,
    standing: &Standing,
    links: &Links,
    segment: u32,
    input: &Input,
) -> Measurement {
    let rows = input.supplies.iter().map(|at| &scope.given.supplies[*at as usize].evidence);
    let basis = Basis::all(rows);
    let mut ground = Basis::default();
    actors(scope, input).iter().for_each(|place| ground.merge(&scope.ground(*place)));
    let of_cases = |value: &dyn Fn(&Concentration) -> f64| {
        let count = input.cases.len() as f64;
        Cell::of(input.cases.iter().map(value).sum::<f64>() / count, basis.clone())
    };
    // Where not even one supplier can be found on a map, nothing is known of where supplies come from.
    let outside = if input.placed > 0.0 {
        Cell::of(input.outside / input.placed, basis.clone())
    } else {
        Cell::unknown(Unknown::NoDatum)
    };
    Measurement {
        subject: Subject::Segment(segment),
        ground,
        cells: vec![
            of_cases(&|case| f64::from(u8::from(case.single_source))),
            of_cases(&|case| case.hhi),
            import_dependence(scope, segment),
            outside,
            systemic(scope, standing, links, input),
        ],
        involved: depended_on(scope, input),
    }
}

/// The greatest systemic weight among its suppliers: of those for which it was worked out.
fn systemic(scope: &Scope<'_>, standing: &Standing, links: &Links, input: &Input) -> Cell {
    let suppliers = suppliers(scope, input);
    let cells = suppliers.iter().map(|place| standing.systemic(scope, *place, links));
    let greatest = cells
        .filter(|cell| cell.raw.is_ok())
        .reduce(|most, cell| if cell.raw.unwrap_or(0.0) > most.raw.unwrap_or(0.0) { cell } else { most });
    greatest.unwrap_or(Cell::unknown(Unknown::BeyondLimit))
}

/// Suppliers and customers, each once.
fn actors(scope: &Scope<'_>, input: &Input) -> Vec<u32> {
    let supply = |at: &u32| &scope.given.supplies[*at as usize];
    let ends = input.supplies.iter().flat_map(|at| [supply(at).supplier, supply(at).customer]);
    let mut found: Vec<u32> = ends.map(|actor| scope.place[actor as usize]).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn suppliers(scope: &Scope<'_>, input: &Input) -> Vec<u32> {
    let supplier = |at: &u32| scope.place[scope.given.supplies[*at as usize].supplier as usize];
    let mut found: Vec<u32> = input.supplies.iter().map(supplier).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The suppliers that most customers take most from, of equals the first.
fn depended_on(scope: &Scope<'_>, input: &Input) -> Vec<u32> {
    let mut count: BTreeMap<u32, usize> = BTreeMap::new();
    input.cases.iter().for_each(|case| *count.entry(case.greatest).or_default() += 1);
    let mut found: Vec<(u32, usize)> = count.into_iter().collect();
    found.sort_by_key(|(_, customers)| std::cmp::Reverse(*customers));
    found.into_iter().take(INVOLVED).map(|(place, _)| scope.actors[place as usize]).collect()
}

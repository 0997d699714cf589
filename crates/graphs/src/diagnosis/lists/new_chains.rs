//! 建链: chains of which no segment is here, by outlook, relatedness, complexity and the institutions that are.

use crate::diagnosis::criterion::List;
use crate::diagnosis::given::{Basis, Kind};
use crate::diagnosis::measured::{Cell, Measured, Measurement, Subject};
use crate::diagnosis::relatedness::Relatedness;
use crate::diagnosis::scope::Scope;

pub(in crate::diagnosis) fn new_chains(scope: &Scope<'_>, relatedness: &Relatedness) -> Measured {
    let given = &scope.given;
    let mut is_begun = vec![false; given.chains.len()];
    // Of each chain the institutions and platforms here, each once.
    let mut hosts: Vec<Vec<(u32, u32)>> = vec![Vec::new(); given.chains.len()];
    for (at, one) in (0_u32..).zip(given.memberships) {
        let actor = &given.actors[one.actor as usize];
        let is_home = actor.territory.is_some_and(|territory| scope.inside[territory as usize]);
        if !is_home || one.score < scope.conventions.least_score {
            continue;
        }
        let chain = given.segments[one.segment as usize].chain as usize;
        match actor.kind {
            Kind::Enterprise => is_begun[chain] = true,
            Kind::Institution | Kind::Platform => hosts[chain].push((one.actor, at)),
        }
    }
    let mut absent: Vec<usize> = (0..given.chains.len()).filter(|chain| !is_begun[*chain]).collect();
    absent.sort_by(|a, b| given.chains[*a].id.cmp(&given.chains[*b].id));
    let of = |chain: usize| {
        let number = u32::try_from(chain).unwrap_or(u32::MAX);
        let segments = given.segments.iter().filter(|segment| segment.chain == number);
        let activities: Vec<Option<u32>> = segments.map(|segment| segment.activity).collect();
        let (institutions, involved) = present(scope, &mut hosts[chain].clone());
        Measurement {
            subject: Subject::Chain(number),
            // That nothing of it is here is what no row says.
            ground: Basis::default(),
            cells: vec![
                relatedness.mean_gain(&activities),
                relatedness.mean_density(&activities),
                relatedness.mean_complexity(&activities),
                institutions,
            ],
            involved,
        }
    };
    Measured::new(List::NewChains, absent.into_iter().map(of).collect())
}

fn present(scope: &Scope<'_>, hosts: &mut [(u32, u32)]) -> (Cell, Vec<u32>) {
    let id = |actor: u32| &scope.given.actors[actor as usize].id;
    hosts.sort_by(|a, b| id(a.0).cmp(id(b.0)));
    let memberships = hosts.iter().map(|(_, at)| &scope.given.memberships[*at as usize].evidence);
    let basis = Basis::all(memberships);
    let mut actors: Vec<u32> = hosts.iter().map(|(actor, _)| *actor).collect();
    actors.dedup();
    (Cell::of(actors.len() as f64, basis), actors)
}

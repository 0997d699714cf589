//! 龙头: enterprises of the chain here, by size, centrality and what stops with them.

use super::sizes::Sizes;
use crate::diagnosis::criterion::List;
use crate::diagnosis::given::Kind;
use crate::diagnosis::measured::{Measured, Measurement, Subject};
use crate::diagnosis::network::{Links, Standing};
use crate::diagnosis::scope::Scope;

/// Places of the subjects: enterprises of the chain that are here.
pub(in crate::diagnosis) fn is_leader(scope: &Scope<'_>, place: u32) -> bool {
    scope.in_chain[place as usize] && scope.actor(place).kind == Kind::Enterprise && scope.is_home(place)
}

pub(in crate::diagnosis) fn leaders(scope: &Scope<'_>, standing: &Standing, links: &Links) -> Measured {
    let places: Vec<u32> =
        (0_u32..).take(scope.actors.len()).filter(|place| is_leader(scope, *place)).collect();
    let sizes = Sizes::of(places.iter().map(|place| scope.actor(*place)));
    let of = |place: &u32| Measurement {
        subject: Subject::Actor(scope.actors[*place as usize]),
        ground: scope.ground(*place),
        cells: vec![
            sizes.cell(scope.actor(*place)),
            standing.centrality(scope, *place, links),
            standing.systemic(scope, *place, links),
        ],
        involved: Vec::new(),
    };
    Measured::new(List::Leaders, places.iter().map(of).collect()).sizes_in(sizes.unit())
}

//! 招引: enterprises of a segment that are elsewhere, by size, patents, how surely they belong to it, and whether they
//! trade with anyone of the chain here already.

use super::sizes::Sizes;
use crate::diagnosis::criterion::List;
use crate::diagnosis::given::{Actor, Basis, Membership};
use crate::diagnosis::measured::{Cell, Measured, Measurement, Subject, Unknown};
use crate::diagnosis::network::Links;
use crate::diagnosis::scope::Scope;

/// `segment` by its place in the scope.
pub(in crate::diagnosis) fn candidates(scope: &Scope<'_>, links: &Links, segment: usize) -> Measured {
    let outside: Vec<(u32, &Membership)> =
        scope.enterprises(segment).filter(|(place, _)| scope.is_outside(*place)).collect();
    let sizes = Sizes::of(outside.iter().map(|(place, _)| scope.actor(*place)));
    let of = |(place, membership): &(u32, &Membership)| {
        let actor = scope.actor(*place);
        Measurement {
            subject: Subject::Actor(scope.actors[*place as usize]),
            ground: scope.ground(*place),
            cells: vec![
                sizes.cell(actor),
                patents(actor),
                Cell::of(membership.score, Basis::of(&membership.evidence)),
                ties(scope, links, *place),
            ],
            involved: Vec::new(),
        }
    };
    Measured::new(List::Candidates, outside.iter().map(of).collect()).sizes_in(sizes.unit())
}

fn patents(actor: &Actor) -> Cell {
    actor.patents.map_or(Cell::unknown(Unknown::NoDatum), |count| Cell::of(count, Basis::of(&actor.evidence)))
}

/// How many actors here it supplies or is supplied by.
fn ties(scope: &Scope<'_>, links: &Links, place: u32) -> Cell {
    let mut basis = Basis::default();
    let mut partners = Vec::new();
    for at in links.of(place) {
        let supply = &scope.given.supplies[*at as usize];
        let ends = [supply.supplier, supply.customer].map(|actor| scope.place[actor as usize]);
        for partner in ends.into_iter().filter(|end| *end != place && scope.is_home(*end)) {
            partners.push(partner);
            basis.add(&supply.evidence);
        }
    }
    partners.sort_unstable();
    partners.dedup();
    Cell::of(partners.len() as f64, basis)
}

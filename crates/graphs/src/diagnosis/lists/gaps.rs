//! 补链 and 延链: segments that are not here. One that lies between segments that are (something present supplies it,
//! directly or through others, and it supplies something present) is missing; any other could come next.

use crate::diagnosis::criterion::{Criterion, List};
use crate::diagnosis::given::Basis;
use crate::diagnosis::measured::{Cell, Measured, Measurement, Subject, Unknown};
use crate::diagnosis::presence::Presence;
use crate::diagnosis::relatedness::Relatedness;
use crate::diagnosis::scope::Scope;

pub(in crate::diagnosis) fn missing(
    scope: &Scope<'_>,
    presence: &Presence,
    relatedness: &Relatedness,
) -> Measured {
    list(List::Missing, scope, presence, relatedness, |segment| presence.between[segment])
}

/// Nothing comes next where nothing of the chain is here: that is a new chain.
pub(in crate::diagnosis) fn next(
    scope: &Scope<'_>,
    presence: &Presence,
    relatedness: &Relatedness,
) -> Measured {
    let is_begun = (0..scope.segments.len()).any(|segment| presence.is_here(segment));
    let is_next = |segment: usize| is_begun && !presence.is_here(segment) && !presence.between[segment];
    list(List::Next, scope, presence, relatedness, is_next)
}

fn list(
    list: List,
    scope: &Scope<'_>,
    presence: &Presence,
    relatedness: &Relatedness,
    is_subject: impl Fn(usize) -> bool,
) -> Measured {
    // Where a segment lies follows from all that are here.
    let mut ground = Basis::default();
    presence.here.iter().for_each(|here| ground.merge(here));
    let of = |segment: usize| {
        let number = scope.segments[segment];
        let cell = |criterion: &Criterion| match criterion {
            Criterion::Neighbours => presence
                .closeness(segment)
                .map_or(Cell::unknown(Unknown::NoDatum), |(share, basis)| Cell::of(share, basis)),
            Criterion::Linkage => linkage(scope, number),
            Criterion::ImportDependence => import_dependence(scope, number),
            Criterion::Density => relatedness.density(scope.given.segments[number as usize].activity),
            _ => reachable(scope, segment),
        };
        Measurement {
            subject: Subject::Segment(number),
            ground: ground.clone(),
            cells: list.criteria().iter().map(cell).collect(),
            involved: Vec::new(),
        }
    };
    Measured::new(list, (0..scope.segments.len()).filter(|at| is_subject(*at)).map(of).collect())
}

/// The mean of backward and forward linkage.
fn linkage(scope: &Scope<'_>, segment: u32) -> Cell {
    let known = scope.given.segments[segment as usize].linkage;
    known.map_or(Cell::unknown(Unknown::NoDatum), |of| {
        Cell::of(of.value.backward / 2.0 + of.value.forward / 2.0, Basis::of(&of.evidence))
    })
}

pub(super) fn import_dependence(scope: &Scope<'_>, segment: u32) -> Cell {
    let known = scope.given.segments[segment as usize].import_dependence;
    known.map_or(Cell::unknown(Unknown::NoDatum), |of| Cell::of(of.value, Basis::of(&of.evidence)))
}

/// How many enterprises of the segment are elsewhere. That none is known is a fact of the register: nought.
fn reachable(scope: &Scope<'_>, segment: usize) -> Cell {
    let outside = scope.enterprises(segment).filter(|(place, _)| scope.is_outside(*place));
    let basis = Basis::all(outside.map(|(_, membership)| &membership.evidence));
    Cell::of(basis.count as f64, basis)
}

//! 升链: segments that are here and fall short of what they are elsewhere, in fitness, patents and margin.

use crate::diagnosis::criterion::List;
use crate::diagnosis::given::{Actor, Basis};
use crate::diagnosis::measured::{Cell, Measured, Measurement, Subject, Unknown};
use crate::diagnosis::presence::Presence;
use crate::diagnosis::relatedness::Relatedness;
use crate::diagnosis::scope::Scope;

pub(in crate::diagnosis) fn upgrade(
    scope: &Scope<'_>,
    presence: &Presence,
    relatedness: &Relatedness,
) -> Measured {
    let of = |segment: usize| {
        let number = scope.segments[segment];
        // Of patents the share that is wanting, of margins the difference: a margin may be nought or negative.
        let patents = compare(
            scope,
            segment,
            |actor| actor.patents,
            |here, elsewhere| (elsewhere > 0.0).then(|| f64::max(0.0, 1.0 - here / elsewhere)),
        );
        let margin = compare(
            scope,
            segment,
            |actor| actor.margin,
            |here, elsewhere| Some(f64::max(0.0, elsewhere - here)),
        );
        let activity = scope.given.segments[number as usize].activity;
        Measurement {
            subject: Subject::Segment(number),
            ground: presence.here[segment].clone(),
            cells: vec![relatedness.fitness_shortfall(activity), patents, margin],
            involved: Vec::new(),
        }
    };
    let here = (0..scope.segments.len()).filter(|segment| presence.is_here(*segment));
    Measured::new(List::Upgrade, here.map(of).collect())
}

/// The mean of what is known of enterprises here, against that of enterprises elsewhere.
fn compare(
    scope: &Scope<'_>,
    segment: usize,
    value: impl Fn(&Actor) -> Option<f64>,
    shortfall: impl Fn(f64, f64) -> Option<f64>,
) -> Cell {
    let mut basis = Basis::default();
    let mut mean = |is_wanted: &dyn Fn(u32) -> bool| {
        let (mut sum, mut count) = (0.0, 0.0);
        for (place, membership) in scope.enterprises(segment).filter(|(place, _)| is_wanted(*place)) {
            if let Some(known) = value(scope.actor(place)) {
                sum += known;
                count += 1.0;
                basis.add(&scope.actor(place).evidence);
                basis.add(&membership.evidence);
            }
        }
        (count > 0.0).then(|| sum / count)
    };
    let (here, elsewhere) = (mean(&|place| scope.is_home(place)), mean(&|place| scope.is_outside(place)));
    let (Some(here), Some(elsewhere)) = (here, elsewhere) else {
        let why = if here.is_none() { Unknown::NoDatum } else { Unknown::NothingToCompare };
        return Cell { raw: Err(why), basis };
    };
    match shortfall(here, elsewhere) {
        Some(value) => Cell::of(value, basis),
        None => Cell { raw: Err(Unknown::NothingToCompare), basis },
    }
}

//! Activities that several parks are specialised in or declare.

use std::collections::BTreeSet;

use super::World;
use crate::diagnosis::criterion::List;
use crate::diagnosis::given::Basis;
use crate::diagnosis::measured::{Cell, Measured, Measurement, Subject, Unknown};

/// Subjects: activities that at least two parks are specialised in or declare, in the order of their numbers.
///
/// Spread is 1 - sum s^2 over the shares of the parks in what all parks have of it: nought where one has all.
pub(super) fn duplicates(world: &World<'_>) -> Measured {
    let activities: BTreeSet<u32> = world
        .parks
        .iter()
        .flat_map(|park| park.declared.iter().map(|one| one.0).chain(world.specialities(park)))
        .collect();
    let whole = Basis::all(&world.structure.evidence);
    let subjects = activities.into_iter().filter_map(|activity| {
        let specialised = world.parks.iter().filter(|park| world.is_specialised(park, activity)).count();
        let has_declared = |park: &&super::Park| park.declared.iter().any(|one| one.0 == activity);
        let declared = world.parks.iter().filter(has_declared).count();
        let both = |park: &&super::Park| has_declared(park) || world.is_specialised(park, activity);
        if world.parks.iter().filter(both).count() < 2 {
            return None;
        }
        let rows = world.parks.iter().flat_map(|park| &park.declared).filter(|one| one.0 == activity);
        Some(Measurement {
            subject: Subject::Activity(activity),
            ground: Basis::default(),
            cells: vec![
                Cell::of(specialised as f64, whole.clone()),
                spread(world, activity, &whole),
                Cell::of(declared as f64, Basis::all(rows.map(|one| &one.1))),
            ],
            involved: Vec::new(),
        })
    });
    Measured::new(List::Duplicates, subjects.collect())
}

fn spread(world: &World<'_>, activity: u32, whole: &Basis) -> Cell {
    let value = |park: &super::Park| world.structure.values.value(park.territory as usize, activity as usize);
    let all: f64 = world.parks.iter().map(value).sum();
    if all <= 0.0 {
        return Cell::unknown(Unknown::NothingToCompare);
    }
    let squares: f64 = world.parks.iter().map(|park| (value(park) / all).powi(2)).sum();
    Cell::of(f64::max(0.0, 1.0 - squares), whole.clone())
}

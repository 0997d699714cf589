//! Parks against what they declare and against each other, by hand.

use lanbai_graphs::diagnosis::{Kind, List, Park, Specialised, Subject, Table, divide};

use super::world::*;
use crate::reference::near;

/// ```text
///             a     b     c    all     quotients: a has 3/4 of its own in activity 0, all have 7/16
/// park 0      3     1     0     4
/// park 1      1     3     0     4
/// elsewhere   3     3     2     8
/// ```
fn world() -> World {
    let mut world = World::small();
    world.structure = Some(structure(&[&[3.0, 1.0, 0.0], &[1.0, 3.0, 0.0], &[3.0, 3.0, 2.0]]));
    world.segments.iter_mut().for_each(|segment| segment.activity = None);
    // Park 0 has ore and smelt, park 1 smelt and foil.
    world.actors = vec![
        actor(0, "p", Kind::Enterprise, Some(0)),
        actor(1, "q", Kind::Enterprise, Some(0)),
        actor(2, "r", Kind::Enterprise, Some(1)),
        actor(3, "s", Kind::Enterprise, Some(1)),
    ];
    world.memberships = vec![
        membership(0, 0, 0, 1.0),
        membership(1, 1, 1, 1.0),
        membership(2, 2, 1, 1.0),
        membership(3, 3, 2, 1.0),
    ];
    world.supplies =
        vec![supply(0, 0, 2, 4.0), supply(1, 1, 3, 6.0), supply(2, 3, 0, 5.0), supply(3, 0, 1, 9.0)];
    world.supplies[2].weight = None;
    world
}

fn parks() -> Vec<Park> {
    let declares = |list: &[u32]| {
        list.iter().map(|activity| (*activity, evidence(Table::Declaration, *activity as usize))).collect()
    };
    vec![Park { territory: 0, declared: declares(&[0, 2]) }, Park { territory: 1, declared: declares(&[0]) }]
}

#[test]
fn a_declared_function_is_held_against_its_quotient() {
    let found = divide(world().given(), &parks(), Specialised::default(), 0.5).expect("in order");
    let of = |park: usize, activity: u32| {
        let function = found.functions.iter().find(|one| one.park == park && one.activity == activity);
        function.map(|one| (one.declared, one.quotient.expect("known"), one.specialised.expect("known")))
    };
    assert_eq!(of(0, 0), Some((true, (3.0 / 4.0) / (7.0 / 16.0), true)));
    assert_eq!(of(0, 2), Some((true, 0.0, false)), "declared, and nothing is there");
    assert_eq!(of(1, 0), Some((true, (1.0 / 4.0) / (7.0 / 16.0), false)));
    assert_eq!(
        of(1, 1),
        Some((false, (3.0 / 4.0) / (7.0 / 16.0), true)),
        "not declared, and is a speciality"
    );
    assert_eq!(of(0, 1), None);
}

/// |3/4 - 1/4| + |1/4 - 3/4| = 1. Links that they close together: ore to smelt (1), which park 0 closes alone, and
/// smelt to foil (2), which park 1 closes alone; foil to cell neither. So nothing needs both.
#[test]
fn overlap_is_krugmans_and_complementarity_what_neither_closes_alone() {
    let mut world = world();
    let found = divide(world.given(), &parks(), Specialised::default(), 0.5).expect("in order");
    let pair = &found.pairs[0];
    assert_eq!((pair.parks, pair.krugman, pair.overlap), ((0, 1), Some(1.0), Some(0.5)));
    assert_eq!((pair.declared_by_both.as_slice(), pair.declared_overlap), ([0].as_slice(), Some(0.5)));
    assert_eq!((pair.complementarity.share, pair.complementarity.together), (Some(0.0), 2));
    // Supplies there: 4 and 6; back: one of which no weight is known; within a park counts for neither.
    assert_eq!((pair.supplies.0.count, pair.supplies.0.weight), (2, Some(10.0)));
    assert_eq!((pair.supplies.1.count, pair.supplies.1.weight, pair.supplies.1.without_weight), (1, None, 1));
    // Without smelt in park 1 the link from smelt (park 0) to foil (park 1) needs both: 2 of 1 + 2.
    world.memberships[2].score = 0.1;
    let found = divide(world.given(), &parks(), Specialised::default(), 0.5).expect("in order");
    let complementarity = found.pairs[0].complementarity;
    near("share", complementarity.share.expect("closed"), 2.0 / 3.0, 1e-12);
    assert_eq!(complementarity.only_together, 1);
}

/// Activity 0 is declared by both, and is a speciality of park 0 alone; of the 4 that both have park 0 has 3.
#[test]
fn what_two_parks_do_is_a_duplicate() {
    let found = divide(world().given(), &parks(), Specialised::default(), 0.5).expect("in order");
    assert_eq!(found.duplicates.list(), List::Duplicates);
    assert_eq!(subjects(&found.duplicates), [Subject::Activity(0)]);
    let spread = 1.0 - (0.75_f64.powi(2) + 0.25_f64.powi(2));
    assert_eq!(raw(&found.duplicates, Subject::Activity(0)), [Some(1.0), Some(spread), Some(2.0)]);
}

#[test]
fn of_a_park_without_data_nothing_is_said() {
    let mut world = world();
    world.structure = Some(structure(&[&[3.0, 1.0, 0.0], &[0.0, 0.0, 0.0], &[3.0, 3.0, 2.0]]));
    let found = divide(world.given(), &parks(), Specialised::default(), 0.5).expect("in order");
    assert_eq!((found.pairs[0].krugman, found.pairs[0].overlap), (None, None));
    let declared = found.functions.iter().find(|one| one.park == 1).expect("it declares");
    assert_eq!((declared.quotient, declared.specialised), (None, None));
}

#[test]
fn parks_and_activities_that_there_are_not_are_refused() {
    let world = world();
    let bad = |territory, activity| {
        let park = Park { territory, declared: vec![(activity, evidence(Table::Declaration, 0))] };
        divide(world.given(), &[park], Specialised::default(), 0.5).is_err()
    };
    assert!(bad(3, 0) && bad(0, 3) && !bad(0, 2));
}

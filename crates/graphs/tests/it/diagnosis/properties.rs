//! What holds of any diagnosis and any ranking.

use std::collections::BTreeMap;

use lanbai_graphs::diagnosis::{
    Basis, Cell, List, Measured, Measurement, Ranked, Ranking, Show, Subject, Unknown, Weights, rank,
};
use lanbai_kernel::Origin;
use proptest::collection::vec;
use proptest::prelude::*;

use super::world::*;

const ALL: Show = Show { entries: usize::MAX, alternatives: 3 };

/// A list, raw values of its subjects, and weights of its criteria, not all nought.
fn measured() -> impl Strategy<Value = (List, Vec<Vec<Option<f64>>>, Vec<f64>)> {
    prop::sample::select(List::ALL.to_vec()).prop_flat_map(|list| {
        let width = list.criteria().len();
        let cell =
            prop_oneof![1 => Just(None), 4 => (-4..=10_i32).prop_map(|value| Some(f64::from(value) / 8.0))];
        let weights = vec(0..=4_u32, width).prop_filter("one weighs", |all| all.iter().any(|one| *one > 0));
        let weights = weights.prop_map(|all| all.into_iter().map(f64::from).collect());
        (Just(list), vec(vec(cell, width), 1..9), weights)
    })
}

fn list(list: List, rows: &[Vec<Option<f64>>]) -> Measured {
    let cell = |value: &Option<f64>| match value {
        Some(value) => Cell::of(*value, Basis::default()),
        None => Cell::unknown(Unknown::NoDatum),
    };
    let subject = |(at, row): (usize, &Vec<Option<f64>>)| Measurement {
        subject: Subject::Actor(at as u32),
        ground: Basis::default(),
        cells: row.iter().map(cell).collect(),
        involved: Vec::new(),
    };
    Measured::new(list, rows.iter().enumerate().map(subject).collect())
}

fn weights(list: List, values: &[f64]) -> Weights {
    let pairs = list.criteria().iter().zip(values);
    pairs.fold(Weights::default(), |all, (criterion, weight)| all.with(list, *criterion, *weight))
}

fn rank_of(ranking: &Ranking, subject: usize) -> usize {
    let is_it = |entry: &&lanbai_graphs::diagnosis::Entry| entry.subject == Subject::Actor(subject as u32);
    ranking.entries.iter().find(is_it).expect("every subject is ranked").rank
}

/// Actors as (territory, segment, size), supplies as (from, to, weight).
type Made = (Vec<(u32, u32, u32)>, Vec<(usize, usize, u32)>);

fn made() -> impl Strategy<Value = Made> {
    (3..12_usize).prop_flat_map(|count| {
        (vec((0..3_u32, 0..7_u32, 1..100_u32), count), vec((0..count, 0..count, 1..9_u32), 0..25))
    })
}

fn world(made: &Made, actors: &[usize], supplies: &[usize]) -> World {
    let mut world = World::small();
    let place = |at: usize| actors.iter().position(|one| *one == at).expect("a permutation") as u32;
    world.actors = actors
        .iter()
        .map(|at| {
            let (territory, _, size) = made.0[*at];
            let size = Some(lanbai_graphs::diagnosis::Size {
                kind: lanbai_graphs::diagnosis::SizeKind::Revenue,
                value: f64::from(size),
            });
            let id = format!("{at:02}");
            let kind = lanbai_graphs::diagnosis::Kind::Enterprise;
            lanbai_graphs::diagnosis::Actor { size, ..actor(*at, &id, kind, Some(territory)) }
        })
        .collect();
    world.memberships = actors.iter().map(|at| membership(*at, place(*at), made.0[*at].1, 1.0)).collect();
    world.supplies = supplies
        .iter()
        .map(|at| {
            let (from, to, weight) = made.1[*at];
            // Thirds and sevenths, so that the order of sums would show.
            supply(*at, place(from), place(to), f64::from(weight) / 21.0)
        })
        .collect();
    world
}

/// Each list as name of the subject, rank and score.
fn names(world: &World, ranked: &Ranked) -> Vec<BTreeMap<String, (usize, String)>> {
    let name = |subject: Subject| match subject {
        Subject::Actor(at) | Subject::Community(at) => world.actors[at as usize].id.clone(),
        Subject::Segment(at) => world.segments[at as usize].id.clone(),
        Subject::Chain(at) | Subject::Activity(at) => at.to_string(),
    };
    let all = ranked.lists.iter().chain(ranked.candidates.iter().map(|one| &one.1));
    all.map(|list| {
        let entries = list.entries.iter();
        entries.map(|entry| (name(entry.subject), (entry.rank, format!("{:.9}", entry.score)))).collect()
    })
    .collect()
}

fn shuffled() -> impl Strategy<Value = (Made, Vec<usize>, Vec<usize>)> {
    made().prop_flat_map(|made| {
        let order = |count: usize| Just((0..count).collect::<Vec<usize>>()).prop_shuffle();
        let (actors, supplies) = (order(made.0.len()), order(made.1.len()));
        (Just(made), actors, supplies)
    })
}

proptest! {
    #[test]
    fn scores_and_their_parts_lie_between_nought_and_one((of, rows, given) in measured()) {
        let ranking = rank(&list(of, &rows), &weights(of, &given), ALL).expect("weights");
        for entry in &ranking.entries {
            for value in [entry.score, entry.mean, entry.known, entry.at_best] {
                prop_assert!((0.0..=1.0).contains(&value));
            }
            prop_assert!(entry.score <= entry.mean + 1e-12 && entry.score <= entry.at_best + 1e-12);
            prop_assert!((entry.score - entry.mean * entry.known).abs() < 1e-12);
            for part in &entry.parts {
                prop_assert!(part.normalised.is_none_or(|value| (0.0..=1.0).contains(&value)));
                prop_assert_eq!(part.normalised.is_some(), part.unknown.is_none());
            }
        }
    }

    #[test]
    fn only_the_proportions_of_weights_count((of, rows, given) in measured(), factor in 0.001..1000.0_f64) {
        let measured = list(of, &rows);
        let scaled: Vec<f64> = given.iter().map(|weight| weight * factor).collect();
        let one = rank(&measured, &weights(of, &given), ALL).expect("weights");
        let other = rank(&measured, &weights(of, &scaled), ALL).expect("weights");
        for (a, b) in one.entries.iter().zip(&other.entries) {
            prop_assert_eq!((a.rank, a.subject, a.tied), (b.rank, b.subject, b.tied));
            prop_assert!((a.score - b.score).abs() < 1e-12);
        }
    }

    /// Also where it was not known before.
    #[test]
    fn raising_a_criterion_never_lowers_the_rank(
        (of, rows, given) in measured(),
        at in any::<prop::sample::Index>(),
        column in any::<prop::sample::Index>(),
        raise in 1..9_u32,
    ) {
        let (at, column) = (at.index(rows.len()), column.index(of.criteria().len()));
        let mut raised = rows.clone();
        raised[at][column] = Some(rows[at][column].unwrap_or(0.0) + f64::from(raise) / 8.0);
        let before = rank(&list(of, &rows), &weights(of, &given), ALL).expect("weights");
        let after = rank(&list(of, &raised), &weights(of, &given), ALL).expect("weights");
        prop_assert!(rank_of(&after, at) <= rank_of(&before, at));
    }

    #[test]
    fn subjects_may_come_in_any_order((of, rows, given) in measured(), seed in any::<prop::sample::Index>()) {
        let turn = seed.index(rows.len());
        let turned: Vec<Vec<Option<f64>>> = rows[turn..].iter().chain(&rows[..turn]).cloned().collect();
        let one = rank(&list(of, &rows), &weights(of, &given), ALL).expect("weights");
        let other = rank(&list(of, &turned), &weights(of, &given), ALL).expect("weights");
        for at in 0..rows.len() {
            let place = (at + rows.len() - turn) % rows.len();
            prop_assert_eq!(rank_of(&one, at), rank_of(&other, place));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_actors_and_supplies_changes_nothing((made, actors, supplies) in shuffled()) {
        let straight = |count: usize| (0..count).collect::<Vec<usize>>();
        let one = world(&made, &straight(made.0.len()), &straight(made.1.len()));
        let other = world(&made, &actors, &supplies);
        let ranked = |world: &World| world.diagnose().ranked(&Weights::even(), ALL).expect("weights");
        prop_assert_eq!(names(&one, &ranked(&one)), names(&other, &ranked(&other)));
    }

    /// Every row that an entry names is one that it rests on, and a sample among them marks it.
    #[test]
    fn an_entry_that_names_a_sample_row_is_sample((made, actors, supplies) in shuffled(), which in any::<prop::sample::Index>()) {
        let mut world = world(&made, &actors, &supplies);
        let at = which.index(world.memberships.len());
        world.memberships[at].evidence.origin = Origin::Sample;
        let (table, row) = (world.memberships[at].evidence.table, world.memberships[at].evidence.row);
        let ranked = world.diagnose().ranked(&Weights::even(), ALL).expect("weights");
        let lists = ranked.lists.iter().chain(ranked.candidates.iter().map(|one| &one.1));
        for list in lists {
            for entry in &list.entries {
                let names = |basis: &Basis| basis.rows.iter().any(|one| (one.table, one.row) == (table, row));
                if names(&entry.basis) {
                    prop_assert!(entry.basis.is_sample());
                }
                let in_parts = entry.parts.iter().any(|part| part.basis.is_sample());
                prop_assert!(!in_parts || entry.basis.is_sample());
                prop_assert!(!entry.basis.is_sample() || list.origin == Some(Origin::Sample));
            }
        }
    }
}

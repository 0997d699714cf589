use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::sync::Arc;

use lanbai_kernel::Decimal;
use lanbai_kernel::territory::{MembershipKind, TerritoryIndex};
use lanbai_measures::{Arrivals, Cube, Identity, MeasureIndex, Observation, Question, Silent, evaluate};
use proptest::prelude::*;

use crate::world::{SUM, Small, observation, year};

const TERRITORIES: u32 = 9;

/// Edges go from a greater to a lesser number, so there is no circle; two parents are common.
fn edges() -> impl Strategy<Value = Vec<(u32, u32)>> {
    prop::collection::btree_set((1..TERRITORIES, 0..TERRITORIES - 1), 0..16)
        .prop_map(|pairs| pairs.into_iter().filter(|(child, parent)| parent < child).collect())
}

fn leaves_of(small: &Small, territory: u32) -> BTreeSet<u32> {
    let view = small.graph.view(MembershipKind::Plan, year(2022).last_day());
    view.territories_of(view.leaves(TerritoryIndex(territory))).map(|t| t.0).collect()
}

/// Each leaf is worth a different power of two, so a sum tells which leaves it counted, and how often.
fn worth(leaves: &BTreeSet<u32>) -> i64 {
    leaves.iter().map(|leaf| 1_i64 << leaf).sum()
}

/// The most leaves that disjoint observed territories below the asked ones can cover: every subset is tried.
fn most_leaves(small: &Small, asked: &BTreeSet<u32>, observed: &BTreeSet<u32>) -> usize {
    let view = small.graph.view(MembershipKind::Plan, year(2022).last_day());
    let operands: Vec<TerritoryIndex> = asked.iter().map(|t| TerritoryIndex(*t)).collect();
    let below = view.descendants(&operands);
    let candidates: Vec<BTreeSet<u32>> = observed
        .iter()
        .filter(|t| asked.contains(t) || below.contains(&TerritoryIndex(**t)))
        .map(|t| leaves_of(small, *t))
        .collect();
    let mut best = 0;
    for bits in 0_u32..1 << candidates.len() {
        let picked: Vec<&BTreeSet<u32>> =
            candidates.iter().enumerate().filter(|(n, _)| bits >> n & 1 == 1).map(|(_, set)| set).collect();
        let union: BTreeSet<u32> = picked.iter().flat_map(|set| set.iter().copied()).collect();
        if union.len() == picked.iter().map(|set| set.len()).sum::<usize>() {
            best = best.max(union.len());
        }
    }
    best
}

proptest! {
    #[test]
    fn a_union_counts_each_leaf_once_and_covers_all_it_can(
        edges in edges(),
        asked in prop::collection::btree_set(0..TERRITORIES, 1..4),
        observed in prop::collection::btree_set(0..TERRITORIES, 0..8),
    ) {
        let shape = Small::new(TERRITORIES as usize, &edges, &[]);
        let values: Vec<(u32, i64)> = observed.iter().map(|t| (*t, worth(&leaves_of(&shape, *t)))).collect();
        let small = Small::new(TERRITORIES as usize, &edges, &values);
        let question = Question::new(SUM, asked.iter().map(|t| TerritoryIndex(*t)).collect(), year(2022));
        let answer = evaluate(&small.world(), &question, &mut Silent);
        let best = most_leaves(&small, &asked, &observed);
        match answer.coverage {
            None => prop_assert_eq!(best, 0),
            Some(coverage) => {
                prop_assert_eq!(coverage.covered, best);
                let missing: BTreeSet<u32> = coverage.missing.iter().map(|t| t.0).collect();
                let expected: BTreeSet<u32> = asked.iter().flat_map(|t| leaves_of(&small, *t)).collect();
                let covered: BTreeSet<u32> = expected.difference(&missing).copied().collect();
                prop_assert_eq!(answer.cell.map(|c| c.value), Some(Decimal::from(worth(&covered))));
            }
        }
    }

    #[test]
    fn a_cube_that_grew_answers_as_one_made_at_once(
        values in prop::collection::vec((0..TERRITORIES, 0i64..1000, 2018u16..2023), 1..30),
        split in 0usize..30,
    ) {
        let all: Vec<_> = values.iter().map(|(t, v, y)| observation(*t, *v, year(*y))).collect();
        let (first, rest) = all.split_at(split.min(all.len()));
        let mut grown = Cube::new(first);
        grown.extend(rest);
        let whole = Cube::new(&all);
        for t in 0..TERRITORIES {
            let series = |cube: &Cube| {
                let mut ids: Vec<_> = cube.series(MeasureIndex(0), TerritoryIndex(t)).map(|o| (o.period, o.id, o.value)).collect();
                ids.sort();
                ids
            };
            prop_assert_eq!(series(&grown), series(&whole));
        }
    }
}

#[test]
fn many_rows_are_taken_in_alike_by_any_number_of_threads() {
    let row = |n: u32| Observation {
        id: i64::from(n),
        measure: MeasureIndex(n % 7),
        value: Decimal::new(i64::from(n), n % 3),
        ..observation(n * 31 % 101, 0, year(u16::try_from(1990 + n % 40).expect("a year")))
    };
    let rows: Vec<Observation> = (0..40_000).map(row).collect();
    let (first, rest) = rows.split_at(1_000);
    let mut shared = Cube::new(first);
    shared.take_in(rest.iter().collect(), NonZeroUsize::new(3).expect("three"));
    let alone = Cube::new(&rows);
    assert_eq!(shared.len(), rows.len());
    assert!(shared.observations().eq(alone.observations()));
}

/// Ids that follow from period and value.
#[derive(Debug)]
struct ByStatement;

impl Identity for ByStatement {
    fn id_of(&self, observation: &Observation) -> i64 {
        let value = observation.value.normalize();
        i64::try_from(value.mantissa()).expect("short") * 100
            + i64::from(value.scale())
            + i64::from(observation.period.last().year()) * 1_000_000
    }
}

proptest! {
    #[test]
    fn ids_are_told_again_whether_they_follow_from_their_rows_or_not(
        rows in prop::collection::vec((0u32..4, -99i64..99, 2015u16..2025, 0u8..8, 0i8..4), 1..40),
        split in 0usize..40,
    ) {
        let mut all: Vec<Observation> = Vec::new();
        for (n, (territory, tenths, of, kind, decimals)) in (0..).zip(rows) {
            let mut row = Observation {
                value: Decimal::new(tenths, 1),
                decimals,
                ..observation(territory, 0, year(of))
            };
            row.id = if kind == 0 { -1 - n } else { ByStatement.id_of(&row) };
            row.supersedes = all.last().filter(|_| kind == 1).map(|before| before.id);
            if all.iter().all(|before| before.id != row.id) {
                all.push(row);
            }
        }
        let mut cube = Cube::default();
        for part in [&all[..split.min(all.len())], &all[split.min(all.len())..]] {
            let mut arrivals = Arrivals::identified_by(Arc::new(ByStatement));
            part.iter().for_each(|row| arrivals.push(row));
            cube.take_in(arrivals, NonZeroUsize::MIN);
        }
        let sorted = |mut rows: Vec<Observation>| {
            rows.sort_by_key(|row| (row.territory, row.period, row.id));
            rows
        };
        for row in &all {
            prop_assert!(cube.has(row.id, row.measure, row.territory, row.period));
        }
        prop_assert!(!cube.has(i64::MAX, all[0].measure, all[0].territory, all[0].period));
        prop_assert_eq!(sorted(cube.observations().collect()), sorted(all));
    }
}

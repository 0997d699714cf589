//! What holds of any input.

use lanbai_graphs::complexity::{Conventions, Diagonal, Filter, advantage, complexity, filter, proximity};
use lanbai_graphs::linkages::{Table, extracted, leontief, linkages};
use lanbai_graphs::network::{Links, Scaling, betweenness, core_numbers, cuts};
use lanbai_graphs::risk::{Class, Score, Shock, Stop, Supply, SupplyNetwork, score};
use lanbai_graphs::{Csr, Dense, Entry, Pattern};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::reference::threads;

fn matrix(rows: usize, columns: usize, values: &[f64]) -> Csr {
    let entries: Vec<Entry> = values
        .iter()
        .enumerate()
        .filter(|(_, weight)| **weight > 0.0)
        .map(|(at, weight)| Entry {
            row: (at / columns) as u32,
            column: (at % columns) as u32,
            weight: *weight,
        })
        .collect();
    Csr::from_entries(rows, columns, &entries).expect("within")
}

/// Territories by activities, about half of it empty.
fn values() -> impl Strategy<Value = (usize, usize, Vec<f64>)> {
    (3..8_usize, 3..9_usize).prop_flat_map(|(rows, columns)| {
        let cell = prop_oneof![Just(0.0), 1.0..1000.0_f64];
        (Just(rows), Just(columns), vec(cell, rows * columns))
    })
}

fn order(count: usize) -> impl Strategy<Value = Vec<usize>> {
    Just((0..count).collect::<Vec<usize>>()).prop_shuffle()
}

fn shuffled() -> impl Strategy<Value = (usize, usize, Vec<f64>, Vec<usize>, Vec<usize>)> {
    values().prop_flat_map(|(rows, columns, values)| {
        (Just(rows), Just(columns), Just(values), order(rows), order(columns))
    })
}

fn is_near(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * (1.0 + b.abs())
}

/// Undirected links between few nodes.
fn links() -> impl Strategy<Value = (usize, Vec<(u32, u32)>)> {
    (2..14_u32).prop_flat_map(|nodes| (Just(nodes as usize), vec((0..nodes, 0..nodes), 0..30)))
}

fn undirected(nodes: usize, links: &[(u32, u32)]) -> Pattern {
    let both: Vec<(u32, u32)> =
        links.iter().filter(|(a, b)| a != b).flat_map(|(a, b)| [(*a, *b), (*b, *a)]).collect();
    Pattern::from_arcs(nodes, &both).expect("within")
}

/// The number of shortest paths and their length from one node to all.
fn paths(graph: &Pattern, source: usize) -> (Vec<f64>, Vec<usize>) {
    let (mut count, mut length) = (vec![0.0; graph.rows()], vec![usize::MAX; graph.rows()]);
    (count[source], length[source]) = (1.0, 0);
    let mut ring = vec![source];
    while !ring.is_empty() {
        let mut next = Vec::new();
        for node in ring {
            for target in graph.targets(node).iter().map(|at| *at as usize) {
                if length[target] == usize::MAX {
                    length[target] = length[node] + 1;
                    next.push(target);
                }
                if length[target] == length[node] + 1 {
                    count[target] += count[node];
                }
            }
        }
        ring = next;
    }
    (count, length)
}

/// For each pair the share of shortest paths that lead through each other node.
fn naive_betweenness(graph: &Pattern) -> Vec<f64> {
    let from: Vec<_> = (0..graph.rows()).map(|node| paths(graph, node)).collect();
    let mut through = vec![0.0; graph.rows()];
    for (source, (count, length)) in from.iter().enumerate() {
        for (end, whole) in count.iter().enumerate().filter(|(end, count)| *end != source && **count > 0.0) {
            for node in (0..graph.rows()).filter(|node| *node != source && *node != end) {
                let (onward, rest) = (from[node].0[end], from[node].1[end]);
                if length[node] != usize::MAX && rest != usize::MAX && length[node] + rest == length[end] {
                    through[node] += count[node] * onward / whole;
                }
            }
        }
    }
    through
}

fn parts(graph: &Pattern, without: impl Fn(usize, usize) -> bool) -> usize {
    let left = graph.filtered(|a, b, ()| (!without(a, b)).then_some(()));
    lanbai_graphs::network::components(&left).into_iter().max().map_or(0, |most| most as usize + 1)
}

/// Firms of a few sectors, with final demand or without.
#[derive(Debug, Clone)]
struct Economy {
    sectors: Vec<u32>,
    demand: Vec<f64>,
    supplies: Vec<Supply>,
    left: Vec<f64>,
}

fn economy() -> impl Strategy<Value = Economy> {
    (2..12_usize).prop_flat_map(|firms| {
        let number = 0..firms as u32;
        let class = prop_oneof![Just(Class::None), Just(Class::NonEssential), Just(Class::Essential)];
        let supply = (number.clone(), number, 0.1..9.0_f64, class)
            .prop_map(|(supplier, customer, weight, class)| Supply { supplier, customer, weight, class });
        let demand = prop_oneof![Just(Vec::new()), vec(0.0..5.0_f64, firms)];
        let left = vec(prop_oneof![Just(0.0), Just(1.0), 0.0..1.0_f64], firms);
        (vec(0..4_u32, firms), demand, vec(supply, 0..40), left)
            .prop_map(|(sectors, demand, supplies, left)| Economy { sectors, demand, supplies, left })
    })
}

impl Economy {
    fn score(&self, left: &[f64], stop: Stop) -> Score {
        let network = SupplyNetwork::new(&self.sectors, &self.demand, &self.supplies).expect("a network");
        let shock = Shock((0..).zip(left.iter().copied()).collect());
        score(&network, &[shock], stop, threads())[0]
    }

    /// The formulas as they are written down, over all pairs.
    fn naive(&self, left: &[f64], steps: usize) -> (f64, f64, f64) {
        let firms = self.sectors.len();
        let weight = |i: usize, j: usize| {
            self.supplies
                .iter()
                .filter(|s| (s.supplier as usize, s.customer as usize) == (i, j))
                .map(|s| s.weight)
                .sum::<f64>()
        };
        let demand = |i: usize| self.demand.get(i).copied().unwrap_or(0.0);
        let r: Vec<f64> =
            (0..firms).map(|i| (0..firms).map(|j| weight(i, j)).sum::<f64>() + demand(i)).collect();
        let c: Vec<f64> = (0..firms).map(|j| (0..firms).map(|i| weight(i, j)).sum()).collect();
        let (mut u, mut d) = (vec![1.0; firms], vec![1.0; firms]);
        for _ in 0..steps {
            let market =
                |k: u32| (0..firms).filter(|m| self.sectors[*m] == k).map(|m| r[m] * d[m]).sum::<f64>();
            let lost = |i: usize| {
                let share = if r[i] > 0.0 { (r[i] / market(self.sectors[i])).min(1.0) } else { 0.0 };
                share * (1.0 - d[i])
            };
            let next_u = (0..firms).map(|i| {
                let sold = (0..firms).map(|j| weight(i, j) * u[j]).sum::<f64>() + demand(i);
                if r[i] > 0.0 { (sold / r[i]).min(left[i]) } else { left[i].min(1.0) }
            });
            let next_d = (0..firms).map(|j| {
                let of = |class: Class| {
                    self.supplies.iter().filter(move |s| s.customer as usize == j && s.class == class)
                };
                let worst = (0..4)
                    .map(|k| {
                        let group =
                            || of(Class::Essential).filter(|s| self.sectors[s.supplier as usize] == k);
                        let all: f64 = group().map(|s| s.weight).sum();
                        let gone: f64 = group().map(|s| s.weight * lost(s.supplier as usize)).sum();
                        if all > 0.0 { gone / all } else { 0.0 }
                    })
                    .fold(0.0, f64::max);
                let gone: f64 = of(Class::NonEssential).map(|s| s.weight * lost(s.supplier as usize)).sum();
                let other = if c[j] > 0.0 { gone / c[j] } else { 0.0 };
                (1.0 - worst).min(1.0 - other).max(0.0).min(left[j])
            });
            (u, d) = (next_u.collect(), next_d.collect());
        }
        let all: f64 = r.iter().sum();
        let share = |level: &dyn Fn(usize) -> f64| {
            let lost: f64 = (0..firms).map(|i| r[i] * (1.0 - level(i))).sum();
            if all > 0.0 { lost / all } else { 0.0 }
        };
        (share(&|i| u[i]), share(&|i| d[i]), share(&|i| u[i].min(d[i])))
    }
}

proptest! {
    #[test]
    fn turning_twice_and_summing_do_not_depend_on_the_way((rows, columns, values) in values()) {
        let csr = matrix(rows, columns, &values);
        prop_assert_eq!(csr.transposed().row_sums(), csr.column_sums());
        prop_assert_eq!(csr.transposed().transposed(), csr);
    }

    #[test]
    fn advantage_does_not_depend_on_the_unit((rows, columns, values) in values(), factor in 1e-6..1e6_f64) {
        let scaled: Vec<f64> = values.iter().map(|value| value * factor).collect();
        let (one, other) = (advantage(&matrix(rows, columns, &values)), advantage(&matrix(rows, columns, &scaled)));
        for ((_, _, a), (_, _, b)) in one.iter().zip(other.iter()) {
            prop_assert!(is_near(*a, *b, 1e-12));
        }
    }

    #[test]
    fn the_order_of_rows_and_columns_only_orders_the_answer((rows, columns, values, by_row, by_column) in shuffled()) {
        let mixed: Vec<f64> = by_row
            .iter()
            .flat_map(|row| by_column.iter().map(|column| (*row, *column)))
            .map(|(row, column)| values[row * columns + column])
            .collect();
        let conventions = Conventions::default();
        let one = complexity(&matrix(rows, columns, &values), &conventions, threads());
        let other = complexity(&matrix(rows, columns, &mixed), &conventions, threads());
        let (Ok(one), Ok(other)) = (&one, &other) else {
            prop_assert!(one.is_err() && other.is_err());
            return Ok(());
        };
        let place = |kept: &[usize], at: usize| kept.iter().position(|own| *own == at).expect("it was kept");
        let unique = one.vectors.is_unique() && one.vectors.second > 1e-6
            && one.vectors.second - one.vectors.third > 1e-4;
        // The sign follows diversity, and is chance where nothing follows it.
        let mean = one.incidence.diversity().iter().sum::<usize>() as f64 / one.eci.len() as f64;
        let follows: f64 = one.eci.iter().zip(one.incidence.diversity()).map(|(e, k)| e * (k as f64 - mean)).sum();
        for (territory, at) in other.kept.territories.iter().enumerate() {
            let own = place(&one.kept.territories, by_row[*at]);
            prop_assert!(is_near(other.fitness[territory], one.fitness[own], 1e-9));
            if unique && follows.abs() > 1e-6 {
                prop_assert!(is_near(other.eci[territory], one.eci[own], 1e-6));
            }
            for (activity, at) in other.kept.activities.iter().enumerate() {
                let column = place(&one.kept.activities, by_column[*at]);
                prop_assert!(is_near(other.density.value(territory, activity), one.density.value(own, column), 1e-12));
            }
        }
    }

    #[test]
    fn what_has_a_value_has_something_present((rows, columns, values) in values()) {
        let csr = matrix(rows, columns, &values);
        let kept = filter(&csr, &Filter::default(), 1.0);
        let has = |list: Vec<f64>| list.iter().filter(|total| **total > 0.0).count();
        prop_assert_eq!(kept.territories.len(), has(csr.row_sums()));
        prop_assert_eq!(kept.activities.len(), has(csr.column_sums()));
    }

    #[test]
    fn a_filter_keeps_its_word((rows, columns, values) in values(), least in 0.0..2000.0_f64, diversity in 0..4_usize) {
        let csr = matrix(rows, columns, &values);
        let rule = Filter { territory_total: least, diversity, ..Filter::default() };
        let kept = filter(&csr, &rule, 1.0);
        let totals = csr.row_sums();
        prop_assert!(kept.territories.iter().all(|row| totals[*row] >= least));
        let part = csr.part(&kept.territories, &kept.activities);
        prop_assert!(part.row_sums().iter().chain(&part.column_sums()).all(|total| *total > 0.0));
    }

    #[test]
    fn proximity_is_symmetric_and_a_share((rows, columns, values) in values()) {
        let present = matrix(rows, columns, &values).pattern();
        let found = proximity(&present, Diagonal::One, threads());
        for a in 0..rows {
            for b in 0..rows {
                let together = present.targets(a).iter().filter(|at| present.contains(b, **at as usize)).count();
                let most = present.degree(a).max(present.degree(b)).max(1);
                prop_assert_eq!(found.value(a, b), together as f64 / most as f64);
            }
        }
    }

    #[test]
    fn the_inverse_times_what_was_inverted_is_one(size in 1..9_usize, cells in vec(0.0..1.0_f64, 81)) {
        let shares: Vec<f64> = cells[..size * size].iter().map(|cell| cell * 0.9 / size as f64).collect();
        let coefficients = Dense::from_rows(size, shares).expect("a square");
        let inverse = leontief(&coefficients).expect("an inverse");
        for row in 0..size {
            for column in 0..size {
                let product: f64 = (0..size).map(|k| inverse.value(row, k) * coefficients.value(k, column)).sum();
                let one = f64::from(u8::from(row == column));
                prop_assert!(is_near(inverse.value(row, column) - product, one, 1e-12));
                prop_assert!(inverse.value(row, column) >= one - 1e-12);
            }
        }
    }

    #[test]
    fn linkages_do_not_depend_on_the_unit_and_extraction_is_what_is_missing(
        size in 2..7_usize, cells in vec(0.1..1.0_f64, 36), used in vec(1.0..9.0_f64, 6), factor in 0.01..100.0_f64,
    ) {
        let table = |factor: f64| {
            let flows = Dense::from_rows(size, cells[..size * size].iter().map(|cell| cell * factor).collect());
            let flows = flows.expect("a square");
            let final_use: Vec<f64> = used[..size].iter().map(|used| used * factor).collect();
            let output: Vec<f64> = flows.row_sums().iter().zip(&final_use).map(|(row, used)| row + used).collect();
            Table { value_added: vec![0.0; size], imports: vec![0.0; size], flows, final_use, output }
        };
        // Some such tables use up more than they make; those have no meaning.
        let one = table(1.0);
        prop_assume!(one.coefficients().column_sums().iter().all(|sum| *sum < 0.95));
        let (found, other) = (linkages(&one, Default::default()), linkages(&table(factor), Default::default()));
        let (found, other) = (found.expect("an inverse"), other.expect("an inverse"));
        for sector in 0..size {
            prop_assert!(is_near(found.backward[sector], other.backward[sector], 1e-9));
            prop_assert!(is_near(found.forward[sector], other.forward[sector], 1e-9));
            let left: f64 = extracted(&found.inverse, &one.output, sector).iter().sum();
            prop_assert!(is_near(one.output.iter().sum::<f64>() - left, found.extraction[sector], 1e-9));
        }
    }

    #[test]
    fn betweenness_is_the_naive_one((nodes, arcs) in links()) {
        let both = undirected(nodes, &arcs);
        let found = betweenness(&both, Links::Undirected, Scaling::None, threads());
        for (ours, naive) in found.iter().zip(naive_betweenness(&both)) {
            prop_assert!(is_near(2.0 * ours, naive, 1e-9));
        }
        let one_way = Pattern::from_arcs(nodes, &arcs).expect("within");
        let found = betweenness(&one_way, Links::Directed, Scaling::None, threads());
        for (ours, naive) in found.iter().zip(naive_betweenness(&one_way)) {
            prop_assert!(is_near(*ours, naive, 1e-9));
        }
    }

    #[test]
    fn cuts_are_what_parts_the_rest((nodes, arcs) in links()) {
        let graph = undirected(nodes, &arcs);
        let found = cuts(&graph);
        let whole = parts(&graph, |_, _| false);
        for node in 0..nodes {
            // Without its links a node is a part of its own, unless it had none before.
            let alone = usize::from(graph.degree(node) > 0);
            let without = parts(&graph, |a, b| a == node || b == node) - alone;
            prop_assert_eq!(found.nodes.contains(&(node as u32)), without > whole);
            for target in graph.targets(node).iter().filter(|target| **target as usize > node) {
                let pair = (node, *target as usize);
                let without = parts(&graph, |a, b| (a.min(b), a.max(b)) == pair);
                prop_assert_eq!(found.links.contains(&(node as u32, *target)), without > whole);
            }
        }
    }

    #[test]
    fn cores_are_what_peeling_leaves((nodes, arcs) in links()) {
        let graph = undirected(nodes, &arcs);
        let found = core_numbers(&graph);
        for k in 1..8 {
            let mut is_in = vec![true; nodes];
            loop {
                let weak = |node: &usize| {
                    let links = graph.targets(*node).iter().filter(|at| is_in[**at as usize]).count();
                    is_in[*node] && links < k
                };
                let Some(node) = (0..nodes).find(weak) else { break };
                is_in[node] = false;
            }
            for node in 0..nodes {
                prop_assert_eq!(is_in[node], found[node] as usize >= k);
            }
        }
    }

    #[test]
    fn a_cascade_is_its_formulas(economy in economy(), steps in 1..12_usize) {
        let ours = economy.score(&economy.left, Stop { tolerance: 0.0, steps });
        let (upstream, downstream, combined) = economy.naive(&economy.left, steps);
        prop_assert!(is_near(ours.upstream, upstream, 1e-9), "upstream {} {}", ours.upstream, upstream);
        prop_assert!(is_near(ours.downstream, downstream, 1e-9), "downstream {} {}", ours.downstream, downstream);
        prop_assert!(is_near(ours.combined, combined, 1e-9), "combined {} {}", ours.combined, combined);
    }

    #[test]
    fn a_score_is_a_share_and_a_greater_shock_takes_no_less(economy in economy(), more in vec(0.0..1.0_f64, 12), steps in 1..30_usize) {
        let stop = Stop { tolerance: 0.0, steps };
        let harder: Vec<f64> = economy.left.iter().zip(&more).map(|(left, more)| left * more).collect();
        let (one, other) = (economy.score(&economy.left, stop), economy.score(&harder, stop));
        let pairs = [
            (one.upstream, other.upstream),
            (one.downstream, other.downstream),
            (one.combined, other.combined),
        ];
        for (one, other) in pairs {
            prop_assert!((0.0..=1.0).contains(&one) && (0.0..=1.0).contains(&other));
            prop_assert!(other >= one - 1e-9, "{} after {}", other, one);
        }
        prop_assert!(one.combined >= one.upstream.max(one.downstream) - 1e-12);
    }
}

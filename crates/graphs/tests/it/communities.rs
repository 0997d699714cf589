//! Communities against the best that leidenalg found from 200 seeds, and what the paper promises of them.

use lanbai_graphs::Csr;
use lanbai_graphs::network::{Leiden, communities, components, modularity};

use crate::networks::{is_directed, read, stored};
use crate::reference::near;

#[test]
fn one_of_a_hundred_seeds_finds_what_leidenalg_found_and_all_come_near() {
    for graph in stored().iter().filter(|graph| !is_directed(graph)) {
        let csr = read(graph);
        let theirs = graph["modularity"].as_f64().expect("a number");
        let found: Vec<f64> = (1..=100)
            .map(|seed| communities(&csr, Leiden { seed, ..Leiden::default() }).modularity)
            .collect();
        let best = found.iter().copied().fold(f64::MIN, f64::max);
        let worst = found.iter().copied().fold(f64::MAX, f64::min);
        let name = &graph["name"];
        assert!(best > theirs - 1e-9, "{name}: best {best}, theirs {theirs}");
        assert!(worst > theirs - 0.03, "{name}: worst {worst}, theirs {theirs}");
    }
}

#[test]
fn every_community_hangs_together_and_its_modularity_is_told_right() {
    for graph in stored().iter().filter(|graph| !is_directed(graph)) {
        let csr = read(graph);
        for seed in 1..=5 {
            let found = communities(&csr, Leiden { seed, ..Leiden::default() });
            near("modularity", found.modularity, modularity(&csr, &found.of, 1.0), 1e-15);
            let within: Csr = csr.filtered(|a, b, weight| (found.of[a] == found.of[b]).then_some(weight));
            let parts = components(&within.pattern()).into_iter().max().map_or(0, |most| most as usize + 1);
            assert_eq!(parts, found.count, "{} with seed {seed}", graph["name"]);
        }
    }
}

#[test]
fn one_seed_gives_one_answer() {
    let csr = read(&stored()[5]);
    let once = communities(&csr, Leiden { seed: 7, ..Leiden::default() });
    assert_eq!(communities(&csr, Leiden { seed: 7, ..Leiden::default() }), once);
}

#[test]
fn cliques_on_a_ring_are_their_communities() {
    let csr = read(stored().iter().find(|graph| graph["name"] == "caves 10").expect("it is stored"));
    let found = communities(&csr, Leiden::default());
    assert_eq!(found.count, 8);
    assert!((0..48).all(|node| found.of[node] == found.of[node / 6 * 6]));
}

#[test]
fn nothing_linked_is_nothing_joined() {
    let found = communities(&Csr::from_entries(3, 3, &[]).expect("within"), Leiden::default());
    assert_eq!((found.of, found.count, found.modularity), (vec![0, 1, 2], 3, 0.0));
    let none = communities(&Csr::from_entries(0, 0, &[]).expect("within"), Leiden::default());
    assert_eq!(none.count, 0);
}

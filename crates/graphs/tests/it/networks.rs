//! What networkx says of ten random and three real graphs, and two with one-way links (values/make_graphs.py made them).

use lanbai_graphs::network::{
    Damping, Links, Scaling, betweenness, components, core_numbers, cuts, modularity, page_rank,
};
use lanbai_graphs::{Csr, Entry};
use serde_json::Value;

use crate::reference::{near, threads};

pub fn stored() -> Vec<Value> {
    let graphs: Value = serde_json::from_str(include_str!("../values/networkx.json")).expect("values");
    graphs.as_array().expect("a list").clone()
}

pub fn is_directed(graph: &Value) -> bool {
    graph["directed"].as_bool().expect("a choice")
}

/// With its weights; both ways unless links have a direction.
pub fn read(graph: &Value) -> Csr {
    let nodes = whole(&graph["nodes"]) as usize;
    let links: Vec<Entry> = list(&graph["links"])
        .iter()
        .map(|link| Entry {
            row: whole(&link[0]),
            column: whole(&link[1]),
            weight: link[2].as_f64().expect("a weight"),
        })
        .collect();
    let csr = Csr::from_entries(nodes, nodes, &links).expect("within");
    if is_directed(graph) { csr } else { csr.undirected() }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn whole(value: &Value) -> u32 {
    u32::try_from(value.as_u64().expect("a whole number")).expect("a small one")
}

pub fn wholes(value: &Value) -> Vec<u32> {
    list(value).iter().map(whole).collect()
}

fn all_near(what: &str, ours: &[f64], theirs: &Value, tolerance: f64) {
    assert_eq!(ours.len(), list(theirs).len(), "{what}");
    for (ours, theirs) in ours.iter().zip(list(theirs)) {
        near(what, *ours, theirs.as_f64().expect("a number"), tolerance);
    }
}

#[test]
fn there_are_ten_random_three_real_and_two_one_way_graphs() {
    let graphs = stored();
    let directed = graphs.iter().filter(|graph| is_directed(graph)).count();
    assert_eq!((graphs.len(), directed), (15, 2));
}

#[test]
fn betweenness_is_that_of_networkx() {
    for graph in stored() {
        let pattern = read(&graph).pattern();
        let links = if is_directed(&graph) { Links::Directed } else { Links::Undirected };
        let name = graph["name"].as_str().expect("a name");
        all_near(name, &betweenness(&pattern, links, Scaling::None, threads()), &graph["betweenness"], 1e-9);
        all_near(name, &betweenness(&pattern, links, Scaling::Pairs, threads()), &graph["normalised"], 1e-12);
    }
}

#[test]
fn page_rank_is_that_of_networkx() {
    for graph in stored() {
        let found = page_rank(&read(&graph), Damping { tolerance: 1e-14, ..Damping::default() });
        all_near("rank", &found.ranks, &graph["page_rank"], 1e-10);
        near("sum", found.ranks.iter().sum(), 1.0, 1e-12);
    }
}

#[test]
fn cuts_cores_and_components_are_those_of_networkx() {
    for graph in stored().iter().filter(|graph| !is_directed(graph)) {
        let pattern = read(graph).pattern();
        let name = graph["name"].as_str().expect("a name");
        let found = cuts(&pattern);
        assert_eq!(found.nodes, wholes(&graph["articulation_points"]), "{name}");
        let bridges: Vec<(u32, u32)> =
            list(&graph["bridges"]).iter().map(|link| (whole(&link[0]), whole(&link[1]))).collect();
        assert_eq!(found.links, bridges, "{name}");
        assert_eq!(core_numbers(&pattern), wholes(&graph["core_numbers"]), "{name}");
        let parts = components(&pattern).into_iter().max().map_or(0, |most| most + 1);
        assert_eq!(parts, whole(&graph["components"]), "{name}");
    }
}

#[test]
fn modularity_is_that_of_networkx() {
    for graph in stored().iter().filter(|graph| !is_directed(graph)) {
        let ours = modularity(&read(graph), &wholes(&graph["membership"]), 1.0);
        near("modularity", ours, graph["modularity"].as_f64().expect("a number"), 1e-12);
    }
}

//! What holds a named network together.

use lanbai_kernel::{Finding, Place, has_errors};
use serde::Serialize;

use super::rows::{amount, line, name};
use crate::csr::{Csr, Entry, Labels};
use crate::network::{
    Damping, Leiden, Links, Scaling, betweenness, communities, core_numbers, cuts, page_rank,
};
use crate::threads::Threads;

/// A link from one to another.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub struct LinkRow<'a> {
    pub from: &'a str,
    pub to: &'a str,
    pub weight: f64,
}

/// How it was computed. Betweenness, cuts, cores and communities take links both ways, PageRank as they lead; paths are
/// counted in links, PageRank and communities use weights.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub struct NetworkConventions {
    pub communities: Leiden,
    pub page_rank: Damping,
}

/// Nodes in alphabetical order of their names.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct NetworkAnswer {
    pub conventions: NetworkConventions,
    pub modularity: f64,
    pub communities: usize,
    pub nodes: Vec<NodeAnswer>,
    /// Links whose loss parts the network.
    pub bridges: Vec<(String, String)>,
}

/// One node.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct NodeAnswer {
    pub node: String,
    /// As a share of all pairs of others.
    pub betweenness: f64,
    pub articulation_point: bool,
    pub core: u32,
    pub page_rank: f64,
    pub community: u32,
}

/// Everything of a network from a table of links.
pub fn answer_network(
    rows: &[LinkRow<'_>],
    conventions: NetworkConventions,
    threads: Threads,
) -> (Option<NetworkAnswer>, Vec<Finding>) {
    let mut findings = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        findings.extend(name(at, "from", row.from));
        findings.extend(name(at, "to", row.to));
        findings.extend(amount(at, "weight", row.weight));
        if row.from == row.to {
            findings.push(Finding::note("chain-link-to-itself", line(at)).with("node", row.from));
        }
    }
    if rows.is_empty() {
        findings.push(Finding::error("chain-no-links", Place::default()));
    }
    if has_errors(&findings) {
        return (None, findings);
    }
    let labels = Labels::sorted(rows.iter().flat_map(|row| [row.from, row.to]));
    let entry = |row: &LinkRow<'_>| {
        let (from, to) = (labels.find(row.from)?, labels.find(row.to)?);
        Some(Entry { row: from, column: to, weight: row.weight })
    };
    let entries: Vec<Entry> = rows.iter().filter_map(entry).collect();
    let arcs = Csr::from_entries(labels.len(), labels.len(), &entries)
        .expect("entries are numbered by the labels that count them");
    (Some(named(&arcs, labels.names(), conventions, threads)), findings)
}

fn named(arcs: &Csr, names: &[String], conventions: NetworkConventions, threads: Threads) -> NetworkAnswer {
    let links = arcs.undirected();
    let pattern = links.pattern();
    let groups = communities(&links, conventions.communities);
    let between = betweenness(&pattern, Links::Undirected, Scaling::Pairs, threads);
    let ranks = page_rank(arcs, conventions.page_rank).ranks;
    let cores = core_numbers(&pattern);
    let cut = cuts(&pattern);
    let node = |(at, name): (usize, &String)| NodeAnswer {
        node: name.clone(),
        betweenness: between[at],
        articulation_point: cut.nodes.binary_search_by(|node| (*node as usize).cmp(&at)).is_ok(),
        core: cores[at],
        page_rank: ranks[at],
        community: groups.of[at],
    };
    let name = |at: u32| names[at as usize].clone();
    NetworkAnswer {
        conventions,
        modularity: groups.modularity,
        communities: groups.count,
        nodes: names.iter().enumerate().map(node).collect(),
        bridges: cut.links.iter().map(|(a, b)| (name(*a), name(*b))).collect(),
    }
}

//! 集群: communities of the chain's actors by their supplies, where at least one of them is here.

use crate::cluster::{ClusterScore, cluster_score, locational_correlation};
use crate::csr::Csr;
use crate::dense::Dense;
use crate::diagnosis::criterion::List;
use crate::diagnosis::given::Basis;
use crate::diagnosis::measured::{Cell, Measured, Measurement, Subject, Unknown};
use crate::diagnosis::network::{Links, Standing};
use crate::diagnosis::scope::{NONE, Scope};
use crate::network::communities;

/// So many members are named with a cluster.
const INVOLVED: usize = 20;

/// Clusters with what holds of all of them together.
#[derive(Debug)]
pub(in crate::diagnosis) struct Found {
    pub measured: Measured,
    /// Of the partition of the chain's actors.
    pub modularity: f64,
    /// Whether the clusters keep together activities that are alike: each activity of the chain belongs to the
    /// community that most of its actors are in. `None` where that leaves nothing to compare.
    pub score: Option<ClusterScore>,
}

pub(in crate::diagnosis) fn clusters(scope: &Scope<'_>, standing: &Standing, links: &Links) -> Found {
    let (places, graph) = (&standing.own, &standing.chain);
    let found = communities(graph, scope.conventions.leiden);
    let mut members = vec![Vec::new(); found.count];
    (0..places.len()).for_each(|node| members[found.of[node] as usize].push(node));
    let alike = Alike::of(scope);
    let world = World { scope, standing, links, places, graph, alike: &alike };
    let is_cluster = |nodes: &&Vec<usize>| {
        let home = || nodes.iter().any(|node| world.is_home(*node));
        nodes.len() >= scope.conventions.smallest_cluster && home()
    };
    let subjects = members.iter().filter(is_cluster).map(|nodes| world.measure(nodes)).collect();
    let modularity = if found.modularity.is_finite() { found.modularity } else { 0.0 };
    let score = alike.score(scope, places, &found.of, found.count);
    Found { measured: Measured::new(List::Clusters, subjects), modularity, score }
}

struct World<'w, 'a> {
    scope: &'w Scope<'a>,
    standing: &'w Standing,
    links: &'w Links,
    /// The place in the scope of each node of the graph.
    places: &'w [usize],
    graph: &'w Csr,
    alike: &'w Alike,
}

impl World<'_, '_> {
    fn place(&self, node: usize) -> u32 {
        u32::try_from(self.places[node]).unwrap_or(NONE)
    }

    fn is_home(&self, node: usize) -> bool {
        self.scope.is_home(self.place(node))
    }

    /// `nodes` ascend, which is the order of names.
    fn measure(&self, nodes: &[usize]) -> Measurement {
        let degree = |node: usize| self.graph.weights(node).iter().sum::<f64>();
        let mut by_degree: Vec<(usize, f64)> = nodes.iter().map(|node| (*node, degree(*node))).collect();
        by_degree.sort_by(|a, b| b.1.total_cmp(&a.1));
        let actor = |node: usize| self.scope.actors[self.places[node]];
        let mut ground = Basis::default();
        nodes.iter().for_each(|node| ground.merge(&self.scope.ground(self.place(*node))));
        Measurement {
            subject: Subject::Community(actor(by_degree[0].0)),
            ground: ground.clone(),
            cells: vec![
                Cell::of(nodes.iter().filter(|node| self.is_home(**node)).count() as f64, ground.clone()),
                self.cohesion(nodes),
                self.coverage(nodes, ground),
                self.alike.within(&self.activities(nodes)),
            ],
            involved: by_degree.iter().take(INVOLVED).map(|(node, _)| actor(*node)).collect(),
        }
    }

    /// The share of its members' supplies within the chain that stay among them: 1 less the conductance.
    fn cohesion(&self, nodes: &[usize]) -> Cell {
        let (mut within, mut all) = (0.0, 0.0);
        for node in nodes {
            for (other, weight) in self.graph.row(*node) {
                all += weight;
                if nodes.binary_search(&other).is_ok() {
                    within += weight;
                }
            }
        }
        let mut basis = Basis::default();
        for node in nodes {
            let supplies = self.links.of(self.place(*node)).iter();
            supplies.for_each(|at| basis.add(&self.scope.given.supplies[*at as usize].evidence));
        }
        (basis.count, basis.undated) = (0, 0);
        basis.weigh(&self.standing.whole);
        if all > 0.0 { Cell::of(within / all, basis) } else { Cell::unknown(Unknown::NoDatum) }
    }

    /// The share of the chain's segments that its members are in.
    fn coverage(&self, nodes: &[usize], ground: Basis) -> Cell {
        let mut segments = self.segments(nodes);
        segments.dedup();
        Cell::of(segments.len() as f64 / self.scope.segments.len() as f64, ground)
    }

    fn segments(&self, nodes: &[usize]) -> Vec<u32> {
        let mut segments: Vec<u32> =
            nodes.iter().map(|node| self.scope.segment_of(self.place(*node))).collect();
        segments.sort_unstable();
        segments
    }

    /// Places of its activities among those that are compared.
    fn activities(&self, nodes: &[usize]) -> Vec<usize> {
        let activity = |segment: &u32| self.scope.given.segments[*segment as usize].activity;
        let all = self.segments(nodes);
        let mut found: Vec<usize> =
            all.iter().filter_map(activity).filter_map(|one| self.alike.place(one)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// How alike the chain's activities are in where they are.
struct Alike {
    activities: Vec<u32>,
    similarity: Dense,
    basis: Basis,
}

impl Alike {
    fn of(scope: &Scope<'_>) -> Self {
        let activity = |segment: &u32| scope.given.segments[*segment as usize].activity;
        let mut activities: Vec<u32> = scope.segments.iter().filter_map(activity).collect();
        activities.sort_unstable();
        activities.dedup();
        let Some(structure) = scope.given.structure else {
            return Self { activities: Vec::new(), similarity: Dense::zeros(0, 0), basis: Basis::default() };
        };
        let rows: Vec<usize> =
            (0..structure.values.rows()).filter(|row| structure.values.degree(*row) > 0).collect();
        let mut values = Dense::zeros(rows.len(), activities.len());
        for (place, row) in rows.iter().enumerate() {
            for (value, activity) in values.row_mut(place).iter_mut().zip(&activities) {
                *value = structure.values.value(*row, *activity as usize);
            }
        }
        let similarity = locational_correlation(&values);
        Self { activities, similarity, basis: Basis::all(&structure.evidence) }
    }

    fn place(&self, activity: u32) -> Option<usize> {
        self.activities.binary_search(&activity).ok()
    }

    /// The share of the chain's other activities that are less like the cluster's than these are like each other:
    /// WCR > BCR of Delgado, Porter and Stern (2016), activity by activity.
    fn within(&self, own: &[usize]) -> Cell {
        let others: Vec<usize> =
            (0..self.activities.len()).filter(|at| own.binary_search(at).is_err()).collect();
        if self.activities.is_empty() {
            return Cell::unknown(Unknown::NoDatum);
        }
        if own.len() < 2 || others.is_empty() {
            return Cell::unknown(Unknown::NothingToCompare);
        }
        let mean = |to: usize| {
            let all = own.iter().filter(|from| **from != to).map(|from| self.similarity.value(*from, to));
            let count = own.iter().filter(|from| **from != to).count();
            all.sum::<f64>() / count as f64
        };
        let within = own.iter().map(|to| mean(*to)).sum::<f64>() / own.len() as f64;
        let beaten = others.iter().filter(|to| mean(**to) < within).count();
        Cell::of(beaten as f64 / others.len() as f64, self.basis.clone())
    }

    fn score(&self, scope: &Scope<'_>, places: &[usize], of: &[u32], count: usize) -> Option<ClusterScore> {
        let mut counts = vec![vec![0_usize; count]; self.activities.len()];
        for (node, place) in places.iter().enumerate() {
            let segment = scope.segment_of(u32::try_from(*place).unwrap_or(NONE)) as usize;
            let activity = scope.given.segments.get(segment).and_then(|segment| segment.activity);
            if let Some(activity) = activity.and_then(|activity| self.place(activity)) {
                counts[activity][of[node] as usize] += 1;
            }
        }
        // Activities without actors are in no cluster and are not compared.
        let most = |row: &Vec<usize>| {
            let greatest = *row.iter().max()?;
            (0_u32..).zip(row).find(|(_, count)| **count == greatest && greatest > 0).map(|(at, _)| at)
        };
        let found: Vec<(usize, u32)> =
            counts.iter().enumerate().filter_map(|(at, row)| Some((at, most(row)?))).collect();
        let mut numbers: Vec<u32> = found.iter().map(|(_, community)| *community).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let grouping: Vec<u32> = found
            .iter()
            .map(|(_, one)| u32::try_from(numbers.partition_point(|at| at < one)).unwrap_or(0))
            .collect();
        let mut similarity = Dense::zeros(found.len(), found.len());
        for (row, (from, _)) in found.iter().enumerate() {
            for (value, (to, _)) in similarity.row_mut(row).iter_mut().zip(&found) {
                *value = self.similarity.value(*from, *to);
            }
        }
        cluster_score(&similarity, &grouping).ok()
    }
}

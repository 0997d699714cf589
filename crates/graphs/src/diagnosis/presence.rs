//! Which segments of the chain are here, and what lies before and after each.

use super::given::{Basis, SegmentLink};
use super::scope::Scope;

/// The chain's segments as seen from the territory; everything by place in [`Scope::segments`].
#[derive(Debug)]
pub(super) struct Presence {
    /// What each segment's presence rests on: memberships of enterprises here. Empty where there are none.
    pub here: Vec<Basis>,
    /// (other segment, weight, its row) for each segment, both ways.
    pub neighbours: Vec<Vec<(usize, f64, Basis)>>,
    /// Whether a segment is absent and lies between present ones.
    pub between: Vec<bool>,
}

impl Presence {
    pub fn of(scope: &Scope<'_>) -> Self {
        let here: Vec<Basis> = (0..scope.segments.len())
            .map(|segment| {
                let own = scope.enterprises(segment).filter(|(place, _)| scope.is_home(*place));
                Basis::all(own.map(|(_, membership)| &membership.evidence))
            })
            .collect();
        let links = Links::of(scope);
        let present: Vec<bool> = here.iter().map(|basis| basis.count > 0).collect();
        let (after, before) = (reach(&links.down, &present), reach(&links.up, &present));
        let between = (0..here.len()).map(|at| !present[at] && after[at] && before[at]).collect();
        Self { here, neighbours: links.neighbours, between }
    }

    pub fn is_here(&self, segment: usize) -> bool {
        self.here[segment].count > 0
    }

    /// The share of a segment's links, by weight, that lead to segments that are here; `None` without links.
    pub fn closeness(&self, segment: usize) -> Option<(f64, Basis)> {
        let (mut near, mut all, mut basis) = (0.0, 0.0, Basis::default());
        for (other, weight, row) in &self.neighbours[segment] {
            all += weight;
            basis.merge(row);
            if self.is_here(*other) {
                near += weight;
                basis.merge(&self.here[*other]);
            }
        }
        (all > 0.0).then(|| (near / all, basis))
    }
}

struct Links {
    down: Vec<Vec<usize>>,
    up: Vec<Vec<usize>>,
    neighbours: Vec<Vec<(usize, f64, Basis)>>,
}

impl Links {
    /// The links that are given; where the chain has none, from each stage to the next one that it has.
    fn of(scope: &Scope<'_>) -> Self {
        let count = scope.segments.len();
        let mut links = Self {
            down: vec![Vec::new(); count],
            up: vec![Vec::new(); count],
            neighbours: vec![Vec::new(); count],
        };
        let place = |segment: u32| scope.segments.iter().position(|one| *one == segment);
        let mut given: Vec<(usize, usize, &SegmentLink)> = scope
            .given
            .segment_links
            .iter()
            .filter_map(|link| Some((place(link.from)?, place(link.to)?, link)))
            .filter(|(from, to, _)| from != to)
            .collect();
        given.sort_by(|a, b| {
            let weight = |link: &SegmentLink| link.weight.unwrap_or(0.0);
            (a.0, a.1).cmp(&(b.0, b.1)).then(weight(a.2).total_cmp(&weight(b.2)))
        });
        let weighted = given.iter().all(|(_, _, link)| link.weight.is_some());
        for (from, to, link) in &given {
            let weight = if weighted { link.weight.unwrap_or(0.0) } else { 1.0 };
            links.add(*from, *to, weight, &Basis::of(&link.evidence));
        }
        if given.is_empty() {
            links.add_stages(scope);
        }
        links
    }

    fn add_stages(&mut self, scope: &Scope<'_>) {
        let stage = |place: usize| scope.given.segments[scope.segments[place] as usize].stage;
        let count = scope.segments.len();
        let mut stages: Vec<u32> = (0..count).filter_map(stage).collect();
        stages.sort_unstable();
        stages.dedup();
        for pair in stages.windows(2) {
            for from in (0..count).filter(|at| stage(*at) == Some(pair[0])) {
                for to in (0..count).filter(|at| stage(*at) == Some(pair[1])) {
                    self.add(from, to, 1.0, &Basis::default());
                }
            }
        }
    }

    fn add(&mut self, from: usize, to: usize, weight: f64, basis: &Basis) {
        self.down[from].push(to);
        self.up[to].push(from);
        self.neighbours[from].push((to, weight, basis.clone()));
        self.neighbours[to].push((from, weight, basis.clone()));
    }
}

/// What is reached from a present segment by one or more arcs.
fn reach(arcs: &[Vec<usize>], present: &[bool]) -> Vec<bool> {
    let mut found = vec![false; arcs.len()];
    let mut waiting: Vec<usize> = (0..arcs.len()).filter(|at| present[*at]).collect();
    while let Some(at) = waiting.pop() {
        for to in &arcs[at] {
            if !std::mem::replace(&mut found[*to], true) {
                waiting.push(*to);
            }
        }
    }
    found
}

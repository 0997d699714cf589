//! Splits communities into parts that are well connected, which the next level is made of.

use super::Leiden;
use super::level::Level;
use super::random::Random;

/// A refined partition: every part lies within a community and is connected.
pub(super) fn refine(
    level: &Level,
    of: &[u32],
    count: usize,
    conventions: Leiden,
    random: &mut Random,
) -> Vec<u32> {
    let mut members = vec![Vec::new(); count];
    (0_u32..).zip(of).for_each(|(node, community)| members[*community as usize].push(node));
    let mut parts = Parts::new(level, of, conventions);
    for nodes in &mut members {
        random.shuffle(nodes);
        let whole: f64 = nodes.iter().map(|node| level.strength[*node as usize]).sum();
        nodes.iter().for_each(|node| parts.merge(*node as usize, whole, random));
    }
    parts.part
}

struct Parts<'l> {
    level: &'l Level,
    of: &'l [u32],
    conventions: Leiden,
    part: Vec<u32>,
    size: Vec<u32>,
    strength: Vec<f64>,
    /// What links a part to the rest of its community.
    outward: Vec<f64>,
    /// What links the node at hand to parts; nought elsewhere.
    linked: Vec<f64>,
}

impl<'l> Parts<'l> {
    fn new(level: &'l Level, of: &'l [u32], conventions: Leiden) -> Self {
        let nodes = level.nodes();
        let inward = |node: usize| {
            level.links.row(node).filter(|(other, _)| of[*other] == of[node]).map(|(_, weight)| weight).sum()
        };
        Self {
            level,
            of,
            conventions,
            part: (0_u32..).take(nodes).collect(),
            size: vec![1; nodes],
            strength: level.strength.clone(),
            outward: (0..nodes).map(inward).collect(),
            linked: vec![0.0; nodes],
        }
    }

    /// Whether a part is linked to the rest of its community at least as much as chance would.
    fn is_well_connected(&self, part: usize, whole: f64) -> bool {
        let chance = self.level.expected(self.strength[part], whole - self.strength[part]);
        self.outward[part] >= self.conventions.resolution * chance
    }

    /// Joins a node that is still alone to a part of its community, at random among those that gain.
    fn merge(&mut self, node: usize, whole: f64, random: &mut Random) {
        // A part keeps the number of the node that it grew around, so that a node alone is its own part.
        if self.size[node] != 1 || self.part[node] as usize != node || !self.is_well_connected(node, whole) {
            return;
        }
        let mut near: Vec<u32> = Vec::new();
        for (other, weight) in
            self.level.links.row(node).filter(|(other, _)| self.of[*other] == self.of[node])
        {
            let part = self.part[other];
            if self.linked[part as usize] == 0.0 {
                near.push(part);
            }
            self.linked[part as usize] += weight;
        }
        let mut chances: Vec<(u32, f64)> = Vec::new();
        let mut most = 0.0_f64;
        for part in &near {
            let at = *part as usize;
            let chance = self.level.expected(self.level.strength[node], self.strength[at]);
            let gain = self.linked[at] - self.conventions.resolution * chance;
            if gain >= 0.0 && self.is_well_connected(at, whole) {
                chances.push((*part, gain));
                most = most.max(gain);
            }
        }
        if let Some(part) = draw(&chances, most, self.conventions.randomness, random) {
            let (at, linked) = (part as usize, self.linked[part as usize]);
            self.outward[at] += self.outward[node] - 2.0 * linked;
            self.strength[at] += self.strength[node];
            self.size[at] += 1;
            self.part[node] = part;
            (self.size[node], self.strength[node], self.outward[node]) = (0, 0.0, 0.0);
        }
        near.iter().for_each(|part| self.linked[*part as usize] = 0.0);
    }
}

/// One of them with a probability in proportion to exp(gain / randomness).
fn draw(chances: &[(u32, f64)], most: f64, randomness: f64, random: &mut Random) -> Option<u32> {
    let weight = |gain: f64| ((gain - most) / randomness).exp();
    let all: f64 = chances.iter().map(|(_, gain)| weight(*gain)).sum();
    let mut left = random.share() * all;
    for (part, gain) in chances {
        left -= weight(*gain);
        if left < 0.0 {
            return Some(*part);
        }
    }
    chances.last().map(|(part, _)| *part)
}

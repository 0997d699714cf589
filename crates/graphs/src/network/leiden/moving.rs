//! Moves single nodes to the community where they gain most, as long as any gains.

use std::collections::VecDeque;

use super::level::Level;
use super::random::Random;

/// Gains below this share of all links are rounding.
const GAIN: f64 = 1e-13;

/// The fast local moving phase: a queue in random order; who moved puts its neighbours outside back into it.
pub(super) fn move_nodes(level: &Level, of: &mut [u32], resolution: f64, random: &mut Random) {
    let nodes = level.nodes();
    let mut order: Vec<u32> = (0_u32..).take(nodes).collect();
    random.shuffle(&mut order);
    let mut strength = vec![0.0; nodes];
    let mut size = vec![0_usize; nodes];
    for (node, community) in of.iter().enumerate() {
        strength[*community as usize] += level.strength[node];
        size[*community as usize] += 1;
    }
    let mut empty: Vec<u32> =
        (0_u32..).zip(&size).filter(|(_, size)| **size == 0).map(|(at, _)| at).collect();
    let mut queue: VecDeque<u32> = order.into();
    let mut waits = vec![true; nodes];
    let mut linked = vec![0.0; nodes];
    let mut near = Vec::new();
    while let Some(node) = queue.pop_front() {
        let at = node as usize;
        waits[at] = false;
        let old = of[at];
        strength[old as usize] -= level.strength[at];
        size[old as usize] -= 1;
        if size[old as usize] == 0 {
            empty.push(old);
            strength[old as usize] = 0.0;
        }
        near.clear();
        for (other, weight) in level.links.row(at) {
            let community = of[other];
            if linked[community as usize] == 0.0 {
                near.push(community);
            }
            linked[community as usize] += weight;
        }
        let gain = |community: u32| {
            let chance = level.expected(level.strength[at], strength[community as usize]);
            linked[community as usize] - resolution * chance
        };
        let (mut best, mut most) = (old, gain(old));
        // To stand alone gains nought; communities in the order of their first links, so that ties are settled alike.
        for community in empty.last().into_iter().chain(&near) {
            let gained = gain(*community);
            if gained > most + GAIN * level.all {
                (best, most) = (*community, gained);
            }
        }
        near.iter().for_each(|community| linked[*community as usize] = 0.0);
        // Only the last empty community is ever chosen: the one offered above, or the one just left.
        if size[best as usize] == 0 {
            let taken = empty.iter().rposition(|community| *community == best);
            taken.map(|at| empty.remove(at));
        }
        strength[best as usize] += level.strength[at];
        size[best as usize] += 1;
        of[at] = best;
        if best != old {
            for target in level.links.targets(at) {
                let other = *target as usize;
                if of[other] != best && !std::mem::replace(&mut waits[other], true) {
                    queue.push_back(*target);
                }
            }
        }
    }
}

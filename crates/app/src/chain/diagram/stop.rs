use std::collections::{BTreeMap, VecDeque};

use lanbai_graphs::risk::{Class, Shock, Stop, Supply as Flow, SupplyNetwork, score};

use super::list::segments_of;
use super::load::Loaded;
use super::map::chain_of;
use crate::chain::threads;
use crate::view::{StopRank, StopView};
use crate::{App, AppError, ask};

impl App {
    /// What a chain loses if one of its producers stops: the economic systemic risk of Diem et al. (2022) over the
    /// producers that sources name.
    ///
    /// What sources do not state is assumed and said: each link between segments is of the same size and shared
    /// equally by the producers at both ends, a segment of nobody named is one producer, every input is essential, and
    /// what the last segments make is sold outside.
    ///
    /// # Errors
    /// If the plan has no such chain, or nobody of that id produces in it.
    pub async fn chain_stop(&self, chain: &str, actor: &str) -> Result<StopView, AppError> {
        let snapshot = self.snapshot();
        let plan = &snapshot.plan;
        let chain = chain_of(plan, chain)?;
        let ids: Vec<String> =
            segments_of(plan, chain.id.get_ref()).map(|segment| segment.id.get_ref().clone()).collect();
        let loaded = self.load_segments(plan, &ids).await?;
        let nodes = Nodes::of(&loaded, &ids);
        let own = nodes.of_actor(actor);
        if own.is_empty() {
            let known = nodes.actors.iter().flatten().map(String::as_str);
            return Err(ask::unknown("actor", actor, known));
        }
        let network = nodes.network(&loaded, &ids)?;
        let shock = |actor: &str| Shock(nodes.of_actor(actor).into_iter().map(|node| (node, 0.0)).collect());
        let mut producers: Vec<&str> = nodes.actors.iter().flatten().map(String::as_str).collect();
        producers.sort_unstable();
        producers.dedup();
        let shocks: Vec<Shock> = producers.iter().map(|id| shock(id)).collect();
        let scores = score(&network, &shocks, Stop::default(), threads());
        let at = producers.binary_search(&actor).unwrap_or(0);
        let segments: Vec<usize> = own.iter().map(|node| nodes.segments[*node as usize]).collect();
        let mut ranking: Vec<StopRank> = producers
            .iter()
            .zip(&scores)
            .filter_map(|(id, score)| {
                let known = loaded.actors.iter().find(|actor| actor.id == **id)?;
                let node = *nodes.of_actor(id).first()?;
                Some(StopRank {
                    actor: (*id).to_owned(),
                    name: known.name.clone(),
                    segment: ids[nodes.segments[node as usize]].clone(),
                    combined: score.combined,
                })
            })
            .collect();
        ranking.sort_by(|a, b| b.combined.total_cmp(&a.combined).then_with(|| a.actor.cmp(&b.actor)));
        let taken = &scores[at];
        Ok(StopView {
            chain: chain.id.get_ref().clone(),
            actor: actor.to_owned(),
            upstream: taken.upstream,
            downstream: taken.downstream,
            combined: taken.combined,
            steps: taken.steps,
            residual: taken.residual,
            conventions: self.messages().text("stop-conventions", &[]),
            substitutes: nodes
                .segments
                .iter()
                .zip(&nodes.actors)
                .filter(|(segment, one)| {
                    segments.contains(segment) && one.as_deref().is_some_and(|id| id != actor)
                })
                .count(),
            affected: affected(&loaded, &ids, &segments),
            ranking,
        })
    }
}

/// The producers of a chain, one for each segment that they stand in; a segment of nobody is one without a name.
struct Nodes {
    /// The segment of each, by position.
    segments: Vec<usize>,
    actors: Vec<Option<String>>,
}

impl Nodes {
    fn of(loaded: &Loaded, ids: &[String]) -> Self {
        let mut nodes = Self { segments: Vec::new(), actors: Vec::new() };
        for (n, segment) in ids.iter().enumerate() {
            let mut named: Vec<String> = loaded
                .of(segment)
                .filter(|(actor, _)| actor.produces())
                .map(|(actor, _)| actor.id.clone())
                .collect();
            named.sort_unstable();
            named.dedup();
            let count = named.len().max(1);
            nodes.segments.extend(std::iter::repeat_n(n, count));
            match named.is_empty() {
                true => nodes.actors.push(None),
                false => nodes.actors.extend(named.into_iter().map(Some)),
            }
        }
        nodes
    }

    fn of_actor(&self, actor: &str) -> Vec<u32> {
        let all = (0_u32..).zip(&self.actors);
        all.filter(|(_, one)| one.as_deref() == Some(actor)).map(|(n, _)| n).collect()
    }

    fn in_segment(&self, segment: usize) -> impl Iterator<Item = u32> + Clone {
        (0_u32..).zip(&self.segments).filter(move |(_, one)| **one == segment).map(|(n, _)| n)
    }

    fn network(&self, loaded: &Loaded, ids: &[String]) -> Result<SupplyNetwork, AppError> {
        let links = between(loaded, ids);
        let mut flows = Vec::new();
        for (from, to) in &links {
            let (suppliers, customers) = (self.in_segment(*from), self.in_segment(*to));
            let pairs = suppliers.clone().count() * customers.clone().count();
            for supplier in suppliers {
                for customer in customers.clone() {
                    let weight = 1.0 / pairs as f64;
                    flows.push(Flow { supplier, customer, weight, class: Class::Essential });
                }
            }
        }
        let sells_outside = |segment: usize| !links.iter().any(|(from, _)| *from == segment);
        let demand: Vec<f64> = self
            .segments
            .iter()
            .map(|segment| {
                let share = 1.0 / self.in_segment(*segment).count() as f64;
                if sells_outside(*segment) { share } else { 0.0 }
            })
            .collect();
        let sectors: Vec<u32> = self.segments.iter().filter_map(|n| u32::try_from(*n).ok()).collect();
        SupplyNetwork::new(&sectors, &demand, &flows)
            .map_err(|_| AppError::Broken("a network of equal shares is one"))
    }
}

/// The supplies between segments, by position, each once.
fn between(loaded: &Loaded, ids: &[String]) -> Vec<(usize, usize)> {
    let at: BTreeMap<&str, usize> = ids.iter().enumerate().map(|(n, id)| (id.as_str(), n)).collect();
    let place = |id: &str| at.get(id).copied();
    let mut links: Vec<(usize, usize)> =
        loaded.supplies.iter().filter_map(|one| Some((place(&one.from)?, place(&one.to)?))).collect();
    links.sort_unstable();
    links.dedup();
    links
}

/// The segments that lose an input, nearest first.
fn affected(loaded: &Loaded, ids: &[String], stopped: &[usize]) -> Vec<String> {
    let links = between(loaded, ids);
    let mut seen: Vec<usize> = stopped.to_vec();
    let mut waiting: VecDeque<usize> = stopped.iter().copied().collect();
    let mut lost = Vec::new();
    while let Some(segment) = waiting.pop_front() {
        for (_, to) in links.iter().filter(|(from, _)| *from == segment) {
            if !seen.contains(to) {
                seen.push(*to);
                waiting.push_back(*to);
                lost.push(ids[*to].clone());
            }
        }
    }
    lost
}

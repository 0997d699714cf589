use lanbai_app::chain::{Leiden, NetworkConventions, network};

use super::{Rows, show};
use crate::arguments::{ChainNetwork, Language};

pub(super) fn run(asked: &ChainNetwork, language: Language) -> anyhow::Result<bool> {
    let communities = Leiden { resolution: asked.resolution, seed: asked.seed, ..Leiden::default() };
    let conventions = NetworkConventions { communities, ..NetworkConventions::default() };
    let answered = network(&asked.edges, conventions)?;
    show(&answered, asked.format, language, |answer, numbers| {
        let headings = ["node", "articulation_point", "betweenness", "core", "page_rank", "community"];
        let rows = answer.nodes.iter().map(|node| {
            vec![
                node.node.clone(),
                node.articulation_point.to_string(),
                numbers.write(node.betweenness),
                node.core.to_string(),
                numbers.write(node.page_rank),
                node.community.to_string(),
            ]
        });
        vec![Rows::new(&headings, 2, rows.collect())]
    })
}

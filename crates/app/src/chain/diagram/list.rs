use lanbai_plan::Plan;
use lanbai_plan::raw::Segment;

use super::map::state_of;
use crate::view::{ChainIndustry, ChainList, ChainSummary, SegmentStates};
use crate::{App, AppError, ask};

impl App {
    /// Every chain of the plan with how much of it is there, as seen from a territory.
    ///
    /// # Errors
    /// If the plan has no such territory, or the lake cannot be read.
    pub async fn chain_list(&self, territory: &str) -> Result<ChainList, AppError> {
        let snapshot = self.snapshot();
        let plan = &snapshot.plan;
        let asked = ask::one_territory(plan, territory)?;
        let file = &plan.raw.industries.content;
        let all: Vec<String> = file.segment.iter().map(|segment| segment.id.get_ref().clone()).collect();
        let loaded = self.load_segments(plan, &all).await?;
        let day = self.clock().today();
        let summary = |chain: &lanbai_plan::raw::Chain| {
            let mut states = SegmentStates::default();
            let segments: Vec<&Segment> = segments_of(plan, chain.id.get_ref()).collect();
            let mut actors = std::collections::BTreeSet::new();
            for segment in &segments {
                let id = segment.id.get_ref();
                actors.extend(loaded.of(id).map(|(actor, _)| actor.id.as_str()));
                let counted = match state_of(plan, &loaded, id, asked, day) {
                    "present" => &mut states.present,
                    "around" => &mut states.around,
                    "research" => &mut states.research,
                    "elsewhere" => &mut states.elsewhere,
                    _ => &mut states.missing,
                };
                *counted += 1;
            }
            ChainSummary {
                id: chain.id.get_ref().clone(),
                name: (&chain.name).into(),
                segments: segments.len(),
                states,
                actors: actors.len(),
            }
        };
        let mut industries: Vec<_> = file.industry.iter().collect();
        industries.sort_by_key(|industry| industry.order);
        let industries = industries.into_iter().map(|industry| ChainIndustry {
            id: industry.id.get_ref().clone(),
            name: (&industry.name).into(),
            group: industry.group.get_ref().clone(),
            chains: file
                .chain
                .iter()
                .filter(|chain| chain.industry.get_ref() == industry.id.get_ref())
                .map(summary)
                .collect(),
        });
        Ok(ChainList { territory: territory.to_owned(), industries: industries.collect() })
    }
}

/// The segments of a chain, in the order of the plan.
pub(super) fn segments_of<'p>(plan: &'p Plan, chain: &'p str) -> impl Iterator<Item = &'p Segment> {
    plan.raw.industries.content.segment.iter().filter(move |segment| segment.chain.get_ref() == chain)
}

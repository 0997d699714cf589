use lanbai_kernel::NaiveDate;
use lanbai_kernel::territory::TerritoryIndex;
use lanbai_plan::Plan;
use lanbai_plan::raw::{Chain, Segment, Stage};

use super::list::segments_of;
use super::load::{ACTORS, Ground, Loaded, REVENUE};
use super::{Actor, Member, Nearness, Supply};
use crate::chain::unit_of;
use crate::evaluate::territory_id;
use crate::view::{ActorBrief, ChainMap, GroundView, SegmentLink, SegmentView};
use crate::{App, AppError, Snapshot, ask};

impl App {
    /// A chain's segments from upstream to downstream with who stands in them, as seen from a territory.
    ///
    /// # Errors
    /// If the plan has no such chain or territory, or the lake cannot be read.
    pub async fn chain_map(&self, chain: &str, territory: &str) -> Result<ChainMap, AppError> {
        let snapshot = self.snapshot();
        let plan = &snapshot.plan;
        let asked = ask::one_territory(plan, territory)?;
        let chain = chain_of(plan, chain)?;
        let id = chain.id.get_ref();
        let ids: Vec<String> = segments_of(plan, id).map(|segment| segment.id.get_ref().clone()).collect();
        let loaded = self.load_segments(plan, &ids).await?;
        let day = self.clock().today();
        let mut segments: Vec<&Segment> = segments_of(plan, id).collect();
        segments.sort_by_key(|segment| segment.stage);
        let (known_from, known_to) = loaded.known().unzip();
        Ok(ChainMap {
            id: id.clone(),
            name: (&chain.name).into(),
            industry: chain.industry.get_ref().clone(),
            territory: territory.to_owned(),
            segments: segments
                .into_iter()
                .map(|segment| segment_view(&snapshot, &loaded, segment, asked, day))
                .collect(),
            links: loaded
                .supplies
                .iter()
                .filter(|one| ids.contains(&one.from) && ids.contains(&one.to))
                .map(link_view)
                .collect(),
            revenue_unit: unit_of(plan, ACTORS, REVENUE).map(str::to_owned),
            known_from,
            known_to,
            sample: loaded.members.iter().any(|member| member.ground.origin == "sample"),
        })
    }
}

/// The chain of that id.
pub(super) fn chain_of<'p>(plan: &'p Plan, id: &str) -> Result<&'p Chain, AppError> {
    let chains = &plan.raw.industries.content.chain;
    let known = || chains.iter().map(|chain| chain.id.get_ref().as_str());
    let found =
        chains.iter().find(|chain| chain.id.get_ref() == id || chain.formerly.iter().any(|old| old == id));
    found.ok_or_else(|| ask::unknown("chain", id, known()))
}

fn segment_view(
    snapshot: &Snapshot,
    loaded: &Loaded,
    segment: &Segment,
    asked: TerritoryIndex,
    day: NaiveDate,
) -> SegmentView {
    let id = segment.id.get_ref();
    let mut actors: Vec<(Nearness, ActorBrief)> = loaded
        .of(id)
        .map(|(actor, member)| {
            let nearness = Nearness::of(&snapshot.plan, actor.territory, asked, day);
            (nearness, brief(snapshot, actor, member, nearness))
        })
        .collect();
    let here = loaded
        .of(id)
        .map(|(actor, _)| actor)
        .filter(|actor| Nearness::of(&snapshot.plan, actor.territory, asked, day) != Nearness::Elsewhere);
    let revenues: Vec<f64> = here.filter_map(|actor| actor.revenue).collect();
    actors.sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| one.name.cmp(&other.name)));
    SegmentView {
        id: id.clone(),
        name: (&segment.name).into(),
        stage: stage(segment.stage).to_owned(),
        state: state_of(&snapshot.plan, loaded, id, asked, day).to_owned(),
        products: segment.products.clone(),
        codes: segment.gbt4754.clone(),
        basis: segment.basis.as_ref().map(|basis| basis.get_ref().clone()),
        revenue: (!revenues.is_empty()).then(|| revenues.iter().sum()),
        actors: actors.into_iter().map(|(_, actor)| actor).collect(),
    }
}

const fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Upstream => "upstream",
        Stage::Midstream => "midstream",
        Stage::Downstream => "downstream",
    }
}

/// How much of a segment is in a territory, by the nearest producer, else by the nearest institution.
pub(super) fn state_of(
    plan: &Plan,
    loaded: &Loaded,
    segment: &str,
    asked: TerritoryIndex,
    day: NaiveDate,
) -> &'static str {
    let nearest = |produces: bool| {
        let such = loaded.of(segment).filter(|(actor, _)| actor.produces() == produces);
        such.map(|(actor, _)| Nearness::of(plan, actor.territory, asked, day)).min()
    };
    match (nearest(true), nearest(false)) {
        (Some(Nearness::Inside), _) => "present",
        (Some(Nearness::Around), _) => "around",
        (_, Some(Nearness::Inside | Nearness::Around)) => "research",
        (Some(Nearness::Elsewhere), _) => "elsewhere",
        (None, _) => "missing",
    }
}

pub(super) fn brief(snapshot: &Snapshot, actor: &Actor, member: &Member, nearness: Nearness) -> ActorBrief {
    ActorBrief { ground: ground_view(&member.ground), ..brief_of(snapshot, actor, nearness) }
}

pub(super) fn brief_of(snapshot: &Snapshot, actor: &Actor, nearness: Nearness) -> ActorBrief {
    ActorBrief {
        id: actor.id.clone(),
        name: actor.name.clone(),
        kind: actor.kind.clone(),
        territory: actor.territory.map(|t| territory_id(snapshot, t)),
        nearness: nearness.name().to_owned(),
        fact: actor.fact.clone(),
        ground: ground_view(&actor.ground),
    }
}

pub(super) fn ground_view(ground: &Ground) -> GroundView {
    GroundView {
        basis: ground.basis.clone(),
        source: ground.source.clone(),
        known_on: ground.known_on.clone(),
        origin: ground.origin.clone(),
        note: ground.note.clone(),
    }
}

fn link_view(supply: &Supply) -> SegmentLink {
    let (weight, unit) = supply.weight.clone().unzip();
    SegmentLink {
        from: supply.from.clone(),
        to: supply.to.clone(),
        weight,
        unit,
        ground: ground_view(&supply.ground),
    }
}

use std::collections::BTreeSet;

use lanbai_kernel::territory::{MembershipKind, TerritoryIndex};
use lanbai_kernel::{NaiveDate, Origin, Period};
use rustc_hash::FxHashSet;

use super::{Grain, Hidden, Respondents, Table, suppress};
use crate::{MeasureIndex, World};

/// Territories whose numbers someone may see whatever they rest on; sorted.
pub type Sight = [TerritoryIndex];

/// What is hidden from someone.
#[derive(Debug, Clone, Default)]
pub struct Veil {
    hidden: FxHashSet<(MeasureIndex, u16, Grain, TerritoryIndex)>,
    /// The hidden leaves alone, for unions and incomplete totals.
    leaves: FxHashSet<(MeasureIndex, u16, Grain, TerritoryIndex)>,
}

impl Veil {
    /// Works out what is hidden from whoever may see these territories, for every year of which there is a value.
    pub fn new(world: &World<'_>, respondents: &Respondents, sight: &Sight) -> Self {
        let mut veil = Self::default();
        for (measure, _) in &world.definitions.confidentiality.measures {
            for year in years(world, respondents, *measure) {
                veil.cover(world, respondents, *measure, year, sight);
            }
        }
        veil
    }

    /// Whether nothing is hidden.
    pub fn is_empty(&self) -> bool {
        self.hidden.is_empty()
    }

    fn cover(
        &mut self,
        world: &World<'_>,
        respondents: &Respondents,
        measure: MeasureIndex,
        year: u16,
        sight: &Sight,
    ) {
        let confidentiality = &world.definitions.confidentiality;
        let Some(when) = confidentiality.when(measure) else { return };
        let Some(day) = NaiveDate::from_ymd_opt(i32::from(year), 12, 31) else { return };
        let leaves: Vec<TerritoryIndex> =
            respondents.territories(measure).collect::<BTreeSet<_>>().into_iter().collect();
        let (whole, totals) = totals(world, day, &leaves);
        let known: Vec<bool> = leaves
            .iter()
            .map(|leaf| sight.contains(leaf) || is_published(world, measure, *leaf, year))
            .collect();
        let mut before: Option<Hidden> = None;
        for grain in Grain::ALL {
            let counted = leaves.iter().map(|leaf| respondents.fewest(measure, when, *leaf, year, grain));
            let table = Table {
                respondents: counted.collect(),
                known: known.clone(),
                totals: totals.clone(),
                fewest: confidentiality.fewest,
            };
            let hidden = suppress(&table, before.as_ref());
            let of = |territory: TerritoryIndex| (measure, year, grain, territory);
            let hidden_leaves = leaves.iter().zip(&hidden.leaves).filter(|(_, is)| **is).map(|(t, _)| of(*t));
            self.leaves.extend(hidden_leaves.clone());
            self.hidden.extend(hidden_leaves);
            let is_own = |territory: &TerritoryIndex| sight.contains(territory);
            let hidden_totals = whole.iter().zip(&hidden.totals).filter(|(t, is)| **is && !is_own(t));
            self.hidden.extend(hidden_totals.map(|(t, _)| of(*t)));
            before = Some(hidden);
        }
    }

    /// Whether the value of a measure is hidden, in a territory or a union of some.
    pub fn hides(
        &self,
        world: &World<'_>,
        measure: MeasureIndex,
        territories: &[TerritoryIndex],
        period: Period,
    ) -> bool {
        if self.hidden.is_empty() {
            return false;
        }
        let grain = Grain::of(period);
        let years = period.first().year()..=period.last().year();
        let is_hidden = |year: u16| match territories {
            [territory] => self.hidden.contains(&(measure, year, grain, *territory)),
            // A union was not among the totals that hiding was worked out with.
            union => union.iter().any(|t| {
                self.hidden.contains(&(measure, year, grain, *t))
                    || self.covers_part(world, measure, *t, year, grain)
            }),
        };
        years.into_iter().any(is_hidden)
    }

    /// Whether some leaf below a territory is hidden: then only a whole total may be shown, for the difference of one
    /// with and one without the leaf would tell it.
    pub fn hides_part(
        &self,
        world: &World<'_>,
        measure: MeasureIndex,
        territories: &[TerritoryIndex],
        period: Period,
    ) -> bool {
        let grain = Grain::of(period);
        let mut years = period.first().year()..=period.last().year();
        !self.leaves.is_empty()
            && years.any(|year| territories.iter().any(|t| self.covers_part(world, measure, *t, year, grain)))
    }

    fn covers_part(
        &self,
        world: &World<'_>,
        measure: MeasureIndex,
        territory: TerritoryIndex,
        year: u16,
        grain: Grain,
    ) -> bool {
        let Some(day) = NaiveDate::from_ymd_opt(i32::from(year), 12, 31) else { return false };
        [MembershipKind::Plan, MembershipKind::Administrative].into_iter().any(|kind| {
            let view = world.territories.view(kind, day);
            view.territories_of(view.leaves(territory))
                .any(|leaf| self.leaves.contains(&(measure, year, grain, leaf)))
        })
    }
}

/// Years of which a measure may have a value: observed ones and, where a register counts it, those of its rows.
fn years(world: &World<'_>, respondents: &Respondents, measure: MeasureIndex) -> BTreeSet<u16> {
    let observed = world.cube.of_measure(measure);
    let mut years: BTreeSet<u16> =
        observed.flat_map(|o| o.period.first().year()..=o.period.last().year()).collect();
    if world.definitions.measure(measure).feed.is_some() {
        years.extend(respondents.years(measure));
    }
    years
}

/// The territories that add up several others, by either kind of membership, with the places of those leaves that
/// have respondents.
fn totals(
    world: &World<'_>,
    day: NaiveDate,
    leaves: &[TerritoryIndex],
) -> (Vec<TerritoryIndex>, Vec<Vec<usize>>) {
    let (mut whole, mut sums) = (Vec::new(), Vec::new());
    for kind in [MembershipKind::Plan, MembershipKind::Administrative] {
        let view = world.territories.view(kind, day);
        for territory in (0..).map(TerritoryIndex).take(world.territories.len()) {
            if view.children(territory).is_empty() {
                continue;
            }
            let below: Vec<usize> = view
                .territories_of(view.leaves(territory))
                .filter_map(|leaf| leaves.binary_search(&leaf).ok())
                .collect();
            if !below.is_empty() {
                whole.push(territory);
                sums.push(below);
            }
        }
    }
    (whole, sums)
}

/// Whether someone published a value of that year: then it is no secret.
fn is_published(world: &World<'_>, measure: MeasureIndex, territory: TerritoryIndex, year: u16) -> bool {
    world.cube.series(measure, territory).any(|observation| {
        observation.origin == Origin::Published && observation.period.last().year() == year
    })
}

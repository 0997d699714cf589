//! All lists of one chain from one territory.

use serde::Serialize;

use super::conventions::Conventions;
use super::criterion::List;
use super::given::{BadGiven, Given, Question};
use super::lists;
use super::measured::{Measured, Subject};
use super::network::{Links, Standing};
use super::presence::Presence;
use super::rank::{Ranking, Show, rank};
use super::relatedness::Relatedness;
use super::scope::Scope;
use super::weights::{BadWeights, Weights};
use crate::cluster::ClusterScore;
use crate::threads::Threads;

/// Everything that was measured. It holds no weights: rank it as often as weights are moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnosis {
    /// How it was measured.
    pub conventions: Conventions,
    /// The seven lists, in the order of [`List::ALL`].
    pub lists: Vec<Measured>,
    /// For each missing and each next segment who could be brought in.
    pub candidates: Vec<(u32, Measured)>,
    /// What the lists could read.
    pub coverage: Coverage,
    /// Of the communities of the chain's actors.
    pub modularity: f64,
    /// Whether they keep together activities that are alike.
    pub cluster_score: Option<ClusterScore>,
}

/// How much there was to read, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Coverage {
    /// Actors of the chain anywhere.
    pub actors: usize,
    /// Of them here.
    pub here: usize,
    /// Of them in no known territory: neither here nor elsewhere.
    pub nowhere: usize,
    /// Actors at the other end of a supply, of other chains or none.
    pub neighbours: usize,
    /// Supplies with an end in the chain.
    pub supplies: usize,
    /// Whether these have weights in one unit; if not, each counts one.
    pub weighted: bool,
    /// Supplies from actors of no known segment, of which the list of risks says nothing.
    pub unplaced_supplies: usize,
}

/// Every list ranked.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Ranked {
    pub conventions: Conventions,
    pub coverage: Coverage,
    pub lists: Vec<Ranking>,
    /// For the segments that the two lists of absent segments show, in their order.
    pub candidates: Vec<(u32, Ranking)>,
    pub modularity: f64,
}

/// Measures one chain from one territory.
///
/// # Errors
/// [`BadGiven`] for the first thing in what is given that cannot be read.
pub fn diagnose(
    given: Given<'_>,
    question: &Question,
    conventions: Conventions,
    threads: Threads,
) -> Result<Diagnosis, BadGiven> {
    given.check()?;
    let scope = Scope::new(given, question, conventions)?;
    let links = Links::of_scope(&scope);
    let presence = Presence::of(&scope);
    let relatedness = Relatedness::of(given.structure, &scope.inside, threads);
    let wanted = wanted(&scope);
    let standing = Standing::of(&scope, |place| wanted[place as usize], threads);
    let clusters = lists::clusters(&scope, &standing, &links);
    let (missing, next) =
        (lists::missing(&scope, &presence, &relatedness), lists::next(&scope, &presence, &relatedness));
    let candidates = absent(&missing)
        .chain(absent(&next))
        .filter_map(|segment| Some((segment, scope.segments.iter().position(|one| *one == segment)?)))
        .map(|(segment, place)| (segment, lists::candidates(&scope, &links, place)))
        .collect();
    Ok(Diagnosis {
        conventions,
        coverage: coverage(&scope),
        lists: vec![
            lists::leaders(&scope, &standing, &links),
            missing,
            next,
            lists::upgrade(&scope, &presence, &relatedness),
            lists::new_chains(&scope, &relatedness),
            lists::risks(&scope, &standing, &links),
            clusters.measured,
        ],
        candidates,
        modularity: clusters.modularity,
        cluster_score: clusters.score,
    })
}

impl Diagnosis {
    /// One of the seven lists.
    pub fn list(&self, list: List) -> Option<&Measured> {
        self.lists.iter().find(|one| one.list() == list)
    }

    /// Ranks every list; nothing is measured anew.
    ///
    /// # Errors
    /// [`BadWeights`].
    pub fn ranked(&self, weights: &Weights, show: Show) -> Result<Ranked, BadWeights> {
        let lists: Result<Vec<Ranking>, BadWeights> =
            self.lists.iter().map(|list| rank(list, weights, show)).collect();
        let lists = lists?;
        let gaps = lists.iter().filter(|one| matches!(one.list, List::Missing | List::Next));
        let shown = gaps.flat_map(|one| &one.entries).filter_map(|entry| match entry.subject {
            Subject::Segment(segment) => Some(segment),
            _ => None,
        });
        let of = |segment: u32| self.candidates.iter().find(|(one, _)| *one == segment);
        let candidates: Result<Vec<(u32, Ranking)>, BadWeights> = shown
            .filter_map(of)
            .map(|(segment, list)| rank(list, weights, show).map(|ranking| (*segment, ranking)))
            .collect();
        Ok(Ranked {
            conventions: self.conventions,
            coverage: self.coverage,
            candidates: candidates?,
            lists,
            modularity: self.modularity,
        })
    }
}

/// Whose loss is asked about: leaders, and whoever supplies the chain here.
fn wanted(scope: &Scope<'_>) -> Vec<bool> {
    let mut wanted: Vec<bool> =
        (0_u32..).take(scope.actors.len()).map(|place| lists::is_leader(scope, place)).collect();
    for at in &scope.supplies {
        let supply = &scope.given.supplies[*at as usize];
        let customer = scope.place[supply.customer as usize];
        if scope.in_chain[customer as usize] && scope.is_home(customer) {
            wanted[scope.place[supply.supplier as usize] as usize] = true;
        }
    }
    wanted
}

fn absent(list: &Measured) -> impl Iterator<Item = u32> + '_ {
    list.subjects().iter().filter_map(|one| match one.subject {
        Subject::Segment(segment) => Some(segment),
        _ => None,
    })
}

fn coverage(scope: &Scope<'_>) -> Coverage {
    let places = (0_u32..).take(scope.actors.len());
    let chain: Vec<u32> = places.filter(|place| scope.in_chain[*place as usize]).collect();
    let unplaced = |at: &&u32| {
        let supplier = scope.place[scope.given.supplies[**at as usize].supplier as usize];
        scope.segment_of(supplier) == super::scope::NONE
    };
    Coverage {
        actors: chain.len(),
        here: chain.iter().filter(|place| scope.is_home(**place)).count(),
        nowhere: chain.iter().filter(|place| scope.actor(**place).territory.is_none()).count(),
        neighbours: scope.actors.len() - chain.len(),
        supplies: scope.supplies.len(),
        weighted: scope.weighted,
        unplaced_supplies: scope.supplies.iter().filter(unplaced).count(),
    }
}

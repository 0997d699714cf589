use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use lanbai_graphs::diagnosis::{
    BadWeights, Basis, Conventions, Criterion, Diagnosis, Entry, List, Part, Ranked, Ranking, Show, Subject,
    Weights, diagnose,
};
use lanbai_kernel::territory::TerritoryIndex;
use lanbai_measures::SourceIndex;
use lanbai_plan::Plan;
use serde::de::DeserializeOwned;

use super::gather::Gathered;
use super::given::{Numbered, question};
use super::map::chain_of;
use crate::chain::threads;
use crate::view::{
    Bilingual, CandidateList, ChainName, DiagnosisEntry, DiagnosisList, DiagnosisPart, DiagnosisView,
    StandingView, SubjectView, WeightView,
};
use crate::{App, AppError, ask};

impl App {
    /// What a chain in a territory lacks, risks and could become, each as a ranked list with the numbers behind it.
    ///
    /// `weights` moves some, as `list.criterion:weight`, separated by commas; all others are the plan's.
    ///
    /// # Errors
    /// If the plan has no such chain or territory, a weight cannot be read, or the lake cannot be.
    pub async fn diagnosis(
        &self,
        chain: &str,
        territory: &str,
        weights: &str,
    ) -> Result<DiagnosisView, AppError> {
        let snapshot = self.snapshot();
        let plan = &snapshot.plan;
        let asked = ask::one_territory(plan, territory)?;
        let chain = chain_of(plan, chain)?;
        let weights = weights_of(plan, weights)?;
        let (gathered, measured) = self.measure(plan, chain.id.get_ref(), asked).await?;
        let ranked = measured.ranked(&weights, Show::default()).map_err(bad_weights)?;
        let told = Told { plan, gathered: &gathered };
        let mut view = told.view(chain.id.get_ref(), territory, &ranked, &weights, self);
        self.with_decisions(&mut view, &told, &measured).await?;
        Ok(view)
    }

    /// Where everything of a chain's lists stands by the plan's own weights.
    pub(super) async fn standings(
        &self,
        plan: &Arc<Plan>,
        chain: &str,
        asked: TerritoryIndex,
    ) -> Result<Standings, AppError> {
        let (gathered, measured) = self.measure(plan, chain, asked).await?;
        Told { plan, gathered: &gathered }.standings(&measured)
    }

    async fn measure(
        &self,
        plan: &Arc<Plan>,
        chain: &str,
        asked: TerritoryIndex,
    ) -> Result<(Gathered, Diagnosis), AppError> {
        let day = self.clock().today();
        let gathered = self.gather(plan, Some(chain)).await?;
        let sectors = self.last_sectors().await?;
        let numbered = Numbered::new(plan, self.divisions(plan).await?, sectors.as_ref());
        let broken = |_| AppError::Broken("a diagnosis of what the plan numbers");
        let question = question(plan, chain, asked, day)
            .ok_or(AppError::Broken("a chain of the plan has its place in it"))?;
        let given = gathered.given(plan, &numbered, numbered.structure.as_ref());
        let measured = diagnose(given, &question, Conventions::default(), threads()).map_err(broken)?;
        Ok((gathered, measured))
    }
}

/// The weight that cannot be used, as it would be written in an address.
pub(in crate::chain) fn bad_weights(bad: BadWeights) -> AppError {
    AppError::Weights(match bad {
        BadWeights::BadWeight { list, criterion, weight } => {
            format!("{}.{}:{weight}", list.name(), criterion.name())
        }
        BadWeights::NoSuchCriterion { list, criterion } => format!("{}.{}", list.name(), criterion.name()),
        BadWeights::NoWeight { list } => format!("{}.*:0", list.name()),
    })
}

/// The plan's weights, but for those that were moved.
fn weights_of(plan: &Plan, text: &str) -> Result<Weights, AppError> {
    let refused = |seen: &str| AppError::Weights(seen.chars().take(80).collect());
    let mut weights = plan.diagnosis.clone();
    for one in ask::list(text) {
        let (place, weight) = one.split_once(':').ok_or_else(|| refused(one))?;
        let (list, criterion) = place.split_once('.').ok_or_else(|| refused(one))?;
        let weight: f64 = weight.parse().map_err(|_| refused(one))?;
        let list: List = word(list).ok_or_else(|| refused(one))?;
        let criterion: Criterion = word(criterion).ok_or_else(|| refused(one))?;
        weights = weights.with(list, criterion, weight);
    }
    Ok(weights)
}

fn word<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(text.to_owned())).ok()
}

/// A word of the engine as the API writes it.
fn name(of: impl serde::Serialize) -> String {
    match serde_json::to_value(of) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Where each subject stands in each list, by list, kind and id.
pub(super) struct Standings(HashMap<[String; 3], StandingView>);

impl Standings {
    pub fn of(&self, list: &str, kind: &str, subject: &str) -> Option<StandingView> {
        self.0.get(&[list, kind, subject].map(str::to_owned)).copied()
    }
}

/// Numbers turned back into what they stand for.
pub(super) struct Told<'t> {
    plan: &'t Plan,
    gathered: &'t Gathered,
}

impl Told<'_> {
    /// Of all entries, shown or not: what ranks low is still listed. By the plan's own weights, whoever moved them.
    pub fn standings(&self, measured: &Diagnosis) -> Result<Standings, AppError> {
        let ranked = measured.ranked(&self.plan.diagnosis, Show::ALL).map_err(bad_weights)?;
        let entries =
            ranked.lists.iter().flat_map(|list| list.entries.iter().map(move |entry| (list.list, entry)));
        let stands = entries.map(|(list, entry)| {
            let SubjectView { kind, id, .. } = self.subject(entry.subject);
            ([name(list), kind, id], StandingView { rank: entry.rank, score: entry.score })
        });
        Ok(Standings(stands.collect()))
    }

    fn view(
        &self,
        chain: &str,
        territory: &str,
        ranked: &Ranked,
        weights: &Weights,
        app: &App,
    ) -> DiagnosisView {
        DiagnosisView {
            chain: chain.to_owned(),
            territory: territory.to_owned(),
            lists: ranked.lists.iter().map(|list| self.list(list)).collect(),
            candidates: ranked
                .candidates
                .iter()
                .map(|(segment, list)| CandidateList {
                    segment: self.subject(Subject::Segment(*segment)),
                    list: self.list(list),
                })
                .collect(),
            weights: weighed(weights, &self.plan.diagnosis),
            actors: ranked.coverage.actors,
            here: ranked.coverage.here,
            nowhere: ranked.coverage.nowhere,
            supplies: ranked.coverage.supplies,
            decided: Vec::new(),
            conventions: app.messages().text("diagnosis-conventions", &[]),
        }
    }

    fn list(&self, ranking: &Ranking) -> DiagnosisList {
        DiagnosisList {
            list: name(ranking.list),
            subjects: ranking.subjects,
            entries: ranking.entries.iter().map(|entry| self.entry(entry)).collect(),
            sample: ranking.origin == Some(lanbai_kernel::Origin::Sample),
            known_from: ranking.oldest.map(|day| day.to_string()),
            known_to: ranking.newest.map(|day| day.to_string()),
        }
    }

    fn entry(&self, entry: &Entry) -> DiagnosisEntry {
        DiagnosisEntry {
            rank: entry.rank,
            tied: entry.tied,
            subject: self.subject(entry.subject),
            score: entry.score,
            known: entry.known,
            at_best: entry.at_best,
            parts: entry.parts.iter().map(|part| self.part(part)).collect(),
            involved: entry
                .involved
                .iter()
                .take(MOST_INVOLVED)
                .map(|n| self.subject(Subject::Actor(*n)))
                .collect(),
            alternatives: entry.alternatives.iter().map(|one| self.subject(*one)).collect(),
            sample: entry.basis.is_sample(),
            rows: entry.basis.count,
            sources: self.sources(&entry.basis),
            decided: None,
        }
    }

    fn part(&self, part: &Part) -> DiagnosisPart {
        DiagnosisPart {
            criterion: name(part.criterion),
            value: part.raw,
            unit: name(part.unit),
            normalised: part.normalised,
            weight: part.weight,
            unknown: part.unknown.map(name),
            sample: part.basis.is_sample(),
        }
    }

    /// The sources of the rows that are named, each once.
    fn sources(&self, basis: &Basis) -> Vec<String> {
        let named = basis.rows.iter().filter_map(|row| row.source);
        let mut ids: Vec<String> =
            named.map(|source| self.plan.source_text(SourceIndex(source)).id.get_ref().clone()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The name of what was decided about, listed or not: the plan's or an actor's, or else its id.
    pub fn name_of(&self, kind: &str, id: &str) -> Bilingual {
        let file = &self.plan.raw.industries.content;
        match kind {
            "segment" => file.segment.iter().find(|one| one.id.get_ref() == id).map(|one| (&one.name).into()),
            "chain" => file.chain.iter().find(|one| one.id.get_ref() == id).map(|one| (&one.name).into()),
            _ => {
                let at = self.gathered.actors.iter().position(|actor| actor.id == id);
                at.map(|at| crate::same(&self.gathered.names[at]))
            }
        }
        .unwrap_or_else(|| crate::same(id))
    }

    fn subject(&self, subject: Subject) -> SubjectView {
        let file = &self.plan.raw.industries.content;
        let at = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
        let (kind, known) = match subject {
            Subject::Actor(n) => ("actor", self.actor(n)),
            Subject::Community(n) => ("community", self.actor(n)),
            Subject::Segment(n) => {
                let one = file.segment.get(at(n));
                ("segment", one.map(|one| (one.id.get_ref().clone(), (&one.name).into())))
            }
            Subject::Chain(n) => {
                let one = file.chain.get(at(n));
                ("chain", one.map(|one| (one.id.get_ref().clone(), (&one.name).into())))
            }
            Subject::Activity(n) => ("activity", Some((n.to_string(), crate::same(&n.to_string())))),
        };
        let (id, name) = known.unwrap_or_else(|| (String::new(), crate::same("")));
        let chain = match subject {
            Subject::Segment(n) => {
                file.segment.get(at(n)).and_then(|one| self.chain_name(one.chain.get_ref()))
            }
            _ => None,
        };
        SubjectView { kind: kind.to_owned(), id, name, chain }
    }

    fn actor(&self, n: u32) -> Option<(String, Bilingual)> {
        let at = usize::try_from(n).ok()?;
        Some((self.gathered.actors.get(at)?.id.clone(), crate::same(self.gathered.names.get(at)?)))
    }

    fn chain_name(&self, id: &str) -> Option<ChainName> {
        let chain = self.plan.raw.industries.content.chain.iter().find(|one| one.id.get_ref() == id)?;
        Some(ChainName { id: id.to_owned(), name: (&chain.name).into() })
    }
}

/// Of those who make it so, the most important.
const MOST_INVOLVED: usize = 8;

fn weighed(weights: &Weights, planned: &Weights) -> Vec<WeightView> {
    let of = |(list, criteria): (&List, &BTreeMap<Criterion, f64>)| -> Vec<WeightView> {
        let planned = |criterion: &Criterion| planned.0.get(list).and_then(|of| of.get(criterion)).copied();
        let view = |(criterion, weight): (&Criterion, &f64)| WeightView {
            list: name(list),
            criterion: name(criterion),
            weight: *weight,
            planned: planned(criterion).unwrap_or(0.0),
        };
        criteria.iter().map(view).collect()
    };
    weights.0.iter().flat_map(of).collect()
}

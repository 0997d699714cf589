use lanbai_graphs::diagnosis::{Diagnosis, List};
use lanbai_plan::Plan;
use lanbai_reporting::rights::Action;
use lanbai_store::Act;
use serde::Deserialize;
use utoipa::ToSchema;

use super::diagnose::Told;
use super::map::chain_of;
use crate::people::{Caller, Where};
use crate::reporting::AccountNames;
use crate::view::{DecidedView, DiagnosisView};
use crate::{App, AppError, ask};

/// What is decided about a place of a list.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[allow(missing_docs)]
pub struct NewDecision {
    pub territory: String,
    /// The list, such as `missing`.
    pub list: String,
    /// Kind and id of the subject.
    pub kind: String,
    pub subject: String,
    pub decision: Verdict,
    /// Why.
    pub reason: String,
    /// How many decisions about it were seen: nought for the first.
    pub seen: i64,
}

/// Whether a recommendation is taken up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Verdict {
    Accepted,
    Refused,
}

impl App {
    /// Records what the office decided about a recommendation. A change of mind is a new decision; the old one stays.
    ///
    /// # Errors
    /// Rights; an unknown chain or territory; someone else decided meanwhile.
    pub async fn decide(&self, caller: &Caller, chain: &str, new: &NewDecision) -> Result<(), AppError> {
        let snapshot = self.snapshot();
        let asked = ask::one_territory(&snapshot.plan, &new.territory)?;
        let chain = chain_of(&snapshot.plan, chain)?.id.get_ref();
        let authority = caller.may(Action::DecideRecommendation, Where::At(&new.territory), self)?;
        self.known(&snapshot.plan, new).await?;
        let id = format!("{}{}/{}/{}", beginning(chain, &new.territory), new.list, new.kind, new.subject);
        let decision = match new.decision {
            Verdict::Accepted => "accepted",
            Verdict::Refused => "refused",
        };
        let standings = self.standings(&snapshot.plan, chain, asked).await?;
        let stood = standings.of(&new.list, &new.kind, &new.subject);
        let stood = stood.and_then(|stood| serde_json::to_string(&stood).ok());
        let act = Act { by: &caller.account, authority: &authority, at: self.clock().now() };
        self.store()?
            .decide_recommendation(&act, &id, decision, &new.reason, stood.as_deref(), new.seen)
            .await?;
        Ok(())
    }

    /// That the list, the kind and the subject are some that there are.
    async fn known(&self, plan: &Plan, new: &NewDecision) -> Result<(), AppError> {
        if !List::ALL.iter().any(|list| list.name() == new.list) {
            return Err(ask::unknown("list", &new.list, List::ALL.iter().map(|list| list.name())));
        }
        let file = &plan.raw.industries.content;
        let segments = || file.segment.iter().map(|one| one.id.get_ref().as_str());
        let chains = || file.chain.iter().map(|one| one.id.get_ref().as_str());
        let is_there = match new.kind.as_str() {
            "segment" => segments().any(|id| id == new.subject),
            "chain" => chains().any(|id| id == new.subject),
            "actor" | "community" => self.load_actor(plan, &new.subject).await?.is_some(),
            other => return Err(ask::unknown("subject", other, ["segment", "chain", "actor"].into_iter())),
        };
        let known = segments().chain(chains());
        if is_there { Ok(()) } else { Err(ask::unknown("subject", &new.subject, known)) }
    }

    /// Puts what was decided beside the places of the lists; what is no longer listed stays among `decided`.
    pub(super) async fn with_decisions(
        &self,
        view: &mut DiagnosisView,
        told: &Told<'_>,
        measured: &Diagnosis,
    ) -> Result<(), AppError> {
        // Without a store, as on the command line, nobody decides.
        let Ok(store) = self.store() else { return Ok(()) };
        let beginning = beginning(&view.chain, &view.territory);
        let found = store.last_decisions(&beginning).await?;
        if found.is_empty() {
            return Ok(());
        }
        let standings = told.standings(measured)?;
        let names = AccountNames::read(store, found.iter().map(|(_, one)| one.by.as_str())).await?;
        for (id, one) in &found {
            let place = id.strip_prefix(beginning.as_str()).unwrap_or_default();
            let mut parts = place.splitn(3, '/');
            let (Some(list), Some(kind), Some(subject)) = (parts.next(), parts.next(), parts.next()) else {
                continue;
            };
            let decided = DecidedView {
                list: list.to_owned(),
                kind: kind.to_owned(),
                subject: subject.to_owned(),
                name: told.name_of(kind, subject),
                decision: one.decision.clone(),
                reason: one.reason.clone(),
                by: names.of(&one.by),
                at: one.at.to_rfc3339(),
                number: one.number,
                days: (self.clock().now() - one.at).num_days(),
                stood: one.stood.as_deref().and_then(|text| serde_json::from_str(text).ok()),
                stands: standings.of(list, kind, subject),
            };
            let lists = view.lists.iter_mut().filter(|one| one.list == list);
            for entry in lists.flat_map(|one| &mut one.entries) {
                if entry.subject.kind == kind && entry.subject.id == subject {
                    entry.decided = Some(decided.clone());
                }
            }
            view.decided.push(decided);
        }
        Ok(())
    }
}

/// How the ids of recommendations about a chain in a territory begin.
fn beginning(chain: &str, territory: &str) -> String {
    format!("chain/{chain}/{territory}/")
}

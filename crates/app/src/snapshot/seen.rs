use std::sync::{Arc, Mutex, PoisonError};

use lanbai_kernel::Period;
use lanbai_kernel::territory::TerritoryIndex;
use lanbai_measures::{
    Answer, Attribution, MeasureIndex, Observation, Question, Record, Recording, Rejection, Veil, evaluate,
    rivals,
};

use super::Snapshot;

/// Kinds of lookers that one snapshot remembers; whoever holds ever new sets of territories only makes it start again.
const MOST: usize = 64;

impl Snapshot {
    /// This snapshot as whoever sees it who may see these territories (sorted) whatever their numbers rest on.
    pub(crate) fn seen_with(self: &Arc<Self>, sight: &[TerritoryIndex]) -> Arc<Self> {
        if self.plan.definitions.confidentiality.measures.is_empty() {
            return Arc::clone(self);
        }
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = seen.get(sight) {
            return Arc::clone(known);
        }
        let veiled = Arc::new(self.under(Veil::new(&self.world(), &self.respondents, sight)));
        if seen.len() >= MOST {
            seen.clear();
        }
        seen.insert(sight.to_vec(), Arc::clone(&veiled));
        veiled
    }

    fn under(&self, veil: Veil) -> Self {
        Self {
            plan: Arc::clone(&self.plan),
            plan_findings: self.plan_findings.clone(),
            cube: self.cube.clone(),
            publications: Arc::clone(&self.publications),
            orphans: self.orphans.clone(),
            reload: self.reload.clone(),
            rejected_edit: self.rejected_edit.clone(),
            generation: self.generation,
            respondents: Arc::clone(&self.respondents),
            holders: Arc::clone(&self.holders),
            veil: Arc::new(veil),
            seen: Mutex::default(),
            answers: self.answers.clone(),
            overview: self.overview.clone(),
            yearly: Arc::clone(&self.yearly),
            files: Arc::clone(&self.files),
            lake_version: self.lake_version,
        }
    }

    /// Whether the value that a question asks for is hidden from whoever looks.
    pub(crate) fn hides(&self, question: &Question) -> bool {
        self.veil.hides_indicator(&self.world(), question)
    }

    /// Whether a value of a measure is hidden from whoever looks.
    pub(crate) fn hides_value(
        &self,
        measure: MeasureIndex,
        territory: TerritoryIndex,
        period: Period,
    ) -> bool {
        self.veil.hides(&self.world(), measure, &[territory], period)
    }

    /// Whether an observation is hidden from whoever looks.
    pub(crate) fn hides_observation(&self, observation: &Observation) -> bool {
        self.hides_value(observation.measure, observation.territory, observation.period)
    }

    /// Whether nothing at all is hidden.
    pub(crate) fn is_unveiled(&self) -> bool {
        self.veil.is_empty()
    }

    /// The answer with every step kept, both without what is hidden.
    pub(crate) fn recorded(&self, question: &Question) -> (Arc<Answer>, Vec<Record>) {
        let world = self.world();
        let mut recording = Recording::default();
        let whole = Arc::new(evaluate(&world, question, &mut recording));
        let told = self.veil.over(&world, question, Arc::clone(&whole));
        let steps = self.veil.over_steps(&world, question, recording.roots);
        // An answer may be hidden as a whole, because what it covers is partial: then its steps are, too.
        let is_hidden = told.cell.is_none() && whole.cell.is_some();
        let steps = if is_hidden { steps.into_iter().map(Record::without_values).collect() } else { steps };
        (told, steps)
    }

    /// Who makes a change or a gap, and how many members were left out because what they contribute is hidden.
    pub(crate) fn attributed(&self, question: &Question, attribution: Attribution) -> (Attribution, usize) {
        self.veil.over_attribution(&self.world(), question, attribution)
    }

    /// The recorded values of one thing, best first; none of what is hidden.
    pub(crate) fn rivals(
        &self,
        question: &Question,
        measure: MeasureIndex,
        territory: TerritoryIndex,
        period: Period,
    ) -> Vec<(Observation, Option<Rejection>)> {
        if self.hides_value(measure, territory, period) {
            return Vec::new();
        }
        rivals(&self.world(), question, measure, territory, period)
    }
}

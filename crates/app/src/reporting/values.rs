//! The values that checks ask for: what was filled in, what others handed in, and what the lake holds.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Decimal, Origin, Period, Unit};
use lanbai_measures::{IndicatorIndex, Question};
use lanbai_plan::Plan;
use lanbai_reporting::State;
use lanbai_reporting::check::{Ask, Values, Verdict, evaluate_all};
use lanbai_reporting::form::FieldKind;
use lanbai_store::Store;

use super::at::At;
use super::entries::Entries;
use crate::{AppError, Snapshot};

/// A form's id, a territory and a period.
type Place = (Arc<str>, TerritoryIndex, Period);

/// The numbers of one submission.
pub(super) type Numbers = BTreeMap<Arc<str>, Decimal>;

/// What was handed in elsewhere, as far as it was asked for.
#[derive(Default)]
pub(super) struct Elsewhere(HashMap<Place, Numbers>);

/// A value and where it comes from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Earlier {
    pub value: Decimal,
    pub origin: Origin,
}

impl Elsewhere {
    /// Reads what was handed in for a form, territory and period, once.
    pub async fn load(&mut self, store: &Store, plan: &Plan, place: Place) -> Result<(), AppError> {
        if self.0.contains_key(&place) {
            return Ok(());
        }
        let (form, territory, period) = &place;
        let territory = plan.territory_text(*territory).id.get_ref();
        let all = store.submissions_of(form, territory, &period.to_string()).await?;
        let stands = |state| matches!(state, State::Submitted | State::Approved | State::Published);
        let mut numbers = Numbers::new();
        // The latest that was handed in: a correction stands before what it corrects.
        if let Some(submission) = all.iter().rev().find(|submission| stands(submission.state))
            && let Some(form) = plan.form(form)
        {
            let fields = store.fields(&submission.id).await?;
            let typed = fields.iter().map(|field| (field.field.as_str(), field.content.as_str()));
            numbers = Entries::read(form, typed, &HashMap::new()).numbers();
        }
        self.0.insert(place, numbers);
        Ok(())
    }

    /// A field of a form for a period: what was handed in, or else what the lake holds of its measure. What was not
    /// loaded was not handed in.
    pub fn value(
        &self,
        snapshot: &Snapshot,
        form: &Arc<str>,
        field: &str,
        territory: TerritoryIndex,
        period: Period,
    ) -> Option<Earlier> {
        let place = (Arc::clone(form), territory, period);
        if let Some(value) = self.0.get(&place).and_then(|numbers| numbers.get(field)) {
            return Some(Earlier { value: *value, origin: Origin::Reported });
        }
        let field = snapshot.plan.form(form)?.field(field)?;
        let FieldKind::Measure { measure, unit, .. } = &field.kind else { return None };
        observed(snapshot, measure, *unit, territory, period)
    }
}

/// What the lake holds of a measure, exactly of that territory and period.
fn observed(
    snapshot: &Snapshot,
    measure: &str,
    unit: Unit,
    territory: TerritoryIndex,
    period: Period,
) -> Option<Earlier> {
    let measure = snapshot.plan.measure(measure)?;
    // Which indicator asks does not matter to single observations.
    let question = Question::new(IndicatorIndex(0), vec![territory], period);
    let all = snapshot.rivals(&question, measure, territory, period);
    let (best, _) = all.into_iter().find(|(observation, _)| !observation.qualifiers.is_bound())?;
    let value = snapshot.plan.unit(measure).convert(best.value, unit)?;
    Some(Earlier { value, origin: best.origin })
}

/// What one evaluation reads, and what it lacked.
struct Desk<'d> {
    at: &'d At,
    own: &'d Numbers,
    elsewhere: &'d Elsewhere,
    lacking: RefCell<BTreeSet<Place>>,
}

impl Values for Desk<'_> {
    fn value(&self, ask: &Ask) -> Option<Decimal> {
        let subject = self.at.subject();
        if (&*ask.form, ask.territory, ask.period) == (subject.form, subject.territory, subject.period) {
            return self.own.get(&ask.field).copied();
        }
        let place = (Arc::clone(&ask.form), ask.territory, ask.period);
        if !self.elsewhere.0.contains_key(&place) {
            self.lacking.borrow_mut().insert(place);
            return None;
        }
        let snapshot = &self.at.snapshot;
        self.elsewhere
            .value(snapshot, &ask.form, &ask.field, ask.territory, ask.period)
            .map(|found| found.value)
    }

    fn parts(&self, form: &str, territory: TerritoryIndex, period: Period) -> Vec<TerritoryIndex> {
        let plan = self.at.plan();
        let Some(form) = plan.form(form) else { return Vec::new() };
        let kind = plan.definitions.own_kind[territory.at()];
        form.owed_by.parts(&plan.graph, kind, territory, period.last_day())
    }
}

/// Rounds of asking and reading: what a check asks next may rest on what it was told.
const ROUNDS: usize = 4;

/// Judges every check of a form, and reads for it what it asks for.
pub(super) async fn judge(
    store: &Store,
    at: &At,
    own: &Numbers,
    elsewhere: &mut Elsewhere,
) -> Result<Vec<Verdict>, AppError> {
    let mut verdicts = Vec::new();
    for _ in 0..ROUNDS {
        let lacking;
        (verdicts, lacking) = once(at, own, elsewhere);
        if lacking.is_empty() {
            break;
        }
        for place in lacking {
            elsewhere.load(store, at.plan(), place).await?;
        }
    }
    Ok(verdicts)
}

fn once(at: &At, own: &Numbers, elsewhere: &Elsewhere) -> (Vec<Verdict>, BTreeSet<Place>) {
    let desk = Desk { at, own, elsewhere, lacking: RefCell::default() };
    let verdicts = evaluate_all(at.form(), at.subject(), &desk);
    (verdicts, desk.lacking.into_inner())
}

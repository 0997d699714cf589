use std::collections::BTreeSet;

use lanbai_kernel::Origin;
use lanbai_measures::{IndicatorIndex, Question};

use crate::App;
use crate::evaluate::territory_id;
use crate::explain::observation;
use crate::view::Conflict;

impl App {
    /// Things of which several different values were recorded; sample values conflict with nothing.
    pub fn conflicts(&self) -> Vec<Conflict> {
        let snapshot = self.snapshot();
        let recorded: BTreeSet<_> = snapshot
            .cube
            .observations()
            .filter(|o| o.origin != Origin::Sample)
            .map(|o| (o.measure, o.territory, o.period))
            .collect();
        let mut conflicts = Vec::new();
        for (measure, territory, period) in recorded {
            // Any indicator will do: rivals are asked of the measure itself.
            let mut question = Question::new(IndicatorIndex(0), vec![territory], period);
            question.sample = false;
            let found = snapshot.rivals(&question, measure, territory, period);
            let Some(((chosen, _), others)) = found.split_first() else { continue };
            if chosen.period != period || others.iter().all(|(o, _)| o.value == chosen.value) {
                continue;
            }
            conflicts.push(Conflict {
                measure: snapshot.plan.measure_text(measure).id.get_ref().clone(),
                territory: territory_id(&snapshot, territory),
                period: period.to_string(),
                chosen: observation(&snapshot, chosen),
                others: others
                    .iter()
                    .filter_map(|(o, why)| why.map(|why| self.alternative(&snapshot, o, why)))
                    .collect(),
            });
        }
        conflicts
    }
}

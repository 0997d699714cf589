use std::collections::HashMap;

use lanbai_intake::{Batch, ObservationBatch};
use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Finding, Period, Place};
use lanbai_lake::{Lake, QueryLimits, Value, identify};
use lanbai_measures::MeasureIndex;
use lanbai_plan::Plan;

use crate::AppError;

/// What an observation speaks of; a correction must speak of the same.
type Subject = (MeasureIndex, TerritoryIndex, Period);

/// Rows of a file that correct observations, held against what they name.
#[derive(Default)]
pub(super) struct Corrections {
    rows: Vec<Correction>,
    /// The file's own rows: a later one may correct an earlier one, as in an export that is handed back.
    own: Vec<(i64, Subject)>,
}

struct Correction {
    line: u32,
    corrected: i64,
    subject: Subject,
}

/// Ids of one query.
const AT_ONCE: usize = 1_000;

/// Findings that are told; more of them would tell no more.
const MOST_FINDINGS: usize = 200;

impl Corrections {
    /// Takes in a batch. Costs nothing where the file has no column for corrections.
    pub fn take(&mut self, plan: &Plan, batch: &Batch) {
        let Batch::Observations(batch) = batch else { return };
        if batch.supersedes.is_empty() {
            return;
        }
        for (row, id) in identify(plan, batch).into_iter().enumerate() {
            let subject = subject(batch, row);
            self.own.push((id, subject));
            if let Some(corrected) = batch.supersedes_at(row) {
                self.rows.push(Correction { line: batch.line[row], corrected, subject });
            }
        }
    }

    /// What is wrong with the corrections: what they name does not exist, or is something else.
    pub async fn findings(mut self, lake: &Lake, plan: &Plan, file: &str) -> Result<Vec<Finding>, AppError> {
        if self.rows.is_empty() {
            return Ok(Vec::new());
        }
        self.own.sort_unstable_by_key(|(id, _)| *id);
        let own = |id: i64| self.own.binary_search_by_key(&id, |(own, _)| *own).ok().map(|n| self.own[n].1);
        let elsewhere: Vec<i64> =
            self.rows.iter().map(|row| row.corrected).filter(|id| own(*id).is_none()).collect();
        let recorded = recorded(lake, &elsewhere).await?;
        let mut findings = Vec::new();
        for row in &self.rows {
            let place = || Place::file(file).line(row.line);
            let id = row.corrected.to_string();
            let of = |(measure, territory, period): Subject| {
                let measure = plan.measure_text(measure).id.get_ref();
                let territory = plan.territory_text(territory).id.get_ref();
                [measure.clone(), territory.clone(), period.to_string()]
            };
            let named = match (own(row.corrected), recorded.get(&row.corrected)) {
                (Some(subject), _) if subject == row.subject => continue,
                (Some(subject), _) => of(subject),
                (None, Some(texts)) if places(plan, texts) == Some(row.subject) => continue,
                (None, Some(texts)) => texts.clone(),
                (None, None) => {
                    findings.push(Finding::error("data-nothing-to-correct", place()).with("id", id));
                    continue;
                }
            };
            let [measure, territory, period] = named;
            findings.push(
                Finding::error("data-corrects-another", place())
                    .with("id", id)
                    .with("measure", measure)
                    .with("territory", territory)
                    .with("period", period),
            );
        }
        if let Some(more @ 1..) = findings.len().checked_sub(MOST_FINDINGS) {
            findings.truncate(MOST_FINDINGS);
            findings.push(Finding::note("intake-more-findings", Place::file(file)).with("count", more));
        }
        Ok(findings)
    }
}

fn subject(batch: &ObservationBatch, row: usize) -> Subject {
    (MeasureIndex(batch.measure[row]), TerritoryIndex(batch.territory[row]), batch.period[row])
}

/// What the lake's texts mean in today's plan: it may have renamed things since.
fn places(plan: &Plan, [measure, territory, period]: &[String; 3]) -> Option<Subject> {
    Some((plan.measure(measure)?, plan.territory(territory)?, period.parse().ok()?))
}

/// Measure, territory and period of the observations that the lake has of these.
async fn recorded(lake: &Lake, ids: &[i64]) -> Result<HashMap<i64, [String; 3]>, AppError> {
    let mut found = HashMap::new();
    if ids.is_empty() || !lake.table_names()?.iter().any(|name| name == "observations") {
        return Ok(found);
    }
    for ids in ids.chunks(AT_ONCE) {
        let list: Vec<String> = ids.iter().map(i64::to_string).collect();
        let sql = format!(
            "SELECT id, measure, territory, period FROM observations WHERE id IN ({})",
            list.join(", ")
        );
        for row in lake.query(&sql, QueryLimits::default()).await?.rows {
            if let [Value::Integer(id), Value::Text(measure), Value::Text(territory), Value::Text(period)] =
                row.as_slice()
            {
                found.insert(*id, [measure.clone(), territory.clone(), period.clone()]);
            }
        }
    }
    Ok(found)
}

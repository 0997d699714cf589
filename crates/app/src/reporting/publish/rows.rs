use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use lanbai_intake::{NO_SOURCE, ObservationBatch, RegisterBatch, RegisterColumn};
use lanbai_kernel::{Decimal, NaiveDate, Origin, Qualifier, Qualifiers};
use lanbai_lake::{QueryLimits, RegisterDefaults, Value, identify, register_table, submission_source};
use lanbai_measures::MeasureIndex;
use lanbai_plan::Plan;
use lanbai_reporting::form::FieldKind;
use lanbai_store::submissions::Submission;

use super::super::at::At;
use super::super::day_of;
use super::super::entries::Entries;
use super::super::rows::{ReadRegister, Rows as FormRows, batch};
use crate::{App, AppError, Snapshot, ask};

/// What some submissions say, as the lake takes it.
#[derive(Default)]
pub(super) struct Rows {
    pub observations: ObservationBatch,
    pub registers: Vec<RegisterRows>,
}

/// Rows of one register in one submission.
pub(super) struct RegisterRows {
    pub batch: RegisterBatch,
    pub defaults: RegisterDefaults,
}

impl Rows {
    /// What approved submissions say. They are locked, so that the same is read whenever it is read.
    pub async fn read(app: &App, snapshot: &Arc<Snapshot>, ids: &[String]) -> Result<Self, AppError> {
        let store = app.store()?;
        let mut rows = Self::default();
        // What a submission of the same publication says is not in the lake yet.
        let mut here: HashMap<String, HashMap<u32, i64>> = HashMap::new();
        for id in ids {
            let unknown = || ask::unknown("submission", id, std::iter::empty());
            let submission = store.submission(id).await?.ok_or_else(unknown)?;
            let at = At::of(snapshot, &submission)?;
            let corrected = match &submission.supersedes {
                None => HashMap::new(),
                Some(old) => match here.get(old) {
                    Some(known) => known.clone(),
                    None => in_lake(app, snapshot, old).await?,
                },
            };
            let fields = store.fields(id).await?;
            let typed = fields.iter().map(|field| (field.field.as_str(), field.content.as_str()));
            let entries = Entries::read(at.form(), typed, &HashMap::new());
            let before = rows.observations.line.len();
            rows.observe(&at, &submission, &entries, &corrected);
            let identified = identify(&snapshot.plan, &rows.observations);
            let own = (before..identified.len()).map(|n| (rows.observations.measure[n], identified[n]));
            here.insert(id.clone(), own.collect());
            rows.enter(app, &at, &submission).await?;
        }
        Ok(rows)
    }

    /// The register rows of one submission. Those of a correction take the place of what it corrects: a row under the
    /// same key is its next version, and one that is gone is withdrawn.
    async fn enter(&mut self, app: &App, at: &At, submission: &Submission) -> Result<(), AppError> {
        let store = app.store()?;
        let plan = at.plan();
        let stored = store.register_rows(&submission.id).await?;
        let before = match &submission.supersedes {
            Some(old) => FormRows::read(plan, at.form(), &store.register_rows(old).await?).registers,
            None => Vec::new(),
        };
        let mut all = FormRows::read(plan, at.form(), &stored).registers;
        for old in before {
            let withdrawn = |keys: &HashSet<String>| old.withdrawn(keys);
            match all.iter_mut().find(|one| one.asked.index == old.asked.index) {
                Some(now) => {
                    // What someone else told since is his: not to name it any more ends nothing of it.
                    let mut stays = now.keys();
                    stays.extend(told_since(app, plan, &old, submission).await?);
                    let gone = withdrawn(&stays);
                    now.rows.extend(gone);
                }
                None => {
                    let rows = withdrawn(&told_since(app, plan, &old, submission).await?);
                    all.push(ReadRegister { asked: old.asked, rows });
                }
            }
        }
        for register in all {
            let batch = batch(&register, at.territory);
            // Of two versions in one publication the later stands alone.
            for earlier in self.registers.iter_mut().filter(|one| one.batch.register == batch.register) {
                earlier.leave_out(register.asked.register.key, &register.keys());
            }
            let defaults = RegisterDefaults {
                origin: Origin::Reported,
                source: Some(submission_source(&submission.id)),
                known_on: known_on(submission),
            };
            self.registers.push(RegisterRows { batch, defaults });
        }
        Ok(())
    }

    /// The observations of one submission.
    fn observe(
        &mut self,
        at: &At,
        submission: &Submission,
        entries: &Entries,
        corrected: &HashMap<u32, i64>,
    ) {
        let plan = at.plan();
        let numbers = entries.numbers();
        let source = submission_source(&submission.id);
        let known_on = known_on(submission);
        let mut said = HashSet::new();
        for field in at.form().fields() {
            let FieldKind::Measure { measure, unit, .. } = &field.kind else { continue };
            let (Some(value), Some(index)) = (numbers.get(&field.key), plan.measure(measure)) else {
                continue;
            };
            let Some(converted) = unit.convert(*value, plan.unit(index)) else { continue };
            self.push(Row {
                territory: at.territory.0,
                measure: index,
                period: at.period,
                value: converted,
                source: &source,
                known_on,
                qualifiers: Qualifiers::EXACT,
                supersedes: corrected.get(&index.0).copied(),
            });
            said.insert(index.0);
        }
        // What the correction leaves empty is withdrawn: nothing is ever deleted, and the old value must not answer.
        let mut cleared: Vec<_> = corrected.iter().filter(|(measure, _)| !said.contains(measure)).collect();
        cleared.sort_unstable();
        for (measure, old) in cleared {
            self.push(Row {
                territory: at.territory.0,
                measure: MeasureIndex(*measure),
                period: at.period,
                value: Decimal::ZERO,
                source: &source,
                known_on,
                qualifiers: Qualifiers::EXACT.with(Qualifier::Withdrawn),
                supersedes: Some(*old),
            });
        }
    }

    fn push(&mut self, row: Row<'_>) {
        let all = &mut self.observations;
        all.territory.push(row.territory);
        all.measure.push(row.measure.0);
        all.period.push(row.period);
        all.decimals.push(i8::try_from(row.value.normalize().scale()).unwrap_or(i8::MAX));
        all.value.push(row.value);
        all.qualifiers.push(row.qualifiers);
        all.origin.push(Origin::Reported);
        all.source.push(NO_SOURCE);
        all.reported_in.push(Some(row.source.to_owned()));
        all.known_on.push(row.known_on);
        all.note.push(None);
        all.supersedes.push(row.supersedes);
        all.line.push(u32::try_from(all.line.len() + 1).unwrap_or(u32::MAX));
    }
}

/// Keys of rows that someone else has told in the lake since they were last told by the submission that is corrected.
async fn told_since(
    app: &App,
    plan: &Plan,
    old: &ReadRegister,
    submission: &Submission,
) -> Result<HashSet<String>, AppError> {
    let table = register_table(plan.register_text(old.asked.index).id.get_ref());
    let Some(corrected) = &submission.supersedes else { return Ok(HashSet::new()) };
    if !app.lake().table_names()?.contains(&table) {
        return Ok(HashSet::new());
    }
    let source = submission_source(corrected).replace('\'', "''");
    let listed: Vec<String> = old.keys().iter().map(|key| format!("'{}'", key.replace('\'', "''"))).collect();
    if listed.is_empty() {
        return Ok(HashSet::new());
    }
    let sql = format!(
        "SELECT row_id FROM {table}_current WHERE (source IS NULL OR source <> '{source}') AND row_id IN ({})",
        listed.join(", ")
    );
    let rows = app.lake().query(&sql, QueryLimits::default()).await?.rows;
    Ok(rows.into_iter().filter_map(|row| row.first()?.text().map(str::to_owned)).collect())
}

impl RegisterRows {
    /// Leaves out rows with one of these keys.
    fn leave_out(&mut self, key: usize, keys: &HashSet<String>) {
        let RegisterColumn::Text(column) = &self.batch.columns[key] else { return };
        let stays: Vec<bool> =
            column.iter().map(|text| text.as_ref().is_none_or(|text| !keys.contains(text))).collect();
        for column in &mut self.batch.columns {
            match column {
                RegisterColumn::Text(cells) => keep(cells, &stays),
                RegisterColumn::Date(cells) => keep(cells, &stays),
                RegisterColumn::Number(cells) => keep(cells, &stays),
                RegisterColumn::Territory(cells) | RegisterColumn::Code(cells) => keep(cells, &stays),
            }
        }
        keep(&mut self.batch.line, &stays);
    }
}

fn keep<T>(cells: &mut Vec<T>, stays: &[bool]) {
    let mut stays = stays.iter();
    cells.retain(|_| stays.next().copied().unwrap_or(true));
}

/// The day of the last approval.
fn known_on(submission: &Submission) -> NaiveDate {
    submission.approved_at.map_or_else(|| day_of(submission.changed_at), day_of)
}

/// One observation.
struct Row<'s> {
    territory: u32,
    measure: MeasureIndex,
    period: lanbai_kernel::Period,
    value: Decimal,
    source: &'s str,
    known_on: NaiveDate,
    qualifiers: Qualifiers,
    supersedes: Option<i64>,
}

/// The observations that a published submission brought into the lake, by their measures.
async fn in_lake(app: &App, snapshot: &Snapshot, submission: &str) -> Result<HashMap<u32, i64>, AppError> {
    let mut found = HashMap::new();
    if !app.lake().table_names()?.iter().any(|name| name == "observations") {
        return Ok(found);
    }
    // Ids have no quotes in them; this one came out of the store as it went in.
    let source = submission_source(submission).replace('\'', "''");
    let sql = format!("SELECT measure, id FROM observations WHERE source = '{source}'");
    for row in app.lake().query(&sql, QueryLimits::default()).await?.rows {
        if let [Value::Text(measure), Value::Integer(id)] = row.as_slice()
            && let Some(measure) = snapshot.plan.measure(measure)
        {
            found.insert(measure.0, *id);
        }
    }
    Ok(found)
}

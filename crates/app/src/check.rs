//! 规划检查: the plan and the figures that ship with it, without a workspace.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::Path;

use lanbai_intake::{Batch, Hint, Request};
use lanbai_kernel::{Finding, NaiveDate};
use lanbai_measures::MeasureIndex;
use lanbai_plan::{Plan, SourceFile, checks};

use crate::names::{PlanNames, registers};
use crate::view::FindingView;
use crate::workspace::read_plan_folder;
use crate::{AppError, Messages, figures};

/// What a check found, with the files' texts for underlining.
pub struct Checked {
    /// The findings, by file and line.
    pub findings: Vec<Finding>,
    /// The TOML files.
    pub files: Vec<SourceFile>,
    /// The plan, if it could be read.
    pub plan: Option<Plan>,
}

impl Checked {
    /// The findings with their sentences, told with the plan's own names where it could be read.
    pub fn views(&self) -> Vec<FindingView> {
        let messages = Messages::shared();
        let view = |finding: &Finding| match &self.plan {
            Some(plan) => messages.finding_of_plan(finding, plan),
            None => messages.finding(finding),
        };
        self.findings.iter().map(view).collect()
    }

    /// Id and version of the plan, if it could be read.
    pub fn named(&self) -> Option<String> {
        let header = &self.plan.as_ref()?.raw.header.content;
        Some(format!("{} {}", header.id.get_ref(), header.version))
    }
}

/// Checks a plan's folder.
pub fn check(folder: &Path, today: NaiveDate) -> Result<Checked, AppError> {
    let files = read_plan_folder(folder)?;
    let (plan, mut findings) = lanbai_plan::load(&files);
    let Some(plan) = plan else { return Ok(Checked { findings, files, plan: None }) };
    let mut measured = BTreeSet::new();
    for path in figures::figures(folder)? {
        let (measures, found) = measures_in(&plan, folder, &path, today)?;
        measured.extend(measures);
        findings.extend(found);
    }
    // Sample data is read to find what is wrong with it; it is nobody's data, so it fills no gap.
    for path in figures::sample(folder)? {
        findings.extend(measures_in(&plan, folder, &path, today)?.1);
    }
    findings.extend(checks::run_with_data(&plan, &|measure: MeasureIndex| measured.contains(&measure)));
    findings.sort_by(|a, b| (&a.place, a.code).cmp(&(&b.place, b.code)));
    Ok(Checked { findings, files, plan: Some(plan) })
}

/// The measures of which a table has values, and what is wrong with it.
fn measures_in(
    plan: &Plan,
    folder: &Path,
    path: &Path,
    today: NaiveDate,
) -> Result<(BTreeSet<MeasureIndex>, Vec<Finding>), AppError> {
    let name = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().into_owned();
    let registers = registers(plan);
    let mut request = Request::new(&name);
    request.registers = &registers;
    request.defaults.known_on = Some(today);
    let register = figures::register_of(path);
    if let Some(register) = &register {
        request.hint = Hint::Register(register);
    }
    let mut measures = BTreeSet::new();
    let mut input = std::fs::File::open(path).map_err(AppError::file(path))?;
    let summary = lanbai_intake::read(&mut input, &request, &PlanNames::new(plan), &mut |batch| {
        match batch {
            Batch::Observations(batch) => measures.extend(batch.measure.iter().copied().map(MeasureIndex)),
            Batch::Register(batch) => {
                measures.extend(plan.registers[batch.register].feeds.iter().map(|feed| feed.measure));
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok((measures, summary.findings))
}

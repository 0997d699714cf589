use lanbai_kernel::Finding;

use crate::Plan;
use crate::raw::{Located, Name};

/// Things that rest on no clause of the plan's text.
pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    let raw = &plan.raw;
    let document = &raw.document.content;
    let mut findings = Vec::new();
    let mut add = |found: Vec<Finding>| findings.extend(found);
    add(without(
        &raw.indicators,
        "indicator",
        raw.indicators.content.indicator.iter().map(|t| (&t.id, &t.clauses)),
    ));
    add(without(&raw.targets, "target", raw.targets.content.target.iter().map(|t| (&t.id, &t.clauses))));
    add(without(
        &raw.registers,
        "register",
        raw.registers.content.register.iter().map(|t| (&t.id, &t.clauses)),
    ));
    add(without(
        &raw.industries,
        "industry",
        raw.industries.content.industry.iter().map(|t| (&t.id, &t.clauses)),
    ));
    add(without(&raw.industries, "chain", raw.industries.content.chain.iter().map(|t| (&t.id, &t.clauses))));
    add(without(&raw.document, "positioning", document.positioning.iter().map(|t| (&t.id, &t.clauses))));
    add(without(&raw.document, "road-plan", document.road_plan.iter().map(|t| (&t.id, &t.clauses))));
    add(without(&raw.document, "goal", document.goal.iter().map(|t| (&t.id, &t.clauses))));
    add(without(&raw.document, "action", document.action.iter().map(|t| (&t.id, &t.clauses))));
    add(without(&raw.document, "task", document.task.iter().map(|t| (&t.id, &t.clauses))));
    add(without(&raw.document, "procedure", document.procedure.iter().map(|t| (&t.id, &t.clauses))));
    add(without(&raw.document, "fund", document.fund.iter().map(|t| (&t.id, &t.clauses))));
    findings
}

fn without<'t, T>(
    file: &Located<T>,
    kind: &'static str,
    things: impl Iterator<Item = (&'t Name, &'t Vec<Name>)>,
) -> Vec<Finding> {
    things
        .filter(|(_, clauses)| clauses.is_empty())
        .map(|(id, _)| {
            Finding::warning("plan-rests-on-no-clause", file.place(id))
                .with("kind", kind)
                .with("id", id.get_ref().as_str())
        })
        .collect()
}

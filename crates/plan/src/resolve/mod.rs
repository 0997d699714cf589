//! Raw files -> model: every reference looked up, every unit and word of choice understood.

mod assignment;
mod calendar;
mod confidentiality;
mod diagnosis;
mod evaluation;
mod form_checks;
mod forms;
mod ids;
mod implementers;
mod indicators;
mod lights;
mod measures;
mod preference;
mod references;
mod registers;
mod routes;
mod supervision;
mod targets;
mod tasks;
mod territories;

use lanbai_kernel::Finding;
use lanbai_measures::Definitions;

use crate::model::{Ids, Plan, Reporting};
use crate::raw::Raw;

/// What the steps share: the ids, and the findings so far.
pub(crate) struct Resolver<'r> {
    pub raw: &'r Raw,
    pub ids: Ids,
    pub findings: Vec<Finding>,
}

/// Resolves a plan; `None` if it cannot be evaluated at all.
pub(crate) fn resolve(raw: Raw) -> (Option<Plan>, Vec<Finding>) {
    let mut resolver = Resolver { raw: &raw, ids: Ids::default(), findings: Vec::new() };
    resolver.collect_ids();
    resolver.check_references();
    resolver.check_header();
    let graph = resolver.territories();
    let mut measures = resolver.measures();
    let mut registers = resolver.registers(&mut measures);
    let confidentiality = resolver.confidentiality(&measures, &mut registers);
    let rules = resolver.lights();
    let indicators = resolver.indicators(&measures);
    let targets = resolver.targets(&indicators);
    let preference = resolver.preference();
    let header = &raw.header.content;
    let home = resolver.territory(&raw.header, &header.home);
    let reference = header.reference.as_ref().and_then(|id| resolver.territory(&raw.header, id));
    let default_rule = header.default_light_rule.as_ref().and_then(|id| resolver.rule(&raw.header, id));
    let implementers = resolver.implementers();
    let reporting = Reporting {
        forms: resolver.forms(&measures),
        routes: resolver.routes(),
        calendar: resolver.calendar(),
        systems: resolver.systems(),
        supervision: resolver.supervision(),
        supervision_rule: resolver.default_supervision(),
        reminders: resolver.reminders(),
        nodes: resolver.nodes(),
        located_in: resolver.located_in(),
    };
    let assignment = resolver.assignment();
    let diagnosis = resolver.diagnosis();
    let definitions = Definitions {
        measures,
        indicators,
        targets,
        rules,
        default_rule,
        preference,
        base_period: header.base_period,
        reference,
        confidentiality,
        own_kind: raw.territories.content.territory.iter().map(|t| t.memberships_kind).collect(),
        grades: raw.sources.content.source.iter().map(|s| s.grade).collect(),
    };
    let Resolver { ids, findings, .. } = resolver;
    let Some(home) = home else { return (None, findings) };
    (
        Some(Plan {
            definitions,
            graph,
            registers,
            reporting,
            assignment,
            diagnosis,
            home,
            implementers,
            ids,
            raw,
        }),
        findings,
    )
}

use std::collections::BTreeMap;

use lanbai_plan::Plan;

use crate::view::PlanChange;

/// What an edit changed, thing by thing.
pub(crate) fn changes_between(old: &Plan, new: &Plan) -> Vec<PlanChange> {
    let mut changes = Vec::new();
    for (what, of) in KINDS {
        compare(what, &of(old), &of(new), &mut changes);
    }
    changes
}

/// Each thing of one kind with what a planner would want to see of it.
type Described = BTreeMap<String, String>;

/// How the things of one kind are described.
type Describe = fn(&Plan) -> Described;

const KINDS: [(&str, Describe); 5] = [
    ("target", targets),
    ("indicator", indicators),
    ("measure", measures),
    ("territory", territories),
    ("clause", clauses),
];

fn compare(what: &str, old: &Described, new: &Described, changes: &mut Vec<PlanChange>) {
    let change = |kind: &str, id: &str, before: Option<&String>, after: Option<&String>| PlanChange {
        kind: kind.to_owned(),
        what: what.to_owned(),
        id: id.to_owned(),
        before: before.cloned(),
        after: after.cloned(),
    };
    for (id, before) in old {
        match new.get(id) {
            None => changes.push(change("removed", id, Some(before), None)),
            Some(after) if after != before => changes.push(change("changed", id, Some(before), Some(after))),
            Some(_) => {}
        }
    }
    let added = new.iter().filter(|(id, _)| !old.contains_key(*id));
    changes.extend(added.map(|(id, after)| change("added", id, None, Some(after))));
}

fn targets(plan: &Plan) -> Described {
    let targets = &plan.raw.targets.content.target;
    targets
        .iter()
        .map(|t| {
            (
                t.id.get_ref().clone(),
                format!("{} {} ({}, {:?})", t.value, t.unit.get_ref(), t.period, t.bound),
            )
        })
        .collect()
}

fn indicators(plan: &Plan) -> Described {
    let raw = plan.raw.indicators.content.indicator.iter().zip(&plan.definitions.indicators);
    raw.map(|(raw, resolved)| {
        (raw.id.get_ref().clone(), format!("{} {} {:?}", raw.name.zh, raw.unit.get_ref(), resolved.formula))
    })
    .collect()
}

fn measures(plan: &Plan) -> Described {
    let measures = &plan.raw.measures.content.measure;
    measures
        .iter()
        .map(|m| {
            let described = format!(
                "{} {} {} {}",
                m.name.zh,
                m.unit.get_ref(),
                m.over_time.get_ref(),
                m.over_territory.get_ref()
            );
            (m.id.get_ref().clone(), described)
        })
        .collect()
}

fn territories(plan: &Plan) -> Described {
    let territories = &plan.raw.territories.content.territory;
    territories
        .iter()
        .map(|t| {
            let parents: Vec<String> = t
                .member_of
                .iter()
                .map(|m| {
                    format!(
                        "{} {}..{}",
                        m.parent.get_ref(),
                        m.from,
                        m.to.map_or(String::new(), |to| to.to_string())
                    )
                })
                .collect();
            (t.id.get_ref().clone(), format!("{} [{}]", t.name.zh, parents.join(", ")))
        })
        .collect()
}

fn clauses(plan: &Plan) -> Described {
    plan.raw.document.content.clause.iter().map(|c| (c.id.get_ref().clone(), c.text.zh.clone())).collect()
}

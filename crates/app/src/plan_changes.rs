use std::collections::BTreeMap;

use lanbai_kernel::{Bound, Text};
use lanbai_measures::IndicatorIndex;
use lanbai_plan::Plan;

use crate::describe::{formula, shown_freely};
use crate::messages::{Messages, same};
use crate::view::{Bilingual, PlanChange};

/// What an edit changed, thing by thing.
pub(crate) fn changes_between(old: &Plan, new: &Plan) -> Vec<PlanChange> {
    let mut changes = Vec::new();
    for (what, of) in KINDS {
        compare(what, &of(old), &of(new), &mut changes);
    }
    changes
}

/// What a planner would want to see of a thing.
struct Description {
    name: Bilingual,
    /// As a program compares it.
    exactly: String,
    /// As a person reads it.
    words: Bilingual,
}

/// Each thing of one kind by its id.
type Described = BTreeMap<String, Description>;

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
    let change =
        |kind: &str, id: &str, before: Option<&Description>, after: Option<&Description>| PlanChange {
            kind: kind.to_owned(),
            what: what.to_owned(),
            id: id.to_owned(),
            name: after.or(before).map_or_else(|| same(id), |described| described.name.clone()),
            before: before.map(|described| described.exactly.clone()),
            after: after.map(|described| described.exactly.clone()),
            before_words: before.map(|described| described.words.clone()),
            after_words: after.map(|described| described.words.clone()),
        };
    for (id, before) in old {
        match new.get(id) {
            None => changes.push(change("removed", id, Some(before), None)),
            Some(after) if after.exactly != before.exactly => {
                changes.push(change("changed", id, Some(before), Some(after)));
            }
            Some(_) => {}
        }
    }
    let added = new.iter().filter(|(id, _)| !old.contains_key(*id));
    changes.extend(added.map(|(id, after)| change("added", id, None, Some(after))));
}

fn words(code: &str, arguments: &[(&str, Bilingual)]) -> Bilingual {
    Messages::shared().text(code, arguments)
}

fn targets(plan: &Plan) -> Described {
    let targets = &plan.raw.targets.content.target;
    let described = targets.iter().map(|t| {
        let bound = match t.bound {
            Bound::AtLeast => "bound-at-least",
            Bound::AtMost => "bound-at-most",
            Bound::Exactly => "bound-exactly",
        };
        let unit = t.unit.get_ref();
        let value = Messages::shared().with_unit(&shown_freely(t.value), unit);
        let arguments = [
            ("bound", words(bound, &[])),
            ("value", value),
            ("period", same(&t.period.to_string())),
            ("path", path(t)),
        ];
        let description = Description {
            name: name_of_target(plan, t),
            exactly: format!(
                "{} {} ({}, {:?}, {:?}, {:?})",
                t.value,
                unit,
                t.period,
                t.bound,
                shape(t),
                t.given
            ),
            words: words("change-target", &arguments),
        };
        (t.id.get_ref().clone(), description)
    });
    described.collect()
}

fn shape(target: &lanbai_plan::raw::Target) -> Option<&str> {
    target.path.as_ref().map(|path| path.get_ref().as_str())
}

/// How the values on the way are worked out, and those that are given.
fn path(target: &lanbai_plan::raw::Target) -> Bilingual {
    match (shape(target), &target.given) {
        (Some("given"), Some(given)) => {
            let values: Vec<String> =
                given.iter().map(|(period, value)| format!("{period}: {}", shown_freely(*value))).collect();
            words("path-given", &[("values", same(&values.join(", ")))])
        }
        (Some("linear"), _) => words("path-linear", &[]),
        (Some("constant-growth"), _) => words("path-constant-growth", &[]),
        _ => words("path-default", &[]),
    }
}

/// The indicator that it is of, and the territory.
pub(crate) fn name_of_target(plan: &Plan, target: &lanbai_plan::raw::Target) -> Bilingual {
    let name = |text: Option<&Text>, id: &str| text.map_or_else(|| same(id), Bilingual::from);
    let (indicator, territory) = (target.indicator.get_ref(), target.territory.get_ref());
    let indicator = name(plan.indicator(indicator).map(|i| &plan.indicator_text(i).name), indicator);
    let territory = name(plan.territory(territory).map(|t| &plan.territory_text(t).name), territory);
    words("name-of-target", &[("indicator", indicator), ("territory", territory)])
}

fn indicators(plan: &Plan) -> Described {
    let raw = plan.raw.indicators.content.indicator.iter().zip(&plan.definitions.indicators);
    let described = (0..).zip(raw).map(|(n, (raw, resolved))| {
        let unit = raw.unit.get_ref();
        let formula = formula(plan, IndicatorIndex(n)).unwrap_or_else(|| words("formula-unknown", &[]));
        let arguments = [("formula", formula), ("unit", Messages::shared().unit(unit))];
        let description = Description {
            name: (&raw.name).into(),
            exactly: format!("{} {} {:?}", raw.name.zh, unit, resolved.formula),
            words: words("change-indicator", &arguments),
        };
        (raw.id.get_ref().clone(), description)
    });
    described.collect()
}

fn measures(plan: &Plan) -> Described {
    let described = plan.raw.measures.content.measure.iter().map(|m| {
        let (unit, time, territory) = (m.unit.get_ref(), m.over_time.get_ref(), m.over_territory.get_ref());
        let arguments = [
            ("unit", Messages::shared().unit(unit)),
            ("over_time", words(&format!("over-time-{time}"), &[])),
            ("over_territory", words(&format!("over-territory-{territory}"), &[])),
        ];
        let description = Description {
            name: (&m.name).into(),
            exactly: format!("{} {unit} {time} {territory}", m.name.zh),
            words: words("change-measure", &arguments),
        };
        (m.id.get_ref().clone(), description)
    });
    described.collect()
}

fn territories(plan: &Plan) -> Described {
    let described = plan.raw.territories.content.territory.iter().map(|t| {
        let mut exactly = Vec::new();
        let (mut zh, mut en) = (Vec::new(), Vec::new());
        for member in &t.member_of {
            let id = member.parent.get_ref();
            let days = format!("{}..{}", member.from, member.to.map_or(String::new(), |to| to.to_string()));
            let parent = plan.territory(id).map(|parent| &plan.territory_text(parent).name);
            exactly.push(format!("{id} {days}"));
            zh.push(format!("{} {days}", parent.map_or(id.as_str(), |name| &name.zh)));
            en.push(format!("{} {days}", parent.map_or(id.as_str(), |name| &name.en)));
        }
        let parents = Bilingual { zh: zh.join("；"), en: en.join("; ") };
        let code = if t.member_of.is_empty() { "change-territory-alone" } else { "change-territory" };
        let description = Description {
            name: (&t.name).into(),
            exactly: format!("{} [{}]", t.name.zh, exactly.join(", ")),
            words: words(code, &[("parents", parents)]),
        };
        (t.id.get_ref().clone(), description)
    });
    described.collect()
}

fn clauses(plan: &Plan) -> Described {
    let described = plan.raw.document.content.clause.iter().map(|c| {
        let description = Description {
            name: words("name-of-clause", &[("paragraph", same(&c.paragraph.to_string()))]),
            exactly: c.text.zh.clone(),
            words: (&c.text).into(),
        };
        (c.id.get_ref().clone(), description)
    });
    described.collect()
}

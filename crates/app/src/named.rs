//! Names beside the ids that findings carry, so that a sentence can be read by who does not know the ids.

use lanbai_kernel::{Finding, Text};
use lanbai_plan::Plan;

use crate::Messages;
use crate::messages::same;
use crate::plan_changes::name_of_target;
use crate::view::{Bilingual, FindingView};

impl Messages {
    /// A finding with its sentence and hint, told with the plan's own names.
    pub fn finding_of_plan(&self, finding: &Finding, plan: &Plan) -> FindingView {
        self.finding_of(finding, |argument, id| {
            let kind = match argument {
                "id" => kind_of_id(finding)?,
                "territory" | "part" | "parent" | "child" => "territory",
                "measure" | "indicator" | "register" | "form" => argument,
                "territories" => "territory",
                "other" if finding.code == "plan-target-contradiction" => "target",
                "nearest" | "candidates" => kind_of_candidate(finding, plan, id)?,
                _ => return None,
            };
            let name = name(plan, kind, id)?;
            // What is wrong in data is mended on pages, where names lead to things; in a plan ids are edited.
            if finding.code.starts_with("data-") {
                return Some(name);
            }
            Some(self.text("name-and-id", &[("name", name), ("id", same(id))]))
        })
    }
}

/// What kind of thing is offered in place of one that is not known, or not by that name alone.
fn kind_of_candidate<'f>(finding: &'f Finding, plan: &Plan, id: &str) -> Option<&'f str> {
    Some(match finding.code {
        "intake-unknown-territory" => "territory",
        "intake-unknown-measure" => "measure",
        "intake-unknown-source" => "source",
        "intake-unknown-register" | "intake-ambiguous-register" => "register",
        "intake-ambiguous-name" => {
            ["territory", "measure", "source"].into_iter().find(|kind| name(plan, kind, id).is_some())?
        }
        _ => match finding.arguments.get("kind") {
            Some(lanbai_kernel::Argument::Text(kind)) => kind,
            _ => return None,
        },
    })
}

/// What kind of thing the argument `id` is an id of.
fn kind_of_id(finding: &Finding) -> Option<&str> {
    if let Some(lanbai_kernel::Argument::Text(kind)) = finding.arguments.get("kind") {
        return Some(kind);
    }
    Some(match finding.code {
        "plan-goal-without-number" => "goal",
        "plan-no-formula"
        | "plan-several-formulas"
        | "plan-indicator-without-definition"
        | "plan-indicator-without-data" => "indicator",
        "plan-placeholder-territory" | "plan-membership-cycle" => "territory",
        "plan-target-contradiction" | "plan-path-direction" => "target",
        "plan-measure-fed-twice" | "plan-confidential-not-a-sum" | "plan-unit-changed" => "measure",
        "plan-clause-not-implemented" => "clause",
        "plan-task-without-lead" => "task",
        "plan-form-owed-by" | "plan-form-owed-by-nobody" | "plan-form-without-authority" => "form",
        "plan-evaluation-weights" | "plan-evaluation-weights-unknown" => "evaluation-system",
        "plan-supervision-without-days" => "supervision-rule",
        _ => return None,
    })
}

/// The name of a thing; none where there is no such thing.
fn name(plan: &Plan, kind: &str, id: &str) -> Option<Bilingual> {
    let raw = &plan.raw;
    let document = &raw.document.content;
    let text: Option<&Text> = match kind {
        "territory" => plan.territory(id).map(|n| &plan.territory_text(n).name),
        "measure" => plan.measure(id).map(|n| &plan.measure_text(n).name),
        "indicator" => plan.indicator(id).map(|n| &plan.indicator_text(n).name),
        "register" => plan.register(id).map(|n| &plan.register_text(n).name),
        "goal" => document.goal.iter().find(|thing| thing.id.get_ref() == id).map(|thing| &thing.title),
        "action" => document.action.iter().find(|thing| thing.id.get_ref() == id).map(|thing| &thing.title),
        "task" => document.task.iter().find(|thing| thing.id.get_ref() == id).map(|thing| &thing.title),
        "procedure" => {
            document.procedure.iter().find(|thing| thing.id.get_ref() == id).map(|thing| &thing.title)
        }
        "fund" => document.fund.iter().find(|thing| thing.id.get_ref() == id).map(|thing| &thing.title),
        "clause" => plan.clause(id).map(|n| &document.clause[n].text),
        "industry" => raw
            .industries
            .content
            .industry
            .iter()
            .find(|thing| thing.id.get_ref() == id)
            .map(|thing| &thing.name),
        "chain" => raw
            .industries
            .content
            .chain
            .iter()
            .find(|thing| thing.id.get_ref() == id)
            .map(|thing| &thing.name),
        "form" => plan.form_text(id).map(|form| &form.name),
        "evaluation-system" | "evaluation system" => {
            let systems = &raw.evaluation.content.system;
            systems.iter().find(|thing| thing.id.get_ref() == id).map(|thing| &thing.name)
        }
        "supervision-rule" | "supervision rule" => {
            let rules = &raw.supervision.content.rule;
            rules.iter().find(|thing| thing.id.get_ref() == id).map(|thing| &thing.name)
        }
        "source" => {
            let source = plan.source(id)?;
            return Some(same(&raw.sources.content.source.get(source.at())?.title));
        }
        "target" => {
            let target = raw.targets.content.target.iter().find(|target| target.id.get_ref() == id)?;
            return Some(name_of_target(plan, target));
        }
        _ => None,
    };
    text.map(Into::into)
}

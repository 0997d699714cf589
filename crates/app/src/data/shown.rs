use std::collections::BTreeSet;

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_lake::{is_table_of, register_column};
use lanbai_plan::Plan;
use lanbai_plan::raw::FieldType;

use crate::evaluate::territory_id;
use crate::{App, Snapshot};

/// What a table shows someone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shown {
    /// The table's name, or a statement in brackets that stands for it.
    pub relation: String,
    /// Columns in which values are left out.
    pub withheld: Vec<String>,
}

impl App {
    /// What a table shows whoever looks: of observations all but the hidden values; of registers that name respondents
    /// of confidential measures no amounts but those of his own territories, for a row is one respondent's.
    ///
    /// Ids are left out with the values: they are hashes of all that a row states, by which a guess could be tried.
    pub(crate) fn shown(&self, snapshot: &Snapshot, name: &str) -> Shown {
        let whole = Shown { relation: name.to_owned(), withheld: Vec::new() };
        let Some(sight) = &self.sight else { return whole };
        if name == "observations" {
            return observations(snapshot).unwrap_or(whole);
        }
        amounts(snapshot, name, sight).unwrap_or(whole)
    }
}

fn observations(snapshot: &Snapshot) -> Option<Shown> {
    let plan = &snapshot.plan;
    let confidential = plan.definitions.confidentiality.measures.iter();
    let hidden: BTreeSet<String> = confidential
        .flat_map(|(measure, _)| snapshot.cube.of_measure(*measure))
        .filter(|observation| snapshot.hides_observation(observation))
        .map(|o| {
            let measure = plan.measure_text(o.measure).id.get_ref();
            format!("'{measure}|{}|{}'", territory_id(snapshot, o.territory), o.period)
        })
        .collect();
    if hidden.is_empty() {
        return None;
    }
    let listed = hidden.into_iter().collect::<Vec<_>>().join(", ");
    let is_shown = format!("concat(measure, '|', territory, '|', period) NOT IN ({listed})");
    Some(without(
        "observations",
        &is_shown,
        ["id", "value", "note", "supersedes"].map(str::to_owned).to_vec(),
    ))
}

fn amounts(snapshot: &Snapshot, name: &str, sight: &[TerritoryIndex]) -> Option<Shown> {
    let plan = &snapshot.plan;
    let registers = plan.raw.registers.content.register.iter().zip(&plan.registers);
    let (text, register) = registers.into_iter().find(|(text, _)| is_table_of(text, name))?;
    let is_amount = |field: &&lanbai_plan::raw::Field| field.r#type == FieldType::Number && !field.personal;
    let amounts: Vec<String> =
        text.field.iter().filter(is_amount).map(|field| register_column(field.id.get_ref())).collect();
    if register.respondents.is_empty() || amounts.is_empty() {
        return None;
    }
    let territory = register_column(text.field[register.territory].id.get_ref());
    Some(without(name, &is_in(plan, &territory, sight), amounts))
}

/// The condition that a row belongs to one of these territories or was published, as SQL.
pub(crate) fn is_in(plan: &Plan, column: &str, territories: &[TerritoryIndex]) -> String {
    // Ids of the plan are lower-case letters, digits and hyphens.
    let ids = territories.iter().map(|t| format!("'{}'", plan.territory_text(*t).id.get_ref()));
    let listed: Vec<String> = ids.collect();
    let own = match listed.is_empty() {
        true => "false".to_owned(),
        false => format!("{column} IN ({})", listed.join(", ")),
    };
    format!("({own} OR origin = 'published')")
}

fn without(name: &str, is_shown: &str, withheld: Vec<String>) -> Shown {
    let columns: Vec<String> =
        withheld.iter().map(|column| format!("CASE WHEN {is_shown} THEN {column} END AS {column}")).collect();
    Shown { relation: format!("(SELECT * REPLACE ({}) FROM {name})", columns.join(", ")), withheld }
}

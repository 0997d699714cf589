use std::collections::BTreeMap;

use lanbai_intake::shorten;
use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Finding, Place};
use lanbai_reporting::form::FieldKind;
use lanbai_store::Store;

use super::super::at::At;
use super::ReadRegister;
use super::check::{MOST_TOLD, text};
use crate::AppError;

/// Rows whose key another territory has too, apart from this one: by what is published, or by what it handed in. To the
/// lake both would be one thing, and the row that is published later would take it away from the other.
pub(in crate::reporting) async fn elsewhere(
    store: &Store,
    at: &At,
    registers: &[ReadRegister],
) -> Result<Vec<Finding>, AppError> {
    let mut found = Vec::new();
    for register in registers {
        let Some(field) = field_of(at, register) else { continue };
        let asked = &register.asked;
        let mut on_their_way: BTreeMap<String, TerritoryIndex> = BTreeMap::new();
        for (territory, row) in store.rows_on_their_way(&asked.register.id, at.territory_id()).await? {
            let Some(territory) = at.plan().territory(&territory) else { continue };
            if are_apart(at, territory) {
                on_their_way.entry(text(&row, asked.key()).trim().to_owned()).or_insert(territory);
            }
        }
        let column = format!("{}/{}", asked.register.id, asked.key());
        let told = register.keys().into_iter().filter_map(|key| {
            let other = on_their_way.get(&key).copied().or_else(|| published(at, asked.index, &key))?;
            let finding = Finding::warning("reporting-row-elsewhere", Place::default().column(field));
            let finding = finding.with("field", field).with("row", shorten(&key)).with("column", &*column);
            let other = at.plan().territory_text(other).id.get_ref().as_str();
            Some((key, finding.with("territory", at.territory_id()).with("other", other)))
        });
        let told: BTreeMap<String, Finding> = told.collect();
        found.extend(told.into_values().take(MOST_TOLD));
    }
    Ok(found)
}

fn field_of<'a>(at: &'a At, register: &ReadRegister) -> Option<&'a str> {
    let asks = |field: &&lanbai_reporting::form::Field| match &field.kind {
        FieldKind::Register { register: id } => at.plan().register(id) == Some(register.asked.index),
        _ => false,
    };
    at.form().fields().find(asks).map(|field| &*field.key)
}

/// Whose a thing is by what is published, if it still is in this period and apart from who reports.
fn published(at: &At, register: usize, key: &str) -> Option<TerritoryIndex> {
    let holder = at.snapshot.holders.of(register, key)?;
    let still_holds = holder.to.is_none_or(|to| to >= at.period.first_day());
    (still_holds && are_apart(at, holder.territory)).then_some(holder.territory)
}

/// Whether a territory shares nothing with the one that reports. Only of two of one kind (two parks, two counties) can
/// that be told: a park lies in some county, and a thing may stand under either.
fn are_apart(at: &At, other: TerritoryIndex) -> bool {
    let kinds = &at.plan().definitions.own_kind;
    let kind = kinds[at.territory.at()];
    if kinds[other.at()] != kind {
        return false;
    }
    let view = at.plan().graph.view(kind, at.day());
    let own = view.leaves(at.territory);
    !view.leaves(other).iter().any(|leaf| own.contains(leaf))
}

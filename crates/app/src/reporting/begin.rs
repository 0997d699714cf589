use std::sync::Arc;

use lanbai_kernel::Decimal;
use lanbai_reporting::form::{Field, Form};
use lanbai_reporting::rights::Action;
use lanbai_store::submissions::{FieldChange, NewSubmission};
use lanbai_store::{Act, Store};

use super::at::At;
use super::entries::Entries;
use super::forms::sharing;
use super::{end_of, refusal, refused};
use crate::people::{Caller, new_id};
use crate::view::BegunView;
use crate::{App, AppError};

impl App {
    /// Begins a draft, filled with what other forms hold already (一表同享).
    ///
    /// # Errors
    /// What is not owed, is not over yet, or is begun already; rights.
    pub async fn begin_submission(
        &self,
        caller: &Caller,
        form: &str,
        territory: &str,
        period: &str,
    ) -> Result<BegunView, AppError> {
        let at = At::new(&self.snapshot(), form, territory, period)?;
        let authority = self.may_begin(caller, &at)?;
        let store = self.store()?;
        let id = new_id("s")?;
        let act = Act { by: &caller.account, authority: &authority, at: self.clock().now() };
        let period = at.period.to_string();
        let new = NewSubmission {
            id: &id,
            form: &at.form().id,
            form_version: &at.form().version,
            territory: at.territory_id(),
            period: &period,
            owner: &caller.account,
            due_at: at.due().ok().and_then(end_of),
        };
        store.open_submission(&act, &new).await?;
        let held = held_elsewhere(store, &at).await?;
        let changes: Vec<FieldChange<'_>> =
            held.iter().map(|(field, content)| FieldChange { field, content, seen: 0 }).collect();
        if !changes.is_empty() {
            store.save_fields(&act, &id, &changes).await?;
        }
        Ok(BegunView { submission: id, prefilled: held.len() })
    }

    /// Whether the caller may begin it, and on whose authority.
    pub(super) fn may_begin(&self, caller: &Caller, at: &At) -> Result<String, AppError> {
        let authority = self.may_at(caller, Action::SaveDraft, at)?;
        at.must_be_owed()?;
        let today = self.clock().today();
        if at.period.last_day() >= today {
            return refused(at.named(refusal("reporting-period-not-over")));
        }
        if !at.form().is_valid_on(today) {
            return refused(at.named(refusal("reporting-form-expired")));
        }
        Ok(authority)
    }
}

/// What other forms of the same territory and period hold of the measures that this one asks for, in its own units.
async fn held_elsewhere(store: &Store, at: &At) -> Result<Vec<(Arc<str>, String)>, AppError> {
    let plan = at.plan();
    let mut held: Vec<(Arc<str>, String)> = Vec::new();
    for other in plan.reporting.forms.iter().filter(|other| other.id != at.form().id) {
        let shared: Vec<(&Field, &Field)> = at
            .form()
            .fields()
            .filter(|field| held.iter().all(|(key, _)| *key != field.key))
            .filter_map(|field| {
                let shares = sharing(plan, at.form(), field);
                shares.into_iter().find(|(form, _)| form.id == other.id).map(|(_, theirs)| (field, theirs))
            })
            .collect();
        if shared.is_empty() {
            continue;
        }
        let Some(entries) = latest(store, at, other).await? else { continue };
        let numbers = entries.numbers();
        for (own, theirs) in shared {
            let Some(value) = numbers.get(&theirs.key) else { continue };
            if let Some(content) = in_unit_of(own, theirs, *value) {
                held.push((Arc::clone(&own.key), content));
            }
        }
    }
    Ok(held)
}

/// What stands in the latest submission of another form for the same territory and period.
async fn latest(store: &Store, at: &At, other: &Form) -> Result<Option<Entries>, AppError> {
    let all = store.submissions_of(&other.id, at.territory_id(), &at.period.to_string()).await?;
    let Some(last) = all.last() else { return Ok(None) };
    let fields = store.fields(&last.id).await?;
    let typed = fields.iter().map(|field| (field.field.as_str(), field.content.as_str()));
    Ok(Some(Entries::read(other, typed, &Default::default())))
}

fn in_unit_of(own: &Field, theirs: &Field, value: Decimal) -> Option<String> {
    let converted = theirs.unit()?.convert(value, own.unit()?)?.normalize();
    // Digits that the form does not take would only be refused.
    (converted.scale() <= u32::from(own.decimals().unwrap_or(0))).then(|| converted.to_string())
}

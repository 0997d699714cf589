use std::sync::Arc;

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Decimal, Period};

use super::expression::{Reference, When};
use crate::form::earlier;

/// The submission that is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Subject<'s> {
    pub form: &'s str,
    pub territory: TerritoryIndex,
    pub period: Period,
}

/// One value that a check needs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub struct Ask {
    pub form: Arc<str>,
    pub field: Arc<str>,
    pub territory: TerritoryIndex,
    pub period: Period,
}

/// Hands out what was filled in, whoever keeps it: a draft, the store, the lake.
pub trait Values {
    /// The number in a field, in the field's own unit; nothing where none was filled in.
    fn value(&self, ask: &Ask) -> Option<Decimal>;

    /// The parts of a territory that owe a form for a period; empty where it has none.
    fn parts(&self, form: &str, territory: TerritoryIndex, period: Period) -> Vec<TerritoryIndex>;
}

impl Ask {
    /// A field of the submission itself.
    pub(super) fn own(subject: Subject<'_>, field: &Arc<str>) -> Self {
        Self {
            form: Arc::from(subject.form),
            field: Arc::clone(field),
            territory: subject.territory,
            period: subject.period,
        }
    }

    /// What a reference means for a submission; nothing before the first year that there is.
    pub(super) fn of(subject: Subject<'_>, reference: &Reference) -> Option<Self> {
        let form = reference.form.clone().unwrap_or_else(|| Arc::from(subject.form));
        let period = at(subject.period, reference.when)?;
        Some(Self { form, field: Arc::clone(&reference.field), territory: subject.territory, period })
    }

    /// As it is shown in a finding: form, field, period.
    pub(super) fn shown(&self) -> String {
        format!("{}:{} {}", self.form, self.field, self.period)
    }
}

/// The period that is meant, seen from one.
pub(super) fn at(period: Period, when: When) -> Option<Period> {
    match when {
        When::Now => Some(period),
        When::Previous => earlier(period, 1),
        When::YearBefore => period.shifted_years(-1),
    }
}

//! 一表同享: one entry serves every form that asks for the same measure of the same territory and period.

use std::collections::BTreeMap;
use std::sync::Arc;

use lanbai_kernel::Period;
use lanbai_kernel::territory::{Graph, TerritoryIndex};

use crate::form::Form;

/// A form's id and the key of one of its fields.
pub type FieldOfForm = (Arc<str>, Arc<str>);

/// A measure that several fields ask for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shared {
    #[allow(missing_docs)]
    pub territory: TerritoryIndex,
    #[allow(missing_docs)]
    pub period: Period,
    #[allow(missing_docs)]
    pub measure: Arc<str>,
    /// In the order of the forms.
    pub places: Vec<FieldOfForm>,
}

/// What is asked for once and used more than once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sharing {
    /// By territory, period and measure.
    pub shared: Vec<Shared>,
    /// Measure fields that the forms have in all, one for each territory and period that owes them.
    pub fields: usize,
}

impl Sharing {
    /// Fields that nobody has to fill in a second time.
    pub fn saved(&self) -> usize {
        self.shared.iter().map(|shared| shared.places.len() - 1).sum()
    }
}

/// What the forms share in a stretch of time, for all who owe them.
pub fn sharing(forms: &[Form], graph: &Graph, within: Period) -> Sharing {
    let mut places: BTreeMap<(TerritoryIndex, Period, Arc<str>), Vec<FieldOfForm>> = BTreeMap::new();
    for form in forms {
        for period in form.periods(within) {
            for territory in form.owed_by.on(graph, period.last_day()) {
                for field in form.fields() {
                    let Some(measure) = field.measure() else { continue };
                    let asked = (territory, period, Arc::clone(measure));
                    places.entry(asked).or_default().push((Arc::clone(&form.id), Arc::clone(&field.key)));
                }
            }
        }
    }
    let fields = places.values().map(Vec::len).sum();
    let shared = places.into_iter().filter(|(_, places)| places.len() > 1);
    let shared =
        shared.map(|((territory, period, measure), places)| Shared { territory, period, measure, places });
    Sharing { shared: shared.collect(), fields }
}

#[cfg(test)]
mod tests {
    use lanbai_kernel::territory::{Graph, TerritoryIndex};

    use super::sharing;
    use crate::form::Frequency;
    use crate::sample::{form, period};

    #[test]
    fn only_the_same_measure_territory_and_period_is_shared() {
        let mut forms = vec![
            form("one", Frequency::Year, &["a", "b"]),
            form("two", Frequency::Year, &["b", "c"]),
            form("quarterly", Frequency::Quarter, &["b"]),
        ];
        forms[1].owed_by.candidates = vec![TerritoryIndex(1)];
        let found = sharing(&forms, &Graph::new(2, Vec::new()), period("2023..2024"));
        // Two years of `b` at territory 1; the quarters are other periods.
        let shown: Vec<_> = found.shared.iter().map(|s| (s.territory.0, s.period, &*s.measure)).collect();
        assert_eq!(shown, [(1, period("2023"), "b"), (1, period("2024"), "b")]);
        assert_eq!(found.saved(), 2);
        // Form one: 2 fields, 2 territories, 2 years; form two: 2 x 1 x 2; quarterly: 1 x 2 x 8.
        assert_eq!(found.fields, 8 + 4 + 16);
        assert_eq!(sharing(&forms, &Graph::new(2, Vec::new()), period("2020")).fields, 0, "before the plan");
    }
}

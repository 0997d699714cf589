use std::sync::Arc;

use lanbai_measures::{Measure, MeasureKind, OverTerritory, OverTime};

use super::Resolver;

impl Resolver<'_> {
    /// The measures, in the order of the file; one that is not understood keeps its place with neutral rules.
    pub fn measures(&mut self) -> Vec<Measure> {
        let file = &self.raw.measures;
        let kinds =
            [("flow", MeasureKind::Flow), ("stock", MeasureKind::Stock), ("ratio", MeasureKind::Ratio)];
        let over_time = [("sum", OverTime::Sum), ("end", OverTime::End), ("none", OverTime::None)];
        let over_territory = [
            ("sum", OverTerritory::Sum),
            ("distinct", OverTerritory::Distinct),
            ("none", OverTerritory::None),
        ];
        file.content
            .measure
            .iter()
            .map(|raw| Measure {
                id: Arc::from(raw.id.get_ref().as_str()),
                unit: self.unit(file, &raw.unit).unwrap_or(lanbai_kernel::Unit::ONE),
                kind: self.choice(file, &raw.r#type, &kinds).unwrap_or(MeasureKind::Ratio),
                over_time: self.choice(file, &raw.over_time, &over_time).unwrap_or(OverTime::None),
                over_territory: self
                    .choice(file, &raw.over_territory, &over_territory)
                    .unwrap_or(OverTerritory::None),
                feed: None,
            })
            .collect()
    }
}

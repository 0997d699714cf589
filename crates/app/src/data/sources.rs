use std::collections::HashMap;

use lanbai_measures::SourceIndex;

use crate::evaluate::source_id;
use crate::explain::observation;
use crate::view::{SourcePage, SourceView};
use crate::{App, AppError, Snapshot, ask};

impl App {
    /// Every source of the plan with how much was read from it.
    pub fn sources(&self) -> Vec<SourceView> {
        self.source_views(&self.snapshot())
    }

    pub(crate) fn source_views(&self, snapshot: &Snapshot) -> Vec<SourceView> {
        let mut counts: HashMap<SourceIndex, usize> = HashMap::new();
        snapshot.cube.observations().for_each(|o| *counts.entry(o.source).or_default() += 1);
        (0..)
            .take(snapshot.plan.raw.sources.content.source.len())
            .map(SourceIndex)
            .filter_map(|source| {
                let view = self.source_view(snapshot, source)?;
                Some(SourceView { observations: counts.get(&source).copied().unwrap_or(0), ..view })
            })
            .collect()
    }

    /// One source, without counting what was read from it.
    pub(crate) fn source_view(&self, snapshot: &Snapshot, source: SourceIndex) -> Option<SourceView> {
        let text = snapshot.plan.raw.sources.content.source.get(source.at())?;
        Some(SourceView {
            id: text.id.get_ref().clone(),
            title: text.title.clone(),
            publisher: text.publisher.clone(),
            address: text.address.clone(),
            published_on: text.published_on.as_ref().map(ToString::to_string),
            grade: format!("{:?}", text.grade),
            note: text.note.clone(),
            observations: 0,
        })
    }

    /// A source with everything that was read from it.
    pub fn source(&self, id: &str) -> Result<SourcePage, AppError> {
        const MOST: usize = 1_000;
        let snapshot = self.snapshot();
        let known = || snapshot.plan.raw.sources.content.source.iter().map(|s| s.id.get_ref().as_str());
        let index = snapshot.plan.source(id).ok_or_else(|| ask::unknown("source", id, known()))?;
        let id = source_id(&snapshot, index);
        let mut read: Vec<_> = snapshot.cube.observations().filter(|o| o.source == index).collect();
        read.sort_by_key(|o| (o.measure, o.territory, o.period, o.id));
        let count = read.len();
        let shown = read.into_iter().filter(|o| !snapshot.hides_observation(o));
        let items: Vec<_> = shown.take(MOST).map(|o| observation(&snapshot, &o)).collect();
        let view = self.source_view(&snapshot, index);
        let source = view.ok_or_else(|| ask::unknown("source", &id.unwrap_or_default(), known()))?;
        Ok(SourcePage { source: SourceView { observations: count, ..source }, items })
    }
}

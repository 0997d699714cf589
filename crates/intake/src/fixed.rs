use lanbai_kernel::{NaiveDate, Origin, Period, Qualifiers};

use crate::columns::Columns;
use crate::headings::Role;
use crate::layout::Captions;
use crate::report::{Reporter, Spot};
use crate::resolve::{MeasureCell, Resolver};

/// What the lines above a table say of all of it, resolved.
#[derive(Default)]
pub(crate) struct Fixed {
    pub(crate) territory: Option<u32>,
    pub(crate) measure: Option<MeasureCell>,
    pub(crate) period: Option<Period>,
    pub(crate) origin: Option<Origin>,
    pub(crate) qualifiers: Qualifiers,
    pub(crate) source: Option<u32>,
    pub(crate) known_on: Option<NaiveDate>,
}

impl Fixed {
    /// Resolves what neither a column of `labels` nor the headings of values say; `in_headings` tells whether
    /// these name the territory and the measure.
    pub(crate) fn new(
        captions: &Captions,
        labels: &Columns,
        in_headings: (bool, bool),
        resolver: &mut Resolver<'_>,
        report: &mut Reporter,
    ) -> Self {
        let mut fixed =
            Self { period: captions.periods.first().map(|(period, ..)| *period), ..Self::default() };
        // What a column says is not asked of the title, which may say it in other words.
        let asked = |role: Role| {
            let (text, line) = captions.named(role).filter(|_| labels.at(role).is_none())?;
            Some((text.as_bytes(), Spot { line: Some(line), column: Some(role.name()) }))
        };
        if let Some((text, spot)) = asked(Role::Territory).filter(|_| !in_headings.0) {
            fixed.territory = resolver.territory(text, spot, report);
        }
        if let Some((text, spot)) = asked(Role::Measure).filter(|_| !in_headings.1) {
            fixed.measure = resolver.measure(text, spot, report);
        }
        if let Some((text, spot)) = asked(Role::Source) {
            fixed.source = resolver.source(text, spot, report).flatten();
        }
        if let Some((text, spot)) = asked(Role::KnownOn) {
            fixed.known_on = resolver.date(text, spot, report).flatten();
        }
        for role in [Role::Origin, Role::Nature, Role::Qualifier] {
            if let Some((text, spot)) = asked(role)
                && let Some(nature) = resolver.nature(text, spot, report)
            {
                fixed.origin = nature.origin.or(fixed.origin);
                fixed.qualifiers = fixed.qualifiers.union(nature.qualifiers);
            }
        }
        fixed
    }
}

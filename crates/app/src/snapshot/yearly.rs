use std::collections::BTreeSet;

use lanbai_kernel::{Origin, Period, Qualifiers};
use lanbai_measures::{Change, Panel, PanelQuestion, Question, World};
use rust_decimal::Decimal;

/// A value with as much as a chart or a list of shares shows of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Brief {
    pub value: Decimal,
    pub origin: Origin,
    pub qualifiers: Qualifiers,
    /// Whether it rests on all leaves that it should.
    pub is_complete: bool,
}

/// Every indicator of every territory in every year, as known now: what charts and lists ask for again and again.
#[derive(Debug, Clone)]
pub(super) struct Yearly {
    years: Vec<Period>,
    panel: Panel,
}

impl Yearly {
    /// Works everything out.
    pub fn new(world: &World<'_>, years: Vec<Period>) -> Self {
        let question = PanelQuestion { threads: super::threads(), ..PanelQuestion::new(years.clone()) };
        Self { panel: Panel::new(world, &question), years }
    }

    /// The same with only what changed worked out again; everything if years were added.
    pub fn after(mut self, world: &World<'_>, years: Vec<Period>, changes: &BTreeSet<Change>) -> Self {
        if years != self.years {
            return Self::new(world, years);
        }
        self.panel.refresh(world, changes);
        self
    }

    /// The answer; `None` where the question asks for more than is kept here.
    pub fn brief(&self, question: &Question) -> Option<Option<Brief>> {
        let [territory] = question.territories[..] else { return None };
        let plain = question.sample
            && question.as_of.is_none()
            && question.as_recorded.is_none()
            && question.kind.is_none();
        let year = self.years.iter().position(|year| *year == question.period).filter(|_| plain)?;
        let figure = self.panel.figure(question.indicator, territory, year);
        Some(figure.map(|figure| Brief {
            value: figure.value,
            origin: figure.origin,
            qualifiers: figure.qualifiers,
            is_complete: figure.covered as usize == self.panel.expected(territory, year),
        }))
    }
}

//! What a person or a program asks for, as text, turned into a question.

use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{NaiveDate, Period, nearest};
use lanbai_measures::{IndicatorIndex, Question};
use lanbai_plan::Plan;
use serde::Deserialize;

use crate::{AppError, Snapshot};

/// How many questions one request may hold.
pub const MOST_QUESTIONS: usize = 20_000;

/// The limits of time and origin that any question may carry.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// Only what the world knew on that day.
    pub as_of: Option<String>,
    /// Only what this lake held at the end of that day.
    pub as_recorded: Option<String>,
    /// Whether sample values may answer; true if not said.
    pub sample: Option<bool>,
}

/// Limits that were understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Resolved {
    as_of: Option<NaiveDate>,
    as_recorded: Option<u32>,
    sample: bool,
}

impl Resolved {
    pub fn question(
        self,
        indicator: IndicatorIndex,
        territories: Vec<TerritoryIndex>,
        period: Period,
    ) -> Question {
        let mut question = Question::new(indicator, territories, period);
        question.as_of = self.as_of;
        question.as_recorded = self.as_recorded;
        question.sample = self.sample;
        question
    }
}

impl Limits {
    pub(crate) fn resolve(&self, snapshot: &Snapshot) -> Result<Resolved, AppError> {
        let as_recorded = self.as_recorded.as_deref().map(day).transpose()?;
        Ok(Resolved {
            as_of: self.as_of.as_deref().map(day).transpose()?,
            as_recorded: as_recorded.map(|day| snapshot.publication_on(day)),
            sample: self.sample.unwrap_or(true),
        })
    }
}

fn day(text: &str) -> Result<NaiveDate, AppError> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| AppError::Day(text.chars().take(32).collect()))
}

/// The indicator of that id.
pub(crate) fn indicator(plan: &Plan, id: &str) -> Result<IndicatorIndex, AppError> {
    let known = || plan.raw.indicators.content.indicator.iter().map(|i| i.id.get_ref().as_str());
    plan.indicator(id).ok_or_else(|| unknown("indicator", id, known()))
}

/// One territory, or several joined by `+` as their union. A `+` in an address arrives as a space; no id has one.
pub(crate) fn territories(plan: &Plan, text: &str) -> Result<Vec<TerritoryIndex>, AppError> {
    let known = || plan.raw.territories.content.territory.iter().map(|t| t.id.get_ref().as_str());
    let mut union = Vec::new();
    for id in text.split([' ', '+']).filter(|id| !id.is_empty()) {
        let territory = plan.territory(id).ok_or_else(|| unknown("territory", id, known()))?;
        if !union.contains(&territory) {
            union.push(territory);
        }
    }
    if union.is_empty() {
        return Err(unknown("territory", text, known()));
    }
    let kind = |t: &TerritoryIndex| plan.definitions.own_kind[t.at()];
    if union.iter().any(|t| kind(t) != kind(&union[0])) {
        return Err(AppError::MixedUnion(text.to_owned()));
    }
    Ok(union)
}

/// One territory, and no union.
pub(crate) fn one_territory(plan: &Plan, text: &str) -> Result<TerritoryIndex, AppError> {
    match territories(plan, text)?[..] {
        [territory] => Ok(territory),
        _ => Err(AppError::UnionPage(text.to_owned())),
    }
}

/// A period in its canonical form.
pub(crate) fn period(text: &str) -> Result<Period, AppError> {
    Ok(text.trim().parse()?)
}

/// A question without one of its parts has no answer, and nothing is no answer either.
pub(crate) fn none_left_out<I, T>(
    indicators: &[I],
    territories: &[T],
    periods: &[Period],
) -> Result<(), AppError> {
    match (indicators.is_empty(), territories.is_empty(), periods.is_empty()) {
        (true, _, _) => Err(unknown("indicator", "", std::iter::empty())),
        (_, true, _) => Err(unknown("territory", "", std::iter::empty())),
        (_, _, true) => period("").map(drop),
        _ => Ok(()),
    }
}

pub(crate) fn unknown<'k>(kind: &'static str, id: &str, known: impl Iterator<Item = &'k str>) -> AppError {
    let id: String = id.chars().take(80).collect();
    let nearest = nearest(&id, known).map(str::to_owned);
    AppError::Unknown { kind, id, nearest }
}

/// Parts of a list joined by commas, without empty ones.
pub fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty())
}

use std::sync::Arc;

use lanbai_kernel::{Decimal, Dimension, Finding, Unit};
use lanbai_measures::{Direction, Formula, Indicator, Measure, Term};

use super::Resolver;
use crate::raw::{self, GrowthFormula, Name, RatioFormula};

impl Resolver<'_> {
    /// The indicators, in the order of the file.
    pub fn indicators(&mut self, measures: &[Measure]) -> Vec<Indicator> {
        let file = &self.raw.indicators;
        let directions = [("higher", Direction::Higher), ("lower", Direction::Lower)];
        file.content
            .indicator
            .iter()
            .map(|raw| {
                let unit = self.unit(file, &raw.unit).unwrap_or(Unit::ONE);
                Indicator {
                    id: Arc::from(raw.id.get_ref().as_str()),
                    unit,
                    decimals: raw.decimals,
                    direction: self.choice(file, &raw.direction, &directions).unwrap_or(Direction::Higher),
                    formula: self.formula(raw, unit, measures),
                    rule: raw.light_rule.as_ref().and_then(|id| self.rule(file, id)),
                }
            })
            .collect()
    }

    fn formula(&mut self, raw: &raw::Indicator, unit: Unit, measures: &[Measure]) -> Option<Formula> {
        let file = &self.raw.indicators;
        match (&raw.measure, &raw.ratio, &raw.growth) {
            (Some(measure), None, None) => {
                let index = self.measure(file, measure)?;
                self.same_unit(measure, measures[index.at()].unit, unit)?;
                Some(Formula::Measure(index))
            }
            (None, Some(ratio), None) => self.ratio(raw, ratio, unit, measures),
            (None, None, Some(growth)) => self.growth(growth, unit),
            (None, None, None) => {
                if raw.certainty != lanbai_kernel::Certainty::NotFound {
                    self.findings.push(
                        Finding::error("plan-no-formula", file.place(&raw.id))
                            .with("id", raw.id.get_ref().as_str()),
                    );
                }
                None
            }
            _ => {
                self.findings.push(
                    Finding::error("plan-several-formulas", file.place(&raw.id))
                        .with("id", raw.id.get_ref().as_str()),
                );
                None
            }
        }
    }

    /// An indicator that is a measure is shown in the measure's own unit; anything else hides a conversion.
    fn same_unit(&mut self, word: &Name, measure: Unit, indicator: Unit) -> Option<()> {
        if measure == indicator {
            return Some(());
        }
        self.units_disagree(word, measure, indicator);
        None
    }

    fn units_disagree(&mut self, word: &Name, from: Unit, to: Unit) {
        self.findings.push(
            Finding::error("plan-unit-mismatch", self.raw.indicators.place(word))
                .with("from", from.to_string())
                .with("to", to.to_string()),
        );
    }

    fn ratio(
        &mut self,
        raw: &raw::Indicator,
        ratio: &RatioFormula,
        unit: Unit,
        measures: &[Measure],
    ) -> Option<Formula> {
        let (numerator, above) = self.terms(&ratio.numerator, measures, &raw.id)?;
        let (denominator, below) = self.terms(&ratio.denominator, measures, &raw.id)?;
        let Some(scale) = unit.scale_of_ratio(above, below) else {
            let quotient = format!("{above} / {below}");
            self.findings.push(
                Finding::error("plan-unit-mismatch", self.raw.indicators.place(&raw.unit))
                    .with("from", quotient)
                    .with("to", unit.to_string()),
            );
            return None;
        };
        let published_as = match &ratio.published_as {
            Some(word) => {
                let index = self.measure(&self.raw.indicators, word)?;
                self.same_unit(word, measures[index.at()].unit, unit)?;
                Some(index)
            }
            None => None,
        };
        let factor = scale * ratio.factor.map_or(Some(Decimal::ONE), |f| Decimal::try_from(f).ok())?;
        Some(Formula::Ratio { numerator, denominator, published_as, factor })
    }

    /// Terms in the unit of the first one.
    fn terms(&mut self, raw: &[raw::Term], measures: &[Measure], near: &Name) -> Option<(Vec<Term>, Unit)> {
        let file = &self.raw.indicators;
        let mut terms = Vec::new();
        let mut unit = None;
        for term in raw {
            let measure = self.measure(file, &term.measure)?;
            let own = measures[measure.at()].unit;
            let first = *unit.get_or_insert(own);
            let Some(scale) = own.convert(Decimal::ONE, first) else {
                self.units_disagree(&term.measure, own, first);
                return None;
            };
            let weight = term.weight.map_or(Some(Decimal::ONE), |w| Decimal::try_from(w).ok())?;
            terms.push(Term { measure, weight: weight * scale });
        }
        let Some(unit) = unit else {
            self.findings.push(
                Finding::error("plan-no-formula", file.place(near)).with("id", near.get_ref().as_str()),
            );
            return None;
        };
        Some((terms, unit))
    }

    fn growth(&mut self, growth: &GrowthFormula, unit: Unit) -> Option<Formula> {
        let measure = self.measure(&self.raw.indicators, &growth.measure)?;
        if unit.dimensions() != (Dimension::Pure, Dimension::Pure) {
            self.units_disagree(&growth.measure, Unit::ONE, unit);
            return None;
        }
        Some(Formula::Growth { measure, factor: Decimal::ONE / unit.factor() })
    }
}

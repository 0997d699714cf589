use lanbai_kernel::territory::TerritoryIndex;
use lanbai_kernel::{Decimal, Finding};
use lanbai_measures::{Indicator, PathShape, Target};
use rust_decimal::prelude::ToPrimitive;

use super::Resolver;
use crate::raw;

impl Resolver<'_> {
    /// The targets, and after them those that other territories inherit.
    pub fn targets(&mut self, indicators: &[Indicator]) -> Vec<Target> {
        let file = &self.raw.targets;
        let mut targets: Vec<Target> =
            file.content.target.iter().filter_map(|raw| self.target(raw, indicators)).collect();
        let own = targets.len();
        for heir in &file.content.inheritance {
            let (Some(from), Some(to)) = (self.territory(file, &heir.from), self.territory(file, &heir.to))
            else {
                continue;
            };
            for n in 0..own {
                if targets[n].territory == from && !has_own(&targets[..own], &targets[n], to) {
                    let certainty = heir.certainty.max(targets[n].certainty);
                    let inherited =
                        Target { territory: to, certainty, inherited_from: Some(from), ..targets[n].clone() };
                    targets.push(inherited);
                }
            }
        }
        targets
    }

    fn target(&mut self, raw: &raw::Target, indicators: &[Indicator]) -> Option<Target> {
        let file = &self.raw.targets;
        let territory = self.territory(file, &raw.territory)?;
        let indicator = self.indicator(file, &raw.indicator)?;
        let unit = self.unit(file, &raw.unit)?;
        let wanted = indicators[indicator.at()].unit;
        let convert = |value: f64| unit.convert(Decimal::try_from(value).ok()?, wanted)?.to_f64();
        let Some(value) = convert(raw.value) else {
            self.findings.push(
                Finding::error("plan-unit-mismatch", file.place(&raw.unit))
                    .with("from", unit.to_string())
                    .with("to", wanted.to_string()),
            );
            return None;
        };
        let written = raw.path.as_ref().map(|word| {
            self.choice(
                file,
                word,
                &[("constant-growth", Shape::Growth), ("linear", Shape::Linear), ("given", Shape::Given)],
            )
        });
        let by_default = match &self.raw.header.content.default_path {
            Some(word) if word.get_ref() == "linear" => Shape::Linear,
            _ => Shape::Growth,
        };
        let path = match written.flatten().unwrap_or(by_default) {
            Shape::Growth => PathShape::ConstantGrowth,
            Shape::Linear => PathShape::Linear,
            Shape::Given => {
                let given = raw.given.iter().flatten();
                PathShape::Given(given.filter_map(|(p, v)| Some((*p, convert(*v)?))).collect())
            }
        };
        Some(Target {
            indicator,
            territory,
            period: raw.period,
            value,
            bound: raw.bound,
            path,
            certainty: raw.certainty,
            inherited_from: None,
        })
    }
}

#[derive(Clone, Copy)]
enum Shape {
    Growth,
    Linear,
    Given,
}

fn has_own(targets: &[Target], like: &Target, territory: TerritoryIndex) -> bool {
    targets
        .iter()
        .any(|t| t.indicator == like.indicator && t.territory == territory && t.period == like.period)
}

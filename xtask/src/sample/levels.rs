//! `levels.toml`: what each base adds up to, in whole numbers of the last decimal.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, bail};
use lanbai_kernel::Decimal;
use serde::Deserialize;

use super::{FIRST_YEAR, LAST_YEAR};

/// How a level behaves over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// Quarters add up to the year.
    Flow,
    /// A flow that is told once a year.
    Yearly,
    /// Taken at the end of a period.
    Stock,
}

#[derive(Deserialize)]
struct Raw {
    how: How,
    unit: Option<String>,
    #[serde(default)]
    decimals: u32,
    #[serde(flatten)]
    bases: BTreeMap<String, Vec<Decimal>>,
}

/// One measure, or one kind of row of a register.
pub struct Level {
    /// How it behaves over time.
    pub how: How,
    /// The unit of the values.
    pub unit: String,
    /// Digits after the point; values are whole numbers of the last of them.
    pub decimals: u32,
    bases: BTreeMap<String, Vec<i64>>,
}

impl Level {
    /// The value of a base in or at the end of a year.
    pub fn of(&self, base: &str, year: i32) -> i64 {
        let before = if self.how == How::Stock { 1 } else { 0 };
        let at = usize::try_from(year - FIRST_YEAR + before).unwrap_or(usize::MAX);
        self.bases.get(base).and_then(|values| values.get(at)).copied().unwrap_or(0)
    }
}

/// The file as it stands.
#[derive(Deserialize)]
struct File {
    left_out: BTreeSet<String>,
    #[serde(flatten)]
    levels: BTreeMap<String, Raw>,
}

/// Every level by its name, and the measures for which nothing is made up.
pub struct Levels {
    levels: BTreeMap<String, Level>,
    left_out: BTreeSet<String>,
}

impl Levels {
    /// Reads the table that is compiled in.
    pub fn read() -> Result<Self> {
        let file: File = toml::from_str(include_str!("levels.toml")).context("levels.toml")?;
        let levels = file.levels.into_iter().map(|(name, raw)| {
            let level = whole(raw).with_context(|| format!("levels.toml, {name}"))?;
            Ok((name, level))
        });
        Ok(Self { levels: levels.collect::<Result<_>>()?, left_out: file.left_out })
    }

    /// A level that the generator needs.
    pub fn get(&self, name: &str) -> Result<&Level> {
        self.levels.get(name).with_context(|| format!("levels.toml lacks {name}"))
    }

    /// Whether nothing is made up for a measure.
    pub fn leave_out(&self, measure: &str) -> bool {
        self.left_out.contains(measure)
    }
}

fn whole(raw: Raw) -> Result<Level> {
    let years = usize::try_from(LAST_YEAR - FIRST_YEAR + 1)? + usize::from(raw.how == How::Stock);
    let mut bases = BTreeMap::new();
    for (base, values) in raw.bases {
        if values.len() != years {
            bail!("{base} has {} values instead of {years}", values.len());
        }
        let scaled = values.into_iter().map(|value| scaled(value, raw.decimals));
        bases.insert(base, scaled.collect::<Result<Vec<_>>>()?);
    }
    Ok(Level { how: raw.how, unit: raw.unit.unwrap_or_default(), decimals: raw.decimals, bases })
}

fn scaled(value: Decimal, decimals: u32) -> Result<i64> {
    let scaled = (value * Decimal::from(10_i64.pow(decimals))).normalize();
    if scaled.scale() != 0 {
        bail!("{value} has more than {decimals} decimals");
    }
    Ok(i64::try_from(scaled.mantissa())?)
}

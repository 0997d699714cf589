//! The parts of the plan that the sample follows: parks, registers, measures and industries.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context as _, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// What was read of the plan.
pub struct Plan {
    /// The leaves, in the order of the file.
    pub parks: Vec<Park>,
    /// Places outside the zones that buy technology.
    pub outside: Vec<String>,
    /// Registers by id.
    pub registers: BTreeMap<String, Register>,
    /// Measures in the order of the file.
    pub measures: Vec<Measure>,
    /// Industries with at least one code, in the order of the file.
    pub industries: Vec<Industry>,
}

/// A leaf of the zones.
pub struct Park {
    /// Its id.
    pub id: String,
    /// The base it belongs to.
    pub base: String,
    /// Industries of its declared functions, or of its base's.
    pub industries: Vec<String>,
}

/// A register as the sample needs it.
pub struct Register {
    /// Ids of its fields, which are its columns.
    pub fields: Vec<String>,
    /// Measures that it feeds.
    pub feeds: BTreeSet<String>,
}

/// An industry of the plan.
#[derive(Clone)]
pub struct Industry {
    /// Its id.
    pub id: String,
    /// Its Chinese name.
    pub name: String,
    /// Codes of GB/T 4754 that the plan gives to it or to its segments.
    pub codes: Vec<String>,
}

/// A measure.
#[derive(Deserialize)]
pub struct Measure {
    /// Its id.
    pub id: String,
    /// Its unit.
    pub unit: String,
    /// flow, stock or ratio.
    #[serde(rename = "type")]
    pub kind: String,
    /// sum, distinct or none.
    pub over_territory: String,
}

impl Plan {
    /// Reads a plan's folder.
    pub fn read(folder: &Path) -> Result<Self> {
        let territories: raw::Territories = read(folder, "territories.toml")?;
        let registers: raw::Registers = read(folder, "registers.toml")?;
        let measures: raw::Measures = read(folder, "measures.toml")?;
        let industries: raw::Industries = read(folder, "industries.toml")?;
        // What published sources name needs no invention.
        let is_published = |id: &String| folder.join("figures").join(format!("register-{id}.csv")).is_file();
        let registers = registers.register.into_iter().map(raw::Register::read);
        Ok(Self {
            outside: territories.outside(),
            parks: territories.parks(),
            registers: registers.filter(|(id, _)| !is_published(id)).collect(),
            measures: measures.measure,
            industries: industries.with_codes(),
        })
    }

    /// An industry by its id, if it has codes.
    pub fn industry(&self, id: &str) -> Option<&Industry> {
        self.industries.iter().find(|industry| industry.id == id)
    }

    /// Measures told park by park and by no register: those that the sample has to observe.
    pub fn observed(&self) -> impl Iterator<Item = &Measure> {
        let fed: BTreeSet<&String> = self.registers.values().flat_map(|register| &register.feeds).collect();
        let observed = move |measure: &&Measure| {
            measure.kind != "ratio" && measure.over_territory != "none" && !fed.contains(&measure.id)
        };
        self.measures.iter().filter(observed)
    }
}

fn read<T: DeserializeOwned>(folder: &Path, name: &str) -> Result<T> {
    let path = folder.join(name);
    let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    toml::from_str(&text).with_context(|| format!("reading {}", path.display()))
}

/// The files as they stand; keys that the sample does not need are passed over.
mod raw {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::{Industry, Measure, Park};

    #[derive(Deserialize)]
    pub struct Territories {
        territory: Vec<Territory>,
    }

    #[derive(Deserialize)]
    struct Territory {
        id: String,
        kind: String,
        #[serde(default)]
        member_of: Vec<Membership>,
        #[serde(default)]
        functions: Vec<Function>,
    }

    #[derive(Deserialize)]
    struct Membership {
        parent: String,
    }

    #[derive(Deserialize)]
    struct Function {
        #[serde(default)]
        industries: Vec<String>,
    }

    impl Territory {
        fn industries(&self) -> Vec<String> {
            self.functions.iter().flat_map(|function| function.industries.clone()).collect()
        }
    }

    impl Territories {
        /// Cities and provinces, none of which is a part of the zones.
        pub fn outside(&self) -> Vec<String> {
            let buys = |territory: &&Territory| {
                territory.kind == "city" || (territory.kind == "province" && territory.id != "gansu")
            };
            self.territory.iter().filter(buys).map(|territory| territory.id.clone()).collect()
        }

        pub fn parks(&self) -> Vec<Park> {
            let of_base = |id: &str| self.territory.iter().find(|territory| territory.id == id);
            let park = |territory: &Territory| {
                let base = territory.member_of.first()?.parent.clone();
                let mut industries = territory.industries();
                if industries.is_empty() {
                    industries = of_base(&base).map(Territory::industries).unwrap_or_default();
                }
                Some(Park { id: territory.id.clone(), base, industries })
            };
            self.territory.iter().filter(|territory| territory.kind == "park").filter_map(park).collect()
        }
    }

    #[derive(Deserialize)]
    pub struct Registers {
        pub register: Vec<Register>,
    }

    #[derive(Deserialize)]
    pub struct Register {
        id: String,
        field: Vec<Field>,
        #[serde(default)]
        feeds: Vec<Feed>,
    }

    #[derive(Deserialize)]
    struct Field {
        id: String,
    }

    #[derive(Deserialize)]
    struct Feed {
        measure: String,
    }

    impl Register {
        pub fn read(self) -> (String, super::Register) {
            let fields = self.field.into_iter().map(|field| field.id).collect();
            let feeds = self.feeds.into_iter().map(|feed| feed.measure).collect();
            (self.id, super::Register { fields, feeds })
        }
    }

    #[derive(Deserialize)]
    pub struct Measures {
        pub measure: Vec<Measure>,
    }

    #[derive(Deserialize)]
    pub struct Industries {
        industry: Vec<Coded>,
        chain: Vec<Chain>,
        segment: Vec<Segment>,
    }

    #[derive(Deserialize)]
    struct Coded {
        id: String,
        name: Name,
        #[serde(default)]
        gbt4754: Vec<String>,
    }

    #[derive(Deserialize)]
    struct Name {
        zh: String,
    }

    #[derive(Deserialize)]
    struct Chain {
        id: String,
        industry: String,
    }

    #[derive(Deserialize)]
    struct Segment {
        chain: String,
        #[serde(default)]
        gbt4754: Vec<String>,
    }

    impl Industries {
        /// Codes of segments are finer and come first; the industry's own stand in where there are none.
        pub fn with_codes(self) -> Vec<Industry> {
            let mut of_segments: BTreeMap<&str, Vec<String>> = BTreeMap::new();
            for chain in &self.chain {
                let segments = self.segment.iter().filter(|segment| segment.chain == chain.id);
                let codes = segments.flat_map(|segment| segment.gbt4754.clone());
                of_segments.entry(&chain.industry).or_default().extend(codes);
            }
            let industries = self.industry.iter().map(|industry| {
                let mut codes = of_segments.remove(industry.id.as_str()).unwrap_or_default();
                codes.extend(industry.gbt4754.clone());
                Industry { id: industry.id.clone(), name: industry.name.zh.clone(), codes }
            });
            industries.filter(|industry| !industry.codes.is_empty()).collect()
        }
    }
}

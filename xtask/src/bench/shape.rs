//! A plan made of lists: territories, measures and indicators without words of their own.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

/// What a benchmark's plan is made of. Everything in it is invented and says so.
pub struct Shape {
    /// Id, level from 0, and the id of the territory above.
    pub territories: Vec<(String, usize, Option<String>)>,
    /// Id, unit, and whether it adds up over time.
    pub measures: Vec<(String, &'static str, bool)>,
    /// In the order of their numbers.
    pub indicators: Vec<Formula>,
    /// The year that paths start from.
    pub base_year: usize,
}

/// What an indicator is made of; measures by their number.
pub enum Formula {
    /// It is a measure.
    Measure(usize),
    /// Numerator, a sum of measures, over a denominator, times a factor.
    Ratio(Vec<usize>, usize, u32),
    /// On the year before.
    Growth(usize),
}

impl Shape {
    /// Writes the plan's folder.
    pub fn write(&self, plan: &Path) -> Result<()> {
        fs::create_dir_all(plan).with_context(|| format!("cannot make `{}`", plan.display()))?;
        let files = [
            ("plan.toml", self.header()),
            (
                "document.toml",
                "[[clause]]\nid = \"c\"\nparagraph = 1\ntext = { zh = \"sample\", en = \"sample\" }\n"
                    .to_owned(),
            ),
            ("territories.toml", self.territories_file()),
            ("measures.toml", self.measures_file()),
            ("indicators.toml", self.indicators_file()),
            ("targets.toml", self.targets_file()),
            ("lights.toml", LIGHTS.to_owned()),
            ("sources.toml", SOURCES.to_owned()),
            ("registers.toml", String::new()),
            ("industries.toml", String::new()),
        ];
        for (name, text) in files {
            fs::write(plan.join(name), text).with_context(|| format!("cannot write `{name}`"))?;
        }
        Ok(())
    }

    fn home(&self) -> &str {
        self.territories.first().map_or("", |(id, ..)| id)
    }

    fn header(&self) -> String {
        let (base, home) = (self.base_year, self.home());
        format!(
            "format = 1\nid = \"bench\"\nversion = \"1\"\ninvented = true\ntitle = {{ zh = \"Sample plan for benchmarks\", en = \"Sample plan for benchmarks\" }}\n\
             short_title = {{ zh = \"Sample\", en = \"Sample\" }}\nfirst_period = \"{}\"\nlast_period = \"{}\"\nbase_period = \"{base}\"\n\
             home = \"{home}\"\nreference = \"{home}\"\ndefault_light_rule = \"steps\"\ndefault_path = \"linear\"\n",
            base + 1,
            base + 4,
        )
    }

    fn territories_file(&self) -> String {
        const KINDS: [&str; 4] = ["province", "city", "county", "park"];
        let mut text = String::new();
        for (id, level, parent) in &self.territories {
            let kind = KINDS[(*level).min(KINDS.len() - 1)];
            let _ = writeln!(
                text,
                "[[territory]]\nid = \"{id}\"\nkind = \"{kind}\"\nname = {{ zh = \"sample {id}\", en = \"sample {id}\" }}\n\
                 memberships_kind = \"administrative\"\nsource = \"bench\"\nclauses = [\"c\"]"
            );
            if let Some(parent) = parent {
                let _ = writeln!(
                    text,
                    "member_of = [{{ parent = \"{parent}\", kind = \"administrative\", from = 2000-01-01 }}]"
                );
            }
        }
        text
    }

    fn measures_file(&self) -> String {
        self.measures.iter().fold(String::new(), |mut text, (id, unit, is_flow)| {
            let (kind, over_time) = if *is_flow { ("flow", "sum") } else { ("stock", "end") };
            let _ = writeln!(
                text,
                "[[measure]]\nid = \"{id}\"\nname = {{ zh = \"sample {id}\", en = \"sample {id}\" }}\nunit = \"{unit}\"\ntype = \"{kind}\"\n\
                 over_time = \"{over_time}\"\nover_territory = \"sum\"\ndecimals = 2\ndefinition = {{ zh = \"sample\", en = \"sample\" }}\n\
                 definition_version = \"1\"\nclauses = [\"c\"]"
            );
            text
        })
    }

    fn indicators_file(&self) -> String {
        (0..).zip(&self.indicators).fold(String::new(), |mut text, (n, formula): (usize, _)| {
            let (unit, formula) = self.formula(formula);
            let _ = writeln!(
                text,
                "[[indicator]]\nid = \"i{n:02}\"\nname = {{ zh = \"sample indicator {n}\", en = \"sample indicator {n}\" }}\norder = {n}\n\
                 unit = \"{unit}\"\ndecimals = 2\ndirection = \"higher\"\n{formula}\ndefinition = {{ zh = \"sample\", en = \"sample\" }}\n\
                 definition_version = \"1\"\nclauses = [\"c\"]"
            );
            text
        })
    }

    fn formula(&self, formula: &Formula) -> (String, String) {
        let id = |n: &usize| self.measures[*n].0.as_str();
        let unit = |n: &usize| self.measures[*n].1;
        match formula {
            Formula::Measure(m) => (unit(m).to_owned(), format!("measure = \"{}\"", id(m))),
            Formula::Ratio(above, below, factor) => {
                let terms: Vec<String> =
                    above.iter().map(|m| format!("{{ measure = \"{}\", weight = 1 }}", id(m))).collect();
                let unit = match above.first().map(unit) {
                    Some(same) if same == unit(below) && *factor == 100 => "%".to_owned(),
                    Some(same) if same == unit(below) => "1".to_owned(),
                    Some(other) => format!("{other}/{}", unit(below)),
                    None => "1".to_owned(),
                };
                let text = format!(
                    "ratio.numerator = [{}]\nratio.denominator = [{{ measure = \"{}\", weight = 1 }}]\nratio.factor = {factor}",
                    terms.join(", "),
                    id(below)
                );
                (unit, text)
            }
            Formula::Growth(m) => {
                ("%".to_owned(), format!("growth = {{ measure = \"{}\", from = \"previous-year\" }}", id(m)))
            }
        }
    }

    fn targets_file(&self) -> String {
        let last = self.base_year + 4;
        (0..).zip(&self.indicators).fold(String::new(), |mut text, (n, formula): (usize, _)| {
            let Formula::Measure(m) = formula else { return text };
            let (unit, home) = (self.measures[*m].1, self.home());
            let _ = writeln!(
                text,
                "[[target]]\nid = \"g{n:02}\"\nterritory = \"{home}\"\nindicator = \"i{n:02}\"\n\
                 period = \"{last}\"\nvalue = 100000000\nbound = \"at-least\"\nunit = \"{unit}\"\n\
                 clauses = [\"c\"]\nsource = \"bench\""
            );
            text
        })
    }
}

const LIGHTS: &str = "[[rule]]\nid = \"steps\"\nversion = \"1\"\nname = { zh = \"sample\", en = \"sample\" }\nsource = \"bench\"\n\
[[rule.step]]\nlight = \"green\"\nreason = { zh = \"sample\", en = \"sample\" }\nwhen = [{ quantity = \"progress\", at_least = 1.0 }]\n\
[[rule.step]]\nlight = \"yellow\"\nreason = { zh = \"sample\", en = \"sample\" }\nwhen = [{ quantity = \"progress\", at_least = 0.5, less_than = 1.0 }]\n\
[[rule.step]]\nlight = \"red\"\nreason = { zh = \"sample\", en = \"sample\" }\nwhen = [{ quantity = \"progress\", less_than = 0.5 }]\n";

/// Two of one grade, so that rivals differ in origin and day only.
const SOURCES: &str = "[[source]]\nid = \"bench\"\ntitle = \"Sample figures for benchmarks\"\naddress = \"none\"\n\
published_on = 2010-01-01\ngrade = \"A\"\n[[source]]\nid = \"bench-rival\"\ntitle = \"Sample figures of a rival\"\n\
address = \"none\"\npublished_on = 2010-01-01\ngrade = \"A\"\n";

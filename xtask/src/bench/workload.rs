//! The plan and the observations that benchmarks run on: invented, of a fixed size, the same for the same seed.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore as _, SeedableRng as _};

/// Territories by level: a province, prefectures, counties, parks; 1,332 in all.
const LEVELS: [usize; 4] = [1, 14, 100, 1217];
/// Measures; the first half are flows, the others stocks.
pub const MEASURES: usize = 43;
/// Indicators: measures, ratios and growths.
pub const INDICATORS: usize = 56;
/// The first year of the series.
const FIRST_YEAR: usize = 2010;

/// How many territories there are.
pub const fn territories() -> usize {
    LEVELS[0] + LEVELS[1] + LEVELS[2] + LEVELS[3]
}

/// A folder with what one benchmark reads.
pub struct Workload {
    folder: PathBuf,
}

impl Workload {
    /// The plan in a folder; observations are written when they are asked for.
    pub fn new(folder: PathBuf) -> Result<Self> {
        let plan = folder.join("plan");
        fs::create_dir_all(&plan).with_context(|| format!("cannot make `{}`", plan.display()))?;
        let files = [
            ("plan.toml", header()),
            ("document.toml", "[[clause]]\nid = \"c\"\nparagraph = 1\ntext = \"sample\"\n".to_owned()),
            ("territories.toml", territories_file()),
            ("measures.toml", measures_file()),
            ("indicators.toml", indicators_file()),
            ("targets.toml", targets_file()),
            ("lights.toml", LIGHTS.to_owned()),
            ("sources.toml", SOURCES.to_owned()),
            ("registers.toml", String::new()),
            ("industries.toml", String::new()),
        ];
        for (name, text) in files {
            fs::write(plan.join(name), text).with_context(|| format!("cannot write `{name}`"))?;
        }
        fs::write(folder.join("territories.csv"), territories_csv())?;
        fs::write(folder.join("measures.csv"), measures_csv())?;
        fs::write(folder.join("indicators.csv"), indicators_csv())?;
        Ok(Self { folder })
    }

    /// The plan's folder.
    pub fn plan(&self) -> PathBuf {
        self.folder.join("plan")
    }

    /// A file or folder of the workload by its name.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Exactly `rows` observations over the first `months`, as a file that people would send.
    ///
    /// A territory reports a month with every measure or not at all, as forms are filled in.
    pub fn observations(&self, name: &str, months: usize, rows: usize) -> Result<PathBuf> {
        let path = self.folder.join(name);
        if !path.is_file() {
            write_observations(&path, months, rows).with_context(|| format!("cannot write `{name}`"))?;
        }
        Ok(path)
    }
}

fn write_observations(path: &Path, months: usize, rows: usize) -> Result<()> {
    let unfinished = path.with_extension("unfinished");
    let mut out = BufWriter::with_capacity(1 << 20, fs::File::create(&unfinished)?);
    out.write_all(b"territory,measure,period,value,unit,qualifier,origin,source,known_on,note\n")?;
    let mut random = ChaCha8Rng::seed_from_u64(20231113);
    let ids = territory_ids();
    let mut forms = months * ids.len();
    let mut left = rows;
    for month in 0..months {
        let (year, month) = (FIRST_YEAR + month / 12, month % 12 + 1);
        let (known_year, known_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        for id in &ids {
            // Selection sampling: each form with the same chance, and exactly as many rows as asked for.
            let wanted = left.div_ceil(MEASURES) as u64;
            let taken = random.next_u64() % (forms as u64) < wanted;
            forms -= 1;
            let fields = if taken { left.min(MEASURES) } else { 0 };
            left -= fields;
            for measure in 0..fields {
                let value = 1_000 + random.next_u32() % 9_000_000;
                writeln!(
                    out,
                    "{id},m{measure:02},{year}-{month:02},{}.{:02},{},exact,sample,bench,{known_year}-{known_month:02}-10,",
                    value / 100,
                    value % 100,
                    unit(measure),
                )?;
            }
        }
    }
    out.flush()?;
    fs::rename(unfinished, path)?;
    Ok(())
}

/// Ids by level, those of one level together.
fn territory_ids() -> Vec<String> {
    let level = |level: usize| (0..LEVELS[level]).map(move |n| format!("t{level}-{n:04}"));
    (0..LEVELS.len()).flat_map(level).collect()
}

/// The territory above the `n`th of a level: members are spread evenly.
fn parent(level: usize, n: usize) -> String {
    format!("t{}-{:04}", level - 1, n % LEVELS[level - 1])
}

const fn is_flow(measure: usize) -> bool {
    measure < MEASURES.div_ceil(2)
}

const fn unit(measure: usize) -> &'static str {
    if is_flow(measure) { "万元" } else { "个" }
}

fn header() -> String {
    "format = 1\nid = \"bench\"\nversion = \"1\"\ninvented = true\ntitle = \"Sample plan for benchmarks\"\n\
     short_title = \"Sample\"\nfirst_period = \"2011\"\nlast_period = \"2014\"\nbase_period = \"2010\"\n\
     home = \"t0-0000\"\nreference = \"t0-0000\"\ndefault_light_rule = \"steps\"\ndefault_path = \"linear\"\n"
        .to_owned()
}

fn territories_file() -> String {
    const KINDS: [&str; 4] = ["province", "city", "county", "park"];
    let mut text = String::new();
    for (level, kind) in KINDS.iter().enumerate() {
        for n in 0..LEVELS[level] {
            let _ = writeln!(
                text,
                "[[territory]]\nid = \"t{level}-{n:04}\"\nkind = \"{kind}\"\nname = \"sample {kind} {n}\"\n\
                 memberships_kind = \"administrative\"\nsource = \"bench\"\nclauses = [\"c\"]"
            );
            if level > 0 {
                let parent = parent(level, n);
                let _ = writeln!(
                    text,
                    "member_of = [{{ parent = \"{parent}\", kind = \"administrative\", from = 2000-01-01 }}]"
                );
            }
        }
    }
    text
}

fn measures_file() -> String {
    let mut text = String::new();
    for n in 0..MEASURES {
        let (kind, over_time) = if is_flow(n) { ("flow", "sum") } else { ("stock", "end") };
        let _ = writeln!(
            text,
            "[[measure]]\nid = \"m{n:02}\"\nname = \"sample measure {n}\"\nunit = \"{}\"\ntype = \"{kind}\"\n\
             over_time = \"{over_time}\"\nover_territory = \"sum\"\ndecimals = 2\ndefinition = \"sample\"\n\
             definition_version = \"1\"\nclauses = [\"c\"]",
            unit(n)
        );
    }
    text
}

/// What an indicator is made of.
enum Formula {
    Measure(usize),
    /// Numerator and denominator.
    Ratio(usize, usize),
    Growth(usize),
}

fn formula(indicator: usize) -> Formula {
    match indicator {
        0..20 => Formula::Measure(indicator * 2),
        20..44 => Formula::Ratio(indicator - 20, (indicator - 20 + 7) % MEASURES),
        _ => Formula::Growth((indicator - 44) * 3),
    }
}

fn indicators_file() -> String {
    let mut text = String::new();
    for n in 0..INDICATORS {
        let (unit, formula) = match formula(n) {
            Formula::Measure(m) => (unit(m), format!("measure = \"m{m:02}\"")),
            Formula::Ratio(a, b) if is_flow(a) == is_flow(b) => ("1", ratio(a, b)),
            Formula::Ratio(a, b) if is_flow(a) => ("万元/个", ratio(a, b)),
            Formula::Ratio(a, b) => ("个/万元", ratio(a, b)),
            Formula::Growth(m) => {
                ("%", format!("growth = {{ measure = \"m{m:02}\", from = \"previous-year\" }}"))
            }
        };
        let _ = writeln!(
            text,
            "[[indicator]]\nid = \"i{n:02}\"\nname = \"sample indicator {n}\"\norder = {n}\nunit = \"{unit}\"\n\
             decimals = 2\ndirection = \"higher\"\n{formula}\ndefinition = \"sample\"\n\
             definition_version = \"1\"\nclauses = [\"c\"]"
        );
    }
    text
}

fn ratio(numerator: usize, denominator: usize) -> String {
    format!(
        "ratio.numerator = [{{ measure = \"m{numerator:02}\", weight = 1 }}]\n\
         ratio.denominator = [{{ measure = \"m{denominator:02}\", weight = 1 }}]\nratio.factor = 1"
    )
}

fn targets_file() -> String {
    (0..20).fold(String::new(), |mut text, n| {
        let Formula::Measure(m) = formula(n) else { return text };
        let _ = writeln!(
            text,
            "[[target]]\nid = \"g{n:02}\"\nterritory = \"t0-0000\"\nindicator = \"i{n:02}\"\nperiod = \"2014\"\n\
             value = 100000000\nbound = \"at-least\"\nunit = \"{}\"\nclauses = [\"c\"]\nsource = \"bench\"",
            unit(m)
        );
        text
    })
}

/// The same facts as tables, for programs that read no plan.
fn territories_csv() -> String {
    let mut text = "id,level,parent\n".to_owned();
    for (level, count) in LEVELS.iter().enumerate() {
        for n in 0..*count {
            let parent = if level > 0 { parent(level, n) } else { String::new() };
            let _ = writeln!(text, "t{level}-{n:04},{level},{parent}");
        }
    }
    text
}

fn measures_csv() -> String {
    (0..MEASURES).fold("id,unit,kind\n".to_owned(), |mut text, n| {
        let _ = writeln!(text, "m{n:02},{},{}", unit(n), if is_flow(n) { "flow" } else { "stock" });
        text
    })
}

fn indicators_csv() -> String {
    (0..INDICATORS).fold("id,kind,numerator,denominator\n".to_owned(), |mut text, n| {
        let _ = match formula(n) {
            Formula::Measure(m) => writeln!(text, "i{n:02},measure,m{m:02},"),
            Formula::Ratio(a, b) => writeln!(text, "i{n:02},ratio,m{a:02},m{b:02}"),
            Formula::Growth(m) => writeln!(text, "i{n:02},growth,m{m:02},"),
        };
        text
    })
}

const LIGHTS: &str = "[[rule]]\nid = \"steps\"\nversion = \"1\"\nname = \"sample\"\nsource = \"bench\"\n\
[[rule.step]]\nlight = \"green\"\nreason = \"sample\"\nwhen = [{ quantity = \"progress\", at_least = 1.0 }]\n\
[[rule.step]]\nlight = \"yellow\"\nreason = \"sample\"\nwhen = [{ quantity = \"progress\", at_least = 0.5, less_than = 1.0 }]\n\
[[rule.step]]\nlight = \"red\"\nreason = \"sample\"\nwhen = [{ quantity = \"progress\", less_than = 0.5 }]\n";

const SOURCES: &str = "[[source]]\nid = \"bench\"\ntitle = \"Sample figures for benchmarks\"\naddress = \"none\"\n\
published_on = 2010-01-01\ngrade = \"D\"\n";

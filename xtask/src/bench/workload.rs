//! The observations that imports are measured on: invented, of a fixed size, the same for the same seed.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore as _, SeedableRng as _};

use super::shape::{Formula, Shape};

/// Territories by level: a province, prefectures, counties, parks; 1,332 in all.
const LEVELS: [usize; 4] = [1, 14, 100, 1217];
/// Measures; the first half are flows, the others stocks.
const MEASURES: usize = 43;
/// The first year of the series.
const FIRST_YEAR: usize = 2010;

/// A folder with what one benchmark reads.
pub struct Workload {
    folder: PathBuf,
}

impl Workload {
    /// The plan in a folder; observations are written when they are asked for.
    pub fn new(folder: PathBuf) -> Result<Self> {
        let shape = shape();
        shape.write(&folder.join("plan"))?;
        let territories = shape.territories.iter().fold("id\n".to_owned(), |text, (id, ..)| text + id + "\n");
        let measures = shape.measures.iter().fold("id,unit\n".to_owned(), |mut text, (id, unit, _)| {
            let _ = writeln!(text, "{id},{unit}");
            text
        });
        fs::write(folder.join("territories.csv"), territories)?;
        fs::write(folder.join("measures.csv"), measures)?;
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

/// Members are spread evenly over the level above.
fn shape() -> Shape {
    let territory = |level: usize, n: usize| {
        let parent = (level > 0).then(|| format!("t{}-{:04}", level - 1, n % LEVELS[level - 1]));
        (format!("t{level}-{n:04}"), level, parent)
    };
    let level = |level: usize| (0..LEVELS[level]).map(move |n| territory(level, n));
    let indicator = |n: usize| match n {
        0..20 => Formula::Measure(n * 2),
        20..44 => Formula::Ratio(vec![n - 20], (n - 13) % MEASURES, 1),
        _ => Formula::Growth((n - 44) * 3),
    };
    Shape {
        territories: (0..LEVELS.len()).flat_map(level).collect(),
        measures: (0..MEASURES).map(|n| (format!("m{n:02}"), unit(n), is_flow(n))).collect(),
        indicators: (0..56).map(indicator).collect(),
        base_year: FIRST_YEAR,
    }
}

const fn is_flow(measure: usize) -> bool {
    measure < MEASURES.div_ceil(2)
}

const fn unit(measure: usize) -> &'static str {
    if is_flow(measure) { "km" } else { "km²" }
}

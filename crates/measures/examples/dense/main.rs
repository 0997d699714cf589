//! Times the dense evaluation of a made-up province: 56 indicators, 1,332 territories, 12 or 60 months.
//!
//! `dense [--months 60] [--runs 9] [--threads 2] [--seed 1] [--targets false] [--write FOLDER]` prints one JSON object: the median
//! seconds of evaluating all cells, and of taking in one changed observation. `--write` puts the very same input,
//! and the answers, as CSV into a folder, so that another engine can be held against them.

mod province;
mod tables;

use std::collections::BTreeSet;
use std::error::Error;
use std::hint::black_box;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Instant;

use lanbai_measures::{Change, Cube, Observation, Panel, PanelQuestion, World};
use province::Province;

// The one that `lanbai` runs on.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

struct Arguments {
    months: u16,
    runs: usize,
    threads: NonZeroUsize,
    seed: u64,
    targets: bool,
    write: Option<PathBuf>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = arguments()?;
    let province = Province::new(arguments.months, arguments.seed, arguments.targets);
    let mut cube = Cube::new(&province.observations);
    let question =
        PanelQuestion { threads: arguments.threads, ..PanelQuestion::new(province.periods.clone()) };
    let mut all = Vec::new();
    for _ in 0..arguments.runs {
        let begun = Instant::now();
        let panel = Panel::new(&world(&province, &cube), &question);
        all.push(begun.elapsed().as_secs_f64());
        black_box(panel);
    }
    let mut panel = Panel::new(&world(&province, &cube), &question);
    if let Some(folder) = &arguments.write {
        tables::write(folder, &province, &panel)?;
    }
    let mut one = Vec::new();
    for n in 0..arguments.runs * 11 {
        let changed = changed(&province, n);
        let change = Change { measure: changed.measure, territory: Some(changed.territory) };
        let begun = Instant::now();
        cube.extend(&[changed]);
        panel.refresh(&world(&province, &cube), &BTreeSet::from([change]));
        one.push(begun.elapsed().as_secs_f64());
    }
    println!(
        r#"{{"indicators":{},"territories":{},"periods":{},"observations":{},"threads":{},"runs":{},"all_seconds":{:.6},"one_change_seconds":{:.6},"one_change_slowest_seconds":{:.6}}}"#,
        province.definitions.indicators.len(),
        province.graph.len(),
        province.periods.len(),
        province.observations.len(),
        arguments.threads,
        arguments.runs,
        median(&mut all),
        median(&mut one),
        one.last().copied().unwrap_or(0.0),
    );
    Ok(())
}

fn world<'w>(province: &'w Province, cube: &'w Cube) -> World<'w> {
    World { definitions: &province.definitions, territories: &province.graph, cube }
}

/// One of the observations with another value, as a row that corrects it.
fn changed(province: &Province, n: usize) -> Observation {
    let old = &province.observations[n * 7919 % province.observations.len()];
    let id = i64::try_from(province.observations.len() + n).expect("few");
    Observation { id, value: old.value + old.value, supersedes: Some(old.id), ..*old }
}

fn median(seconds: &mut [f64]) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds.get(seconds.len() / 2).copied().unwrap_or(0.0)
}

fn arguments() -> Result<Arguments, Box<dyn Error>> {
    let mut arguments = Arguments {
        months: 60,
        runs: 9,
        threads: NonZeroUsize::new(2).ok_or("two is not zero")?,
        seed: 1,
        targets: false,
        write: None,
    };
    let mut given = std::env::args().skip(1);
    while let Some(name) = given.next() {
        let value = given.next().ok_or_else(|| format!("{name} needs a value"))?;
        match name.as_str() {
            "--months" => arguments.months = value.parse()?,
            "--runs" => arguments.runs = value.parse()?,
            "--threads" => arguments.threads = value.parse()?,
            "--seed" => arguments.seed = value.parse()?,
            "--targets" => arguments.targets = value.parse()?,
            "--write" => arguments.write = Some(value.into()),
            _ => return Err(format!("{name} is not an argument").into()),
        }
    }
    if !arguments.months.is_multiple_of(12) || !(12..=240).contains(&arguments.months) {
        return Err("--months takes whole years, 12 to 240".into());
    }
    Ok(arguments)
}

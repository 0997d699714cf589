//! The diagnosis of one chain in a nation of invented enterprises: a process that starts with the tables on the disk.

use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore as _, SeedableRng as _};

use super::race::{Runner, race};
use super::table::Row;
use crate::program::Program;
use crate::workspace::Workspace;

const ENTERPRISES: u64 = 1_000_000;
const SUPPLIES: u64 = 5_000_000;
const CHAIN: &str = "copper-battery";
const RUNS: usize = 5;
/// What stands in every row's common fields: invented, and said to be.
const GROUND: &str = "G,sample-generator,2025-01-01";

/// Imports the nation once, uncounted, and asks for one chain's diagnosis in a cold process.
pub fn bench(workspace: &Workspace) -> Result<Row> {
    let folder = workspace.target.join("bench").join("nation");
    if !folder.join("imported").is_file() {
        import(workspace, &folder)?;
    }
    let ask = || {
        let mut command = Command::new(workspace.released());
        command.arg("--workspace").arg(&folder).args(["chain", "diagnose", CHAIN, "--format", "json"]);
        Ok(command)
    };
    let told = ask()?.output()?;
    let told: serde_json::Value =
        serde_json::from_slice(&told.stdout).context("the diagnosis tells nothing")?;
    let actors = told["actors"].as_u64().unwrap_or_default();
    ensure!(actors > ENTERPRISES / 100, "the chain has {actors} enterprises only; no time counts");
    let taken = race(&[Runner { name: "lanbai", make: Box::new(ask) }], RUNS)?;
    Ok(Row {
        what: format!("diagnosis of one chain among {ENTERPRISES} enterprises and {SUPPLIES} supplies"),
        clock: "whole",
        ours: taken[0].median(),
        peers: Vec::new(),
        unit: "s",
        note: format!(
            "{RUNS} runs; {actors} enterprises in the chain, {} supplies read; most memory {} MB",
            told["supplies"],
            taken[0].peak_bytes() / 1_000_000
        ),
    })
}

fn import(workspace: &Workspace, folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let plan = workspace.root.join("plans").join("lanbai");
    let run = |arguments: &[&Path]| {
        let of = [Path::new("--workspace"), folder];
        Program::new(workspace, workspace.released()).args(of.iter().chain(arguments)).output().map(|_| ())
    };
    run(&[Path::new("init"), Path::new("--plan"), &plan])?;
    let (actors, links) = write(&plan, folder)?;
    for file in [&actors, &links] {
        run(&[Path::new("import"), Path::new("--origin"), Path::new("sample"), file])?;
        fs::remove_file(file)?;
    }
    Ok(fs::write(folder.join("imported"), "")?)
}

/// Actors over all territories of the plan, each in one of its segments, and supplies between any two.
fn write(plan: &Path, folder: &Path) -> Result<(PathBuf, PathBuf)> {
    let (segments, territories) =
        (ids(&plan.join("industries.toml"), "segment")?, ids(&plan.join("territories.toml"), "territory")?);
    let mut random = ChaCha8Rng::seed_from_u64(20231113);
    let mut below = |end: u64| random.next_u64() % end;
    let (actors, links) = (folder.join("register-chain-actors.csv"), folder.join("register-chain-links.csv"));
    let mut out = BufWriter::with_capacity(1 << 20, fs::File::create(&actors)?);
    out.write_all(b"actor,name,kind,territory,fact,revenue,patents,margin,basis,source,known_on\n")?;
    for at in 0..ENTERPRISES {
        let territory = &territories[below(territories.len() as u64) as usize];
        let (revenue, patents, margin) = (1 + below(100_000), below(50), below(200));
        writeln!(
            out,
            "e{at:07},sample e{at:07},enterprise,{territory},sample,{revenue},{patents},{}.{},{GROUND}",
            margin / 10,
            margin % 10
        )?;
    }
    out.flush()?;
    let mut out = BufWriter::with_capacity(1 << 20, fs::File::create(&links)?);
    out.write_all(b"link,kind,from,to,weight,unit,basis,source,known_on\n")?;
    for at in 0..ENTERPRISES {
        let segment = &segments[below(segments.len() as u64) as usize];
        writeln!(out, "b{at:07},belongs,e{at:07},{segment},,,{GROUND}")?;
    }
    for at in 0..SUPPLIES {
        let (from, to, weight) = (below(ENTERPRISES), below(ENTERPRISES), 1 + below(1000));
        writeln!(out, "s{at:07},supplies,e{from:07},e{to:07},{weight},,{GROUND}")?;
    }
    out.flush()?;
    Ok((actors, links))
}

/// The ids of one table of a file of the plan.
fn ids(file: &Path, table: &str) -> Result<Vec<String>> {
    let text = fs::read_to_string(file)?;
    let parsed: toml::Table = text.parse().with_context(|| format!("cannot read `{}`", file.display()))?;
    let rows = parsed.get(table).and_then(toml::Value::as_array).context("the plan has no such table")?;
    Ok(rows.iter().filter_map(|row| row.get("id")?.as_str().map(str::to_owned)).collect())
}

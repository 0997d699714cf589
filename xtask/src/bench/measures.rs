//! Every indicator of every territory in every month at once, beside the best SQL for DuckDB and the best of Polars.

use std::fs;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use super::peers::Peers;
use super::race::{Runner, race};
use super::shape::{Formula, Shape};
use super::table::Row;
use crate::program::Program;
use crate::workspace::Workspace;

const DUCKDB: &str = include_str!("peers/measures.py");
const POLARS: &str = include_str!("peers/measures_polars.py");
const RUNS: usize = 5;
/// Origins by their number in the tables.
const ORIGINS: [&str; 4] = ["published", "reported", "derived", "sample"];

/// In memory, after one change, and from the lake.
pub fn bench(workspace: &Workspace, peers: &Peers) -> Result<Vec<Row>> {
    let folder = workspace.target.join("bench").join("measures");
    fs::create_dir_all(&folder)?;
    let tables = folder.join("tables");
    let ours = Program::new(workspace, workspace.released_example("dense"))
        .args(["--runs", "41", "--write"])
        .args([&tables])
        .output()?;
    let ours: Value = serde_json::from_slice(&ours)?;
    let peers = [
        Peer::new(workspace, peers, "DuckDB", DUCKDB, &folder, "measures.py", "measures.duckdb")?,
        Peer::new(workspace, peers, "Polars", POLARS, &folder, "measures_polars.py", "measures-polars")?,
    ];
    let figure = |of: &Value, name: &str| of[name].as_f64().with_context(|| format!("no {name} in {of}"));
    let mut in_memory = Vec::new();
    for peer in &peers {
        in_memory.push((peer.name, figure(&peer.told, "all_seconds")?));
    }
    let fastest: Vec<String> =
        peers.iter().map(|peer| format!("{}'s fastest: {}", peer.name, peer.formulation)).collect();
    let what = "56 indicators x 1,332 territories x 60 months";
    let mut rows = vec![
        Row {
            what: what.to_owned(),
            clock: "kernel",
            ours: figure(&ours, "all_seconds")?,
            peers: in_memory,
            unit: "s",
            note: format!(
                "{} observations, 2 threads, {} answers equal; {}",
                ours["observations"],
                peers[0].told["answers"],
                fastest.join("; ")
            ),
        },
        Row {
            what: "the same after one changed observation".to_owned(),
            clock: "kernel",
            ours: figure(&ours, "one_change_seconds")?,
            peers: Vec::new(),
            unit: "s",
            note: format!("slowest {:.0} µs", figure(&ours, "one_change_slowest_seconds")? * 1e6),
        },
    ];
    rows.push(from_the_lake(workspace, &peers, &folder, what)?);
    Ok(rows)
}

/// A peer with its script, what it told of its runs in memory, and where its file lies.
struct Peer {
    name: &'static str,
    python: PathBuf,
    script: PathBuf,
    tables: PathBuf,
    stored: PathBuf,
    told: Value,
    formulation: String,
}

impl Peer {
    /// Runs all formulations in memory, whose answers must equal ours, and stores the tables for the fastest one.
    fn new(
        workspace: &Workspace,
        peers: &Peers,
        name: &'static str,
        source: &str,
        folder: &Path,
        script: &str,
        stored: &str,
    ) -> Result<Self> {
        let (script, tables, stored) = (folder.join(script), folder.join("tables"), folder.join(stored));
        fs::write(&script, source)?;
        let python = peers.python();
        let told = Program::new(workspace, &python).args([&script, &tables]).output()?;
        let told: Value = serde_json::from_slice(&told)?;
        let formulation = told["formulation"].as_str().context("no formulation")?.to_owned();
        if stored.is_dir() {
            fs::remove_dir_all(&stored)?;
        } else if stored.exists() {
            fs::remove_file(&stored)?;
        }
        let prepare = [&script, &tables, Path::new("--prepare"), &stored];
        Program::new(workspace, &python).args(prepare).output()?;
        Ok(Self { name, python, script, tables, stored, told, formulation })
    }

    /// Answers once from what is stored.
    fn once(&self) -> Command {
        let mut command = Command::new(&self.python);
        command.arg(&self.script).arg(&self.tables).arg("--once").arg(&self.stored);
        command.args(["--formulation", &self.formulation]);
        command
    }
}

/// From the start of a process to all answers in memory, the observations lying in the lake or in DuckDB's file.
fn from_the_lake(workspace: &Workspace, peers: &[Peer; 2], folder: &Path, what: &str) -> Result<Row> {
    let tables = folder.join("tables");
    let plan = folder.join("plan");
    shape(&tables)?.write(&plan)?;
    let file = folder.join("observations.csv");
    observations(&tables, &file)?;
    let ours = folder.join("workspace");
    if ours.exists() {
        fs::remove_dir_all(&ours)?;
    }
    let lanbai = |arguments: &[&Path]| {
        Program::new(workspace, workspace.released())
            .args([Path::new("--workspace"), &ours])
            .args(arguments)
            .output()
    };
    lanbai(&[Path::new("init"), Path::new("--plan"), &plan])?;
    lanbai(&[Path::new("import"), &file])?;
    let mut runners = vec![Runner {
        name: "lanbai",
        make: Box::new(|| {
            let mut command = Command::new(workspace.released_example("panel"));
            command.arg(&ours).args(["2019-01", "60"]);
            Ok(command)
        }),
    }];
    runners.extend(peers.iter().map(|peer| Runner { name: peer.name, make: Box::new(|| Ok(peer.once())) }));
    let answers = |program: &Runner<'_>| -> Result<Value> {
        let output = (program.make)()?.output()?;
        let told: Value = serde_json::from_slice(&output.stdout).context("no answer")?;
        Ok(told["answers"].clone())
    };
    let our_answers = answers(&runners[0])?;
    for peer in &runners[1..] {
        let theirs = answers(peer)?;
        ensure!(our_answers == theirs, "{our_answers} answers from the lake, {theirs} from {}", peer.name);
    }
    let taken = race(&runners, RUNS)?;
    Ok(Row {
        what: format!("{what}, from the lake"),
        clock: "whole",
        ours: taken[0].median(),
        peers: peers.iter().zip(&taken[1..]).map(|(peer, taken)| (peer.name, taken.median())).collect(),
        unit: "s",
        note: format!("{our_answers} answers each; most memory {} MB", taken[0].peak_bytes() / 1_000_000),
    })
}

/// The plan of the tables.
fn shape(tables: &Path) -> Result<Shape> {
    let rows = |name: &str| -> Result<Vec<Vec<String>>> {
        let text = fs::read_to_string(tables.join(name)).with_context(|| format!("cannot read `{name}`"))?;
        Ok(text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect())
    };
    let mut territories = Vec::new();
    for row in rows("territories.csv")? {
        let parent = (!row[1].is_empty()).then(|| territory(&row[1]));
        territories.push((territory(&row[0]), row[2].parse::<usize>()? - 1, parent));
    }
    let mut indicators: Vec<Formula> = Vec::new();
    for row in rows("indicators.csv")? {
        let (number, measure): (usize, usize) = (row[0].parse()?, row[3].parse()?);
        match (row[1].as_str(), row[2].as_str()) {
            ("measure", _) => indicators.push(Formula::Measure(measure)),
            ("growth", _) => indicators.push(Formula::Growth(measure)),
            (_, "2") => {
                if let Some(Formula::Ratio(_, below, _)) = indicators.get_mut(number) {
                    *below = measure;
                }
            }
            _ => match indicators.get_mut(number) {
                Some(Formula::Ratio(above, ..)) => above.push(measure),
                _ => indicators.push(Formula::Ratio(vec![measure], measure, row[5].parse()?)),
            },
        }
    }
    let measures = (0..43).map(|n| (measure(n), "m", n % 6 != 0)).collect();
    Ok(Shape { territories, measures, indicators, base_year: 2019 })
}

fn territory(number: &str) -> String {
    format!("t{number:0>4}")
}

fn measure(number: usize) -> String {
    format!("m{number:02}")
}

/// The observations of the tables as a file that people would send.
fn observations(tables: &Path, file: &Path) -> Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, fs::File::create(file)?);
    out.write_all(b"territory,measure,period,value,unit,qualifier,origin,source,known_on\n")?;
    // Rivals follow each other and come from two sources.
    let mut last = String::new();
    for line in BufReader::new(fs::File::open(tables.join("observations.csv"))?).lines().skip(1) {
        let line = line?;
        let cells: Vec<&str> = line.split(',').collect();
        let [_, place, counted, period, value, origin, known_on] = cells[..] else {
            anyhow::bail!("not a row of observations: {line}");
        };
        let (month, origin): (usize, usize) = (period.parse()?, origin.parse()?);
        let key = [place, counted, period].join(",");
        let source = if key == last { "bench-rival" } else { "bench" };
        last = key;
        writeln!(
            out,
            "{},{},{}-{:02},{value},m,exact,{},{source},{known_on}",
            territory(place),
            measure(counted.parse()?),
            2019 + month / 12,
            month % 12 + 1,
            ORIGINS[origin],
        )?;
    }
    out.flush()?;
    Ok(())
}

//! Files into the lake, beside DuckDB that does the same work on a file of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use super::peers::Peers;
use super::race::{Runner, race};
use super::table::Row;
use super::workload::Workload;
use crate::program::Program;
use crate::workspace::Workspace;

const IMPORT: &str = include_str!("peers/lake_import.sql");
const POLARS: &str = include_str!("peers/lake_import_polars.py");

/// One size of import.
struct Size {
    rows: usize,
    months: usize,
    runs: usize,
}

/// 27.5 % of a year of forms, as DHIS2's published import was measured on; and ten million rows.
const SIZES: [Size; 2] =
    [Size { rows: 188_701, months: 12, runs: 7 }, Size { rows: 10_000_000, months: 180, runs: 3 }];

/// Imports of both sizes into an empty lake.
pub fn bench(workspace: &Workspace, peers: &Peers, workload: &Workload) -> Result<Vec<Row>> {
    let mut rows =
        SIZES.iter().map(|size| import(workspace, peers, workload, size)).collect::<Result<Vec<_>>>()?;
    rows.push(forms(workspace, workload)?);
    Ok(rows)
}

/// Small publications one after the other: the last ones must not take longer than the first.
fn forms(workspace: &Workspace, workload: &Workload) -> Result<Row> {
    const FORMS: &str = "5000";
    let folder = workload.path("forms-bench");
    fresh_workspace(workspace, workload, &folder)?;
    let told = Program::new(workspace, workspace.released_example("forms"))
        .args([folder.as_path(), Path::new(FORMS)])
        .output()?;
    let told: serde_json::Value = serde_json::from_slice(&told)?;
    let milliseconds = |name: &str| told[name].as_f64().map_or(f64::NAN, |seconds| seconds * 1e3);
    Ok(Row {
        what: format!("one form of 43 values, published and visible, the last tenth of {FORMS}"),
        clock: "kernel",
        ours: milliseconds("last_seconds") / 1e3,
        peers: Vec::new(),
        unit: "s",
        note: format!(
            "the first tenth: {:.0} ms; a question over all rows then {:.0} ms, at the end {:.0} ms",
            milliseconds("first_seconds"),
            milliseconds("first_question_seconds"),
            milliseconds("last_question_seconds")
        ),
    })
}

fn import(workspace: &Workspace, peers: &Peers, workload: &Workload, size: &Size) -> Result<Row> {
    let name = format!("observations-{}.csv", size.rows);
    let file = workload.observations(&name, size.months, size.rows)?;
    let ours = workload.path("lake-bench");
    let theirs = workload.path("lake-bench.duckdb");
    let (script, parquet) = (workload.path("lake_import_polars.py"), workload.path("lake-bench.parquet"));
    fs::write(&script, POLARS)?;
    let polars = || {
        let mut command = Command::new(peers.python());
        command.arg(&script).arg(&file).arg(&parquet);
        command
    };
    let runners = [
        Runner {
            name: "lanbai",
            make: Box::new(|| {
                fresh_workspace(workspace, workload, &ours)?;
                let mut command = Command::new(workspace.released());
                command.arg("--workspace").arg(&ours).arg("import").arg(&file);
                Ok(command)
            }),
        },
        Runner {
            name: "DuckDB",
            make: Box::new(|| {
                remove_database(&theirs)?;
                let sql = IMPORT.replace("FILE", &name).replace("ROWS", &size.rows.to_string());
                let mut command = Command::new(peers.duckdb());
                command.current_dir(workload.path("")).arg(&theirs).arg("-c").arg(sql);
                Ok(command)
            }),
        },
        Runner {
            name: "Polars",
            make: Box::new(|| {
                if parquet.exists() {
                    fs::remove_file(&parquet)?;
                }
                Ok(polars())
            }),
        },
    ];
    let taken = race(&runners, size.runs)?;
    let checked = same_content(workspace, peers, &ours, &theirs)?;
    ensure!(checked.starts_with(&size.rows.to_string()), "{} rows were imported, not {}", checked, size.rows);
    let told: serde_json::Value =
        serde_json::from_slice(&polars().output()?.stdout).context("Polars tells nothing")?;
    let of_polars = format!("{},{}", told["n"], told["total"].as_str().unwrap_or_default());
    ensure!(of_polars == checked, "answers differ: `{checked}` and `{of_polars}` of Polars; no time counts");
    let megabytes = |bytes: u64| bytes / 1_000_000;
    Ok(Row {
        what: format!("import of {} rows", size.rows),
        clock: "whole",
        ours: taken[0].median(),
        peers: vec![("DuckDB", taken[1].median()), ("Polars", taken[2].median())],
        unit: "s",
        note: format!(
            "{} runs; most memory {} MB, DuckDB {} MB, Polars {} MB; rows and sum of values equal",
            size.runs,
            megabytes(taken[0].peak_bytes()),
            megabytes(taken[1].peak_bytes()),
            megabytes(taken[2].peak_bytes())
        ),
    })
}

/// An empty workspace with the benchmark's plan.
pub fn fresh_workspace(workspace: &Workspace, workload: &Workload, folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty `{}`", folder.display()))?;
    }
    Program::new(workspace, workspace.released())
        .args([Path::new("--workspace"), folder, Path::new("init"), Path::new("--plan"), &workload.plan()])
        .output()
        .map(|_| ())
}

fn remove_database(file: &Path) -> Result<()> {
    for path in [file.to_owned(), PathBuf::from(format!("{}.wal", file.display()))] {
        if path.exists() {
            fs::remove_file(&path).with_context(|| format!("cannot remove `{}`", path.display()))?;
        }
    }
    Ok(())
}

/// Number of rows and sum of values, asked of both; they must agree to the last digit.
fn same_content(workspace: &Workspace, peers: &Peers, ours: &Path, theirs: &Path) -> Result<String> {
    const QUESTION: &str = "SELECT count(*) AS n, CAST(sum(value) AS VARCHAR) AS total FROM observations";
    let our_answer = Program::new(workspace, workspace.released())
        .args([
            Path::new("--workspace"),
            ours,
            Path::new("sql"),
            Path::new("--format=csv"),
            Path::new(QUESTION),
        ])
        .output()?;
    let their_answer = Program::new(workspace, peers.duckdb())
        .args([theirs, Path::new("-csv"), Path::new("-c"), Path::new(QUESTION)])
        .output()?;
    let last = |bytes: &[u8]| -> Result<String> {
        let text = String::from_utf8_lossy(bytes).trim().to_owned();
        text.lines().last().map(str::to_owned).context("no answer")
    };
    let (our_line, their_line) = (last(&our_answer)?, last(&their_answer)?);
    ensure!(our_line == their_line, "answers differ: `{our_line}` and `{their_line}`; no time counts");
    Ok(our_line)
}

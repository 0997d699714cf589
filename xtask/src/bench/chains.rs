//! The kernels of industry chains, beside py-ecomplexity, numpy, rustworkx and igraph.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::peers::Peers;
use super::table::Row;
use crate::program::Program;
use crate::workspace::Workspace;

const PEERS: &str = include_str!("peers/chains.py");
const RUNS: &str = "5";

/// Both sides load the same data before their clocks start; the peers compare the answers before they tell times.
pub fn bench(workspace: &Workspace, peers: &Peers) -> Result<Vec<Row>> {
    let reference = workspace.reference.as_deref().context(
        "chains are measured on published tables, which are not at hand; LANBAI_REFERENCE names their folder",
    )?;
    let folder = workspace.target.join("bench").join("chains");
    fs::create_dir_all(&folder)?;
    let (script, tables) = (folder.join("chains.py"), folder.join("tables"));
    fs::write(&script, PEERS)?;
    let ours = Program::new(workspace, workspace.released_example("chains"))
        .args(["--runs", RUNS, "--threads", "2"])
        .args([Path::new("--reference"), reference, Path::new("--write"), &tables])
        .output()?;
    let theirs = Program::new(workspace, peers.python())
        .args([script.as_path(), reference, &tables])
        .args(["--runs", RUNS])
        .output()?;
    rows(&serde_json::from_slice(&ours)?, &serde_json::from_slice(&theirs)?)
}

fn rows(ours: &Value, theirs: &Value) -> Result<Vec<Row>> {
    let figure = |of: &Value, name: &str| of[name].as_f64().with_context(|| format!("no {name} in {of}"));
    let row = |what: &str, name: &str, peers: &[(&'static str, &str)], note: String| -> Result<Row> {
        let peers = peers.iter().map(|(peer, name)| Ok((*peer, figure(theirs, name)?)));
        Ok(Row {
            what: what.to_owned(),
            clock: "kernel",
            ours: figure(ours, name)?,
            peers: peers.collect::<Result<_>>()?,
            unit: "s",
            note,
        })
    };
    let differ =
        |name: &str| figure(theirs, name).map(|worst| format!("answers differ by {worst:.0e} at most"));
    Ok(vec![
        row(
            "complexity of 226 countries x 785 products, from named rows to outlook gains",
            "complexity_seconds",
            &[("py-ecomplexity", "complexity_seconds")],
            differ("density_difference")?,
        )?,
        row(
            "linkages and extraction of 153 sectors",
            "linkages_seconds",
            &[("numpy", "linkages_seconds")],
            differ("linkages_difference")?,
        )?,
        row(
            "systemic risk of 16 closures among 1,232 firms",
            "closures_seconds",
            &[("numpy", "closures_seconds")],
            differ("risk_difference")?,
        )?,
        row("the same of all 1,232 closures", "all_closures_seconds", &[], "2 threads".to_owned())?,
        row(
            "betweenness, 20,000 nodes, 100,000 links",
            "betweenness_seconds",
            &[("rustworkx", "rustworkx_seconds"), ("igraph", "igraph_seconds")],
            differ("betweenness_difference")?,
        )?,
    ])
}

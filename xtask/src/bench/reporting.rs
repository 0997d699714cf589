//! Five hundred people, each signed in with an account of his own, save a field every three seconds while workbooks are
//! uploaded; on SQLite, over HTTP.

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use super::table::Row;
use crate::prepare;
use crate::program::Program;
use crate::workspace::Workspace;

const PEOPLE: &str = "500";
const SECONDS: &str = "60";

/// One run: making the accounts takes longer than the run itself.
pub fn bench(workspace: &Workspace) -> Result<Vec<Row>> {
    prepare::packages(workspace, "e2e")?;
    let told = Program::new(workspace, "node")
        .args([workspace.root.join("e2e/bench/reporting.js").into_os_string(), PEOPLE.into(), SECONDS.into()])
        .env("LANBAI_BIN", workspace.released())
        .output()?;
    let told: Value = serde_json::from_slice(&told)?;
    ensure!(told["lost"] == 0, "updates were lost: {told}");
    ensure!(told["log_holds"] == true, "the audit log does not hold: {told}");
    let milliseconds = |of: &str, name: &str| {
        told[of][name].as_f64().with_context(|| format!("no {name} of {of} in {told}"))
    };
    Ok(vec![Row {
        what: format!("a field saved, {PEOPLE} people one each 3 s, 95th percentile"),
        clock: "whole",
        ours: milliseconds("saves", "p95")? / 1e3,
        peers: Vec::new(),
        unit: "s",
        note: format!(
            "SQLite, {SECONDS} s, {} saves, none lost; median {:.1} ms, 99th percentile {:.1} ms, longest {:.0} ms; \
             {} workbooks meanwhile, 95th percentile {:.0} ms",
            told["saves"]["count"],
            milliseconds("saves", "p50")?,
            milliseconds("saves", "p99")?,
            milliseconds("saves", "most")?,
            told["uploads"]["count"],
            milliseconds("uploads", "p95")?
        ),
    }])
}

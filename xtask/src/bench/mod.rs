//! Our release binary and its peers, side by side on the same input in one run.

mod chains;
mod lake;
mod measures;
mod nation;
mod peers;
mod race;
mod reporting;
mod server;
mod shape;
mod table;
mod workload;

use anyhow::Result;
use clap::ValueEnum;

use self::peers::Peers;
use self::workload::Workload;
use crate::program::Program;
use crate::workspace::Workspace;

/// Programs that measure what happens inside one process.
const EXAMPLES: [&str; 4] = ["dense", "panel", "forms", "chains"];

/// A room that can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Room {
    /// Imports, beside DuckDB
    Lake,
    /// All answers at once, beside DuckDB
    Measures,
    /// Answers a second, alone and beside writes
    Server,
    /// Five hundred people who save fields, beside uploads of workbooks
    Reporting,
    /// Kernels of industry chains, beside py-ecomplexity, numpy, rustworkx and igraph
    Chains,
}

/// All at once, since parts of the workspace alone would have other features and be built anew.
fn build(workspace: &Workspace) -> Result<()> {
    let examples = EXAMPLES.iter().flat_map(|name| ["--example", name]);
    Program::cargo(workspace)
        .args(["build", "--release", "--workspace", "--bin", "lanbai"])
        .args(examples)
        .run()
}

/// Builds what is measured, runs the rooms and prints their table to stdout.
pub fn bench(workspace: &Workspace, rooms: &[Room]) -> Result<()> {
    let rooms = if rooms.is_empty() { Room::value_variants() } else { rooms };
    crate::prepare::packages(workspace, "web")?;
    crate::prepare::build(workspace)?;
    build(workspace)?;
    let peers = Peers::prepare(workspace)?;
    let workload = Workload::new(workspace.target.join("bench").join("workload"))?;
    let mut rows = Vec::new();
    for room in rooms {
        rows.extend(match room {
            Room::Lake => lake::bench(workspace, &peers, &workload)?,
            Room::Measures => measures::bench(workspace, &peers)?,
            Room::Server => server::bench(workspace, &workload)?,
            Room::Reporting => reporting::bench(workspace)?,
            Room::Chains => {
                let mut rows = chains::bench(workspace, &peers)?;
                rows.push(nation::bench(workspace)?);
                rows
            }
        });
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!("{cores} cores; {}\n", peers.versions(workspace)?);
    print!("{}", table::table(&rows));
    Ok(())
}

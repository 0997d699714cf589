//! The programs that we are measured beside: from PyPI, in a virtual environment that is made here.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::program::Program;
use crate::workspace::Workspace;

/// An environment with DuckDB as library and as its own command, Polars, and libraries for graphs.
pub struct Peers {
    bin: PathBuf,
    duckdb: PathBuf,
}

const PACKAGES: [&str; 6] = ["duckdb", "duckdb-cli", "polars", "ecomplexity", "rustworkx", "igraph"];

impl Peers {
    /// Makes the environment beside the build cache if it is not there.
    pub fn prepare(workspace: &Workspace) -> Result<Self> {
        let folder = workspace.target.join("bench").join("peers");
        let bin = folder.join("bin");
        // Written last, so that an environment that was left half made, or lacks a peer, is completed.
        let (complete, wanted) = (folder.join("complete"), PACKAGES.join(" "));
        if fs::read_to_string(&complete).ok().as_deref() != Some(wanted.as_str()) {
            let missing = "python3 with venv is needed for the peers; type: apt-get install python3-venv";
            Program::new(workspace, "python3").args(["-m", "venv"]).args([&folder]).run().context(missing)?;
            Program::new(workspace, bin.join("pip"))
                .args(["install", "--quiet", "--disable-pip-version-check"])
                .args(PACKAGES)
                .run()
                .context("the peers could not be installed from PyPI")?;
            fs::write(&complete, wanted)?;
        }
        // The command in `bin` is a script that starts Python first, which would count against DuckDB.
        let ask =
            "import duckdb_cli, os; print(os.path.join(os.path.dirname(duckdb_cli.__file__), 'duckdb'))";
        let path = Program::new(workspace, bin.join("python")).args(["-c", ask]).output()?;
        let duckdb = PathBuf::from(String::from_utf8_lossy(&path).trim());
        Ok(Self { bin, duckdb })
    }

    /// DuckDB's own command: it starts without Python.
    pub fn duckdb(&self) -> PathBuf {
        self.duckdb.clone()
    }

    /// Python with the peers' libraries.
    pub fn python(&self) -> PathBuf {
        self.bin.join("python")
    }

    /// Names and versions, for the table's head.
    pub fn versions(&self, workspace: &Workspace) -> Result<String> {
        let output = Program::new(workspace, self.bin.join("pip"))
            .args(["list", "--format=freeze", "--disable-pip-version-check"])
            .output()?;
        let listed = String::from_utf8_lossy(&output);
        let ours = |line: &&str| PACKAGES.iter().any(|name| line.starts_with(&format!("{name}==")));
        Ok(listed.lines().filter(ours).collect::<Vec<_>>().join(", "))
    }
}

//! Starting other programs: where they run, what they are told, and a clear line when they fail.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::workspace::Workspace;

/// What `cargo run` tells xtask of itself. Handed on, it would look to some build scripts (ring's) as if their own
/// package had changed, and half of the workspace would be built again at each turn between cargo and xtask.
const OF_THE_RUNNING_PACKAGE: [&str; 14] = [
    "CARGO_MANIFEST_DIR",
    "CARGO_MANIFEST_PATH",
    "CARGO_MANIFEST_LINKS",
    "CARGO_PKG_NAME",
    "CARGO_PKG_VERSION",
    "CARGO_PKG_VERSION_MAJOR",
    "CARGO_PKG_VERSION_MINOR",
    "CARGO_PKG_VERSION_PATCH",
    "CARGO_PKG_VERSION_PRE",
    "CARGO_PKG_AUTHORS",
    "CARGO_PKG_DESCRIPTION",
    "CARGO_PKG_RUST_VERSION",
    "CARGO_BIN_NAME",
    "CARGO_CRATE_NAME",
];

/// A program about to be run.
pub struct Program {
    command: Command,
    shown: String,
    talks: bool,
}

impl Program {
    /// Any program, in the workspace's root.
    pub fn new(workspace: &Workspace, name: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(name.as_ref());
        command.current_dir(&workspace.root).stdin(Stdio::null());
        Self { command, shown: name.as_ref().to_string_lossy().into_owned(), talks: false }
    }

    /// Cargo, always with the same build cache and with the figures that tests are held against.
    pub fn cargo(workspace: &Workspace) -> Self {
        let mut program = Self::new(workspace, "cargo").env("CARGO_TARGET_DIR", &workspace.target);
        for name in OF_THE_RUNNING_PACKAGE {
            program.command.env_remove(name);
        }
        if let Some(reference) = &workspace.reference {
            program = program.env("LANBAI_REFERENCE", reference);
        }
        program
    }

    /// npm in a folder of the clone.
    pub fn npm(workspace: &Workspace, folder: &str) -> Self {
        let mut program = Self::new(workspace, "npm");
        program.command.current_dir(workspace.path(folder));
        program
    }

    /// Adds arguments.
    pub fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        for argument in arguments {
            self.shown.push(' ');
            self.shown.push_str(&argument.as_ref().to_string_lossy());
            self.command.arg(argument);
        }
        self
    }

    /// Sets one variable of its environment.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Gives it the terminal, for a program that people talk to.
    pub fn interactive(mut self) -> Self {
        self.command.stdin(Stdio::inherit());
        self.talks = true;
        self
    }

    /// Runs it with its output shown; stdout goes to stderr, so that a command's own result stays alone.
    pub fn run(mut self) -> Result<()> {
        eprintln!("    $ {}", self.shown);
        if !self.talks {
            self.command.stdout(std::io::stderr());
        }
        let status =
            self.command.status().with_context(|| format!("`{}` could not be started", self.shown))?;
        if !status.success() {
            bail!("`{}` failed ({status})", self.shown);
        }
        Ok(())
    }

    /// Runs it silently and returns what it wrote to stdout.
    pub fn output(mut self) -> Result<Vec<u8>> {
        let output = self
            .command
            .stderr(Stdio::inherit())
            .output()
            .with_context(|| format!("`{}` could not be started", self.shown))?;
        if !output.status.success() {
            bail!("`{}` failed ({})", self.shown, output.status);
        }
        Ok(output.stdout)
    }

    /// Runs it silently; whether it ended well.
    pub fn succeeds(mut self) -> bool {
        self.command.stdout(Stdio::null()).stderr(Stdio::null());
        self.command.status().is_ok_and(|status| status.success())
    }
}

/// The newest change below a path, if there is anything; `skip` names folders that are not looked into.
pub fn newest(path: &Path, skip: &[&str]) -> Option<std::time::SystemTime> {
    let metadata = std::fs::metadata(path).ok()?;
    if !metadata.is_dir() {
        return metadata.modified().ok();
    }
    let entries = std::fs::read_dir(path).ok()?;
    entries
        .flatten()
        .filter(|entry| !skip.iter().any(|name| entry.file_name() == *name))
        .filter_map(|entry| newest(&entry.path(), skip))
        .max()
}

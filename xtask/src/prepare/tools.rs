use std::time::Instant;

use anyhow::{Context as _, Result};

use crate::program::Program;
use crate::workspace::Workspace;

/// rustfmt and clippy, which minimal installations of Rust leave out.
pub fn lints(workspace: &Workspace) -> Result<()> {
    for (command, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if Program::cargo(workspace).args([command, "--version"]).succeeds() {
            continue;
        }
        Program::new(workspace, "rustup")
            .args(["component", "add", component])
            .run()
            .with_context(|| format!("{component} is missing; type: rustup component add {component}"))?;
    }
    Ok(())
}

/// cargo-deny, which checks licences, bans and sources.
pub fn cargo_deny(workspace: &Workspace) -> Result<()> {
    if Program::cargo(workspace).args(["deny", "--version"]).succeeds() {
        return Ok(());
    }
    eprintln!("    installing cargo-deny, once; on two cores this takes some three minutes");
    let began = Instant::now();
    Program::cargo(workspace).args(["install", "cargo-deny", "--locked"]).run()?;
    eprintln!("    cargo-deny took {} s", began.elapsed().as_secs());
    Ok(())
}

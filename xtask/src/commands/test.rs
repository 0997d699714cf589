use anyhow::Result;

use crate::prepare;
use crate::program::Program;
use crate::steps::{Outcome, Steps};
use crate::workspace::Workspace;

/// All tests.
pub fn test(workspace: &Workspace) -> Result<()> {
    let mut steps = Steps::default();
    steps.run("build", || build(workspace))?;
    run_tests(workspace, &mut steps)?;
    eprint!("\n{}", steps.table());
    Ok(())
}

/// Builds pages, binary and Rust tests: the pages first, because the binary embeds them.
pub fn build(workspace: &Workspace) -> Result<()> {
    if workspace.has("web/package.json") {
        prepare::packages(workspace, "web")?;
        prepare::build(workspace)?;
    }
    Program::cargo(workspace).args(["build", "--workspace", "--bins", "--tests"]).run()
}

/// The tests proper, shared with `ci`.
pub fn run_tests(workspace: &Workspace, steps: &mut Steps) -> Result<()> {
    if workspace.reference.is_none() {
        eprintln!("    no published reference values at hand: tests against them say that they were skipped");
    }
    steps.run("Rust tests", || rust(workspace))?;
    steps.run("Rust examples in the documentation", || {
        Program::cargo(workspace).args(["test", "--quiet", "--workspace", "--doc"]).run()
    })?;
    steps.attempt("web tests", || web(workspace))?;
    steps.attempt("browser tests", || browser(workspace))
}

fn rust(workspace: &Workspace) -> Result<()> {
    if Program::cargo(workspace).args(["nextest", "--version"]).succeeds() {
        return Program::cargo(workspace).args(["nextest", "run", "--workspace", "--profile", "ci"]).run();
    }
    eprintln!("    cargo-nextest is not installed: using `cargo test`, which is slower");
    Program::cargo(workspace)
        .args(["test", "--workspace", "--bins", "--lib", "--tests", "--no-fail-fast"])
        .run()
}

fn web(workspace: &Workspace) -> Result<Outcome> {
    if !workspace.has("web/package.json") {
        return Ok(Outcome::Skipped("there is no web/".to_owned()));
    }
    prepare::packages(workspace, "web")?;
    Program::npm(workspace, "web").args(["test"]).run()?;
    Ok(Outcome::Done)
}

fn browser(workspace: &Workspace) -> Result<Outcome> {
    if !workspace.has("e2e/package.json") {
        return Ok(Outcome::Skipped("there is no e2e/".to_owned()));
    }
    prepare::browser(workspace)?;
    prepare::packages(workspace, "e2e")?;
    Program::npm(workspace, "e2e").env("LANBAI_BIN", workspace.lanbai()).args(["test"]).run()?;
    Ok(Outcome::Done)
}

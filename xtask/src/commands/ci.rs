use anyhow::Result;

use super::test::{build, run_tests};
use crate::generate;
use crate::prepare;
use crate::program::Program;
use crate::steps::{Outcome, Steps};
use crate::tidy;
use crate::workspace::Workspace;

/// Everything that must hold, the cheapest first; the first failure stops.
pub fn ci(workspace: &Workspace) -> Result<()> {
    eprintln!("building in {}", workspace.target.display());
    let mut steps = Steps::default();
    let result = all(workspace, &mut steps);
    eprint!("\n{}", steps.table());
    result
}

fn all(workspace: &Workspace, steps: &mut Steps) -> Result<()> {
    steps.run("lints installed", || prepare::lints(workspace))?;
    steps.run("format", || Program::cargo(workspace).args(["fmt", "--all", "--check"]).run())?;
    steps.run("tidy", || tidy::check(workspace))?;
    steps.attempt("web types, lint and pages", || web(workspace))?;
    steps.run("licences, bans and sources", || deny(workspace))?;
    steps.run("clippy", || {
        let command = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
        Program::cargo(workspace).args(command).run()
    })?;
    steps.run("build", || build(workspace))?;
    steps.run("generated files fresh", || generate::check(workspace))?;
    run_tests(workspace, steps)?;
    steps.run("documentation", || {
        let command = ["doc", "--workspace", "--no-deps", "--document-private-items"];
        // Nothing is published as a library: the readers of these pages may follow links to private items.
        let flags = "-D warnings -A rustdoc::private-intra-doc-links";
        Program::cargo(workspace).env("RUSTDOCFLAGS", flags).args(command).run()
    })
}

fn web(workspace: &Workspace) -> Result<Outcome> {
    if !workspace.has("web/package.json") {
        return Ok(Outcome::Skipped("there is no web/".to_owned()));
    }
    prepare::packages(workspace, "web")?;
    Program::npm(workspace, "web").args(["run", "check"]).run()?;
    // The server embeds the pages: without them not even clippy can read it.
    prepare::build(workspace)?;
    Ok(Outcome::Done)
}

fn deny(workspace: &Workspace) -> Result<()> {
    prepare::cargo_deny(workspace)?;
    eprintln!(
        "    advisories are left out: their database may be out of reach; run `cargo deny check advisories`"
    );
    let command = ["deny", "--workspace", "check", "--hide-inclusion-graph", "licenses", "bans", "sources"];
    Program::cargo(workspace).args(command).run()
}

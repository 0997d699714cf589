use anyhow::{Context as _, Result};

use crate::prepare;
use crate::program::Program;
use crate::steps::Steps;
use crate::workspace::Workspace;

/// Builds the web pages and the binary, then hands over to `lanbai demo`.
pub fn demo(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let mut steps = Steps::default();
    steps.run("web packages", || prepare::packages(workspace, "web"))?;
    steps.run("web pages", || prepare::build(workspace))?;
    steps.run("lanbai (the first build takes some ten minutes)", || build_binary(workspace))?;
    eprintln!("==> lanbai demo");
    Program::new(workspace, workspace.lanbai())
        .args(["demo"])
        .args(arguments)
        .interactive()
        .run()
        .context("the demo ended")
}

/// Builds the binary with the features of the whole workspace, so that `cargo xtask test` finds it built.
fn build_binary(workspace: &Workspace) -> Result<()> {
    Program::cargo(workspace).args(["build", "--workspace", "--bin", "lanbai"]).run()
}

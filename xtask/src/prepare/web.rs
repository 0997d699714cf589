use anyhow::{Result, bail};

use crate::program::{Program, newest};
use crate::workspace::{Workspace, installed};

/// What a page is built from; anything else in web/ does not change it.
const SOURCES: [&str; 7] =
    ["src", "public", "index.html", "package.json", "package-lock.json", "vite.config.ts", "tsconfig.json"];

/// The oldest Node that builds the pages.
const NODE: u32 = 20;

/// Installs the npm packages of a folder unless they are there and as new as the lock file.
pub fn packages(workspace: &Workspace, folder: &str) -> Result<()> {
    node(workspace)?;
    let dir = workspace.path(folder);
    let lock = newest(&dir.join("package-lock.json"), &[]);
    // npm writes this file last, so an interrupted installation counts as none.
    let done = newest(&dir.join("node_modules").join(".package-lock.json"), &[]);
    if done.is_some() && done >= lock {
        return Ok(());
    }
    let verb = if lock.is_some() { "ci" } else { "install" };
    eprintln!("    installing the npm packages of {folder}/");
    Program::npm(workspace, folder).args([verb, "--no-audit", "--no-fund"]).run()
}

/// Node is there and new enough: with an older one npm installs, and Vite then fails with a riddle.
fn node(workspace: &Workspace) -> Result<()> {
    if installed("node").is_none() || installed("npm").is_none() {
        bail!("Node {NODE} or later is missing; type: sudo apt-get install nodejs npm");
    }
    let version = String::from_utf8(Program::new(workspace, "node").args(["--version"]).output()?)?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse().ok());
    if major.is_some_and(|major: u32| major < NODE) {
        bail!("Node is {}, {NODE} or later is needed; type: sudo npx --yes n {NODE}", version.trim());
    }
    Ok(())
}

/// Builds web/dist unless it is newer than all that it is built from.
pub fn build(workspace: &Workspace) -> Result<()> {
    let web = workspace.path("web");
    let sources = SOURCES.iter().filter_map(|name| newest(&web.join(name), &[])).max();
    let built = newest(&web.join("dist").join("index.html"), &[]);
    if built.is_some() && built >= sources {
        return Ok(());
    }
    packages(workspace, "web")?;
    Program::npm(workspace, "web").args(["run", "build"]).run()
}

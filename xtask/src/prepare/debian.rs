use anyhow::{Result, bail};

use crate::program::Program;
use crate::workspace::{Workspace, may_install_packages};

/// Installs Debian packages where that is allowed, and names the command where it is not.
pub fn debian(workspace: &Workspace, needed_for: &str, packages: &[&str]) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    if !may_install_packages() {
        bail!("missing for {needed_for}; type: sudo apt-get install {}", packages.join(" "));
    }
    eprintln!("    installing {}", packages.join(" and "));
    Program::new(workspace, "apt-get").args(["update", "--quiet"]).run()?;
    Program::new(workspace, "apt-get")
        .env("DEBIAN_FRONTEND", "noninteractive")
        .args(["install", "--yes", "--quiet", "--no-install-recommends"])
        .args(packages)
        .run()
}

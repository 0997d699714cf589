use std::path::Path;

use anyhow::{Result, bail};

use crate::program::Program;
use crate::workspace::{Workspace, installed, may_install_packages};

const FONTS: &str = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";

/// Debian's Chromium and Chinese fonts, which the browser tests need.
pub fn browser(workspace: &Workspace) -> Result<()> {
    let mut missing = Vec::new();
    if installed("chromium").is_none() {
        missing.push("chromium");
    }
    if !Path::new(FONTS).is_file() && Path::new("/etc/debian_version").is_file() {
        missing.push("fonts-noto-cjk");
    }
    if missing.is_empty() {
        return Ok(());
    }
    if !may_install_packages() {
        bail!("missing for the browser tests; type: sudo apt-get install {}", missing.join(" "));
    }
    eprintln!("    installing {}", missing.join(" and "));
    Program::new(workspace, "apt-get").args(["update", "--quiet"]).run()?;
    Program::new(workspace, "apt-get")
        .env("DEBIAN_FRONTEND", "noninteractive")
        .args(["install", "--yes", "--quiet", "--no-install-recommends"])
        .args(missing)
        .run()
}

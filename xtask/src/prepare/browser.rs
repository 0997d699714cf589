use std::path::Path;

use anyhow::Result;

use super::debian::debian;
use crate::workspace::{Workspace, installed};

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
    debian(workspace, "the browser tests", &missing)
}

//! The files of the clone that belong to the project.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

/// Folders that hold what is built or fetched; looked at only where git cannot be asked.
const BUILT: [&str; 5] = [".git", "target", "node_modules", "dist", ".cache"];

/// Every file that is committed or would be, relative to the root and sorted.
pub fn list(root: &Path) -> Result<Vec<PathBuf>> {
    let mut files = match asked_of_git(root) {
        Some(files) => files,
        None => walked(root, Path::new(""))?,
    };
    files.retain(|file| root.join(file).is_file());
    files.sort();
    Ok(files)
}

fn asked_of_git(root: &Path) -> Option<Vec<PathBuf>> {
    let arguments = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let output = Command::new("git").current_dir(root).args(arguments).output().ok()?;
    if !output.status.success() {
        return None;
    }
    let names = String::from_utf8(output.stdout).ok()?;
    Some(names.split('\0').filter(|name| !name.is_empty()).map(PathBuf::from).collect())
}

fn walked(root: &Path, below: &Path) -> Result<Vec<PathBuf>> {
    let folder = root.join(below);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))? {
        let entry = entry?;
        let relative = below.join(entry.file_name());
        if !entry.file_type()?.is_dir() {
            files.push(relative);
        } else if !BUILT.iter().any(|name| entry.file_name() == *name) {
            files.extend(walked(root, &relative)?);
        }
    }
    Ok(files)
}

use std::path::{Path, PathBuf};

use anyhow::Context;
use lanbai_app::Workspace;

use crate::arguments::Init;
use crate::{printer, shipped};

/// Makes a workspace.
pub(crate) fn run(init: &Init, workspace: &Path) -> anyhow::Result<bool> {
    create(&init.plan, workspace)?;
    printer::say(&format!("workspace `{}` made", workspace.display()));
    Ok(true)
}

/// Makes a workspace from a plan's folder or a shipped plan.
pub(crate) fn create(plan: &str, workspace: &Path) -> anyhow::Result<Workspace> {
    let folder = Path::new(plan);
    let files = if folder.join("plan.toml").is_file() { files_below(folder)? } else { shipped::files(plan) };
    if files.is_empty() {
        let known = shipped::plans().join(", ");
        anyhow::bail!(
            "`{plan}` is neither a folder with a plan.toml nor a shipped plan; shipped are {known}"
        );
    }
    Ok(Workspace::create(workspace, &files)?)
}

fn files_below(folder: &Path) -> anyhow::Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut files = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        let failed = || format!("cannot read `{}`", next.display());
        for entry in std::fs::read_dir(&next).with_context(failed)? {
            let path = entry.with_context(failed)?.path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let content =
                    std::fs::read(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
                files.push((path.strip_prefix(folder)?.to_owned(), content));
            }
        }
    }
    Ok(files)
}

use std::path::{Path, PathBuf};

use lanbai_app::{Workspace, files_below};

use crate::arguments::{Init, Language};
use crate::refusal::Refusal;
use crate::{printer, shipped};

/// Makes a workspace.
pub(crate) fn run(init: &Init, workspace: &Path, language: Language) -> anyhow::Result<bool> {
    create(&init.plan, workspace)?;
    printer::tell("cli-workspace-made", &[("folder", workspace.display().to_string())], language);
    Ok(true)
}

/// Makes a workspace from a plan's folder or a shipped plan.
pub(crate) fn create(plan: &str, workspace: &Path) -> anyhow::Result<Workspace> {
    Ok(Workspace::create(workspace, &plan_files(plan)?)?)
}

/// The files of a plan's folder, or of a shipped plan.
pub(super) fn plan_files(plan: &str) -> anyhow::Result<Vec<(PathBuf, Vec<u8>)>> {
    let folder = Path::new(plan);
    let files =
        if folder.join("plan.toml").is_file() { contents_below(folder)? } else { shipped::files(plan) };
    if files.is_empty() {
        return Err(Refusal::new("no-such-plan", plan).with("known", shipped::plans().join(", ")).into());
    }
    Ok(files)
}

fn contents_below(folder: &Path) -> anyhow::Result<Vec<(PathBuf, Vec<u8>)>> {
    let read = |below: PathBuf| {
        let path = folder.join(&below);
        let content = std::fs::read(&path).map_err(|error| Refusal::path(&path, &error))?;
        Ok((below, content))
    };
    files_below(folder)?.into_iter().map(read).collect()
}

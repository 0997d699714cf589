use std::path::{Path, PathBuf};

use lanbai_app::Workspace;

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
    let folder = Path::new(plan);
    let files = if folder.join("plan.toml").is_file() { files_below(folder)? } else { shipped::files(plan) };
    if files.is_empty() {
        return Err(Refusal::new("no-such-plan", plan).with("known", shipped::plans().join(", ")).into());
    }
    Ok(Workspace::create(workspace, &files)?)
}

fn files_below(folder: &Path) -> anyhow::Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut files = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        let failed = |error| Refusal::path(&next, &error);
        for entry in std::fs::read_dir(&next).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let content = std::fs::read(&path).map_err(|error| Refusal::path(&path, &error))?;
                files.push((path.strip_prefix(folder)?.to_owned(), content));
            }
        }
    }
    Ok(files)
}

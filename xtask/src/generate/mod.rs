//! Files that are written by a program and committed, so that people read them and reviews show their changes.
//!
//! A step makes files in memory; writing and comparing are the same for all of them.

mod errors;
mod openapi;
mod schema;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::files;
use crate::sample;
use crate::workspace::Workspace;

/// What a step made.
pub enum Made {
    /// Files by their path in the clone.
    Files(BTreeMap<String, Vec<u8>>),
    /// Nothing, and why that is no error.
    Nothing(String),
}

struct Step {
    name: &'static str,
    /// A folder that holds nothing but what this step makes; empty if it owns single files only.
    owns: &'static str,
    make: fn(&Workspace) -> Result<Made>,
}

/// In this order: the schema is made from the document before it.
const STEPS: [Step; 4] = [
    Step { name: "plans/lanbai/sample", owns: sample::FOLDER, make: sample_data },
    Step { name: "docs/ERRORS.md from messages/findings", owns: "", make: errors::make },
    Step { name: "web/openapi.json from the built lanbai", owns: "", make: openapi::make },
    Step { name: "web/src/api/schema.ts from the same", owns: "", make: schema::make },
];

/// Writes every generated file that changed.
pub fn write(workspace: &Workspace) -> Result<()> {
    for_each(workspace, |relative, bytes| {
        let path = workspace.path(relative);
        match bytes {
            Some(bytes) => {
                std::fs::create_dir_all(path.parent().unwrap_or(&workspace.root))?;
                std::fs::write(&path, bytes).with_context(|| format!("writing {}", path.display()))?;
                eprintln!("    wrote {relative}");
            }
            None => {
                std::fs::remove_file(&path).with_context(|| format!("removing {}", path.display()))?;
                eprintln!("    removed {relative}");
            }
        }
        Ok(())
    })
}

/// Fails and names the files that are not what the steps would write.
pub fn check(workspace: &Workspace) -> Result<()> {
    let mut stale = Vec::new();
    for_each(workspace, |relative, _| {
        stale.push(relative.to_owned());
        Ok(())
    })?;
    if !stale.is_empty() {
        bail!("stale generated files: {}; run `cargo xtask gen` and commit them", stale.join(", "));
    }
    Ok(())
}

/// Calls `change` for each file that differs: with its new bytes, or none where it should not be.
fn for_each(workspace: &Workspace, mut change: impl FnMut(&str, Option<&[u8]>) -> Result<()>) -> Result<()> {
    for step in &STEPS {
        eprintln!("    {}", step.name);
        let files = match (step.make)(workspace).with_context(|| step.name)? {
            Made::Files(files) => files,
            Made::Nothing(reason) => {
                eprintln!("    skipped: {reason}");
                continue;
            }
        };
        for (relative, bytes) in &files {
            let present = std::fs::read(workspace.path(relative)).ok();
            if present.as_ref() != Some(bytes) {
                change(relative, Some(bytes))?;
            }
        }
        for relative in surplus(&workspace.root, step.owns, &files)? {
            change(&relative, None)?;
        }
    }
    Ok(())
}

/// Files in a folder of our own that the step no longer makes.
fn surplus(root: &Path, owns: &str, made: &BTreeMap<String, Vec<u8>>) -> Result<Vec<String>> {
    if owns.is_empty() {
        return Ok(Vec::new());
    }
    let present = files::list(root)?.into_iter().map(|path| path.to_string_lossy().replace('\\', "/"));
    Ok(present.filter(|path| path.starts_with(owns) && !made.contains_key(path)).collect())
}

fn sample_data(workspace: &Workspace) -> Result<Made> {
    if !workspace.has("plans/lanbai/plan.toml") {
        return Ok(Made::Nothing("there is no plans/lanbai".to_owned()));
    }
    Ok(Made::Files(sample::make(workspace)?))
}

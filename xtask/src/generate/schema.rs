//! web/src/api/schema.ts: the types of the API, by openapi-typescript from a fresh document.

use anyhow::{Context as _, Result};

use super::{Made, openapi};
use crate::prepare;
use crate::program::Program;
use crate::workspace::Workspace;

const PATH: &str = "web/src/api/schema.ts";

pub fn make(workspace: &Workspace) -> Result<Made> {
    let Some(document) = openapi::document(workspace)? else {
        return Ok(Made::Nothing("no built lanbai describes its API; build it first".to_owned()));
    };
    prepare::packages(workspace, "web")?;
    // Beside the build, not in the clone: `--check` must leave the clone as it is.
    let folder = workspace.target.join("xtask-gen");
    std::fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
    let (from, to) = (folder.join("openapi.json"), folder.join("schema.ts"));
    std::fs::write(&from, document)?;
    Program::npm(workspace, "web")
        .args(["exec", "--no", "--", "openapi-typescript"])
        .args([from.as_os_str(), "-o".as_ref(), to.as_os_str()])
        .succeeds()
        .then_some(())
        .context("openapi-typescript failed; run `npm run generate` in web/ to see why")?;
    Ok(Made::Files([(PATH.to_owned(), std::fs::read(&to)?)].into()))
}

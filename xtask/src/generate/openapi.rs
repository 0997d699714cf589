//! web/openapi.json: the API as the built binary describes it.

use anyhow::{Context as _, Result};

use super::Made;
use crate::program::Program;
use crate::workspace::Workspace;

pub const PATH: &str = "web/openapi.json";

pub fn make(workspace: &Workspace) -> Result<Made> {
    Ok(match document(workspace)? {
        Some(document) => Made::Files([(PATH.to_owned(), document)].into()),
        None => Made::Nothing("no built lanbai describes its API; build it first".to_owned()),
    })
}

/// The document, if there is a binary that knows the command.
pub fn document(workspace: &Workspace) -> Result<Option<Vec<u8>>> {
    let lanbai = workspace.lanbai();
    let knows = || Program::new(workspace, &lanbai).args(["openapi", "--help"]).succeeds();
    if !workspace.has("web/package.json") || !lanbai.is_file() || !knows() {
        return Ok(None);
    }
    let bytes = Program::new(workspace, &lanbai).args(["openapi"]).output()?;
    // A build from before the command existed says nothing.
    if bytes.trim_ascii().is_empty() {
        return Ok(None);
    }
    // Through a value with sorted keys: the same document whatever order the server registers its routes in.
    let value: serde_json::Value =
        serde_json::from_slice(&bytes).context("the API's description is not JSON")?;
    let mut text = serde_json::to_vec_pretty(&value)?;
    text.push(b'\n');
    Ok(Some(text))
}

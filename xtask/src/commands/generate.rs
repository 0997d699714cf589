use anyhow::Result;

use crate::generate;
use crate::workspace::Workspace;

/// Writes the generated files, or only compares them.
pub fn generate(workspace: &Workspace, check: bool) -> Result<()> {
    if check { generate::check(workspace) } else { generate::write(workspace) }
}

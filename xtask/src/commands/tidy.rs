use anyhow::Result;

use crate::tidy;
use crate::workspace::Workspace;

/// Checks the rules of the house; `report` prints the measured budgets to stdout first.
pub fn tidy(workspace: &Workspace, report: bool) -> Result<()> {
    if report {
        print!("{}", tidy::report(workspace)?);
    }
    tidy::check(workspace)
}

//! The rules of the house, one file each in `rules/`. A rule reads the [`Tree`] and returns findings.

mod lexer;
mod manifest;
mod rules;
mod statistics;
mod tree;

use anyhow::{Result, bail};

use crate::workspace::Workspace;
use tree::Tree;

/// Something that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// File, or file and line.
    place: String,
    /// What was seen.
    what: String,
    /// What to do about it.
    remedy: &'static str,
}

impl Finding {
    fn new(place: impl Into<String>, what: impl Into<String>, remedy: &'static str) -> Self {
        Self { place: place.into(), what: what.into(), remedy }
    }
}

/// Checks every rule; prints what was found and fails if there is anything.
pub fn check(workspace: &Workspace) -> Result<()> {
    let tree = Tree::load(workspace)?;
    let mut count = 0;
    for (name, rule) in rules::ALL {
        for finding in rule(&tree) {
            eprintln!("{}: {} [{name}]\n    {}", finding.place, finding.what, finding.remedy);
            count += 1;
        }
    }
    if count > 0 {
        bail!("tidy found {count} {}", if count == 1 { "thing" } else { "things" });
    }
    Ok(())
}

/// The measured budgets beside their limits.
pub fn report(workspace: &Workspace) -> Result<String> {
    let tree = Tree::load(workspace)?;
    Ok(statistics::report(&tree))
}

//! Production Rust in files that can be read in one go. Budgets are met by good cuts, not by slicing.

use crate::tidy::Finding;
use crate::tidy::statistics::{Spread, longest, rust_sizes};
use crate::tidy::tree::Tree;

const MEDIAN: usize = 150;
const P90: usize = 400;
const STOP: usize = 800;
const REMEDY: &str = "cut along what changes together: one noun or one verb a file";

pub fn check(tree: &Tree) -> Vec<Finding> {
    let sizes = rust_sizes(tree);
    let spread = Spread::of(sizes.iter().map(|(_, lines)| *lines).collect());
    let mut findings = Vec::new();
    for (path, lines) in sizes.iter().filter(|(_, lines)| *lines > STOP) {
        findings.push(Finding::new(*path, format!("{lines} lines of production Rust, over {STOP}"), REMEDY));
    }
    for (what, measured, limit) in [("median", spread.median, MEDIAN), ("p90", spread.p90, P90)] {
        if measured > limit {
            let what = format!("{what} of {measured} lines, over {limit}; longest: {}", longest(&sizes));
            findings.push(Finding::new("production Rust", what, REMEDY));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::tidy::tree::Tree;

    #[test]
    fn tests_do_not_count() {
        let check = |production: usize, tests: usize, expected: usize| {
            let text = format!("{}#[cfg(test)]\n{}", "//\n".repeat(production), "//\n".repeat(tests));
            assert_eq!(super::check(&Tree::of(&[("crates/a/src/a.rs", &text)])).len(), expected);
        };
        check(100, 5000, 0);
        check(500, 0, 2);
        check(801, 0, 3);
    }
}

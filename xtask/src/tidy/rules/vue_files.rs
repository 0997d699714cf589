//! Components small enough to be seen whole.

use crate::tidy::Finding;
use crate::tidy::statistics::{Spread, longest, vue_sizes};
use crate::tidy::tree::Tree;

const P90: usize = 250;
const STOP: usize = 400;
const REMEDY: &str = "move a part of the template into a component, or logic into a composable";

pub fn check(tree: &Tree) -> Vec<Finding> {
    let sizes = vue_sizes(tree);
    let spread = Spread::of(sizes.iter().map(|(_, lines)| *lines).collect());
    let mut findings = Vec::new();
    for (path, lines) in sizes.iter().filter(|(_, lines)| *lines > STOP) {
        findings.push(Finding::new(*path, format!("{lines} lines, over {STOP}"), REMEDY));
    }
    if spread.p90 > P90 {
        let what = format!("p90 of {} lines, over {P90}; longest: {}", spread.p90, longest(&sizes));
        findings.push(Finding::new("Vue components", what, REMEDY));
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::tidy::tree::Tree;

    #[test]
    fn components_are_measured() {
        let check = |lines: usize, expected: usize| {
            let text = "<p/>\n".repeat(lines);
            assert_eq!(super::check(&Tree::of(&[("web/src/A.vue", &text)])).len(), expected);
        };
        check(250, 0);
        check(300, 1);
        check(401, 2);
    }
}

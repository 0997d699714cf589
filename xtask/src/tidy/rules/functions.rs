//! Functions that fit on a screen; a few may not.

use crate::tidy::Finding;
use crate::tidy::statistics::rust_functions;
use crate::tidy::tree::Tree;

/// A function with more lines than this is long.
pub const LONG: usize = 70;
const PERCENT: usize = 3;

pub fn check(tree: &Tree) -> Vec<Finding> {
    let functions = rust_functions(tree);
    let long: Vec<_> = functions.iter().filter(|(_, function)| function.lines > LONG).collect();
    if long.len() * 100 <= functions.len() * PERCENT {
        return Vec::new();
    }
    let finding = |(source, function): &&(&crate::tidy::tree::Source, crate::tidy::statistics::Function)| {
        let what = format!(
            "fn {} has {} lines; {} of {} functions are over {LONG}, more than {PERCENT} %",
            function.name,
            function.lines,
            long.len(),
            functions.len()
        );
        Finding::new(source.line(function.line), what, "give its parts names of their own")
    };
    long.iter().map(finding).collect()
}

#[cfg(test)]
mod tests {
    use crate::tidy::tree::Tree;

    #[test]
    fn a_few_are_borne() {
        let long = format!("fn long() {{\n{}}}\n", "    x();\n".repeat(70));
        let check = |short: usize, expected: usize| {
            let text = format!("{long}{}", "fn short() {}\n".repeat(short));
            assert_eq!(super::check(&Tree::of(&[("crates/a/src/a.rs", &text)])).len(), expected);
        };
        check(40, 0);
        check(10, 1);
    }
}

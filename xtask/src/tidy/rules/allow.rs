//! `#[expect(…, reason)]` instead of `#[allow(…)]`: an expectation that no longer holds is told, a permission is not.

use crate::tidy::Finding;
use crate::tidy::tree::{Kind, Tree};

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in tree.sources.iter().filter(|source| source.kind == Kind::Rust) {
        for (at, text) in source.views.bare.lines().enumerate() {
            let permission = text.find("#[allow(").or_else(|| text.find("#![allow("));
            if permission.is_some_and(|from| !text[from..].contains("[allow(missing_docs)]")) {
                let remedy = "write `#[expect(the_lint, reason = \"…\")]`";
                findings.push(Finding::new(source.line(at + 1), "a lint is allowed without end", remedy));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::tidy::tree::Tree;

    #[test]
    fn permissions_are_found() {
        let check = |text: &str, expected: usize| {
            assert_eq!(super::check(&Tree::of(&[("crates/a/src/a.rs", text)])).len(), expected, "{text}");
        };
        check("#[allow(dead_code)]", 1);
        check("#![allow(clippy::all)]", 1);
        check("#[allow(missing_docs)]", 0);
        check("#[expect(dead_code, reason = \"x\")]", 0);
        check("// #[allow(dead_code)]", 0);
    }
}

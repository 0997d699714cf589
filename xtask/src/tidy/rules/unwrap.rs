//! No `unwrap` in production code: a panic there tells a statistician nothing.

use crate::tidy::Finding;
use crate::tidy::tree::Tree;

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in tree.sources.iter().filter(|source| source.is_production_rust()) {
        for (line, _) in source.production(&source.views.bare).filter(|(_, text)| text.contains(".unwrap()"))
        {
            let remedy =
                "return a finding or an error; where it cannot fail, say why with `expect(\"why it holds\")`";
            findings.push(Finding::new(source.line(line), "`unwrap` in production code", remedy));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::tidy::tree::Tree;

    #[test]
    fn only_production_code_counts() {
        let text = "/// a.unwrap()\nlet s = \".unwrap()\";\nlet b = a.unwrap();\n#[cfg(test)]\nlet c = a.unwrap();\n";
        let found = super::check(&Tree::of(&[("crates/a/src/a.rs", text), ("crates/a/tests/b.rs", text)]));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].place, "crates/a/src/a.rs:3");
    }
}

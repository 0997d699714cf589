//! Codes of findings: each that has a sentence is told somewhere, and each that is told has a sentence.

use std::collections::BTreeSet;

use crate::tidy::Finding;
use crate::tidy::tree::{Kind, Source, Tree};

const FOLDER: &str = "messages/findings/";

/// What the codes of findings begin with; those of problems have no room of their own.
const ROOMS: [&str; 7] = ["intake-", "plan-", "data-", "reporting-", "store-", "chain-", "template-"];

/// Names of other things that begin like a code.
const NO_CODES: [&str; 4] = ["plan-office", "chain-actors", "chain-links", "chain-products"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let used: BTreeSet<&str> =
        tree.sources.iter().filter(|source| source.is_production_rust()).flat_map(literals).collect();
    let mut written = BTreeSet::new();
    let mut findings = Vec::new();
    for source in tree.sources.iter().filter(|source| is_sentences(source)) {
        for (at, line) in source.text.lines().enumerate() {
            let Some(code) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else { continue };
            written.insert(code);
            if !used.contains(code) {
                let what = format!("nothing tells `{code}`");
                findings.push(Finding::new(source.line(at + 1), what, "tell it, or remove its sentences"));
            }
        }
    }
    // A clone without sentences is that of a test of another rule.
    if written.is_empty() {
        return findings;
    }
    for source in tree.sources.iter().filter(|source| source.is_production_rust()) {
        let told = literals(source).filter(|text| ROOMS.iter().any(|room| text.starts_with(room)));
        for code in told.filter(|text| is_code(text) && !written.contains(text) && !NO_CODES.contains(text)) {
            let what = format!("`{code}` has no sentence");
            findings.push(Finding::new(&source.path, what, "write it in messages/findings/"));
        }
    }
    findings
}

fn is_sentences(source: &Source) -> bool {
    source.kind == Kind::Settings && source.path.starts_with(FOLDER) && source.path.ends_with(".toml")
}

/// What stands between quotes, and not in comments or tests. Quotes within texts pair up as well as not; a code among
/// such pieces would be spelt like one by chance only.
fn literals(source: &Source) -> impl Iterator<Item = &str> {
    let code = source.views.code.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    code.lines().flat_map(|line| line.split('"').skip(1).step_by(2))
}

fn is_code(text: &str) -> bool {
    !text.ends_with('-') && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use crate::tidy::tree::Tree;

    #[test]
    fn codes_and_sentences_are_held_against_each_other() {
        let check = |sentences: &str, code: &str, expected: usize| {
            let tree =
                Tree::of(&[("messages/findings/plan.toml", sentences), ("crates/plan/src/a.rs", code)]);
            let found = super::check(&tree).len();
            assert_eq!(found, expected, "{sentences} / {code}");
        };
        let sentences = "[plan-gap]\nseverity = \"error\"\n";
        check(sentences, "Finding::error(\"plan-gap\", place)", 0);
        check(sentences, "let a = 1; // \"plan-gap\"", 1);
        check(sentences, "told(\"plan-gap\"); told(\"plan-gaps\")", 1);
        check(sentences, "told(\"plan-gap\"); #[cfg(test)]\nmod tests { told(\"plan-gaps\") }", 0);
        check(sentences, "told(\"plan-gap\"); print(\"plan-{n}\"); text.starts_with(\"plan-\")", 0);
    }
}

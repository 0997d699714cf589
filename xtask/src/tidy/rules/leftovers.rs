//! What someone meant to come back to: an issue remembers it, a comment does not.

use crate::tidy::Finding;
use crate::tidy::tree::{Kind, Source, Tree};

/// In comments.
const NOTES: [&str; 3] = ["TODO", "FIXME", "XXX"];
/// In Rust code.
const MACROS: [&str; 3] = ["dbg!", "todo!", "unimplemented!"];
/// In the code of pages.
const TRACES: [&str; 2] = ["console.log(", "debugger;"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    tree.sources.iter().filter(|source| source.kind != Kind::Other).flat_map(of_file).collect()
}

fn of_file(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut look = |view: &str, words: &[&str], remedy: &'static str| {
        for (at, text) in view.lines().enumerate() {
            if let Some(word) = words.iter().find(|word| has_word(text, word)) {
                findings.push(Finding::new(source.line(at + 1), format!("`{word}` is left over"), remedy));
            }
        }
    };
    look(&source.views.comments, &NOTES, "do it, or file an issue and say in the comment what holds now");
    match source.kind {
        Kind::Rust => {
            look(&source.views.bare, &MACROS, "finish it, or return an error that says what is missing")
        }
        Kind::Vue => look(&source.views.code, &TRACES, "remove it"),
        Kind::Script if source.path.contains("/src/") => look(&source.views.code, &TRACES, "remove it"),
        _ => {}
    }
    findings
}

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let edge = |character: Option<char>| character.is_none_or(|c| !c.is_alphanumeric() && c != '_');
        edge(text[..at].chars().next_back())
            && (!word.ends_with(char::is_alphanumeric) || edge(text[at + word.len()..].chars().next()))
    })
}

#[cfg(test)]
mod tests {
    use crate::tidy::tree::Tree;

    #[test]
    fn leftovers_are_found() {
        let check = |path: &str, text: &str, expected: usize| {
            assert_eq!(super::check(&Tree::of(&[(path, text)])).len(), expected, "{path}: {text}");
        };
        check("crates/a/src/a.rs", "// TODO: later", 1);
        check("crates/a/src/a.rs", "let a = \"TODO\"; let todos = 1;", 0);
        check("crates/a/src/a.rs", "dbg!(a)", 1);
        check("crates/a/src/a.rs", "// the `dbg!` macro", 0);
        check("web/src/a.ts", "console.log(a)", 1);
        check("web/scripts/a.mjs", "console.log(a)", 0);
        check("deny.toml", "# FIXME", 1);
    }
}

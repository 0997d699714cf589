//! No characters that make text look other than it is: bidirectional controls anywhere, smart quotes in code.

use super::is_exempt;
use crate::tidy::Finding;
use crate::tidy::rules::chinese::is_chinese;
use crate::tidy::tree::{Kind, Tree};

/// Where curly quotation marks are the text itself.
const QUOTED: [(&str, &str); 2] = [
    ("web/src/messages/", "Chinese sentences quote with them"),
    ("crates/intake/src/", "they are read in people's files"),
];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in &tree.sources {
        for (at, text) in source.text.lines().enumerate() {
            if let Some(control) = text.chars().find(|character| is_bidirectional(*character)) {
                let what = format!("bidirectional control character U+{:04X}", u32::from(control));
                findings.push(Finding::new(
                    source.line(at + 1),
                    what,
                    "remove it; write an escape where it is meant",
                ));
            }
        }
        let code = matches!(source.kind, Kind::Rust | Kind::Script | Kind::Vue);
        if !code || is_exempt(&source.path, &QUOTED) {
            continue;
        }
        for (at, text) in source.views.code.lines().enumerate() {
            // Chinese sentences in tests quote with the same marks; comments are prose.
            if text.chars().any(is_smart_quote) && !text.chars().any(is_chinese) {
                findings.push(Finding::new(source.line(at + 1), "smart quotes in code", "write ' or \""));
            }
        }
    }
    findings
}

fn is_bidirectional(character: char) -> bool {
    matches!(character, '\u{061c}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_smart_quote(character: char) -> bool {
    matches!(character, '\u{2018}'..='\u{201f}')
}

#[cfg(test)]
mod tests {
    use crate::tidy::tree::Tree;

    #[test]
    fn misleading_characters_are_found() {
        let check = |path: &str, text: &str, expected: usize| {
            assert_eq!(super::check(&Tree::of(&[(path, text)])).len(), expected, "{path}: {text}");
        };
        check("plans/a/sources.toml", "title = \"a\u{202e}b\"", 1);
        check("crates/a/src/a.rs", "let a = \u{201c}so\u{201d};", 1);
        check("crates/a/src/a.rs", "// \u{201c}so\u{201d}", 0);
        check("crates/a/src/a.rs", "let a = \"原文\u{201c}现有\u{201d}\";", 0);
        check("plans/a/sources.toml", "title = \"\u{201c}so\u{201d}\"", 0);
        check("web/src/messages/zh.ts", "\u{201c}", 0);
    }
}

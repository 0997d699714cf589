//! Chinese that people read stands in messages and plans, where it has an English twin, not in code.

use super::is_exempt;
use crate::tidy::Finding;
use crate::tidy::tree::{Kind, Tree};

/// Code that must hold Chinese, with the reason.
const HOLDS_CHINESE: [(&str, &str); 7] = [
    ("crates/kernel/src/unit.rs", "the table of units as officials write them"),
    ("web/src/ui/units.ts", "the same units with their English names"),
    ("crates/intake/src/", "the headings, periods and units that it recognises in people's files"),
    ("web/src/messages/", "the messages"),
    ("web/mock/", "answers of a made-up server"),
    ("xtask/src/sample/", "the names of the sample data, which are Chinese like real ones"),
    ("e2e/", "tests"),
];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in &tree.sources {
        let code = matches!(source.kind, Kind::Rust | Kind::Script | Kind::Vue);
        if !code || source.is_test() || is_exempt(&source.path, &HOLDS_CHINESE) {
            continue;
        }
        for (line, text) in source.production(&source.views.code) {
            if text.chars().any(is_han) {
                let remedy =
                    "move it to messages/ or web/src/messages/ with its English twin, or into the plan";
                findings.push(Finding::new(source.line(line), "Chinese text in code", remedy));
            }
        }
    }
    findings
}

/// A character of a Chinese word; punctuation alone, as in a separator of lists, is no text.
fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Han characters and the punctuation that only Chinese text uses.
pub fn is_chinese(character: char) -> bool {
    is_han(character) || matches!(character, '\u{3001}'..='\u{3011}' | '\u{ff01}'..='\u{ff5e}')
}

#[cfg(test)]
mod tests {
    use crate::tidy::tree::Tree;

    #[test]
    fn only_code_counts() {
        let check = |path: &str, text: &str, expected: usize| {
            assert_eq!(super::check(&Tree::of(&[(path, text)])).len(), expected, "{path}: {text}");
        };
        check("crates/app/src/a.rs", "let a = \"园区\";", 1);
        check("crates/app/src/a.rs", "// 园区\n#[cfg(test)]\nlet a = \"园区\";", 0);
        check("crates/app/src/a.rs", "list.join(\"、\")", 0);
        check("crates/kernel/src/unit.rs", "\"亿元\"", 0);
        check("web/src/A.vue", "<p>园区</p>\n<!-- 园区 -->", 1);
        check("web/src/a.test.ts", "'园区'", 0);
        check("messages/findings/a.toml", "zh = \"园区\"", 0);
    }
}

//! Nothing committed knows the machine it was written on.

use crate::tidy::Finding;
use crate::tidy::tree::Tree;

/// How homes of people begin on the usual systems.
const HOMES: [&str; 4] = ["/home/", "/Users/", "/root/", "C:\\Users\\"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let own = tree.private_places.iter().map(String::as_str);
    let places: Vec<&str> = HOMES.into_iter().chain(own).collect();
    let mut findings = Vec::new();
    // This file has to spell the homes out.
    for source in tree.sources.iter().filter(|source| !source.path.ends_with("rules/places.rs")) {
        for (at, text) in source.text.lines().enumerate() {
            if let Some(place) = places.iter().find(|place| names(text, place)) {
                let remedy =
                    "make it relative to the repository, or an argument or variable of the environment";
                findings.push(Finding::new(
                    source.line(at + 1),
                    format!("a path of one machine: {place}"),
                    remedy,
                ));
            }
        }
    }
    findings
}

/// Whether the path begins in this text; not as the middle of an address or a longer path.
fn names(text: &str, place: &str) -> bool {
    text.match_indices(place).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        before.is_none_or(|character| {
            !character.is_alphanumeric() && !matches!(character, '/' | '.' | '-' | '_' | '}' | '~')
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::tidy::tree::Tree;

    #[test]
    fn paths_of_a_machine_are_found() {
        let check = |text: &str, expected: usize| {
            assert_eq!(super::check(&Tree::of(&[("docs/a.md", text)])).len(), expected, "{text}");
        };
        check("see /home/someone/lanbai", 1);
        check("see /srv/someone/lanbai/plans", 1);
        check("see https://example.org/home/index.html", 0);
        check("see $HOME/.cache", 0);
    }
}

//! One rule a file. Exemptions that several rules share, and the order of the crates, are here.

mod allow;
mod arrows;
mod characters;
mod chinese;
mod codes;
mod dependencies;
mod functions;
mod leftovers;
mod places;
mod rust_files;
mod unwrap;
mod vue_files;

use super::Finding;
use super::tree::Tree;

pub use functions::LONG as LONG_FUNCTION;

type Rule = fn(&Tree) -> Vec<Finding>;

/// Every rule with the name that its findings carry.
pub const ALL: [(&str, Rule); 12] = [
    ("arrows", arrows::check),
    ("dependencies", dependencies::check),
    ("rust-files", rust_files::check),
    ("functions", functions::check),
    ("vue-files", vue_files::check),
    ("unwrap", unwrap::check),
    ("allow", allow::check),
    ("characters", characters::check),
    ("chinese", chinese::check),
    ("places", places::check),
    ("codes", codes::check),
    ("leftovers", leftovers::check),
];

/// The crates with their levels: arrows go to lower levels only.
const LEVELS: [(&str, u8); 15] = [
    ("kernel", 0),
    ("measures", 1),
    ("graphs", 1),
    ("assign", 1),
    ("mechanism", 1),
    ("reporting", 1),
    ("intake", 1),
    ("report", 1),
    ("plan", 2),
    ("template", 2),
    ("lake", 3),
    ("store", 3),
    ("app", 4),
    ("server", 5),
    ("cli", 6),
];

fn level(name: &str) -> Option<u8> {
    LEVELS.iter().find(|(known, _)| *known == name).map(|(_, level)| *level)
}

/// What rules that speak of text leave alone, each with the reason.
fn is_exempt(path: &str, exemptions: &[(&str, &str)]) -> bool {
    exemptions.iter().any(|(prefix, _reason)| path.starts_with(prefix))
}

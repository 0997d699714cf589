//! Heavy and impure dependencies stay in the one crate that is about them.

use super::level;
use crate::tidy::Finding;
use crate::tidy::manifest::Manifest;
use crate::tidy::tree::Tree;

/// Levels up to this one are pure: no clock, files, network or threads of their own.
const PURE: u8 = 2;

/// Never in a pure crate; `-*` stands for a family of crates.
const IMPURE: [&str; 11] = [
    "tokio",
    "async-std",
    "axum",
    "hyper",
    "reqwest",
    "sqlx",
    "sea-orm",
    "rusqlite",
    "datafusion",
    "deltalake",
    "arrow",
];

/// Families of crates and the one crate of ours that may name them.
const ONLY_IN: [(&str, &str); 9] = [
    ("datafusion", "lake"),
    ("deltalake", "lake"),
    ("arrow", "lake"),
    ("parquet", "lake"),
    ("ballista", "lake"),
    ("sqlx", "store"),
    ("sea-orm", "store"),
    ("sea-query", "store"),
    ("typst", "report"),
];

pub fn check(tree: &Tree) -> Vec<Finding> {
    tree.manifests.iter().flat_map(of_crate).collect()
}

fn of_crate(manifest: &Manifest) -> Vec<Finding> {
    let mut findings = Vec::new();
    for dependency in &manifest.dependencies {
        let owner = ONLY_IN.iter().find(|(family, _)| belongs(dependency, family)).map(|(_, owner)| *owner);
        let pure = level(&manifest.name).is_some_and(|level| level <= PURE);
        if owner.is_some_and(|owner| owner != manifest.name) {
            let what =
                format!("{} names {dependency}, which belongs to {}", manifest.name, owner.unwrap_or(""));
            let remedy = "ask that crate for plain columns or rows, or give it a function that does the work";
            findings.push(Finding::new(&manifest.path, what, remedy));
        } else if pure && IMPURE.iter().any(|family| belongs(dependency, family)) {
            let what =
                format!("{} names {dependency}, but crates up to level {PURE} do no I/O", manifest.name);
            let remedy = "take what is read as an argument; reading is the work of a higher crate";
            findings.push(Finding::new(&manifest.path, what, remedy));
        }
    }
    findings
}

fn belongs(dependency: &str, family: &str) -> bool {
    dependency.strip_prefix(family).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use crate::tidy::tree::Tree;

    #[test]
    fn heavy_ones_stay_at_home() {
        let check = |name: &str, dependency: &str, expected: usize| {
            let path = format!("crates/{name}/Cargo.toml");
            let found =
                super::check(&Tree::of(&[(&path, &format!("[dependencies]\n{dependency} = \"1\"\n"))]));
            assert_eq!(found.len(), expected, "{name} on {dependency}: {found:?}");
        };
        check("lake", "datafusion", 0);
        check("lake", "arrow-array", 0);
        check("app", "datafusion", 1);
        check("server", "sea-orm", 1);
        check("store", "sea-orm", 0);
        check("measures", "tokio", 1);
        check("server", "tokio", 0);
        check("kernel", "arrowhead", 0);
    }

    #[test]
    fn renamed_ones_are_seen() {
        let text =
            "[target.'cfg(unix)'.dependencies]\nfast = { package = \"datafusion\", version = \"1\" }\n";
        assert_eq!(super::check(&Tree::of(&[("crates/app/Cargo.toml", text)])).len(), 1);
    }
}

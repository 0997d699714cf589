//! Crates depend on crates of lower levels only, so that what is below can be understood and tested alone.

use super::level;
use crate::tidy::Finding;
use crate::tidy::manifest::Manifest;
use crate::tidy::tree::Tree;

pub fn check(tree: &Tree) -> Vec<Finding> {
    tree.manifests.iter().flat_map(of_crate).collect()
}

fn of_crate(manifest: &Manifest) -> Vec<Finding> {
    let Some(own) = level(&manifest.name) else {
        return vec![Finding::new(
            &manifest.path,
            format!("crate {} has no level", manifest.name),
            "add it to LEVELS in xtask/src/tidy/rules/mod.rs and to docs/ARCHITECTURE.md, or move it into a crate",
        )];
    };
    let ours = manifest.dependencies.iter().filter_map(|name| name.strip_prefix("lanbai-"));
    let upward = ours.filter(|name| level(name).is_none_or(|other| other >= own));
    upward.map(|name| arrow(manifest, own, name)).collect()
}

fn arrow(manifest: &Manifest, own: u8, name: &str) -> Finding {
    let other = level(name).map_or_else(|| "no level".to_owned(), |level| format!("level {level}"));
    Finding::new(
        &manifest.path,
        format!("{} (level {own}) depends on lanbai-{name} ({other})", manifest.name),
        "move what is shared to a lower crate, or let the higher crate hand it over as an argument",
    )
}

#[cfg(test)]
mod tests {
    use crate::tidy::tree::Tree;

    #[test]
    fn only_lower_levels() {
        let check = |name: &str, dependency: &str, expected: usize| {
            let path = format!("crates/{name}/Cargo.toml");
            let text =
                format!("[package]\nname = \"x\"\n[dev-dependencies]\n{dependency}.workspace = true\n");
            let found = super::check(&Tree::of(&[(&path, &text)]));
            assert_eq!(found.len(), expected, "{name} on {dependency}: {found:?}");
        };
        check("plan", "lanbai-measures", 0);
        check("plan", "serde", 0);
        check("measures", "lanbai-graphs", 1);
        check("kernel", "lanbai-cli", 1);
        check("kernel", "lanbai-unknown", 1);
        check("extra", "serde", 1);
    }
}

//! What a crate depends on.

use anyhow::{Context as _, Result};

use super::tree::Source;

/// The part of a Cargo.toml that the rules ask about.
pub struct Manifest {
    /// The file, for findings.
    pub path: String,
    /// The folder's name, which is the crate's name without `lanbai-`.
    pub name: String,
    /// Names of all dependencies: normal, build and development, also of single platforms.
    pub dependencies: Vec<String>,
}

impl Manifest {
    /// The manifest of a crate below crates/, if the file is one.
    pub fn of(source: &Source) -> Option<Result<Self>> {
        let name = source.path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml")?;
        (!name.contains('/')).then(|| Self::parse(name, source))
    }

    fn parse(name: &str, source: &Source) -> Result<Self> {
        let table: toml::Table = source.text.parse().with_context(|| source.path.clone())?;
        let mut dependencies = Vec::new();
        collect(&table, &mut dependencies);
        let targets = table.get("target").and_then(toml::Value::as_table);
        for target in
            targets.into_iter().flat_map(|targets| targets.values()).filter_map(toml::Value::as_table)
        {
            collect(target, &mut dependencies);
        }
        dependencies.sort();
        dependencies.dedup();
        Ok(Self { path: source.path.clone(), name: name.to_owned(), dependencies })
    }
}

fn collect(table: &toml::Table, into: &mut Vec<String>) {
    for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
        let Some(entries) = table.get(section).and_then(toml::Value::as_table) else { continue };
        for (name, entry) in entries {
            let renamed = entry.get("package").and_then(toml::Value::as_str);
            into.push(renamed.unwrap_or(name).to_owned());
        }
    }
}

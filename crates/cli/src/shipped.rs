use std::path::PathBuf;

use rust_embed::Embed;

/// The plans that ship with the binary.
#[derive(Embed)]
#[folder = "../../plans"]
struct Plans;

/// Ids of the shipped plans.
pub(crate) fn plans() -> Vec<String> {
    let mut ids: Vec<String> =
        Plans::iter().filter_map(|path| path.strip_suffix("/plan.toml").map(str::to_owned)).collect();
    ids.sort();
    ids
}

/// The files of a shipped plan, with their paths below its folder.
pub(crate) fn files(plan: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = format!("{plan}/");
    Plans::iter()
        .filter_map(|path| {
            let below = path.strip_prefix(&folder)?;
            Some((PathBuf::from(below), Plans::get(&path)?.data.into_owned()))
        })
        .collect()
}

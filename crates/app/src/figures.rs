use std::path::{Path, PathBuf};

use crate::AppError;

/// The published figures that ship with a plan, by name.
pub fn figures(plan_folder: &Path) -> Result<Vec<PathBuf>, AppError> {
    tables_in(&plan_folder.join("figures"))
}

/// The sample data that ships with a plan, by name.
pub fn sample(plan_folder: &Path) -> Result<Vec<PathBuf>, AppError> {
    tables_in(&plan_folder.join("sample"))
}

/// The register that a file of a plan holds: such files are named `register-<id>`.
pub fn register_of(path: &Path) -> Option<String> {
    let stem = path.file_stem()?.to_string_lossy();
    stem.strip_prefix("register-").map(str::to_owned)
}

fn tables_in(folder: &Path) -> Result<Vec<PathBuf>, AppError> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = std::fs::read_dir(folder).map_err(AppError::file(folder))?;
    let paths = entries.map(|entry| entry.map(|e| e.path())).collect::<Result<Vec<_>, _>>();
    let mut tables: Vec<PathBuf> = paths.map_err(AppError::file(folder))?;
    tables.retain(|path| path.extension().is_some_and(|e| e == "csv" || e == "xlsx"));
    tables.sort();
    Ok(tables)
}

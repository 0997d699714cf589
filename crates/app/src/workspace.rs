use std::path::{Path, PathBuf};

use lanbai_lake::Lake;
use lanbai_plan::SourceFile;

use crate::{AppError, Settings};

/// A folder with a plan (`plan/`) and a lake (`lake/`), and where people report, a store.
#[derive(Debug, Clone)]
pub struct Workspace {
    root: PathBuf,
}

/// One file of a plan's folder, with its path below the folder.
pub type PlanFile = (PathBuf, Vec<u8>);

impl Workspace {
    /// The workspace in a folder.
    pub fn open(root: impl Into<PathBuf>) -> Result<Self, AppError> {
        let workspace = Self { root: root.into() };
        if workspace.plan_folder().join("plan.toml").is_file() {
            Ok(workspace)
        } else {
            Err(AppError::NoWorkspace(workspace.root))
        }
    }

    /// Makes a workspace from a plan's files; the folder must be empty or absent.
    pub fn create(root: impl Into<PathBuf>, plan: &[PlanFile]) -> Result<Self, AppError> {
        let root = root.into();
        let occupied = std::fs::read_dir(&root).is_ok_and(|mut entries| entries.next().is_some());
        if occupied {
            return Err(AppError::NotEmpty(root));
        }
        let workspace = Self { root };
        let folder = workspace.plan_folder();
        for (path, content) in plan {
            let path = folder.join(path);
            let parent = path.parent().unwrap_or(&folder).to_owned();
            std::fs::create_dir_all(&parent).map_err(AppError::file(&parent))?;
            std::fs::write(&path, content).map_err(AppError::file(&path))?;
        }
        Self::open(workspace.root)
    }

    /// Its folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where the plan's files are.
    pub fn plan_folder(&self) -> PathBuf {
        self.root.join("plan")
    }

    /// What its operator decided; the defaults where nothing was written down.
    pub fn settings(&self) -> Result<Settings, AppError> {
        Settings::read(&self.settings_file())
    }

    /// Where what its operator decided is written down.
    pub fn settings_file(&self) -> PathBuf {
        self.root.join("settings.toml")
    }

    /// Its lake.
    pub fn lake(&self) -> Lake {
        Lake::at(self.root.join("lake"))
    }

    /// The plan's TOML files.
    pub fn plan_files(&self) -> Result<Vec<SourceFile>, AppError> {
        read_plan_folder(&self.plan_folder())
    }
}

/// The TOML files of a plan's folder, by name.
pub fn read_plan_folder(folder: &Path) -> Result<Vec<SourceFile>, AppError> {
    let entries = std::fs::read_dir(folder).map_err(AppError::file(folder))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(AppError::file(folder))?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let text = std::fs::read_to_string(&path).map_err(AppError::file(&path))?;
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            files.push(SourceFile { name, text });
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

/// The files below a folder, by their paths below it, in order.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>, AppError> {
    let (mut files, mut waiting) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(next) = waiting.pop() {
        for entry in std::fs::read_dir(&next).map_err(AppError::file(&next))? {
            let path = entry.map_err(AppError::file(&next))?.path();
            if path.is_dir() {
                waiting.push(path);
            } else if let Ok(below) = path.strip_prefix(folder) {
                files.push(below.to_owned());
            }
        }
    }
    files.sort();
    Ok(files)
}

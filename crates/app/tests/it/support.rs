use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{TimeZone, Utc};
use lanbai_app::ask::Limits;
use lanbai_app::view::{Evaluation, ImportReport};
use lanbai_app::{App, ImportOptions, ImportProgress, Workspace, figures, register_of, sample};
use lanbai_kernel::{FixedClock, NaiveDate, Origin};
use tempfile::TempDir;

/// A workspace that lives as long as the test.
pub(crate) struct Demo {
    pub app: App,
    pub folder: TempDir,
}

pub(crate) fn plan_folder(plan: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans").join(plan)
}

pub(crate) fn files_below(folder: &Path, below: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder.join(below)).expect("a folder") {
        let entry = entry.expect("an entry");
        let path = below.join(entry.file_name());
        if entry.path().is_dir() {
            files_below(folder, &path, files);
        } else {
            files.push((path, std::fs::read(entry.path()).expect("readable")));
        }
    }
}

impl Demo {
    /// A workspace without data.
    pub async fn empty(plan: &str) -> Self {
        let folder = TempDir::new().expect("a folder");
        let mut files = Vec::new();
        files_below(&plan_folder(plan), Path::new(""), &mut files);
        let workspace = Workspace::create(folder.path().join("workspace"), &files).expect("a workspace");
        let clock = FixedClock(Utc.with_ymd_and_hms(2026, 11, 23, 1, 0, 0).single().expect("a time"));
        let app = App::open(workspace, Arc::new(clock)).await.expect("opened");
        Self { app, folder }
    }

    /// The same with the plan's published figures.
    pub async fn with_figures(plan: &str) -> Self {
        let demo = Self::empty(plan).await;
        for path in figures(&plan_folder(plan)).expect("listed") {
            let register = register_of(&path);
            let origin = register.as_ref().map(|_| Origin::Published);
            demo.import(&path, ImportOptions { register, origin, ..ImportOptions::default() }).await;
        }
        demo
    }

    /// The same with its sample data too.
    pub async fn with_sample(plan: &str) -> Self {
        let demo = Self::with_figures(plan).await;
        for path in sample(&plan_folder(plan)).expect("listed") {
            let options = ImportOptions {
                register: register_of(&path),
                origin: Some(Origin::Sample),
                source: Some("sample-generator".to_owned()),
                known_on: NaiveDate::from_ymd_opt(2026, 11, 1),
                ..ImportOptions::default()
            };
            demo.import(&path, options).await;
        }
        demo
    }

    /// Imports a file that must be without errors.
    pub async fn import(&self, path: &Path, options: ImportOptions) -> ImportReport {
        let file = std::fs::File::open(path).expect("opened");
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let report =
            self.app.import(&name, Box::new(file), options, Arc::new(ImportProgress::default())).await;
        let report = report.expect("tried");
        let errors: Vec<_> = report.findings.iter().filter(|f| f.severity == "error").collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
        report
    }

    /// Imports a text as a file of that name.
    pub async fn import_text(&self, name: &str, text: &str, options: ImportOptions) -> ImportReport {
        let input = std::io::Cursor::new(text.as_bytes().to_vec());
        let report =
            self.app.import(name, Box::new(input), options, Arc::new(ImportProgress::default())).await;
        report.expect("tried")
    }

    pub fn ask(&self, indicator: &str, territory: &str, period: &str) -> Evaluation {
        self.ask_as_of(indicator, territory, period, None)
    }

    pub fn ask_as_of(
        &self,
        indicator: &str,
        territory: &str,
        period: &str,
        as_of: Option<&str>,
    ) -> Evaluation {
        let limits = Limits { as_of: as_of.map(str::to_owned), ..Limits::default() };
        let mut answers = self.app.evaluate(indicator, territory, period, &limits).expect("asked rightly");
        assert_eq!(answers.len(), 1);
        answers.remove(0)
    }
}

/// Rounded to so many digits after the point.
pub(crate) fn rounded(value: Option<f64>, digits: i32) -> Option<f64> {
    let scale = 10_f64.powi(digits);
    value.map(|v| (v * scale).round() / scale)
}

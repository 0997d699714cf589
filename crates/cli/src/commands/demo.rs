use std::path::Path;
use std::sync::Arc;

use lanbai_app::{App, ImportOptions, Importer, Settings, Workspace, figures, register_of, sample};
use lanbai_kernel::{NaiveDate, Origin};

use super::import::import_file;
use super::{init, serve};
use crate::arguments::{Demo, Language};
use crate::clock::SystemClock;
use crate::printer;

/// The source of everything that is invented, and the day on which it was made.
const SAMPLE_SOURCE: &str = "sample-generator";
const SAMPLE_MADE_ON: (i32, u32, u32) = (2026, 11, 1);

/// Makes the demo's workspace if it is not there, and serves it.
pub(crate) async fn run(demo: Demo, language: Language) -> anyhow::Result<bool> {
    if demo.dir.join("plan/plan.toml").is_file() {
        printer::tell("cli-workspace-served", &[("folder", demo.dir.display().to_string())], language);
    } else if !make(&demo, language).await? {
        return Ok(false);
    }
    if demo.no_serve {
        return Ok(true);
    }
    let workspace = Workspace::open(&demo.dir)?;
    let app = App::open_with_store(workspace, Arc::new(SystemClock)).await?;
    serve::run(&demo.serve, app, language).await
}

/// False if a file had errors.
async fn make(demo: &Demo, language: Language) -> anyhow::Result<bool> {
    let workspace = init::create(&demo.plan, &demo.dir)?;
    Settings::of_demo().write(&workspace.settings_file())?;
    let folder = workspace.plan_folder();
    let importer = Importer::open(&workspace, Arc::new(SystemClock))?;
    let mut files: Vec<_> = figures(&folder)?
        .into_iter()
        .map(|path| {
            let options = published_options(&path);
            (path, options)
        })
        .collect();
    if !demo.no_sample {
        files.extend(sample(&folder)?.into_iter().map(|path| {
            let options = sample_options(&path);
            (path, options)
        }));
    }
    for (path, options) in files {
        let report = import_file(&importer, &path, options, language).await?;
        let name = path.strip_prefix(&folder).unwrap_or(&path);
        let told = [("count", format!("{:>7}", report.added)), ("file", name.display().to_string())];
        printer::tell("cli-file-rows", &told, language);
        if report.findings.iter().any(|finding| finding.severity == "error") {
            super::import::tell(&report, language);
            return Ok(false);
        }
    }
    Ok(true)
}

/// Rows of observations state their origin themselves; those of a register were all published.
fn published_options(path: &Path) -> ImportOptions {
    let register = register_of(path);
    let origin = register.as_ref().map(|_| Origin::Published);
    ImportOptions { register, origin, ..ImportOptions::default() }
}

/// Files of registers are named after them; what they hold is invented and says so.
fn sample_options(path: &Path) -> ImportOptions {
    let (year, month, day) = SAMPLE_MADE_ON;
    ImportOptions {
        register: register_of(path),
        origin: Some(Origin::Sample),
        source: Some(SAMPLE_SOURCE.to_owned()),
        known_on: NaiveDate::from_ymd_opt(year, month, day),
        ..ImportOptions::default()
    }
}

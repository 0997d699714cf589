//! One command a file. Each returns whether it found no errors.

mod check;
mod demo;
mod eval;
mod explain;
mod import;
mod init;
mod serve;
mod sql;

use std::path::Path;
use std::sync::Arc;

use lanbai_app::view::Bilingual;
use lanbai_app::{App, Workspace};

use crate::arguments::{Arguments, Command, Language};
use crate::clock::SystemClock;
use crate::printer;

/// Runs what was asked.
pub(crate) async fn run(arguments: Arguments) -> anyhow::Result<bool> {
    let language = arguments.lang;
    let workspace = arguments.workspace;
    match arguments.command {
        Command::Demo(demo) => demo::run(demo, language).await,
        Command::Init(init) => init::run(&init, &workspace),
        Command::Check(check) => check::run(&check, &workspace, language).await,
        Command::Import(import) => import::run(&import, &open(&workspace).await?, language).await,
        Command::Eval(questions) => eval::run(&questions, &open(&workspace).await?, language),
        Command::Explain(questions) => explain::run(&questions, &open(&workspace).await?, language),
        Command::Sql(sql) => sql::run(&sql, &workspace).await,
        Command::Serve(serve) => serve::run(&serve, open(&workspace).await?).await,
        Command::Openapi => {
            printer::json(&lanbai_server::openapi())?;
            Ok(true)
        }
    }
}

async fn open(workspace: &Path) -> anyhow::Result<App> {
    Ok(App::open(Workspace::open(workspace)?, Arc::new(SystemClock)).await?)
}

/// The text of the chosen language.
pub(crate) fn said(text: &Bilingual, language: Language) -> &str {
    match language {
        Language::Zh => &text.zh,
        Language::En => &text.en,
    }
}

/// A word of the message files.
pub(crate) fn word(app: &App, code: &str, language: Language) -> String {
    said(&app.messages().text(code, &[]), language).to_owned()
}

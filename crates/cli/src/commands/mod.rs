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
use lanbai_app::{App, AppError, Importer, Messages, Workspace};

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
        Command::Import(import) => {
            let importer = Importer::open(&Workspace::open(&workspace)?, Arc::new(SystemClock))?;
            import::run(&import, &importer, language).await
        }
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

/// What stopped a command, in the chosen language where the message files have a sentence for it.
pub(crate) fn sentence(error: &anyhow::Error, language: Language) -> String {
    let known = error.chain().find_map(|cause| cause.downcast_ref::<AppError>());
    let Some(known) = known.filter(|known| known.code() != "internal") else { return format!("{error:#}") };
    let arguments = known.arguments();
    let messages = Messages::shared();
    let (message, hint) = (messages.text(known.code(), &arguments), messages.hint(known.code(), &arguments));
    format!("{}\n       {}", said(&message, language), said(&hint, language))
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

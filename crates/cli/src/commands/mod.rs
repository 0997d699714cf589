//! One command a file. Each returns whether it found no errors.

mod audit;
mod backup;
mod chain;
mod check;
mod demo;
mod eval;
mod explain;
mod export;
mod import;
mod init;
mod serve;
mod sql;

use std::path::Path;
use std::sync::Arc;

use lanbai_app::{App, Importer, Workspace};

use crate::arguments::{Arguments, Audit, Command};
use crate::clock::SystemClock;
use crate::printer;

/// Runs what was asked.
pub(crate) async fn run(arguments: Arguments) -> anyhow::Result<bool> {
    let language = arguments.lang;
    let workspace = arguments.workspace;
    match arguments.command {
        Command::Demo(demo) => demo::run(demo, language).await,
        Command::Init(init) => init::run(&init, &workspace, language),
        Command::Check(check) => check::run(&check, &workspace, language).await,
        Command::Import(import) => {
            let importer = Importer::open(&Workspace::open(&workspace)?, Arc::new(SystemClock))?;
            import::run(&import, &importer, language).await
        }
        Command::Eval(questions) => eval::run(&questions, &open(&workspace).await?, language),
        Command::Explain(questions) => explain::run(&questions, &open(&workspace).await?, language),
        Command::Sql(sql) => sql::run(sql, &workspace, language).await,
        Command::Export(export) => export::run(&export, &open(&workspace).await?, language).await,
        Command::Chain(command) => chain::run(command, &workspace, language).await,
        Command::Audit(Audit::Verify(asked)) => {
            let app = App::open_with_store(Workspace::open(&workspace)?, Arc::new(SystemClock)).await?;
            audit::verify(&asked, &app, language).await
        }
        Command::Backup(asked) => {
            let app = App::open_with_store(Workspace::open(&workspace)?, Arc::new(SystemClock)).await?;
            backup::take(&asked, &app, language).await
        }
        Command::Restore(asked) => backup::restore(asked, &workspace, language).await,
        Command::Serve(serve) => {
            let workspace = Workspace::open(&workspace)?;
            let app = App::open_with_store(workspace, Arc::new(SystemClock)).await?;
            serve::run(&serve, app, language).await
        }
        Command::Openapi => {
            printer::json(&lanbai_server::openapi())?;
            Ok(true)
        }
    }
}

async fn open(workspace: &Path) -> anyhow::Result<App> {
    Ok(App::open(Workspace::open(workspace)?, Arc::new(SystemClock)).await?)
}

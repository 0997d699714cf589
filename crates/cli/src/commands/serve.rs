use std::sync::Arc;

use lanbai_app::App;
use lanbai_server::{Server, Settings, serve};

use crate::arguments::{Language, Serve};
use crate::printer;

/// Serves until told to stop.
pub(crate) async fn run(arguments: &Serve, app: App, language: Language) -> anyhow::Result<bool> {
    let settings = Settings { address: arguments.listen };
    if !settings.address.ip().is_loopback() {
        printer::tell("cli-open-to-all", &[], language);
    }
    let ready = |address: std::net::SocketAddr| {
        printer::tell("cli-serving", &[("address", address.to_string())], language)
    };
    serve(Server::new(Arc::new(app)), settings, ready).await?;
    Ok(true)
}

use std::sync::Arc;

use lanbai_app::App;
use lanbai_server::{Server, Settings, serve};

use crate::arguments::Serve;
use crate::printer;

/// Serves until told to stop.
pub(crate) async fn run(arguments: &Serve, app: App) -> anyhow::Result<bool> {
    let settings = Settings { address: arguments.listen };
    if !settings.address.ip().is_loopback() {
        printer::say(
            "warning: anyone who reaches this address may read and import; there are no accounts yet",
        );
    }
    let ready = |address| printer::say(&format!("open http://{address} in a browser; Ctrl-C stops"));
    serve(Server::new(Arc::new(app)), settings, ready).await?;
    Ok(true)
}

use std::sync::Arc;

use lanbai_app::{App, Messages};
use lanbai_server::{Server, Settings, Way, serve};

use crate::arguments::{Language, Serve};
use crate::printer;
use crate::refusal::Refusal;

/// Serves until told to stop.
pub(crate) async fn run(arguments: &Serve, app: App, language: Language) -> anyhow::Result<bool> {
    let way = Way { behind_proxy: arguments.behind_proxy, tls: false };
    let settings = Settings { address: arguments.listen, way };
    if !settings.address.ip().is_loopback() {
        if app.settings().demo_accounts {
            return Err(Refusal::new("demo-beyond-loopback", settings.address).into());
        }
        if !way.is_secure() {
            return Err(Refusal::new("plain-beyond-loopback", settings.address).into());
        }
    }
    begin(&app, language).await?;
    let ready = |address: std::net::SocketAddr| {
        printer::tell("cli-serving", &[("address", address.to_string())], language)
    };
    serve(Server::new(Arc::new(app)), settings, ready).await?;
    Ok(true)
}

/// Makes the first accounts where there are none, and tells their passwords: only now and only here.
async fn begin(app: &App, language: Language) -> anyhow::Result<()> {
    let first = app.begin().await?;
    for account in &first {
        let role = Messages::shared().text(&format!("role-{}", account.role.name()), &[]);
        let told = [
            ("login", account.login.clone()),
            ("role", language.of(&role).to_owned()),
            ("password", account.password.clone()),
        ];
        printer::tell("cli-first-account", &told, language);
    }
    if !first.is_empty() {
        printer::tell("cli-first-accounts", &[], language);
    }
    Ok(())
}

use std::sync::Arc;

use lanbai_app::{App, Messages};
use lanbai_server::{Server, Settings, Tls, TlsError, Way, serve};

use crate::arguments::{Language, Serve};
use crate::printer;
use crate::refusal::Refusal;

/// Serves until told to stop.
pub(crate) async fn run(arguments: &Serve, app: App, language: Language) -> anyhow::Result<bool> {
    let tls = tls(arguments)?;
    let way = Way { behind_proxy: arguments.behind_proxy, tls: tls.is_some() };
    let settings = Settings { address: arguments.listen, way, tls };
    if !settings.address.ip().is_loopback() {
        if app.settings().demo_accounts {
            return Err(Refusal::new("demo-beyond-loopback", settings.address).into());
        }
        if !way.is_secure() {
            return Err(Refusal::new("plain-beyond-loopback", settings.address).into());
        }
    }
    begin(&app, language).await?;
    let scheme = if way.tls { "https" } else { "http" };
    let ready = |address: std::net::SocketAddr| {
        let told = [("scheme", scheme.to_owned()), ("address", address.to_string())];
        printer::tell("cli-serving", &told, language)
    };
    serve(Server::new(Arc::new(app)), settings, ready).await?;
    Ok(true)
}

/// What certificate and key make, where they are given.
fn tls(arguments: &Serve) -> Result<Option<Tls>, Refusal> {
    let Some((certificate, key)) = arguments.tls_certificate.as_ref().zip(arguments.tls_key.as_ref()) else {
        return Ok(None);
    };
    let failed = |error: TlsError| {
        let reason = std::iter::successors(std::error::Error::source(&error), |cause| cause.source())
            .fold(error.to_string(), |told, cause| format!("{told}: {cause}"));
        Refusal::new("tls-unusable", format!("{}, {}", certificate.display(), key.display()))
            .with("reason", reason)
    };
    Tls::read(certificate, key).map(Some).map_err(failed)
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

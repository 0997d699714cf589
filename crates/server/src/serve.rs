use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware;
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::trace::TraceLayer;

use crate::state::Way;
use crate::tls::Tls;
use crate::{Server, assets, connections, events, keep, metrics, problem, publish, remind, routes};

/// Where and how to listen.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The address; loopback unless the operator says otherwise.
    pub address: SocketAddr,
    /// How requests reach the server.
    pub way: Way,
    /// What it speaks itself, if it does; `way` says so too.
    pub tls: Option<Tls>,
}

/// Why the server stopped.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address could not be had.
    #[error("cannot listen on {address}")]
    Listen {
        /// Which.
        address: SocketAddr,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The system does not tell when to stop.
    #[error("signals cannot be listened for")]
    Signals(#[source] std::io::Error),
}

/// Listens, calls `ready` with the address that was had, and serves until told to stop.
pub async fn serve(
    mut server: Server,
    settings: Settings,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    server.way = settings.way;
    let address = settings.address;
    let listener =
        TcpListener::bind(address).await.map_err(|source| ServeError::Listen { address, source })?;
    let bound = listener.local_addr().map_err(|source| ServeError::Listen { address, source })?;
    let app = Arc::clone(&server.app);
    // Whoever comes meanwhile waits in the listener's queue, or for the one thing that he asks for.
    tokio::task::spawn_blocking(move || app.prepare());
    let watcher = tokio::spawn(events::watch(server.clone()));
    let keeper = tokio::spawn(keep::keep(server.clone()));
    let reminder = tokio::spawn(remind::remind(server.clone()));
    let publisher = tokio::spawn(publish::publish(server.clone()));
    // Listened for before the address is told: whoever was told it may stop the server at once.
    let told_to_stop = stop_signal().map_err(ServeError::Signals)?;
    ready(bound);
    let closing = server.clone();
    let stop = async move {
        told_to_stop.await;
        events::close(&closing);
    };
    connections::accept(listener, settings.tls, router(server), stop).await;
    watcher.abort();
    keeper.abort();
    publisher.abort();
    reminder.abort();
    Ok(())
}

/// All routes with what holds for every answer.
pub(crate) fn router(server: Server) -> Router {
    let secure = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    // Charts and maps set styles on elements, which this policy allows through the object model but not in markup.
    let policy = "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none'; \
                  base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
    Router::new()
        .nest(routes::BASE, routes::api(&server))
        .route("/healthz", axum::routing::get(|| async { "ok\n" }))
        .route("/metrics", axum::routing::get(metrics::metrics))
        .fallback(assets::page)
        .layer(middleware::from_fn(problem::speak))
        .layer(middleware::from_fn_with_state(server.clone(), metrics::count))
        .layer(secure(header::CONTENT_SECURITY_POLICY, policy))
        .layer(secure(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(secure(header::REFERRER_POLICY, "same-origin"))
        .layer(CompressionLayer::new())
        .layer(TraceLayer::new_for_http())
        .with_state(server)
}

/// Ctrl-C, or what a service manager sends; heard from now on.
#[cfg(unix)]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    })
}

/// Ctrl-C; heard from now on.
#[cfg(not(unix))]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    let mut interrupted = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        let _ = interrupted.recv().await;
    })
}

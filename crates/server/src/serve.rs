use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::trace::TraceLayer;

use crate::{Server, assets, events, metrics, routes};

/// Where and how to listen.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The address; loopback unless the operator says otherwise.
    pub address: SocketAddr,
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
    /// The connection loop failed.
    #[error("the server stopped")]
    Stopped(#[source] std::io::Error),
}

/// Listens, calls `ready` with the address that was had, and serves until told to stop.
pub async fn serve(
    server: Server,
    settings: Settings,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let address = settings.address;
    let listener =
        TcpListener::bind(address).await.map_err(|source| ServeError::Listen { address, source })?;
    let bound = listener.local_addr().map_err(|source| ServeError::Listen { address, source })?;
    let watcher = tokio::spawn(events::watch(server.clone()));
    ready(bound);
    let (stop, stopping) = watch::channel(false);
    tokio::spawn(async move {
        stop_signal().await;
        // Without a receiver the server has stopped already.
        let _ = stop.send(true);
    });
    let told = |mut stopping: watch::Receiver<bool>| async move {
        let _ = stopping.wait_for(|stop| *stop).await;
    };
    let serving = axum::serve(listener, router(server)).with_graceful_shutdown(told(stopping.clone()));
    let served = tokio::select! {
        served = serving => served,
        // Pages that listen for events never hang up by themselves.
        () = async { told(stopping).await; tokio::time::sleep(LAST_CALL).await } => Ok(()),
    };
    watcher.abort();
    served.map_err(ServeError::Stopped)
}

/// How long requests may take to finish after the server was told to stop.
const LAST_CALL: Duration = Duration::from_secs(3);

/// All routes with what holds for every answer.
pub(crate) fn router(server: Server) -> Router {
    let secure = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    // Charts and maps set styles on elements, which this policy allows through the object model but not in markup.
    let policy = "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none'; \
                  base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
    Router::new()
        .nest("/api/v1", routes::api())
        .route("/healthz", axum::routing::get(|| async { "ok\n" }))
        .route("/metrics", axum::routing::get(metrics::metrics))
        .fallback(assets::page)
        .layer(middleware::from_fn_with_state(server.clone(), metrics::count))
        .layer(secure(header::CONTENT_SECURITY_POLICY, policy))
        .layer(secure(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(secure(header::REFERRER_POLICY, "same-origin"))
        .layer(CompressionLayer::new())
        .layer(TraceLayer::new_for_http())
        .with_state(server)
}

/// Ctrl-C, or what a service manager sends.
async fn stop_signal() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminated) => {
                tokio::select! {
                    _ = interrupted => {}
                    _ = terminated.recv() => {}
                }
            }
            Err(_) => {
                let _ = interrupted.await;
            }
        }
    }
    #[cfg(not(unix))]
    {
        let _ = interrupted.await;
    }
}

use std::io::ErrorKind;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

/// How long the head of a request may take, and a connection may idle: whoever sends a byte a minute holds nothing.
const HEAD_WITHIN: Duration = Duration::from_secs(30);

/// Connections at once; more wait to be accepted.
const MOST: usize = 4_096;

/// How long requests may take to finish after the server was told to stop.
const LAST_CALL: Duration = Duration::from_secs(3);

/// Takes connections until told to stop, then lets those under way finish.
pub(crate) async fn accept(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD_WITHIN);
    let open = Arc::new(Semaphore::new(MOST));
    let all = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        let room = Arc::clone(&open).acquire_owned();
        let (stream, place) = tokio::select! {
            taken = async { (next(&listener).await, room.await) } => taken,
            () = &mut stop => break,
        };
        let service = TowerToHyperService::new(router.clone());
        let connection = builder.serve_connection(TokioIo::new(stream), service).into_owned();
        let connection = all.watch(connection);
        tokio::spawn(async move {
            // What goes wrong with one connection concerns its other end only.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    tokio::select! {
        () = all.shutdown() => {}
        // Pages that listen for events never hang up by themselves.
        () = tokio::time::sleep(LAST_CALL) => {}
    }
}

async fn next(listener: &TcpListener) -> TcpStream {
    const WITHOUT_ROOM: Duration = Duration::from_millis(500);
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // Answers are written whole; waiting for more to send would only delay them.
                let _ = stream.set_nodelay(true);
                return stream;
            }
            Err(error) => {
                let of_one =
                    [ErrorKind::ConnectionRefused, ErrorKind::ConnectionAborted, ErrorKind::ConnectionReset];
                if !of_one.contains(&error.kind()) {
                    tracing::error!(error = error.to_string(), "a connection could not be accepted");
                    tokio::time::sleep(WITHOUT_ROOM).await;
                }
            }
        }
    }
}

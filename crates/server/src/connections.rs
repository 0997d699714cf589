use std::io::ErrorKind;
use std::net::IpAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;
use tower::Service;

use crate::tls::Tls;

/// How long the head of a request may take, and a connection may idle: whoever sends a byte a minute holds nothing.
const HEAD_WITHIN: Duration = Duration::from_secs(30);

/// Connections at once; more wait to be accepted.
const MOST: u32 = 4_096;

/// How long requests may take to finish after the server was told to stop.
const LAST_CALL: Duration = Duration::from_secs(3);

/// The other end of a connection; in every request's extensions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub IpAddr);

/// Takes connections until told to stop, then lets those under way finish.
pub(crate) async fn accept(
    listener: TcpListener,
    tls: Option<Tls>,
    router: Router,
    stop: impl Future<Output = ()>,
) {
    let (tell, stopping) = watch::channel(false);
    let open = Arc::new(Semaphore::new(MOST as usize));
    let mut stop = pin!(stop);
    loop {
        let room = Arc::clone(&open).acquire_owned();
        let ((stream, peer), place) = tokio::select! {
            taken = async { (next(&listener).await, room.await) } => taken,
            () = &mut stop => break,
        };
        let (router, stopping, tls) = (router.clone(), stopping.clone(), tls.clone());
        tokio::spawn(async move {
            match tls {
                None => converse(stream, peer, router, stopping).await,
                // Whoever does not finish the handshake holds a place no longer than a slow head would.
                Some(Tls(tls)) => {
                    if let Ok(Ok(stream)) = timeout(HEAD_WITHIN, tls.accept(stream)).await {
                        converse(stream, peer, router, stopping).await;
                    }
                }
            }
            drop(place);
        });
    }
    drop(listener);
    // Without a receiver no connection is open.
    let _ = tell.send(true);
    tokio::select! {
        // All places free: all connections have ended.
        _ = open.acquire_many(MOST) => {}
        // Streams of events were ended before; an answer under way to a slow reader may not be.
        () = tokio::time::sleep(LAST_CALL) => {}
    }
}

/// Answers the requests of one connection until either end hangs up.
async fn converse(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    peer: Peer,
    router: Router,
    mut stopping: watch::Receiver<bool>,
) {
    let mut builder = Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD_WITHIN);
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(peer);
        // A router is always ready.
        router.clone().call(request)
    });
    let connection = builder.serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    // What goes wrong with one connection concerns its other end only.
    let told = async { drop(stopping.wait_for(|stop| *stop).await) };
    tokio::select! {
        _ = connection.as_mut() => {}
        () = told => {
            connection.as_mut().graceful_shutdown();
            let _ = connection.await;
        }
    }
}

async fn next(listener: &TcpListener) -> (TcpStream, Peer) {
    const WITHOUT_ROOM: Duration = Duration::from_millis(500);
    loop {
        match listener.accept().await {
            Ok((stream, address)) => {
                // Answers are written whole; waiting for more to send would only delay them.
                let _ = stream.set_nodelay(true);
                return (stream, Peer(address.ip()));
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

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::Server;

/// Counts for Prometheus.
#[derive(Default)]
pub(crate) struct Metrics {
    by_class: [AtomicU64; 6],
    microseconds: AtomicU64,
}

/// Counts a request and how long it took.
pub(crate) async fn count(State(server): State<Server>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let response = next.run(request).await;
    let class = usize::from(response.status().as_u16() / 100).min(5);
    server.metrics.by_class[class].fetch_add(1, Ordering::Relaxed);
    let micros = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
    server.metrics.microseconds.fetch_add(micros, Ordering::Relaxed);
    response
}

/// `/metrics` in Prometheus' text format.
pub(crate) async fn metrics(State(server): State<Server>) -> impl IntoResponse {
    let snapshot = server.app.snapshot();
    let mut text = String::from("# TYPE lanbai_http_requests_total counter\n");
    for (class, count) in server.metrics.by_class.iter().enumerate().skip(1) {
        let count = count.load(Ordering::Relaxed);
        // Writing to a string cannot fail.
        let _ = writeln!(text, "lanbai_http_requests_total{{class=\"{class}xx\"}} {count}");
    }
    let seconds = server.metrics.microseconds.load(Ordering::Relaxed) as f64 / 1e6;
    let publication = snapshot.publications.last().map_or(0, |p| p.number);
    let _ = write!(
        text,
        "# TYPE lanbai_http_request_seconds_total counter\nlanbai_http_request_seconds_total {seconds}\n\
         # TYPE lanbai_publication gauge\nlanbai_publication {publication}\n\
         # TYPE lanbai_observations gauge\nlanbai_observations {}\n",
        snapshot.cube.len()
    );
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text)
}

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::Server;

/// Upper bounds of the histogram's buckets, in seconds: an answer from the cache to a long import.
const BUCKETS: [f64; 12] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0, 30.0];

/// Counts for Prometheus, by route. Routes are our own templates, so that nobody can make ever new ones.
#[derive(Default)]
pub(crate) struct Metrics(RwLock<BTreeMap<String, Arc<OfRoute>>>);

#[derive(Default)]
struct OfRoute {
    by_class: [AtomicU64; 6],
    /// Requests at most as long as each bound; those beyond all of them are in the count only.
    buckets: [AtomicU64; BUCKETS.len()],
    microseconds: AtomicU64,
}

impl OfRoute {
    fn count(&self, class: usize, took: Duration) {
        self.by_class[class].fetch_add(1, Ordering::Relaxed);
        let seconds = took.as_secs_f64();
        if let Some(bucket) = BUCKETS.iter().position(|bound| seconds <= *bound) {
            self.buckets[bucket].fetch_add(1, Ordering::Relaxed);
        }
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.microseconds.fetch_add(micros, Ordering::Relaxed);
    }
}

impl Metrics {
    fn of(&self, route: &str) -> Arc<OfRoute> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(route).map(Arc::clone);
        known.unwrap_or_else(|| {
            let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(all.entry(route.to_owned()).or_default())
        })
    }
}

/// Counts a request and how long it took.
pub(crate) async fn count(State(server): State<Server>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let path = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    // What no route takes is a page, or an address below the API that there is not.
    let route = server.metrics.of(path.filter(|path| !path.contains('*')).unwrap_or("other"));
    let response = next.run(request).await;
    let class = usize::from(response.status().as_u16() / 100).min(5);
    route.count(class, begun.elapsed());
    response
}

/// `/metrics` in Prometheus' text format.
pub(crate) async fn metrics(State(server): State<Server>) -> impl IntoResponse {
    let snapshot = server.app.snapshot();
    let routes = server.metrics.0.read().unwrap_or_else(PoisonError::into_inner).clone();
    let publication = snapshot.publications.last().map_or(0, |p| p.number);
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write_requests(&mut text, &routes);
    let _ = write_durations(&mut text, &routes);
    let gauges = [
        ("lanbai_publication", "Number of the last publication.", publication.to_string()),
        ("lanbai_observations", "Observations that can be asked for.", snapshot.cube.len().to_string()),
        (
            "lanbai_snapshot_generation",
            "Snapshots of plan and lake since the start.",
            snapshot.generation.to_string(),
        ),
    ];
    for (name, help, value) in gauges {
        let _ = write!(text, "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}\n");
    }
    let version = env!("CARGO_PKG_VERSION");
    let _ = write!(
        text,
        "# HELP lanbai_build_info The build that answers; always 1.\n# TYPE lanbai_build_info gauge\n\
         lanbai_build_info{{version=\"{version}\"}} 1\n"
    );
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text)
}

type Routes = BTreeMap<String, Arc<OfRoute>>;

fn write_requests(text: &mut String, routes: &Routes) -> std::fmt::Result {
    const NAME: &str = "lanbai_http_requests_total";
    write!(text, "# HELP {NAME} Requests answered, by route and class of status.\n# TYPE {NAME} counter\n")?;
    for (route, counts) in routes {
        for (class, count) in counts.by_class.iter().enumerate() {
            let count = count.load(Ordering::Relaxed);
            if count > 0 {
                writeln!(text, "{NAME}{{route=\"{route}\",class=\"{class}xx\"}} {count}")?;
            }
        }
    }
    Ok(())
}

fn write_durations(text: &mut String, routes: &Routes) -> std::fmt::Result {
    const NAME: &str = "lanbai_http_request_duration_seconds";
    write!(text, "# HELP {NAME} Time from a request to the head of its answer.\n# TYPE {NAME} histogram\n")?;
    for (route, counts) in routes {
        // The count is read first: a request that is counted meanwhile must not make a bucket exceed it.
        let mut all: u64 = counts.by_class.iter().map(|count| count.load(Ordering::Relaxed)).sum();
        let mut below = 0;
        for (bound, bucket) in BUCKETS.iter().zip(&counts.buckets) {
            below += bucket.load(Ordering::Relaxed);
            writeln!(text, "{NAME}_bucket{{route=\"{route}\",le=\"{bound}\"}} {below}")?;
        }
        all = all.max(below);
        let seconds = counts.microseconds.load(Ordering::Relaxed) as f64 / 1e6;
        write!(
            text,
            "{NAME}_bucket{{route=\"{route}\",le=\"+Inf\"}} {all}\n{NAME}_sum{{route=\"{route}\"}} {seconds}\n\
             {NAME}_count{{route=\"{route}\"}} {all}\n"
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Metrics, write_durations, write_requests};

    #[test]
    fn buckets_add_up_and_end_with_the_count() {
        let metrics = Metrics::default();
        for (millis, class) in [(0, 2), (3, 2), (3, 4), (70_000, 2)] {
            metrics.of("/plan").count(class, Duration::from_millis(millis));
        }
        let routes = metrics.0.read().expect("unpoisoned").clone();
        let mut text = String::new();
        write_requests(&mut text, &routes)
            .and_then(|()| write_durations(&mut text, &routes))
            .expect("written");
        for line in [
            "lanbai_http_requests_total{route=\"/plan\",class=\"2xx\"} 3",
            "lanbai_http_requests_total{route=\"/plan\",class=\"4xx\"} 1",
            "lanbai_http_request_duration_seconds_bucket{route=\"/plan\",le=\"0.0005\"} 1",
            "lanbai_http_request_duration_seconds_bucket{route=\"/plan\",le=\"0.005\"} 3",
            "lanbai_http_request_duration_seconds_bucket{route=\"/plan\",le=\"30\"} 3",
            "lanbai_http_request_duration_seconds_bucket{route=\"/plan\",le=\"+Inf\"} 4",
            "lanbai_http_request_duration_seconds_count{route=\"/plan\"} 4",
            "lanbai_http_request_duration_seconds_sum{route=\"/plan\"} 70.006",
        ] {
            assert!(text.lines().any(|told| told == line), "{line} in\n{text}");
        }
    }
}

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use xxhash_rust::xxh3::xxh3_64;

use crate::Server;
use crate::etag;
use crate::guard::Seen;
use crate::problem::Refused;

/// Answers of one snapshot as bytes, ready to send. The next snapshot begins with none.
#[derive(Default)]
pub(crate) struct Cache(RwLock<Entries>);

#[derive(Default)]
struct Entries {
    generation: u64,
    answers: HashMap<String, Entry>,
    bytes: usize,
}

#[derive(Clone)]
struct Entry {
    body: Bytes,
    tag: HeaderValue,
}

impl Cache {
    /// Answers kept for one snapshot; whoever asks for random things cannot fill the memory.
    const BYTES: usize = 32 << 20;

    fn get(&self, generation: u64, key: &str) -> Option<Entry> {
        let entries = self.0.read().unwrap_or_else(PoisonError::into_inner);
        (entries.generation == generation).then(|| entries.answers.get(key).cloned())?
    }

    fn put(&self, generation: u64, key: String, entry: Entry) {
        let mut entries = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if entries.generation > generation {
            // A late answer of an older snapshot is nobody's business any more.
            return;
        }
        if entries.generation < generation || entries.bytes > Self::BYTES {
            *entries = Entries { generation, ..Entries::default() };
        }
        entries.bytes += key.len() + entry.body.len();
        entries.answers.insert(key, entry);
    }
}

/// Answers with JSON, from the cache if the same was asked of this snapshot before by someone from whom the same is
/// hidden, and with an ETag.
pub(crate) fn cached<T: Serialize>(
    server: &Server,
    Seen(app): &Seen,
    headers: &HeaderMap,
    key: &str,
    compute: impl FnOnce() -> Result<T, Refused>,
) -> Result<Response, Refused> {
    let generation = app.snapshot().generation;
    let key = format!("{}\n{key}", app.sight());
    let entry = match server.cache.get(generation, &key) {
        Some(entry) => entry,
        None => {
            let entry = encode(&compute()?)?;
            server.cache.put(generation, key, entry.clone());
            entry
        }
    };
    Ok(answered(headers, entry))
}

/// Answers with JSON and an ETag, and keeps nothing: what each caller is told is his own.
pub(crate) fn tagged<T: Serialize>(headers: &HeaderMap, value: &T) -> Result<Response, Refused> {
    Ok(answered(headers, encode(value)?))
}

fn answered(headers: &HeaderMap, entry: Entry) -> Response {
    if etag::is_known(headers, &entry.tag) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, entry.tag)]).into_response();
    }
    let kind = HeaderValue::from_static("application/json");
    let revalidate = HeaderValue::from_static("no-cache");
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::ETAG, entry.tag),
        (header::CACHE_CONTROL, revalidate),
        // What is shown depends on who is signed in.
        (header::VARY, HeaderValue::from_static("cookie")),
    ];
    (headers, entry.body).into_response()
}

fn encode<T: Serialize>(value: &T) -> Result<Entry, Refused> {
    let broken = |_| Refused::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "");
    let body = serde_json::to_vec(value).map_err(broken)?;
    let tag = HeaderValue::from_str(&format!("\"{:016x}\"", xxh3_64(&body)))
        .unwrap_or_else(|_| HeaderValue::from_static("\"0\""));
    Ok(Entry { body: body.into(), tag })
}

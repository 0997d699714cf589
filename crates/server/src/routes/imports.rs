use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::body::Body;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request, State};
use axum::http::{StatusCode, header};
use futures::StreamExt;
use lanbai_app::view::ImportReport;
use lanbai_app::{ImportOptions, ImportProgress};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::query::Asked;
use crate::Server;
use crate::events::announce;
use crate::problem::{Problem, Refused};

/// The largest upload.
const MOST_BYTES: usize = 256 << 20;

/// How an upload is to be taken in.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ImportQuery {
    /// Tell what would happen and change nothing.
    pub dry_run: Option<bool>,
    /// The register that the file belongs to, where its headings do not tell.
    pub register: Option<String>,
    /// Origin of rows that state none: published, reported, derived or sample.
    pub origin: Option<String>,
    /// Source of rows that name none.
    pub source: Option<String>,
}

/// One file.
#[derive(ToSchema)]
#[expect(
    dead_code,
    reason = "describes the form to readers of the API document; the form is read as a stream"
)]
pub(crate) struct ImportForm {
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
}

/// Imports a CSV, XLSX or Parquet file: all of it or nothing. What is wrong with it is in the findings.
#[utoipa::path(post, path = "/api/v1/imports", tag = "data", params(ImportQuery), request_body(content = ImportForm, content_type = "multipart/form-data"), responses((status = 200, body = ImportReport), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn import(
    State(server): State<Server>,
    Asked(asked): Asked<ImportQuery>,
    request: Request,
) -> Result<Json<ImportReport>, Refused> {
    let (name, kept) = received(request).await?;
    let given = |text: Option<String>| text.filter(|text| !text.is_empty());
    let origin = match given(asked.origin) {
        None => None,
        Some(name) => Some(
            lanbai_app::origin(&name)
                .ok_or_else(|| Refused::new(StatusCode::BAD_REQUEST, "unknown-origin", name.as_str()))?,
        ),
    };
    let options = ImportOptions {
        dry_run: asked.dry_run.unwrap_or(false),
        register: given(asked.register),
        origin,
        source: given(asked.source),
        ..ImportOptions::default()
    };
    // On a task of its own: whoever hangs up does not stop what others wait for.
    let work = async move {
        let before = server.app.snapshot();
        let progress = Arc::new(ImportProgress::default());
        let report = server.app.import(&name, Box::new(kept), options, progress).await?;
        announce(&server, &before);
        Ok(Json(report))
    };
    let stopped = |_| Refused::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "");
    tokio::spawn(work).await.map_err(stopped)?
}

/// The uploaded file, kept where it takes no memory, and its name.
pub(super) async fn received(request: Request) -> Result<(String, File), Refused> {
    received_within(request, MOST_BYTES).await
}

/// The same of at most so many bytes.
pub(super) async fn received_within(mut request: Request, most: usize) -> Result<(String, File), Refused> {
    let stated: Option<u64> = told(&request, header::CONTENT_LENGTH).and_then(|length| length.parse().ok());
    if stated.is_some_and(|bytes| bytes > most as u64) {
        tokio::spawn(drain(request.into_body()));
        return Err(too_large(most));
    }
    let kind: String = told(&request, header::CONTENT_TYPE).unwrap_or("—").chars().take(120).collect();
    if !kind.starts_with("multipart/form-data") {
        return Err(Refused::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-a-form", kind));
    }
    DefaultBodyLimit::max(most).apply(&mut request);
    let form = Multipart::from_request(request, &()).await;
    // Only its boundary can be missing by now.
    let mut form = form.map_err(|_| Refused::new(StatusCode::BAD_REQUEST, "malformed-upload", kind))?;
    while let Some(field) = in_time(form.next_field(), most).await? {
        if field.name() == Some("file") {
            let name = field.file_name().map_or_else(|| "upload".to_owned(), shown_name);
            return Ok((name, keep(field, most).await?));
        }
    }
    Err(Refused::new(StatusCode::BAD_REQUEST, "no-file-in-form", ""))
}

fn told(request: &Request, name: header::HeaderName) -> Option<&str> {
    request.headers().get(name)?.to_str().ok()
}

async fn keep(mut field: Field<'_>, most: usize) -> Result<File, Refused> {
    let no_room = |error: io::Error| {
        tracing::error!(error = error.to_string(), "an upload could not be kept");
        Refused::new(StatusCode::INSUFFICIENT_STORAGE, "no-room", "")
    };
    let mut kept = tempfile::tempfile().map_err(no_room)?;
    while let Some(chunk) = in_time(field.chunk(), most).await? {
        kept.write_all(&chunk).map_err(no_room)?;
    }
    kept.seek(SeekFrom::Start(0)).map_err(no_room)?;
    Ok(kept)
}

/// The next piece of an upload; a sender that falls silent is not waited for.
async fn in_time<T>(
    piece: impl Future<Output = Result<T, MultipartError>>,
    most: usize,
) -> Result<T, Refused> {
    const LONGEST_SILENCE: Duration = Duration::from_secs(30);
    match tokio::time::timeout(LONGEST_SILENCE, piece).await {
        Ok(piece) => piece.map_err(|error| broken(&error, most)),
        Err(_) => {
            let limit = LONGEST_SILENCE.as_secs().to_string();
            Err(Refused::with(StatusCode::REQUEST_TIMEOUT, "too-slow", &[("limit", limit)]))
        }
    }
}

fn broken(error: &MultipartError, most: usize) -> Refused {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return too_large(most);
    }
    Refused::new(StatusCode::BAD_REQUEST, "malformed-upload", error.body_text())
}

fn too_large(most: usize) -> Refused {
    let limit = format!("{} MiB", most >> 20);
    Refused::with(StatusCode::PAYLOAD_TOO_LARGE, "upload-too-large", &[("limit", limit)])
}

/// Reads on for a while after the refusal: a browser shows the answer only when it has sent everything.
async fn drain(body: Body) {
    const LONGEST: Duration = Duration::from_secs(20);
    let mut pieces = body.into_data_stream();
    let all = async { while let Some(Ok(_)) = pieces.next().await {} };
    let _ = tokio::time::timeout(LONGEST, all).await;
}

/// The name of a file without folders, short enough to be shown.
fn shown_name(name: &str) -> String {
    const LONGEST: usize = 120;
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    last.chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}

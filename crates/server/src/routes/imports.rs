use std::io::{Seek, SeekFrom, Write};
use std::sync::Arc;

use axum::Json;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use lanbai_app::view::ImportReport;
use lanbai_app::{ImportOptions, ImportProgress};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::query::Asked;
use crate::Server;
use crate::events::announce;
use crate::problem::{Problem, Refused};

/// The largest upload.
pub(crate) const MOST_BYTES: usize = 256 << 20;

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

/// Imports a CSV or XLSX file: all of it or nothing. What is wrong with it is in the findings.
#[utoipa::path(post, path = "/api/v1/imports", tag = "data", params(ImportQuery), request_body(content = ImportForm, content_type = "multipart/form-data"), responses((status = 200, body = ImportReport), (status = "4XX", body = Problem)))]
pub(crate) async fn import(
    State(server): State<Server>,
    Asked(asked): Asked<ImportQuery>,
    mut form: Multipart,
) -> Result<Json<ImportReport>, Refused> {
    let broken = |detail: String| Refused::new(StatusCode::BAD_REQUEST, "malformed-upload", detail);
    let Some(mut field) = form.next_field().await.map_err(|e| broken(e.body_text()))? else {
        return Err(broken("—".to_owned()));
    };
    let name = field.file_name().map_or_else(|| "upload".to_owned(), shown_name);
    let no_space = |error: std::io::Error| {
        tracing::error!(error = error.to_string(), "an upload could not be kept");
        Refused::new(StatusCode::INSUFFICIENT_STORAGE, "no-room", "")
    };
    let mut kept = tempfile::tempfile().map_err(no_space)?;
    while let Some(chunk) = field.chunk().await.map_err(|e| broken(e.body_text()))? {
        kept.write_all(&chunk).map_err(no_space)?;
    }
    kept.seek(SeekFrom::Start(0)).map_err(no_space)?;
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
    let before = server.app.snapshot();
    let report =
        server.app.import(&name, Box::new(kept), options, Arc::new(ImportProgress::default())).await?;
    announce(&server, &before);
    Ok(Json(report))
}

/// The name of a file without folders, short enough to be shown.
fn shown_name(name: &str) -> String {
    const LONGEST: usize = 120;
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    last.chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}

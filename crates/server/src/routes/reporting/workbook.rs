use std::io::Read;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use lanbai_app::reporting::{FormFile, Language, Upload};
use lanbai_app::view::UploadReport;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::Server;
use crate::guard::By;
use crate::problem::{Problem, Refused};
use crate::routes::imports::received_within;
use crate::routes::query::Asked;

const CSV: &str = "text/csv; charset=utf-8";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The largest file of a form.
const MOST_BYTES: usize = 16 << 20;

/// As what and in which language.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct WorkbookQuery {
    /// `xlsx` or `csv`; xlsx if not said.
    pub format: Option<String>,
    /// The rows of that register of the form instead of its fields; as `csv` only.
    pub register: Option<String>,
    /// Language of headings and help: `zh` or `en`; zh if not said.
    pub lang: Option<String>,
}

/// Whether to take it in.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct UploadQuery {
    /// The draft's contents for which the changes were shown: they are taken in if it still has these. Without it
    /// nothing is saved, and what would change is told.
    pub seen: Option<i64>,
}

/// The template of a submission, to be filled in offline: earlier values and what is filled in already stand in it.
#[utoipa::path(get, path = "/api/v1/submissions/{id}/workbook", tag = "reporting", params(("id" = String, Path,), WorkbookQuery), responses((status = 200, content((Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (String = "text/csv; charset=utf-8"))), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn workbook(
    State(server): State<Server>,
    By(caller): By,
    Path(id): Path<String>,
    Asked(asked): Asked<WorkbookQuery>,
) -> Result<Response, Refused> {
    let shown = |text: &str| -> String { text.chars().take(80).collect() };
    let language = match asked.lang.as_deref() {
        None | Some("") => Language::Chinese,
        Some(name) => Language::named(name)
            .ok_or_else(|| Refused::new(StatusCode::BAD_REQUEST, "unknown-language", shown(name)))?,
    };
    match asked.format.as_deref() {
        None | Some("" | "xlsx") if asked.register.is_none() => {
            sent(server.app.form_workbook(&caller, &id, language).await?, XLSX)
        }
        Some("csv") => {
            sent(server.app.form_text(&caller, &id, asked.register.as_deref(), language).await?, CSV)
        }
        other => Err(Refused::new(StatusCode::BAD_REQUEST, "unknown-format", shown(other.unwrap_or("xlsx")))),
    }
}

/// Takes a filled-in template (or CSV) into the draft, through the checks that typing passes: whole or not at all. Without
/// `seen` it only tells what would change.
#[utoipa::path(post, path = "/api/v1/submissions/{id}/workbook", tag = "reporting", params(("id" = String, Path,), UploadQuery), request_body(content = crate::routes::imports::ImportForm, content_type = "multipart/form-data"), responses((status = 200, body = UploadReport), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn upload(
    State(server): State<Server>,
    By(caller): By,
    Path(id): Path<String>,
    Asked(asked): Asked<UploadQuery>,
    request: Request,
) -> Result<Json<UploadReport>, Refused> {
    let upload = uploaded(request, MOST_BYTES).await?;
    Ok(Json(server.app.upload_form(&caller, &id, upload, asked.seen).await?))
}

/// Sends a filled-in file back as the submission's workbook, its cells marked and commented where something is wrong.
/// Nothing is saved.
#[utoipa::path(post, path = "/api/v1/submissions/{id}/workbook/returned", tag = "reporting", params(("id" = String, Path,)), request_body(content = crate::routes::imports::ImportForm, content_type = "multipart/form-data"), responses((status = 200, body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn returned(
    State(server): State<Server>,
    By(caller): By,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Refused> {
    let upload = uploaded(request, MOST_BYTES).await?;
    sent(server.app.returned_workbook(&caller, &id, upload).await?, XLSX)
}

/// An uploaded file of at most so many bytes.
pub(crate) async fn uploaded(request: Request, most: usize) -> Result<Upload, Refused> {
    let (file, mut kept) = received_within(request, most).await?;
    let mut bytes = Vec::new();
    kept.read_to_end(&mut bytes).map_err(|error| {
        tracing::error!(error = error.to_string(), "an upload could not be read again");
        Refused::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "")
    })?;
    Ok(Upload { file, bytes })
}

fn sent(file: FormFile, kind: &'static str) -> Result<Response, Refused> {
    attachment(&file.name, kind, file.bytes)
}

/// A file to be kept; its name may hold any letters.
pub(crate) fn attachment(name: &str, kind: &str, bytes: Vec<u8>) -> Result<Response, Refused> {
    let named: String = name
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect();
    let disposition = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{named}"))
        .unwrap_or_else(|_| HeaderValue::from_static("attachment"));
    let kind =
        HeaderValue::from_str(kind).unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"));
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, Body::from(bytes)).into_response())
}

use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use lanbai_report::{Table, to_csv, to_xlsx};
use serde::Deserialize;
use utoipa::IntoParams;

use super::evaluations::NumbersQuery;
use super::query::{Asked, LimitsQuery};
use crate::guard::Seen;
use crate::problem::{Problem, Refused};

const CSV: &str = "text/csv; charset=utf-8";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// As what and in which language.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FormatQuery {
    /// `xlsx` or `csv`; xlsx if not said.
    pub format: Option<String>,
    /// Language of headings and words: `zh` or `en`; zh if not said.
    pub lang: Option<String>,
}

impl FormatQuery {
    pub fn english(&self) -> Result<bool, Refused> {
        match self.lang.as_deref() {
            None | Some("" | "zh") => Ok(false),
            Some("en") => Ok(true),
            Some(other) => Err(Refused::new(StatusCode::BAD_REQUEST, "unknown-language", shown(other))),
        }
    }
}

/// Which rows of a table.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FilterQuery {
    /// `column:text`: only rows whose column contains the text; `column=value`: only those where it equals the value.
    pub filter: Option<String>,
}

/// Evaluations as a file, with their sources below.
#[utoipa::path(get, path = "/api/v1/evaluations/export", tag = "numbers", params(NumbersQuery, LimitsQuery, FormatQuery), responses((status = 200, content((Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (String = "text/csv; charset=utf-8"))), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn evaluations_file(
    seen: Seen,
    Asked(asked): Asked<NumbersQuery>,
    Asked(limits): Asked<LimitsQuery>,
    Asked(format): Asked<FormatQuery>,
) -> Result<Response, Refused> {
    let items = seen.0.evaluate(&asked.indicator, &asked.territory, &asked.period, &limits.limits()?)?;
    let table = seen.0.evaluation_table(&items, format.english()?);
    file(&table, &format, "evaluations")
}

/// A table of the lake as a file, at most 100,000 rows.
#[utoipa::path(get, path = "/api/v1/tables/{name}/export", tag = "data", params(("name" = String, Path,), FilterQuery, FormatQuery), responses((status = 200, content((Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (String = "text/csv; charset=utf-8"))), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn table_file(
    seen: Seen,
    Path(name): Path<String>,
    Asked(rows): Asked<FilterQuery>,
    Asked(format): Asked<FormatQuery>,
) -> Result<Response, Refused> {
    let table = seen.0.table_file(&name, rows.filter.as_deref(), format.english()?).await?;
    file(&table, &format, &name)
}

/// A table as the file that was asked for.
pub(super) fn file(table: &Table, format: &FormatQuery, name: &str) -> Result<Response, Refused> {
    let broken = |error: lanbai_report::ReportError| {
        tracing::error!(error = error.to_string(), "export failed");
        Refused::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "")
    };
    let (bytes, kind, ending) = match format.format.as_deref() {
        Some("csv") => (to_csv(table).map_err(broken)?, CSV, "csv"),
        None | Some("" | "xlsx") => (to_xlsx(table).map_err(broken)?, XLSX, "xlsx"),
        Some(other) => return Err(Refused::new(StatusCode::BAD_REQUEST, "unknown-format", shown(other))),
    };
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}.{ending}\""))
        .unwrap_or_else(|_| HeaderValue::from_static("attachment"));
    let headers =
        [(header::CONTENT_TYPE, HeaderValue::from_static(kind)), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, Body::from(bytes)).into_response())
}

fn shown(text: &str) -> String {
    const LONGEST: usize = 80;
    text.chars().take(LONGEST).collect()
}

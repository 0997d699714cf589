use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use lanbai_report::{Table, to_csv, to_xlsx};
use serde::Deserialize;

use super::evaluations::{NumbersQuery, plus};
use super::query::{Asked, LimitsQuery};
use crate::Server;
use crate::problem::Refused;

/// As what and in which language.
#[derive(Debug, Deserialize)]
pub(crate) struct FormatQuery {
    format: Option<String>,
    lang: Option<String>,
    filter: Option<String>,
}

impl FormatQuery {
    fn english(&self) -> bool {
        self.lang.as_deref() == Some("en")
    }
}

/// Evaluations as a file, with their sources below.
pub(crate) async fn evaluations(
    State(server): State<Server>,
    Asked(asked): Asked<NumbersQuery>,
    Asked(limits): Asked<LimitsQuery>,
    Asked(format): Asked<FormatQuery>,
) -> Result<Response, Refused> {
    let items =
        server.app.evaluate(&asked.indicator, &plus(&asked.territory), &asked.period, &limits.limits()?)?;
    let table = server.app.evaluation_table(&items, format.english());
    file(&table, &format, "evaluations")
}

/// A table of the lake as a file, at most 100,000 rows.
pub(crate) async fn table(
    State(server): State<Server>,
    Path(name): Path<String>,
    Asked(format): Asked<FormatQuery>,
) -> Result<Response, Refused> {
    let table = server.app.table_file(&name, format.filter.as_deref(), format.english()).await?;
    file(&table, &format, &name)
}

fn file(table: &Table, format: &FormatQuery, name: &str) -> Result<Response, Refused> {
    let broken = |error: lanbai_report::ReportError| {
        tracing::error!(error = error.to_string(), "export failed");
        Refused::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "")
    };
    let (bytes, kind, ending) = match format.format.as_deref() {
        Some("csv") => (to_csv(table).map_err(broken)?, "text/csv; charset=utf-8", "csv"),
        None | Some("xlsx") => {
            let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            (to_xlsx(table).map_err(broken)?, kind, "xlsx")
        }
        Some(other) => return Err(Refused::new(StatusCode::BAD_REQUEST, "unknown-format", other)),
    };
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}.{ending}\""))
        .unwrap_or_else(|_| HeaderValue::from_static("attachment"));
    let headers =
        [(header::CONTENT_TYPE, HeaderValue::from_static(kind)), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, Body::from(bytes)).into_response())
}

use axum::body::Body;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::Embed;

use crate::problem::Refused;

/// The built web pages.
#[derive(Embed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Pages;

/// Where built files lie; their names carry a hash of their content, so what is not there was replaced.
const BUILT: &str = "assets/";

/// A file of the web pages; any other address is the app itself, which has its own routes.
pub(crate) async fn page(method: Method, uri: Uri) -> Result<Response, Refused> {
    if method != Method::GET && method != Method::HEAD {
        let refused = Refused::new(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", method.as_str());
        return Ok(([(header::ALLOW, HeaderValue::from_static("GET, HEAD"))], refused).into_response());
    }
    let path = uri.path().trim_start_matches('/');
    if path.starts_with("api/") {
        return Err(Refused::new(StatusCode::NOT_FOUND, "no-such-route", ""));
    }
    let (name, file) = match Pages::get(path) {
        Some(file) if !path.is_empty() => (path, Some(file)),
        _ if path.starts_with(BUILT) => {
            return Err(Refused::new(StatusCode::NOT_FOUND, "no-such-file", shown(path)));
        }
        _ => ("index.html", Pages::get("index.html")),
    };
    let file = file.ok_or_else(|| Refused::new(StatusCode::NOT_FOUND, "no-pages", ""))?;
    let lasting = if name.starts_with(BUILT) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let kind = HeaderValue::from_str(file.metadata.mimetype())
        .unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"));
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, HeaderValue::from_static(lasting))];
    Ok((headers, Body::from(file.data.into_owned())).into_response())
}

fn shown(path: &str) -> String {
    const LONGEST: usize = 120;
    path.chars().take(LONGEST).collect()
}

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::Embed;

/// The built web pages.
#[derive(Embed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Pages;

/// A file of the web pages; any other address is the app itself, which has its own routes.
pub(crate) async fn page(uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    let (name, file) = match Pages::get(path) {
        Some(file) if !path.is_empty() => (path, Some(file)),
        _ => ("index.html", Pages::get("index.html")),
    };
    let Some(file) = file else {
        let text = "The web pages were not built into this binary. Build them with `cargo xtask demo`.\n";
        return (StatusCode::NOT_FOUND, text).into_response();
    };
    // Names of built files carry a hash of their content, so they never change.
    let lasting =
        if name.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let kind = HeaderValue::from_str(file.metadata.mimetype())
        .unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"));
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, HeaderValue::from_static(lasting))];
    (headers, Body::from(file.data.into_owned())).into_response()
}

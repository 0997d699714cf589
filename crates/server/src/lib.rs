//! HTTP API and web pages. It converts only: what is answered is decided in `lanbai-app`.

mod assets;
mod cache;
mod connections;
mod etag;
mod events;
mod failing;
mod guard;
mod keep;
mod language;
mod metrics;
mod openapi;
mod problem;
mod publish;
mod remind;
mod routes;
mod sent;
mod serve;
mod session_cookie;
mod state;
#[cfg(test)]
mod tests;
mod tls;

pub use openapi::openapi;
pub use serve::{ServeError, Settings, serve};
pub use state::{Server, Way};
pub use tls::{Tls, TlsError};

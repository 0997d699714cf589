//! 统一身份认证: signing in through an identity provider by OpenID Connect (authorization code with PKCE). The provider
//! says who someone is; what he may do is ours to say. docs/decisions/0016.

mod account;
mod begin;
mod code;
mod exchange;
mod fetch;
mod id_token;
mod metadata;
mod provider;
mod return_here;
mod secret;
mod signature;

pub use begin::Departure;
pub(super) use provider::Provider;
pub use return_here::{Returned, Vouched};

use chrono::TimeDelta;
use lanbai_kernel::{Finding, Place};

use crate::AppError;

/// How long someone may take at the provider, and again for his one-time code.
const WAY: TimeDelta = TimeDelta::minutes(10);
/// What the audit log is told of who entitles to it.
const AUTHORITY: &str = "openid-connect";

fn refused(code: &'static str) -> AppError {
    AppError::Refused(Box::new(Finding::error(code, Place::default())))
}

/// What the operator is told in the log of why an answer was not taken: never what stands in a token.
fn told<E: std::fmt::Display>(code: &'static str) -> impl FnOnce(E) -> AppError {
    move |reason| {
        tracing::warn!(code, %reason, "signing in through the provider failed");
        refused(code)
    }
}

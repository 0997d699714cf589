use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr};

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::MethodRouter;
use lanbai_app::App;
use lanbai_app::people::{Caller, Where};
use lanbai_reporting::rights::Action;

use crate::connections::Peer;
use crate::problem::Refused;
use crate::routes::Route;
use crate::session_cookie::Kept;
use crate::{Server, Way, session_cookie};

/// What a request that changes something carries, so that another site cannot act in someone's name.
pub(crate) const TOKEN_HEADER: &str = "x-lanbai-token";

/// Where whoever asks must be allowed to do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// For some territory; the handler looks which one it is.
    Handler,
    /// For the plan as a whole.
    Whole,
}

/// Whoever asks. Every route of the API finds him here.
pub(crate) struct By(pub Caller);

impl<S: Send + Sync> FromRequestParts<S> for By {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(parts.extensions.get::<Caller>().cloned().unwrap_or_default()))
    }
}

/// The workspace as whoever asks sees it. Every route that answers with figures reads them here.
pub(crate) struct Seen(pub App);

impl FromRequestParts<Server> for Seen {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Infallible> {
        let visitor = Caller::visitor();
        let caller = parts.extensions.get::<Caller>().unwrap_or(&visitor);
        Ok(Self(server.app.seen_by(caller)))
    }
}

/// A route that is answered only to those who may.
pub(crate) fn guarded(route: &Route, server: &Server) -> MethodRouter<Server> {
    let state = (server.clone(), route.action, route.reach);
    route.serve.clone().layer(middleware::from_fn_with_state(state, guard))
}

type Guarded = (Server, Action, Reach);

async fn guard(
    State((server, action, reach)): State<Guarded>,
    mut request: Request,
    next: Next,
) -> Result<Response, Refused> {
    let caller = caller(&server, request.headers()).await?;
    if !request.method().is_safe() {
        not_from_elsewhere(&caller, action, request.headers())?;
    }
    let about = match reach {
        Reach::Handler => Where::Any,
        Reach::Whole => Where::Whole,
    };
    caller.may(action, about, &server.app)?;
    let may_be_kept =
        matches!(action, Action::ReadFigures | Action::Learn) && request.method() == Method::GET;
    request.extensions_mut().insert(caller);
    let mut response = next.run(request).await;
    if !may_be_kept {
        response.headers_mut().insert("cache-control", axum::http::HeaderValue::from_static("no-store"));
    }
    Ok(response)
}

async fn caller(server: &Server, headers: &HeaderMap) -> Result<Caller, Refused> {
    match session_cookie::token(headers, server.way, Kept::Session) {
        Some(token) => Ok(server.app.caller_of(token).await?),
        None => Ok(Caller::visitor()),
    }
}

/// Refuses what a page of another site had the browser send: it can neither read the session's token nor set a header.
fn not_from_elsewhere(caller: &Caller, action: Action, headers: &HeaderMap) -> Result<(), Refused> {
    let told = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let elsewhere = || Refused::new(StatusCode::FORBIDDEN, "cross-site", "");
    if told("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return Err(elsewhere());
    }
    // Signing in anew needs no token: whoever has lost the page that knew it must be able to.
    if !caller.is_signed_in() || action == Action::SignIn {
        return Ok(());
    }
    let token = told(TOKEN_HEADER).unwrap_or_default();
    if is_same(token.as_bytes(), caller.cross_site_token.as_bytes()) { Ok(()) } else { Err(elsewhere()) }
}

/// Compares in a time that says nothing of where two secrets differ.
fn is_same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |differing, (a, b)| differing | (a ^ b)) == 0
}

/// Where a request comes from; a proxy tells it of those whom it stands for.
pub(crate) struct From(pub IpAddr);

impl FromRequestParts<Server> for From {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.0);
        Ok(Self(forwarded(&parts.headers, server.way).unwrap_or(peer)))
    }
}

/// The last address of the list: the proxy wrote it, and what stands before it anyone may have written.
fn forwarded(headers: &HeaderMap, way: Way) -> Option<IpAddr> {
    let told = headers.get_all("x-forwarded-for").into_iter().next_back()?;
    way.behind_proxy.then(|| told.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue};

    use super::{forwarded, is_same};
    use crate::Way;

    #[test]
    fn only_a_proxy_that_stands_there_is_believed_and_only_its_own_word() {
        let check = |told: &'static str, behind_proxy, expected: Option<&str>| {
            let headers = HeaderMap::from_iter([(
                "x-forwarded-for".parse().expect("a name"),
                HeaderValue::from_static(told),
            )]);
            let address = forwarded(&headers, Way { behind_proxy, tls: false });
            assert_eq!(address.map(|address| address.to_string()).as_deref(), expected, "{told}");
        };
        check("203.0.113.9", false, None);
        check("203.0.113.9", true, Some("203.0.113.9"));
        check("10.0.0.1, 203.0.113.9", true, Some("203.0.113.9"));
        check("nonsense", true, None);
        assert!(is_same(b"ab", b"ab") && !is_same(b"ab", b"ac") && !is_same(b"ab", b"abc"));
    }
}

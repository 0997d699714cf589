use axum::http::{HeaderMap, HeaderValue, header};

use crate::Way;

/// What a browser keeps for this server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// The session's token.
    Session,
    /// What shows that who comes back from the identity provider is who set out.
    Departure,
}

/// The cookie's name. Where browsers speak TLS its prefix makes them refuse one that another host or a page without TLS
/// would set.
const fn name(way: Way, kept: Kept) -> &'static str {
    match (kept, way.is_secure()) {
        (Kept::Session, true) => "__Host-lanbai",
        (Kept::Session, false) => "lanbai",
        (Kept::Departure, true) => "__Host-lanbai-provider",
        (Kept::Departure, false) => "lanbai-provider",
    }
}

/// What a request carries of it.
pub(crate) fn token(headers: &HeaderMap, way: Way, kept: Kept) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    cookies.flat_map(|line| line.split(';')).find_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        (key.trim() == name(way, kept)).then(|| value.trim())
    })
}

/// Has the browser keep it, a session until it is closed, and send it to this server alone.
pub(crate) fn set(token: &str, way: Way, kept: Kept) -> Option<HeaderValue> {
    let more = match kept {
        Kept::Session => "",
        Kept::Departure => "; Max-Age=600",
    };
    cookie(token, more, way, kept)
}

/// Has the browser forget it.
pub(crate) fn forget(way: Way, kept: Kept) -> Option<HeaderValue> {
    cookie("", "; Max-Age=0", way, kept)
}

fn cookie(value: &str, more: &str, way: Way, kept: Kept) -> Option<HeaderValue> {
    let secure = if way.is_secure() { "; Secure" } else { "" };
    let name = name(way, kept);
    HeaderValue::try_from(format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{more}")).ok()
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};

    use super::{Kept, forget, set, token};
    use crate::Way;

    const TLS: Way = Way { behind_proxy: false, tls: true };
    const PLAIN: Way = Way { behind_proxy: false, tls: false };

    #[test]
    fn a_token_is_found_among_other_cookies() {
        let check = |line: &'static str, way, expected: Option<&str>| {
            let headers = HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static(line))]);
            assert_eq!(token(&headers, way, Kept::Session), expected, "{line}");
        };
        check("a=1; lanbai=0f; b=2", PLAIN, Some("0f"));
        check("xlanbai=0f", PLAIN, None);
        check("lanbai=0f", TLS, None);
        check("__Host-lanbai=0f", TLS, Some("0f"));
        check("", PLAIN, None);
        check("lanbai-provider=0f", PLAIN, None);
    }

    #[test]
    fn no_script_and_no_other_site_gets_it() {
        let text = |value: Option<HeaderValue>| value.and_then(|v| v.to_str().ok().map(str::to_owned));
        assert_eq!(
            text(set("0f", PLAIN, Kept::Session)).as_deref(),
            Some("lanbai=0f; Path=/; HttpOnly; SameSite=Strict")
        );
        assert_eq!(
            text(forget(TLS, Kept::Session)).as_deref(),
            Some("__Host-lanbai=; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=0")
        );
        assert_eq!(
            text(set("0f", TLS, Kept::Departure)).as_deref(),
            Some("__Host-lanbai-provider=0f; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=600")
        );
    }
}

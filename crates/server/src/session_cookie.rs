use axum::http::{HeaderMap, HeaderValue, header};

use crate::Way;

/// The cookie's name. Where browsers speak TLS its prefix makes them refuse one that another host or a page without TLS
/// would set.
const fn name(way: Way) -> &'static str {
    if way.is_secure() { "__Host-lanbai" } else { "lanbai" }
}

/// The session's token that a request carries.
pub(crate) fn token(headers: &HeaderMap, way: Way) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    cookies.flat_map(|line| line.split(';')).find_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        (key.trim() == name(way)).then(|| value.trim())
    })
}

/// Has the browser keep a token until it is closed, and send it to this server alone.
pub(crate) fn set(token: &str, way: Way) -> Option<HeaderValue> {
    cookie(token, "", way)
}

/// Has the browser forget it.
pub(crate) fn forget(way: Way) -> Option<HeaderValue> {
    cookie("", "; Max-Age=0", way)
}

fn cookie(value: &str, more: &str, way: Way) -> Option<HeaderValue> {
    let secure = if way.is_secure() { "; Secure" } else { "" };
    HeaderValue::try_from(format!("{}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{more}", name(way)))
        .ok()
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};

    use super::{forget, set, token};
    use crate::Way;

    const TLS: Way = Way { behind_proxy: false, tls: true };
    const PLAIN: Way = Way { behind_proxy: false, tls: false };

    #[test]
    fn a_token_is_found_among_other_cookies() {
        let check = |line: &'static str, way, expected: Option<&str>| {
            let headers = HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static(line))]);
            assert_eq!(token(&headers, way), expected, "{line}");
        };
        check("a=1; lanbai=0f; b=2", PLAIN, Some("0f"));
        check("xlanbai=0f", PLAIN, None);
        check("lanbai=0f", TLS, None);
        check("__Host-lanbai=0f", TLS, Some("0f"));
        check("", PLAIN, None);
    }

    #[test]
    fn no_script_and_no_other_site_gets_it() {
        let text = |value: Option<HeaderValue>| value.and_then(|v| v.to_str().ok().map(str::to_owned));
        assert_eq!(text(set("0f", PLAIN)).as_deref(), Some("lanbai=0f; Path=/; HttpOnly; SameSite=Strict"));
        assert_eq!(
            text(forget(TLS)).as_deref(),
            Some("__Host-lanbai=; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=0")
        );
    }
}

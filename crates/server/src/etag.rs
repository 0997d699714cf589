use axum::http::{HeaderMap, HeaderValue, header};

/// Whether the reader has the answer of that tag already: `If-None-Match` compares weakly (RFC 9110, 13.1.2).
pub(crate) fn is_known(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let known = headers.get_all(header::IF_NONE_MATCH).into_iter().filter_map(|value| value.to_str().ok());
    // Our tags are hexadecimal digits in quotes, so a comma never stands inside one.
    let mut listed = known.flat_map(|list| list.split(',')).map(str::trim);
    listed.any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known).as_bytes() == tag.as_bytes())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};

    use super::is_known;

    #[test]
    fn weak_listed_and_any() {
        let tag = HeaderValue::from_static("\"0a1b\"");
        let check = |told: &'static str| {
            let headers = HeaderMap::from_iter([(header::IF_NONE_MATCH, HeaderValue::from_static(told))]);
            is_known(&headers, &tag)
        };
        for told in ["\"0a1b\"", "W/\"0a1b\"", "\"0\", \"0a1b\"", "\"0\",W/\"0a1b\"", "*"] {
            assert!(check(told), "{told}");
        }
        for told in ["\"0\"", "0a1b", "", "W/"] {
            assert!(!check(told), "{told}");
        }
        assert!(!is_known(&HeaderMap::new(), &tag));
    }
}

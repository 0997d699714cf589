use axum::http::{HeaderMap, Uri, header};
use lanbai_app::view::Bilingual;

/// The language of a request: what its `lang` says, else what its reader prefers, else English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    Chinese,
    English,
}

impl Language {
    /// The language that a request asks for.
    pub fn asked(uri: &Uri, headers: &HeaderMap) -> Self {
        let of_query = uri.query().and_then(|query| {
            query.split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(Self::named)
        });
        let of_reader = || {
            let accepted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
            let mut best: Option<(Self, f32)> = None;
            for (language, weight) in accepted.split(',').filter_map(Self::weighted) {
                if weight > best.map_or(0.0, |(_, weight)| weight) {
                    best = Some((language, weight));
                }
            }
            best.map(|(language, _)| language)
        };
        of_query.or_else(of_reader).unwrap_or(Self::English)
    }

    /// `zh-CN;q=0.8`: the language, if it is one of ours, and how much it is wanted.
    fn weighted(range: &str) -> Option<(Self, f32)> {
        let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
        let weight = parameters.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.trim().parse().ok())?;
        Some((Self::named(tag.trim())?, weight))
    }

    fn named(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next().unwrap_or(tag);
        [Self::Chinese, Self::English]
            .into_iter()
            .find(|language| language.primary().eq_ignore_ascii_case(primary))
    }

    const fn primary(self) -> &'static str {
        match self {
            Self::Chinese => "zh",
            Self::English => "en",
        }
    }

    /// As `Content-Language` has it.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// The text in this language.
    pub fn of(self, text: &Bilingual) -> &str {
        match self {
            Self::Chinese => &text.zh,
            Self::English => &text.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, Uri, header};

    use super::Language;

    #[test]
    fn the_query_wins_then_the_most_wanted_language() {
        let check = |uri: &str, accepted: &str, expected: Language| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, accepted.parse().expect("a header"));
            let uri: Uri = uri.parse().expect("an address");
            assert_eq!(Language::asked(&uri, &headers), expected, "{uri} {accepted}");
        };
        check("/", "zh-CN,zh;q=0.9,en;q=0.8", Language::Chinese);
        check("/", "en;q=0.3, ZH-hant;q=0.5", Language::Chinese);
        check("/", "de, zh;q=0", Language::English);
        check("/", "*", Language::English);
        check("/", "zh;q=much", Language::English);
        check("/?a=1&lang=zh", "en", Language::Chinese);
        check("/?lang=en", "zh", Language::English);
        check("/?lang=fr", "zh", Language::Chinese);
    }
}

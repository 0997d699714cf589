use std::borrow::Cow;

/// Full-width letters, digits and punctuation as their ASCII twins, odd spaces as plain ones, ends trimmed.
///
/// What a keyboard in Chinese mode types differs from what a plan or a number has only by this.
pub(crate) fn fold(text: &str) -> Cow<'_, str> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
    if text.bytes().all(|b| b.is_ascii()) || !text.chars().any(|c| fold_char(c) != Some(c)) {
        return Cow::Borrowed(text);
    }
    let folded: String = text.chars().filter_map(fold_char).collect();
    Cow::Owned(folded.trim().to_owned())
}

/// Zero-width characters that Office and browsers leave in copied cells.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}

fn fold_char(c: char) -> Option<char> {
    match c {
        // The block of full-width forms repeats ASCII at a fixed distance.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        '\u{2212}' => Some('-'),
        c if is_invisible(c) => None,
        c if c.is_whitespace() => Some(' '),
        c => Some(c),
    }
}

/// A heading or word for comparison: folded, without spaces, in lower case.
pub(crate) fn key(text: &str) -> String {
    fold(text)
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '*' | '_'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// `text` cut to what a finding can show.
pub(crate) fn shorten(text: &str) -> String {
    const SHOWN: usize = 60;
    let mut shown: String = text.chars().take(SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

use memchr::{memchr_iter, memmem};

/// What stands between the cells of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Delimiter {
    Byte(u8),
    /// `，`, which a keyboard in Chinese mode types.
    FullWidthComma,
}

const FULL_WIDTH_COMMA: &[u8] = "，".as_bytes();

impl Delimiter {
    const CANDIDATES: [Self; 4] =
        [Self::Byte(b','), Self::Byte(b'\t'), Self::Byte(b';'), Self::FullWidthComma];

    pub(crate) const fn len(self) -> usize {
        match self {
            Self::Byte(_) => 1,
            Self::FullWidthComma => FULL_WIDTH_COMMA.len(),
        }
    }

    /// Hands the start of each delimiter in `line` to `each`.
    #[inline]
    pub(crate) fn each(self, line: &[u8], mut each: impl FnMut(usize)) {
        match self {
            Self::Byte(byte) => memchr_iter(byte, line).for_each(&mut each),
            Self::FullWidthComma => memmem::find_iter(line, FULL_WIDTH_COMMA).for_each(&mut each),
        }
    }

    /// Whether `text` begins with it.
    #[inline]
    pub(crate) fn starts(self, text: &[u8]) -> bool {
        match self {
            Self::Byte(byte) => text.first() == Some(&byte),
            Self::FullWidthComma => text.starts_with(FULL_WIDTH_COMMA),
        }
    }

    /// The one that splits most of the first lines into the same number of cells.
    pub(crate) fn guess(sample: &[u8]) -> Self {
        const LINES: usize = 30;
        let lines: Vec<Vec<u8>> = sample
            .split(|b| matches!(b, b'\n' | b'\r'))
            .filter(|line| !line.trim_ascii().is_empty())
            .take(LINES)
            .map(without_quoted)
            .collect();
        let score = |candidate: &Self| {
            let counts: Vec<usize> = lines
                .iter()
                .map(|line| {
                    let mut count = 0;
                    candidate.each(line, |_| count += 1);
                    count
                })
                .filter(|count| *count > 0)
                .collect();
            counts
                .iter()
                .map(|count| (counts.iter().filter(|other| *other == count).count(), *count))
                .max()
                .unwrap_or_default()
        };
        // The first of equals, so that a comma wins where nothing tells.
        Self::CANDIDATES.into_iter().rev().max_by_key(score).unwrap_or(Self::Byte(b','))
    }
}

/// What stands between quotes says nothing of the delimiter.
fn without_quoted(line: &[u8]) -> Vec<u8> {
    let mut inside = false;
    line.iter()
        .copied()
        .filter(|&b| {
            inside ^= b == b'"';
            !inside && b != b'"'
        })
        .collect()
}

use rustc_hash::FxHashMap;

/// What each distinct text of a column was resolved to.
///
/// A column of millions of cells has few distinct ones, so the tolerant reading and the look-up of names are paid
/// once for each. Files sorted by the column hit the last answer without hashing.
pub(crate) struct Cache<T> {
    known: FxHashMap<Box<[u8]>, T>,
    last: Vec<u8>,
    answer: Option<T>,
}

impl<T: Copy> Cache<T> {
    /// A column of nothing but distinct texts must not become a copy of the file.
    const MOST: usize = 1 << 16;
    /// Nor must a few long ones.
    const LONGEST: usize = 256;

    pub(crate) fn new() -> Self {
        Self { known: FxHashMap::default(), last: Vec::new(), answer: None }
    }

    /// The answer to `text`; `resolve` is asked the first time. `seen` tells whether it was known already.
    #[inline]
    pub(crate) fn get(&mut self, text: &[u8], resolve: impl FnOnce(&[u8]) -> T) -> (T, bool) {
        if let Some(answer) = self.answer
            && self.last == text
        {
            return (answer, true);
        }
        let known = self.known.get(text).copied();
        let answer = known.unwrap_or_else(|| {
            let answer = resolve(text);
            if self.known.len() < Self::MOST && text.len() <= Self::LONGEST {
                self.known.insert(text.into(), answer);
            }
            answer
        });
        self.last.clear();
        self.last.extend_from_slice(text);
        self.answer = Some(answer);
        (answer, known.is_some())
    }
}

use crate::{Names, Noun};

/// The candidate most like `seen`, if any is like it at all.
#[derive(Default)]
pub(crate) struct Nearest {
    best: Option<(f64, String)>,
}

impl Nearest {
    /// Below this similarity a suggestion confuses more than it helps.
    const LIKE: f64 = 0.5;

    pub(crate) fn offer(&mut self, seen: &str, candidate: &str) {
        let likeness = strsim::normalized_damerau_levenshtein(seen, candidate);
        let best = self.best.as_ref().map_or(Self::LIKE, |(best, _)| *best);
        if likeness > best {
            self.best = Some((likeness, candidate.to_owned()));
        }
    }

    /// The best name, or a dash: sentences need something in its place.
    pub(crate) fn name(self) -> String {
        self.best.map_or_else(|| "—".to_owned(), |(_, name)| name)
    }
}

/// A cell of thousands of characters is no misspelt name, and comparing it costs its length each time.
const LONGEST: usize = 256;

/// The known name nearest to one that was not found.
pub(crate) fn nearest_name(names: &dyn Names, noun: Noun, seen: &str) -> String {
    let mut nearest = Nearest::default();
    if seen.len() <= LONGEST {
        names.each(noun, &mut |candidate| nearest.offer(seen, candidate));
    }
    nearest.name()
}

/// The nearest of a few fixed words.
pub(crate) fn nearest_of<'a>(seen: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    let mut nearest = Nearest::default();
    for candidate in candidates.into_iter().filter(|_| seen.len() <= LONGEST) {
        nearest.offer(seen, candidate);
    }
    nearest.name()
}

/// The longest text that is compared, in bytes. A cell of thousands of characters is no misspelt name, and comparing it
/// costs its length with every candidate.
const LONGEST: usize = 256;

/// Below this likeness a suggestion confuses more than it helps.
const LIKE_ENOUGH: f64 = 0.65;

/// Looks among names for the one that someone may have meant.
pub struct Nearest<'s, T> {
    seen: &'s str,
    best: Option<(f64, T)>,
}

impl<'s, T> Nearest<'s, T> {
    /// For a name that was not found.
    pub const fn new(seen: &'s str) -> Self {
        Self { seen, best: None }
    }

    /// Considers a name; `keep` makes what is remembered of it. Of equally like names the first one stays.
    pub fn offer(&mut self, candidate: &str, keep: impl FnOnce() -> T) {
        if self.seen.len() > LONGEST || candidate.len() > LONGEST {
            return;
        }
        let likeness = likeness(self.seen, candidate);
        let is_better = self.best.as_ref().is_none_or(|(best, _)| likeness > *best);
        if likeness >= LIKE_ENOUGH && is_better {
            self.best = Some((likeness, keep()));
        }
    }

    /// The name most like the one seen, if any is like it at all.
    pub fn found(self) -> Option<T> {
        self.best.map(|(_, found)| found)
    }
}

/// The candidate most like `seen`, if one is like enough to be worth suggesting.
pub fn nearest<'c>(seen: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let mut nearest = Nearest::new(seen);
    for candidate in candidates {
        nearest.offer(candidate, || candidate);
    }
    nearest.found()
}

/// One measure favours equal beginnings, the other swapped letters; either may see the likeness.
fn likeness(seen: &str, candidate: &str) -> f64 {
    strsim::jaro_winkler(seen, candidate).max(strsim::normalized_damerau_levenshtein(seen, candidate))
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, nearest};

    const NAMES: [&str; 5] = ["lanzhou-hitech", "lanzhou-new-area", "baiyin-hitech", "高新技术企业数", "gdp"];

    fn check(seen: &str, expected: Option<&str>) {
        assert_eq!(nearest(seen, NAMES), expected, "{seen}");
    }

    #[test]
    fn the_name_that_was_meant_is_found_and_an_unlike_one_is_not() {
        check("lanzhou-hitec", Some("lanzhou-hitech"));
        check("lanzuo-hitech", Some("lanzhou-hitech"));
        check("gpd", Some("gdp"));
        check("高新技术企业", Some("高新技术企业数"));
        check("研发投入", None);
        check("", None);
    }

    #[test]
    fn of_equally_like_names_the_first_is_suggested() {
        assert_eq!(nearest("gdx", ["gda", "gdb"]), Some("gda"));
    }

    #[test]
    fn what_is_far_too_long_for_a_name_is_not_compared() {
        let (longest, longer) = ("x".repeat(LONGEST), "x".repeat(LONGEST + 1));
        assert_eq!(nearest(&longest, [longest.as_str()]), Some(longest.as_str()));
        assert_eq!(nearest(&longer, [longest.as_str()]), None);
        assert_eq!(nearest(&longest, [longer.as_str()]), None);
    }
}

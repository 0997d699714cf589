use lanbai_kernel::{Nearest, nearest};

use crate::{Names, Noun};

/// The known name nearest to one that was not found.
pub(crate) fn nearest_name(names: &dyn Names, noun: Noun, seen: &str) -> String {
    let mut nearest = Nearest::new(seen);
    names.each(noun, &mut |candidate| nearest.offer(candidate, || candidate.to_owned()));
    or_dash(nearest.found())
}

/// The nearest of a few fixed words.
pub(crate) fn nearest_of<'a>(seen: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    or_dash(nearest(seen, candidates).map(str::to_owned))
}

/// Sentences need something in its place.
fn or_dash(name: Option<String>) -> String {
    name.unwrap_or_else(|| "—".to_owned())
}

/// The candidate most like `seen`, if one is like enough to be worth suggesting.
pub fn nearest<'c>(seen: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    const LIKE_ENOUGH: f64 = 0.65;
    // One measure favours equal beginnings, the other swapped letters; either may see the likeness.
    let likeness = |candidate: &str| {
        strsim::jaro_winkler(seen, candidate).max(strsim::normalized_damerau_levenshtein(seen, candidate))
    };
    candidates
        .into_iter()
        .map(|candidate| (likeness(candidate), candidate))
        .filter(|(likeness, _)| *likeness >= LIKE_ENOUGH)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

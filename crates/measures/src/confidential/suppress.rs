use super::span::Span;

/// One measure over the leaves and totals of a grain of a year.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Respondents of each leaf; 0 where it has none or nothing is known of them.
    pub respondents: Vec<u32>,
    /// Leaves whose value the reader knows anyway: his own, or published.
    pub known: Vec<bool>,
    /// The leaves that each total adds up.
    pub totals: Vec<Vec<usize>>,
    /// Respondents below which a cell is not shown.
    pub fewest: u32,
}

/// Which cells of a [`Table`] are not shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Hidden {
    pub leaves: Vec<bool>,
    pub totals: Vec<bool>,
}

/// Hides the sensitive cells, and further ones until no set of leaves with too few respondents in all follows from
/// what is shown; `before` is hidden in any case.
///
/// Whether something follows is decided exactly, by the span of the totals that are shown (Giessing, in Hundepool et
/// al. 2012, ch. 4.3; intervals that could be estimated are not looked at). What is hidden in addition is found
/// greedily: of the smallest total that gives a set away, the leaf with the fewest respondents; values decide nothing,
/// for a choice by value would tell of it. It may hide more than the least that would do. Ends because each turn hides
/// one cell more.
pub fn suppress(table: &Table, before: Option<&Hidden>) -> Hidden {
    let Table { respondents, known, totals, fewest } = table;
    let sensitive = |n: u32| n > 0 && n < *fewest;
    let was = |of: fn(&Hidden) -> &Vec<bool>, n: usize| before.is_some_and(|hidden| of(hidden)[n]);
    let mut hidden = Hidden {
        leaves: (0..respondents.len())
            .map(|n| !known[n] && (sensitive(respondents[n]) || was(|h| &h.leaves, n)))
            .collect(),
        totals: totals
            .iter()
            .enumerate()
            .map(|(n, leaves)| {
                let unknown = leaves.iter().filter(|leaf| !known[**leaf]);
                sensitive(unknown.map(|leaf| respondents[*leaf]).sum()) || was(|h| &h.totals, n)
            })
            .collect(),
    };
    while let Some(revealed) = revealed(table, &hidden) {
        hide_one_more(table, &revealed, &mut hidden);
    }
    hidden
}

/// Hidden leaves with too few respondents in all whose sum follows from the totals that are shown.
fn revealed(table: &Table, hidden: &Hidden) -> Option<Vec<usize>> {
    let unknown: Vec<usize> = (0..hidden.leaves.len()).filter(|n| hidden.leaves[*n]).collect();
    let mut span = Span::default();
    for (n, leaves) in table.totals.iter().enumerate() {
        if !hidden.totals[n] {
            span.add(&unknown.iter().map(|leaf| leaves.contains(leaf)).collect::<Vec<_>>());
        }
    }
    let few: Vec<usize> = unknown.iter().copied().filter(|n| table.respondents[*n] < table.fewest).collect();
    let too_few = |set: &[usize]| {
        let all: u32 = set.iter().map(|n| table.respondents[*n]).sum();
        all > 0 && all < table.fewest
    };
    let follows = |set: &[usize]| {
        too_few(set) && span.holds(&unknown.iter().map(|leaf| set.contains(leaf)).collect::<Vec<_>>())
    };
    let alone = few.iter().map(|n| vec![*n]);
    let pairs = few.iter().enumerate().flat_map(|(at, a)| few[at + 1..].iter().map(|b| vec![*a, *b]));
    alone.chain(pairs).find(|set| follows(set))
}

fn hide_one_more(table: &Table, revealed: &[usize], hidden: &mut Hidden) {
    let tells = |leaves: &Vec<usize>| revealed.iter().any(|leaf| leaves.contains(leaf));
    let shown = (0..table.totals.len()).filter(|n| !hidden.totals[*n] && tells(&table.totals[*n]));
    // A set that follows is told by some total that is shown.
    let Some(total) = shown.min_by_key(|n| table.totals[*n].len()) else {
        revealed.iter().for_each(|leaf| hidden.leaves[*leaf] = true);
        hidden.totals.iter_mut().for_each(|total| *total = true);
        return;
    };
    let free =
        |leaf: &&usize| !hidden.leaves[**leaf] && !table.known[**leaf] && table.respondents[**leaf] > 0;
    match table.totals[total].iter().filter(free).min_by_key(|leaf| (table.respondents[**leaf], **leaf)) {
        Some(leaf) => hidden.leaves[*leaf] = true,
        None => hidden.totals[total] = true,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Hidden, Table, revealed, suppress};

    fn table(respondents: &[u32], totals: &[&[usize]]) -> Table {
        Table {
            respondents: respondents.to_vec(),
            known: vec![false; respondents.len()],
            totals: totals.iter().map(|leaves| leaves.to_vec()).collect(),
            fewest: 3,
        }
    }

    fn hidden_leaves(hidden: &Hidden) -> Vec<usize> {
        (0..hidden.leaves.len()).filter(|n| hidden.leaves[*n]).collect()
    }

    #[test]
    fn one_sensitive_park_takes_the_smallest_other_with_it() {
        let hidden = suppress(&table(&[2, 40, 5, 9], &[&[0, 1, 2, 3]]), None);
        assert_eq!(hidden_leaves(&hidden), [0, 2]);
        assert_eq!(hidden.totals, [false]);
    }

    #[test]
    fn nothing_is_hidden_where_nothing_is_sensitive() {
        let hidden = suppress(&table(&[3, 40, 0, 9], &[&[0, 1, 2, 3]]), None);
        assert_eq!(hidden_leaves(&hidden), [0_usize; 0]);
    }

    #[test]
    fn two_parks_of_one_respondent_each_do_not_protect_each_other() {
        // Their sum would be told, and it rests on two.
        let hidden = suppress(&table(&[1, 1, 7, 9], &[&[0, 1, 2, 3]]), None);
        assert_eq!(hidden_leaves(&hidden), [0, 1, 2]);
    }

    #[test]
    fn overlapping_zones_give_nothing_away() {
        // The zones differ by the first park alone: their difference would be its value.
        let hidden = suppress(&table(&[2, 8, 9], &[&[0, 1, 2], &[1, 2]]), None);
        let shown: Vec<usize> = (0..2).filter(|n| !hidden.totals[*n]).collect();
        assert!(shown.len() < 2, "{hidden:?}");
    }

    #[test]
    fn a_total_of_nobody_else_goes_too() {
        let hidden = suppress(&table(&[2, 0, 9, 9], &[&[0, 1], &[0, 1, 2, 3]]), None);
        assert_eq!(hidden.totals, [true, false]);
        assert_eq!(hidden_leaves(&hidden), [0, 2]);
    }

    #[test]
    fn whoever_knows_one_of_two_hidden_ones_cannot_work_out_the_other() {
        let mut own = table(&[2, 2, 8], &[&[0, 1, 2]]);
        own.known[0] = true;
        assert_eq!(hidden_leaves(&suppress(&own, None)), [1, 2]);
    }

    proptest! {
        #[test]
        fn no_few_respondents_ever_follow_from_what_is_shown(
            respondents in prop::collection::vec(0_u32..8, 1..12),
            members in prop::collection::vec(prop::collection::vec(any::<bool>(), 12), 1..7),
            known in prop::collection::vec(prop::bool::weighted(0.2), 12),
        ) {
            let count = respondents.len();
            let totals = members
                .iter()
                .map(|is_member| (0..count).filter(|n| is_member[*n]).collect())
                .collect();
            let table = Table { respondents, known: known[..count].to_vec(), totals, fewest: 3 };
            let hidden = suppress(&table, None);
            prop_assert!(revealed(&table, &hidden).is_none());
            for n in 0..count {
                let is_sensitive = (1..3).contains(&table.respondents[n]) && !table.known[n];
                prop_assert!(!is_sensitive || hidden.leaves[n]);
                prop_assert!(!(table.known[n] && hidden.leaves[n]));
            }
        }
    }
}

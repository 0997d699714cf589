use std::hash::Hash;
use std::ops::Range;

use rustc_hash::FxHashMap;

/// A column, most of whose values are alike.
#[derive(Debug, Clone)]
pub(super) enum Coded<T> {
    /// All are this one.
    Same(T),
    /// Each once, ascending, and for every row which of them it has: as many as a byte tells apart.
    Few { values: Box<[T]>, codes: Box<[u8]> },
    /// As they are.
    Many(Box<[T]>),
}

impl<T: Copy + Ord + Hash> Coded<T> {
    pub fn new(column: Vec<T>) -> Self {
        match coded(&column) {
            Some((values, _)) if values.len() == 1 => Self::Same(values[0]),
            Some((values, codes)) => Self::Few { values: values.into(), codes: codes.into() },
            None => Self::Many(column.into()),
        }
    }

    #[inline]
    pub fn at(&self, row: usize) -> T {
        match self {
            Self::Same(value) => *value,
            Self::Few { values, codes } => values[usize::from(codes[row])],
            Self::Many(values) => values[row],
        }
    }

    /// The values of a stretch, for those who look at each.
    pub fn of(&self, rows: Range<usize>) -> Vec<T> {
        match self {
            Self::Same(value) => vec![*value; rows.len()],
            Self::Few { values, codes } => {
                codes[rows].iter().map(|code| values[usize::from(*code)]).collect()
            }
            Self::Many(values) => values[rows].to_vec(),
        }
    }

    /// The few values of the column, and which of them the rows of a stretch have, if they are told so.
    pub fn coded(&self, rows: Range<usize>) -> Option<(&[T], &[u8])> {
        match self {
            Self::Few { values, codes } => Some((values, &codes[rows])),
            Self::Same(_) | Self::Many(_) => None,
        }
    }

    /// The rows of an ascending stretch that lie between two bounds: those after all for which `before` holds, for as
    /// long as `until` does.
    pub fn between(
        &self,
        rows: Range<usize>,
        before: impl Fn(&T) -> bool,
        until: impl Fn(&T) -> bool,
    ) -> Range<usize> {
        match self {
            Self::Same(value) if before(value) => rows.end..rows.end,
            Self::Same(value) if until(value) => rows,
            Self::Same(_) => rows.start..rows.start,
            Self::Few { values, codes } => {
                // The few values of a measure are at hand; the codes of one series are not.
                let (first, end) = (values.partition_point(before), values.partition_point(until));
                let is_in = |code: &u8, bound: usize| usize::from(*code) < bound;
                stretch(codes, rows, |code| is_in(code, first), |code| is_in(code, end))
            }
            Self::Many(values) => stretch(values, rows, before, until),
        }
    }
}

fn stretch<T>(
    all: &[T],
    rows: Range<usize>,
    before: impl Fn(&T) -> bool,
    until: impl Fn(&T) -> bool,
) -> Range<usize> {
    let begin = rows.start + all[rows.clone()].partition_point(before);
    // They are few, and lie together.
    let length = all[begin..rows.end].iter().position(|value| !until(value));
    begin..length.map_or(rows.end, |length| begin + length)
}

/// The distinct values, ascending, and for every row which of them it has; none if there are more than a few.
fn coded<T: Copy + Ord + Hash>(column: &[T]) -> Option<(Vec<T>, Vec<u8>)> {
    let (mut values, mut known): (Vec<T>, FxHashMap<T, u8>) = (Vec::new(), FxHashMap::default());
    let mut codes = Vec::with_capacity(column.len());
    for value in column {
        let code = match known.get(value) {
            Some(code) => *code,
            None => {
                let next = u8::try_from(values.len()).ok()?;
                values.push(*value);
                known.insert(*value, next);
                next
            }
        };
        codes.push(code);
    }
    // Codes were given as values came; they shall ascend with them.
    let came = values.clone();
    values.sort_unstable();
    let rank = |value: &T| values.partition_point(|other| other < value);
    let ranks: Vec<u8> = came.iter().map(|value| u8::try_from(rank(value)).unwrap_or(u8::MAX)).collect();
    codes.iter_mut().for_each(|code| *code = ranks[usize::from(*code)]);
    Some((values, codes))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Coded;

    proptest! {
        #[test]
        fn a_column_keeps_its_values(of in 1u16..600, column in prop::collection::vec(any::<u16>(), 0..900)) {
            let column: Vec<u16> = column.into_iter().map(|value| value % of).collect();
            let coded = Coded::new(column.clone());
            for (row, value) in column.iter().enumerate() {
                prop_assert_eq!(coded.at(row), *value);
            }
            let later = column.len() / 3..column.len();
            prop_assert_eq!(coded.of(later.clone()), &column[later]);
        }

        #[test]
        fn stretches_are_those_of_the_plain_column(
            of in 1u16..600,
            mut column in prop::collection::vec(any::<u16>(), 2..900),
            ends in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
            bounds in (0u16..600, 0u16..600),
        ) {
            column.iter_mut().for_each(|value| *value %= of);
            let (a, b) = (ends.0.index(column.len()), ends.1.index(column.len()));
            let rows = a.min(b)..a.max(b);
            column[rows.clone()].sort_unstable();
            let (low, high) = (bounds.0.min(bounds.1), bounds.0.max(bounds.1));
            let found = Coded::new(column.clone()).between(rows.clone(), |v| *v < low, |v| *v <= high);
            let inside = |row: &usize| (low..=high).contains(&column[*row]);
            prop_assert!(found.clone().eq(rows.filter(inside)), "{:?}", found);
        }
    }
}

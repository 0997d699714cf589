//! What follows from sums that are known, exactly: linear algebra over the integers modulo a prime.

/// The Mersenne prime 2^61 - 1. Coefficients are 0 and 1, so a determinant that it divides by chance would have to be
/// about as great; what follows over the rationals is found in any case, and no more can be claimed than is there.
const PRIME: u64 = (1 << 61) - 1;

/// The span of some sums of unknowns, in reduced row echelon form.
#[derive(Debug, Default)]
pub(super) struct Span {
    /// Rows with a leading 1, and its column.
    rows: Vec<(usize, Vec<u64>)>,
}

impl Span {
    /// Adds a sum: for each unknown whether it is part of it.
    pub fn add(&mut self, sum: &[bool]) {
        let mut row: Vec<u64> = sum.iter().map(|is_part| u64::from(*is_part)).collect();
        self.reduce(&mut row);
        let Some(lead) = row.iter().position(|value| *value != 0) else { return };
        let inverse = power(row[lead], PRIME - 2);
        row.iter_mut().for_each(|value| *value = times(*value, inverse));
        for (_, other) in &mut self.rows {
            eliminate(other, lead, &row);
        }
        self.rows.push((lead, row));
    }

    /// Whether the value of a sum follows from the known ones.
    pub fn holds(&self, sum: &[bool]) -> bool {
        let mut row: Vec<u64> = sum.iter().map(|is_part| u64::from(*is_part)).collect();
        self.reduce(&mut row);
        row.iter().all(|value| *value == 0)
    }

    fn reduce(&self, row: &mut [u64]) {
        for (lead, known) in &self.rows {
            eliminate(row, *lead, known);
        }
    }
}

/// Takes the multiple of a row with a leading 1 from another that makes its column 0.
fn eliminate(row: &mut [u64], lead: usize, known: &[u64]) {
    let factor = row[lead];
    if factor == 0 {
        return;
    }
    for (value, known) in row.iter_mut().zip(known) {
        *value = (*value + PRIME - times(factor, *known)) % PRIME;
    }
}

fn times(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b) % u128::from(PRIME);
    u64::try_from(product).unwrap_or(0)
}

fn power(base: u64, mut exponent: u64) -> u64 {
    let (mut result, mut square) = (1, base);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = times(result, square);
        }
        square = times(square, square);
        exponent >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn a_difference_of_overlapping_sums_is_found() {
        let mut span = Span::default();
        span.add(&[true, true, true, false]);
        span.add(&[false, true, true, false]);
        assert!(span.holds(&[true, false, false, false]), "the first less the second");
        assert!(!span.holds(&[false, true, false, false]));
        // a+b, b+c, c+a give each alone, but only together.
        let mut odd = Span::default();
        odd.add(&[true, true, false]);
        odd.add(&[false, true, true]);
        assert!(!odd.holds(&[true, false, false]));
        odd.add(&[true, false, true]);
        assert!(odd.holds(&[true, false, false]));
    }
}

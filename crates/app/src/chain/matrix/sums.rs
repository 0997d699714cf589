//! What labels amount to: totals from their parts, and totals that are printed and do not equal them.

use lanbai_graphs::linkages::Tolerance;
use lanbai_kernel::Decimal;

use super::exact;
use super::labels::{AxisLabels, FLOWS, Role};

/// A number a sector.
pub(super) type Vector = Vec<Decimal>;

/// A printed total that its parts do not sum to.
#[derive(Debug, PartialEq)]
pub(super) struct Gap {
    pub label: usize,
    /// Which sector, in the table's order.
    pub sector: usize,
    pub printed: Decimal,
    pub sum: Decimal,
}

/// The labels of one axis with their values.
pub(super) struct Sums<'l> {
    labels: &'l AxisLabels,
    /// What stands in the table, by label.
    printed: Vec<Option<Vector>>,
    flows: Vector,
    tolerance: Tolerance,
    pub gaps: Vec<Gap>,
}

impl<'l> Sums<'l> {
    pub fn new(
        labels: &'l AxisLabels,
        printed: Vec<Option<Vector>>,
        flows: Vector,
        tolerance: Tolerance,
    ) -> Self {
        let mut sums = Self { labels, printed, flows, tolerance, gaps: Vec::new() };
        (0..labels.all.len()).for_each(|label| sums.check(label));
        sums
    }

    /// What plays a role, one number a sector; none where nothing of it stands in the table.
    pub fn of_role(&self, role: Role) -> Option<Vector> {
        self.value(self.labels.of_role(role)?)
    }

    /// Labels that are counted with a role without being of it, where they hold anything.
    pub fn beside(&self) -> Vec<usize> {
        let holds = |label: &usize| {
            self.printed[*label].as_ref().is_some_and(|values| values.iter().any(|value| !value.is_zero()))
        };
        (0..self.labels.all.len()).filter(|label| self.labels.all[*label].beside).filter(holds).collect()
    }

    fn part(&self, key: &str) -> Option<Vector> {
        if key == FLOWS { Some(self.flows.clone()) } else { self.value(self.labels.at(key)?) }
    }

    /// The sum of the parts that there are, what they come to without signs, and whether one is missing.
    fn parts(&self, label: usize) -> Option<(Vector, Vector, bool)> {
        let label = &self.labels.all[label];
        let none = || vec![Decimal::ZERO; self.flows.len()];
        let (mut sum, mut size, mut found, mut misses) = (none(), none(), false, false);
        for key in &label.sum {
            let Some(part) = self.part(key) else {
                misses |= !label.may_lack.contains(key);
                continue;
            };
            found = true;
            for ((sum, size), value) in sum.iter_mut().zip(&mut size).zip(part) {
                *sum = sum.saturating_add(value);
                *size = size.saturating_add(value.abs());
            }
        }
        found.then_some((sum, size, misses))
    }

    /// The parts of a label where they are there, and else what is printed for it: never both.
    fn value(&self, label: usize) -> Option<Vector> {
        let printed = || self.printed[label].clone();
        match self.parts(label) {
            Some((sum, _, false)) => Some(sum),
            Some((sum, _, true)) => Some(printed().unwrap_or(sum)),
            None => printed(),
        }
    }

    fn check(&mut self, label: usize) {
        let (Some(printed), Some((sums, sizes, false))) = (&self.printed[label], self.parts(label)) else {
            return;
        };
        for (sector, ((printed, sum), size)) in printed.iter().zip(sums).zip(sizes).enumerate() {
            let allowed =
                self.tolerance.absolute.max(self.tolerance.relative * exact(size.max(printed.abs())));
            if exact(printed.saturating_sub(sum)).abs() > allowed {
                self.gaps.push(Gap { label, sector, printed: *printed, sum });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use lanbai_graphs::linkages::Tolerance;
    use lanbai_kernel::Decimal;

    use super::super::labels::{Role, TableLayout};
    use super::{Sums, Vector};

    fn sums(printed: &[(&str, i64)]) -> (Option<Vector>, Vec<(String, Decimal, Decimal)>) {
        let labels = &TableLayout::Nbs.labels().columns;
        let mut all = vec![None; labels.all.len()];
        for (key, value) in printed {
            all[labels.at(key).expect(key)] = Some(vec![Decimal::from(*value)]);
        }
        let sums = Sums::new(labels, all, vec![Decimal::from(7)], Tolerance::default());
        let gap = |gap: &super::Gap| (labels.all[gap.label].key.clone(), gap.printed, gap.sum);
        (sums.of_role(Role::FinalUse), sums.gaps.iter().map(gap).collect())
    }

    #[test]
    fn parts_are_counted_and_totals_held_against_them() {
        let check = |printed: &[(&str, i64)], expected: Option<i64>, gaps: &[(&str, i64, i64)]| {
            let (value, found) = sums(printed);
            assert_eq!(value, expected.map(|value| vec![Decimal::from(value)]), "{printed:?}");
            let gaps: Vec<_> =
                gaps.iter().map(|(key, a, b)| ((*key).to_owned(), (*a).into(), (*b).into())).collect();
            assert_eq!(found, gaps, "{printed:?}");
        };
        let parts = [
            ("rural-consumption", 1),
            ("urban-consumption", 2),
            ("government-consumption", 3),
            ("fixed-capital", 4),
            ("inventories", -5),
            ("exports", 6),
        ];
        let with = |more: &[(&'static str, i64)]| [&parts[..], more].concat();
        check(&[], None, &[]);
        check(&parts, Some(11), &[]);
        check(&with(&[("household-consumption", 3), ("final-use", 11)]), Some(11), &[]);
        check(&with(&[("discrepancy", 5), ("final-use", 11)]), Some(16), &[]);
        check(&with(&[("final-use", 12), ("intermediate-use", 7)]), Some(11), &[("final-use", 12, 11)]);
        check(&with(&[("intermediate-use", 8)]), Some(11), &[("intermediate-use", 8, 7)]);
        check(&[("final-use", 9)], Some(9), &[]);
        check(&[("consumption", 9), ("rural-consumption", 1), ("final-use", 20)], Some(20), &[]);
        check(&[("household-consumption", 9), ("government-consumption", 1)], Some(10), &[]);
    }
}

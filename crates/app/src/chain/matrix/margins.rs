//! What stands around the flows: final use, imports, gross output and value added of each sector.

use std::iter;

use lanbai_graphs::linkages::Tolerance;
use lanbai_kernel::{Decimal, Finding, Place, has_errors};

use super::labels::Role;
use super::lines::Sector;
use super::side::ReadSide;
use super::sums::Vector;
use super::values::Values;
use super::{TOLD, exact};

/// One number a sector each.
pub(super) struct Margins {
    pub final_use: Vector,
    pub imports: Vector,
    pub output: Vector,
    pub value_added: Vector,
}

/// The margins of a table; a finding for each that is missing.
pub(super) fn margins(
    values: &mut Values<'_>,
    columns: &ReadSide,
    rows: &ReadSide,
    flows: &[Decimal],
    sectors: &[(Sector, Sector)],
    tolerance: Tolerance,
) -> Option<Margins> {
    // Where something could not be read, no sum says anything.
    let is_wrong = has_errors(&values.findings);
    let mut needed = |side: &ReadSide, role| {
        let found = side.of_role(role);
        if found.is_none() {
            let missing = side.missing(values, role);
            values.findings.push(missing);
        }
        found
    };
    let final_use = needed(columns, Role::FinalUse);
    let value_added = needed(rows, Role::ValueAdded);
    let output = match (columns.of_role(Role::Output), rows.of_role(Role::Output)) {
        (Some(column), row) => {
            if let Some(row) = row.filter(|_| !is_wrong) {
                let told = differ(values, columns, iter::zip(&column, &row), sectors, tolerance);
                values.findings.extend(told);
            }
            Some(column)
        }
        (None, Some(row)) => Some(row),
        (None, None) => needed(columns, Role::Output),
    };
    let imports = columns.of_role(Role::Imports).unwrap_or_else(|| {
        let place = Place::file(&values.file);
        values.findings.push(Finding::warning("chain-table-no-imports", place));
        vec![Decimal::ZERO; sectors.len()]
    });
    let (final_use, output, value_added) = (final_use?, output?, value_added?);
    let imports = magnitudes(imports, flows, &final_use, &output);
    Some(Margins { final_use, imports, output, value_added })
}

/// Gross output of a column and of a row of one table are the same.
fn differ<'v>(
    values: &Values<'_>,
    columns: &ReadSide,
    outputs: impl Iterator<Item = (&'v Decimal, &'v Decimal)>,
    sectors: &[(Sector, Sector)],
    tolerance: Tolerance,
) -> Vec<Finding> {
    let differs = |(_, (column, row)): &(usize, (&Decimal, &Decimal))| {
        let allowed = tolerance.absolute.max(tolerance.relative * exact(column.abs()));
        exact(column.saturating_sub(**row)).abs() > allowed
    };
    let told = |(n, (column, row)): (usize, (&Decimal, &Decimal))| {
        Finding::warning("chain-table-two-outputs", columns.place(values, Role::Output, n))
            .with("sector", sectors[n].0.shown())
            .with("output", column.to_string())
            .with("inputs", row.to_string())
            .with("difference", exact(column.saturating_sub(*row)).to_string())
    };
    outputs.enumerate().filter(differs).take(TOLD).map(told).collect()
}

/// Imports as what is taken off: some offices print them with a minus. One sign holds for the whole table, that by which
/// output = flows + final use - imports holds better.
fn magnitudes(imports: Vector, flows: &[Decimal], final_use: &[Decimal], output: &[Decimal]) -> Vector {
    let gap = |sign: Decimal| -> Decimal {
        let rows = imports.iter().zip(flows).zip(final_use).zip(output);
        rows.map(|(((imports, flows), uses), output)| {
            let used = flows.saturating_add(*uses).saturating_sub(sign * imports);
            used.saturating_sub(*output).abs()
        })
        .fold(Decimal::ZERO, Decimal::saturating_add)
    };
    let is_negative = gap(Decimal::NEGATIVE_ONE) < gap(Decimal::ONE);
    imports.into_iter().map(|value| if is_negative { -value } else { value }).collect()
}

#[cfg(test)]
mod tests {
    use lanbai_kernel::Decimal;

    use super::magnitudes;

    #[test]
    fn the_sign_of_imports_is_that_by_which_the_table_balances() {
        let check = |imports: [i64; 2], output: [i64; 2], expected: [i64; 2]| {
            let vector = |values: [i64; 2]| values.map(Decimal::from).to_vec();
            let found = magnitudes(vector(imports), &vector([10, 20]), &vector([5, 5]), &vector(output));
            assert_eq!(found, vector(expected));
        };
        check([3, 4], [12, 21], [3, 4]);
        check([-3, -4], [12, 21], [3, 4]);
        // What is printed against the rest of the table stays so.
        check([-3, 4], [18, 21], [-3, 4]);
        check([0, 0], [15, 25], [0, 0]);
    }
}

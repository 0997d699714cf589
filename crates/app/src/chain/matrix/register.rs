//! A table as rows of registers.

use lanbai_kernel::NaiveDate;

use super::IoTable;

/// A file of a register: headings, and rows in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct RegisterRows {
    pub file: &'static str,
    pub headings: &'static [&'static str],
    pub rows: Vec<Vec<String>>,
}

impl IoTable {
    /// The rows of sectors and of flows under the name of a table, which begins the id of each, with the plan's id of
    /// their source and the day on which they became known.
    pub fn register_rows(&self, table: &str, source: &str, known_on: NaiveDate) -> [RegisterRows; 2] {
        let common = || [source.to_owned(), known_on.to_string()];
        let sectors = self.sectors.iter().map(|sector| {
            let margins = [sector.final_use, sector.imports, sector.gross_output, sector.value_added];
            let words = [
                format!("{table}-{}", sector.code),
                table.to_owned(),
                sector.code.clone(),
                sector.name.clone(),
            ];
            words.into_iter().chain(margins.map(kept)).chain(common()).collect()
        });
        let flows = self.flows.iter().map(|flow| {
            let id = format!("{table}-{}-{}", flow.supplier, flow.user);
            let words = [id, table.to_owned(), flow.supplier.clone(), flow.user.clone(), kept(flow.value)];
            words.into_iter().chain(common()).collect()
        });
        [
            RegisterRows {
                file: "register-io-sectors.csv",
                headings: &[
                    "id",
                    "table",
                    "sector",
                    "name",
                    "final_use",
                    "imports",
                    "gross_output",
                    "value_added",
                    "source",
                    "known_on",
                ],
                rows: sectors.collect(),
            },
            RegisterRows {
                file: "register-io-flows.csv",
                headings: &["id", "table", "supplier", "user", "value", "source", "known_on"],
                rows: flows.collect(),
            },
        ]
    }
}

/// With the nine digits after the point that the lake keeps.
fn kept(value: f64) -> String {
    const DIGITS: f64 = 1e9;
    let rounded = (value * DIGITS).round() / DIGITS;
    // Beyond this a number has no digits after the point to lose. Nought has no sign.
    (if rounded.is_finite() { rounded } else { value } + 0.0).to_string()
}

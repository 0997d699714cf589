//! A table as rows of registers.

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
    /// The rows of sectors and of flows under the name of a table, which begins the id of each.
    pub fn register_rows(&self, table: &str) -> [RegisterRows; 2] {
        let sectors = self.sectors.iter().map(|sector| {
            let margins = [sector.final_use, sector.imports, sector.gross_output, sector.value_added];
            let words = [
                format!("{table}-{}", sector.code),
                table.to_owned(),
                sector.code.clone(),
                sector.name.clone(),
            ];
            words.into_iter().chain(margins.map(|value| value.to_string())).collect()
        });
        let flows = self.flows.iter().map(|flow| {
            let id = format!("{table}-{}-{}", flow.supplier, flow.user);
            vec![id, table.to_owned(), flow.supplier.clone(), flow.user.clone(), flow.value.to_string()]
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
                ],
                rows: sectors.collect(),
            },
            RegisterRows {
                file: "register-io-flows.csv",
                headings: &["id", "table", "supplier", "user", "value"],
                rows: flows.collect(),
            },
        ]
    }
}

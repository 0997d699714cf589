//! Rows of a CSV file.

use anyhow::{Context as _, Result, bail};

use super::plan::Plan;

/// A table with a fixed header.
pub struct Table {
    text: String,
    columns: usize,
}

impl Table {
    /// An empty table.
    pub fn new(header: &[&str]) -> Self {
        let mut table = Self { text: String::new(), columns: header.len() };
        table.row(header);
        table
    }

    /// An empty table of a register, whose fields must be the ones that the maker fills in.
    pub fn register(plan: &Plan, id: &str, fields: &[&str]) -> Result<Self> {
        let register = plan.registers.get(id).with_context(|| format!("the plan has no register {id}"))?;
        if register.fields != fields {
            bail!("register {id} has the fields {:?}; its sample fills in {fields:?}", register.fields);
        }
        Ok(Self::new(fields))
    }

    /// Adds a row; values are plain: no commas, quotes or line breaks.
    pub fn row<T: AsRef<str>>(&mut self, values: &[T]) {
        debug_assert_eq!(values.len(), self.columns);
        for (at, value) in values.iter().enumerate() {
            debug_assert!(!value.as_ref().contains([',', '"', '\n']), "{}", value.as_ref());
            if at > 0 {
                self.text.push(',');
            }
            self.text.push_str(value.as_ref());
        }
        self.text.push('\n');
    }

    /// The file.
    pub fn into_bytes(self) -> Vec<u8> {
        self.text.into_bytes()
    }
}

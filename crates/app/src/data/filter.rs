use lanbai_kernel::Decimal;
use lanbai_lake::ColumnKind;

use crate::{AppError, ask};

/// Which rows of a table are wanted: those whose column contains a text, or equals a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Filter<'f> {
    column: &'f str,
    value: &'f str,
    exact: bool,
    whole: &'f str,
}

impl<'f> Filter<'f> {
    /// `column:text` or `column=value`; the first sign decides, so a value may hold either.
    pub fn read(whole: &'f str) -> Result<Self, AppError> {
        let at = whole.find([':', '=']).ok_or_else(|| refused(whole))?;
        let (column, rest) = whole.split_at(at);
        Ok(Self { column, value: &rest[1..], exact: rest.starts_with('='), whole })
    }

    /// As SQL; the column must be one of these, and the value is quoted.
    pub fn condition(&self, columns: &[(String, ColumnKind)]) -> Result<String, AppError> {
        let names = || columns.iter().map(|(name, _)| name.as_str());
        let found = columns.iter().find(|(name, _)| name == self.column);
        let (column, kind) = found.ok_or_else(|| ask::unknown("column", self.column, names()))?;
        let quoted = self.value.replace('\'', "''");
        Ok(match (self.exact, kind) {
            (true, ColumnKind::Number | ColumnKind::Integer) => {
                // 1088 is 1088.000000000, whatever the column prints.
                let number: Decimal = self.value.trim().parse().map_err(|_| refused(self.whole))?;
                format!(" WHERE {column} = {number}")
            }
            (true, ColumnKind::Text | ColumnKind::Date) => {
                format!(" WHERE CAST({column} AS VARCHAR) = '{quoted}'")
            }
            (false, _) => format!(" WHERE strpos(CAST({column} AS VARCHAR), '{quoted}') > 0"),
        })
    }
}

/// A cursor: how many rows come before the page.
pub(super) fn after(cursor: &str) -> Result<i64, AppError> {
    let count: Option<i64> = cursor.parse().ok().filter(|count| *count >= 0);
    count.ok_or_else(|| AppError::Cursor(shown(cursor)))
}

fn refused(filter: &str) -> AppError {
    AppError::Filter(shown(filter))
}

fn shown(text: &str) -> String {
    const LONGEST: usize = 80;
    text.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use lanbai_lake::ColumnKind;

    use super::{Filter, after};

    #[test]
    fn the_first_sign_decides_and_what_cannot_be_read_is_refused() {
        let columns = [("territory".to_owned(), ColumnKind::Text), ("value".to_owned(), ColumnKind::Number)];
        let check = |filter: &str| Filter::read(filter).and_then(|filter| filter.condition(&columns));
        let holds = |filter: &str, condition: &str| assert_eq!(check(filter).expect("read"), condition);
        holds("territory:a=b", " WHERE strpos(CAST(territory AS VARCHAR), 'a=b') > 0");
        holds("territory=o'b:c", " WHERE CAST(territory AS VARCHAR) = 'o''b:c'");
        holds("value=1088", " WHERE value = 1088");
        for refused in ["territory", "", "none=1", "value=many", "value=1;DROP"] {
            assert!(check(refused).is_err(), "{refused}");
        }
        assert_eq!(after("20").expect("read"), 20);
        assert!(after("-1").is_err() && after("next").is_err());
    }
}

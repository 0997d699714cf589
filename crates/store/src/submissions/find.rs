use super::submission::{COLUMNS, Submission};
use crate::database::values;
use crate::{Store, StoreError};

impl Store {
    /// The submission of that id.
    ///
    /// # Errors
    /// If the database does.
    pub async fn submission(&self, id: &str) -> Result<Option<Submission>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM submissions WHERE id = $1");
        let row = self.reader("finding a submission").one(&sql, values![id]).await?;
        row.map(|row| Submission::read(&row)).transpose()
    }

    /// The first submission of what is owed and its corrections, oldest first.
    ///
    /// # Errors
    /// If the database does.
    pub async fn submissions_of(
        &self,
        form: &str,
        territory: &str,
        period: &str,
    ) -> Result<Vec<Submission>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM submissions WHERE form = $1 AND territory = $2 AND period = $3 \
             ORDER BY created_at, id"
        );
        let rows = self.reader("finding submissions").all(&sql, values![form, territory, period]).await?;
        rows.iter().map(Submission::read).collect()
    }
}

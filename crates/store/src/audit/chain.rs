use super::hash::{COLUMNS, FIRST, of_row};
use crate::database::{Unit, placeholders, values};
use crate::{Store, StoreError};

/// Rows that one transaction chains.
const BATCH: i64 = 500;

impl Store {
    /// Chains what is committed and not chained yet; gives how many rows that were. The caller does so about twice a
    /// second. Several servers may: they take turns.
    ///
    /// # Errors
    /// If the database does.
    pub async fn chain_audit(&self) -> Result<usize, StoreError> {
        let mut chained = 0;
        loop {
            let unit = self.quiet("chaining the audit log").await?;
            let batch = chain_batch(&unit).await?;
            if batch == 0 {
                return Ok(chained);
            }
            unit.commit().await?;
            chained += batch;
        }
    }
}

async fn chain_batch(unit: &Unit) -> Result<usize, StoreError> {
    // Whoever holds this row is the sequencer; what the one before committed is seen from here on.
    unit.execute("UPDATE leases SET token = token + 1 WHERE name = 'audit'", vec![]).await?;
    let sql = format!(
        "SELECT {COLUMNS} FROM audit_waiting w JOIN audit a ON a.id = w.audit ORDER BY a.id LIMIT {BATCH}"
    );
    let rows = unit.all(&sql, vec![]).await?;
    if rows.is_empty() {
        return Ok(0);
    }
    let sql = "SELECT sequence, hash FROM audit_chain ORDER BY sequence DESC LIMIT 1";
    let (mut sequence, mut hash) = match unit.one(sql, vec![]).await? {
        Some(row) => (row.number("sequence")?, row.text("hash")?),
        None => (0, FIRST.to_owned()),
    };
    let (mut links, mut ids) = (Vec::with_capacity(rows.len() * 3), Vec::with_capacity(rows.len()));
    for row in &rows {
        sequence += 1;
        hash = of_row(&hash, sequence, row)?;
        let id = row.number("id")?;
        links.extend(values![sequence, id, hash.as_str()]);
        ids.extend(values![id]);
    }
    let places: Vec<String> =
        (0..rows.len()).map(|at| format!("({})", placeholders(at * 3 + 1, 3))).collect();
    let sql = format!("INSERT INTO audit_chain (sequence, audit, hash) VALUES {}", places.join(", "));
    unit.execute(&sql, links).await?;
    let sql = format!("DELETE FROM audit_waiting WHERE audit IN ({})", placeholders(1, rows.len()));
    unit.execute(&sql, ids).await?;
    Ok(rows.len())
}

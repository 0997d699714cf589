use crate::database::{Unit, values};
use crate::{Store, StoreError};

/// A publication that was begun: a number and what it publishes, in the order of its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairing {
    /// The publication's number.
    pub number: i64,
    /// Ids of the submissions.
    pub submissions: Vec<String>,
}

const OPEN: &str = "SELECT number FROM publications WHERE state = 'begun'";

impl Store {
    /// The publication that was begun and neither finished nor burnt: where a publisher goes on after a crash.
    ///
    /// # Errors
    /// If the database does.
    pub async fn open_publication(&self) -> Result<Option<Pairing>, StoreError> {
        let reader = self.reader("finding the open publication");
        let Some(row) = reader.one(OPEN, vec![]).await? else { return Ok(None) };
        let number = row.number("number")?;
        let sql = "SELECT submission FROM pairings WHERE publication = $1 ORDER BY place";
        let rows = reader.all(sql, values![number]).await?;
        let submissions = rows.iter().map(|row| row.text("submission")).collect::<Result<_, _>>()?;
        Ok(Some(Pairing { number, submissions }))
    }

    /// The number that the next publication has at least, as far as the store knows.
    ///
    /// # Errors
    /// If the database does.
    pub async fn next_publication(&self) -> Result<i64, StoreError> {
        let sql = "SELECT COALESCE(MAX(number), 0) + 1 AS number FROM publications";
        let row = self.reader("asking for the next number").one(sql, vec![]).await?;
        row.map_or(Ok(1), |row| row.number("number"))
    }

    /// The approved submissions that wait for a publication, in their order.
    ///
    /// # Errors
    /// If the database does.
    pub async fn outbox_submissions(&self) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT submission FROM outbox WHERE publication IS NULL ORDER BY id";
        let rows = self.reader("reading the outbox").all(sql, vec![]).await?;
        rows.iter().map(|row| row.text("submission")).collect()
    }

    /// How many approved submissions wait for a publication.
    ///
    /// # Errors
    /// If the database does.
    pub async fn outbox_waiting(&self) -> Result<i64, StoreError> {
        let sql = "SELECT COUNT(*) AS waiting FROM outbox WHERE publication IS NULL";
        let row = self.reader("counting the outbox").one(sql, vec![]).await?;
        row.map_or(Ok(0), |row| row.number("waiting"))
    }
}

/// The number that is open, within a unit that holds the lease.
pub(super) async fn open_number(unit: &Unit) -> Result<Option<i64>, StoreError> {
    unit.one(OPEN, vec![]).await?.map(|row| row.number("number")).transpose()
}

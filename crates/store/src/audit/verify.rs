use super::hash::{COLUMNS, FIRST, of_row};
use super::head::Head;
use crate::database::{Unit, values};
use crate::{Store, StoreError};

/// Rows that are read at a time.
const PAGE: i64 = 1_000;

/// What was found when the chain was worked out again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// Rows that were worked out and agree.
    pub rows: i64,
    /// The hash of the last of them.
    pub hash: String,
    /// Heads that were held against the chain and agree.
    pub anchors: usize,
    /// The first thing that differs; nothing if the chain holds.
    pub fault: Option<Fault>,
}

/// Where the chain breaks, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The first place that differs, counted from 1. For a chain that was written anew, the first place that may.
    pub sequence: i64,
    /// How.
    pub kind: FaultKind,
}

/// How a chain breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// The row is not what was chained: it was changed, or it stands where another stood.
    Changed,
    /// The place, or its row, is gone.
    Missing,
    /// A row stands in the log that was never handed to the sequencer.
    SlippedIn,
    /// The chain agrees with itself and not with an anchor: it was written anew before that.
    Rewritten,
    /// The chain ends before an anchor.
    CutOff,
    /// An anchor is not signed with the key that was named.
    Forged,
}

impl Store {
    /// Works the chain out again and holds it against heads that were kept elsewhere, signed with `public_key`.
    ///
    /// # Errors
    /// If the database does. A chain that does not hold is no error but an answer.
    pub async fn verify_audit(&self, anchors: &[Head], public_key: &str) -> Result<Verification, StoreError> {
        let snapshot = self.snapshot("verifying the audit log").await?;
        verify_unit(&snapshot, anchors, public_key).await
    }
}

/// The same within a unit of work.
pub(crate) async fn verify_unit(
    unit: &Unit,
    anchors: &[Head],
    public_key: &str,
) -> Result<Verification, StoreError> {
    if let Some(forged) = anchors.iter().find(|head| !head.is_signed_with(public_key)) {
        let fault = Some(Fault { sequence: forged.sequence, kind: FaultKind::Forged });
        return Ok(Verification { rows: 0, hash: FIRST.to_owned(), anchors: 0, fault });
    }
    let mut walk = Walk::new(anchors);
    let sql = format!(
        "SELECT c.sequence, c.hash, {COLUMNS} FROM audit_chain c LEFT JOIN audit a ON a.id = c.audit \
         WHERE c.sequence > $1 ORDER BY c.sequence LIMIT {PAGE}"
    );
    while walk.found.fault.is_none() {
        let rows = unit.all(&sql, values![walk.found.rows]).await?;
        for row in &rows {
            let computed = match row.number_or_none("id")? {
                Some(_) => Some(of_row(&walk.found.hash, row.number("sequence")?, row)?),
                None => None,
            };
            if !walk.step(row.number("sequence")?, computed, &row.text("hash")?) {
                break;
            }
        }
        if rows.is_empty() {
            walk.end(slipped_in(unit).await?);
            break;
        }
    }
    Ok(walk.found)
}

/// Whether a row stands in the log neither chained nor waiting.
async fn slipped_in(unit: &Unit) -> Result<bool, StoreError> {
    let sql = "SELECT a.id FROM audit a LEFT JOIN audit_chain c ON c.audit = a.id \
        LEFT JOIN audit_waiting w ON w.audit = a.id WHERE c.audit IS NULL AND w.audit IS NULL LIMIT 1";
    Ok(unit.one(sql, vec![]).await?.is_some())
}

struct Walk<'a> {
    /// By place.
    anchors: Vec<&'a Head>,
    last_anchor: i64,
    found: Verification,
}

impl<'a> Walk<'a> {
    fn new(anchors: &'a [Head]) -> Self {
        let mut anchors: Vec<&Head> = anchors.iter().collect();
        anchors.sort_by_key(|head| head.sequence);
        let found = Verification { rows: 0, hash: FIRST.to_owned(), anchors: 0, fault: None };
        Self { anchors, last_anchor: 0, found }
    }

    fn fault(&mut self, sequence: i64, kind: FaultKind) {
        self.found.fault = Some(Fault { sequence, kind });
    }

    /// Takes in one link; false where the chain breaks.
    fn step(&mut self, sequence: i64, computed: Option<String>, stored: &str) -> bool {
        let expected = self.found.rows + 1;
        match computed {
            _ if sequence != expected => self.fault(expected, FaultKind::Missing),
            None => self.fault(expected, FaultKind::Missing),
            Some(hash) if hash != stored => self.fault(expected, FaultKind::Changed),
            Some(hash) => {
                self.found.rows = sequence;
                self.found.hash = hash;
                self.hold_against_anchors();
            }
        }
        self.found.fault.is_none()
    }

    fn hold_against_anchors(&mut self) {
        let Verification { rows, hash, .. } = &self.found;
        let here: Vec<bool> = self
            .anchors
            .iter()
            .filter(|head| head.sequence == *rows)
            .map(|head| head.hash == *hash)
            .collect();
        if here.contains(&false) {
            // Somewhere after the last anchor that agrees: one hash tells no more.
            self.fault(self.last_anchor + 1, FaultKind::Rewritten);
        } else if !here.is_empty() {
            self.found.anchors += here.len();
            self.last_anchor = self.found.rows;
        }
    }

    fn end(&mut self, slipped_in: bool) {
        let next = self.found.rows + 1;
        if self.anchors.last().is_some_and(|head| head.sequence >= next) {
            self.fault(next, FaultKind::CutOff);
        } else if slipped_in {
            self.fault(next, FaultKind::SlippedIn);
        }
    }
}

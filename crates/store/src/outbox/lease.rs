use chrono::{DateTime, TimeDelta, Utc};

use crate::database::{Unit, values};
use crate::{Store, StoreError, limits, refusal};

/// What only one may do at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeaseName {
    /// Writing approved submissions into the lake.
    Publisher,
}

impl LeaseName {
    const fn name(self) -> &'static str {
        match self {
            Self::Publisher => "publisher",
        }
    }
}

/// A lease that was taken. Its token is greater than that of every holder before, and a write with an older one is
/// refused, however long its holder slept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    name: LeaseName,
    token: i64,
}

impl Lease {
    /// The fence: grows with every holder.
    pub const fn token(&self) -> i64 {
        self.token
    }

    /// Holds the lease against other takers until the unit ends.
    pub(super) async fn hold(&self, unit: &Unit) -> Result<(), StoreError> {
        let sql = "UPDATE leases SET token = token WHERE name = $1 AND token = $2";
        if unit.execute(sql, values![self.name.name(), self.token]).await? == 0 {
            return Err(refusal::lease_lost(self.name.name()));
        }
        Ok(())
    }
}

impl Store {
    /// Takes a lease that nobody holds at that time; nothing if someone does.
    ///
    /// # Errors
    /// If the database does.
    pub async fn take_lease(
        &self,
        name: LeaseName,
        holder: &str,
        at: DateTime<Utc>,
        hold_for: TimeDelta,
    ) -> Result<Option<Lease>, StoreError> {
        limits::name("holder", holder, limits::NAME)?;
        let unit = self.quiet("taking a lease").await?;
        let sql = "UPDATE leases SET holder = $2, token = token + 1, held_until = $4 \
            WHERE name = $1 AND held_until <= $3 RETURNING token";
        let (now, until) = (at.timestamp_millis(), (at + hold_for).timestamp_millis());
        let row = unit.one(sql, values![name.name(), holder, now, until]).await?;
        let lease = row.map(|row| row.number("token")).transpose()?.map(|token| Lease { name, token });
        unit.commit().await?;
        Ok(lease)
    }

    /// Holds it longer.
    ///
    /// # Errors
    /// `store-lease-lost` if another holder took it.
    pub async fn renew_lease(
        &self,
        lease: &Lease,
        at: DateTime<Utc>,
        hold_for: TimeDelta,
    ) -> Result<(), StoreError> {
        self.set_until(lease, (at + hold_for).timestamp_millis(), "renewing a lease").await
    }

    /// Gives it back, so that the next holder need not wait until it runs out.
    ///
    /// # Errors
    /// `store-lease-lost` if another holder took it.
    pub async fn release_lease(&self, lease: &Lease) -> Result<(), StoreError> {
        self.set_until(lease, 0, "giving a lease back").await
    }

    async fn set_until(&self, lease: &Lease, until: i64, doing: &'static str) -> Result<(), StoreError> {
        let unit = self.quiet(doing).await?;
        lease.hold(&unit).await?;
        unit.execute("UPDATE leases SET held_until = $2 WHERE name = $1", values![lease.name.name(), until])
            .await?;
        unit.commit().await
    }
}

use std::time::Duration;

use chrono::TimeDelta;

use crate::Server;
use crate::failing::Failing;

/// How often the audit log is chained: a row that was told is in the chain within a second.
const CHAINED_EVERY: Duration = Duration::from_millis(500);
/// How often sessions that ran out are removed.
const SWEPT_EVERY: u32 = 1_200;
/// Attempts to sign in are kept so long, for whoever looks into them.
const ATTEMPTS_KEPT: TimeDelta = TimeDelta::days(30);

/// Keeps the store in order until the process ends.
pub(crate) async fn keep(server: Server) {
    let Ok(people) = server.app.people() else { return };
    let mut failing = Failing::default();
    for turn in (0..SWEPT_EVERY).cycle() {
        let now = server.app.clock().now();
        let swept = match turn {
            0 => people.store().sweep_sessions(now, now - ATTEMPTS_KEPT).await.map(drop).map_err(Into::into),
            _ => Ok(()),
        };
        let done = match swept {
            Ok(()) => people.chain_audit().await.map(drop),
            Err(error) => Err(error),
        };
        failing.note(&done, "the store could not be kept in order");
        tokio::time::sleep(CHAINED_EVERY).await;
    }
}

use chrono::{DateTime, TimeDelta, Utc};
use lanbai_kernel::{Finding, Place};
use lanbai_store::sessions::Failures;

use super::People;
use crate::AppError;

/// Failures before this are forgotten.
const WINDOW: TimeDelta = TimeDelta::minutes(30);
/// Tries under one name that cost no waiting.
const FREE_OF_LOGIN: i64 = 4;
/// Tries from one address: an office of many people may share one.
const FREE_OF_ADDRESS: i64 = 30;
const FIRST_WAIT: TimeDelta = TimeDelta::seconds(15);
const LONGEST_WAIT: TimeDelta = TimeDelta::minutes(15);

impl People {
    /// Refuses a try under a name, or from an address, that comes too early.
    pub(super) async fn throttle(
        &self,
        login: &str,
        address: &str,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        check(&self.store().failures(login, address, now - WINDOW).await?, now)
    }

    /// The same where no name was told yet.
    pub(super) async fn throttle_address(&self, address: &str, now: DateTime<Utc>) -> Result<(), AppError> {
        let failures = self.store().failures("", address, now - WINDOW).await?;
        check(&Failures { of_login: 0, ..failures }, now)
    }

    /// Remembers a try that failed.
    pub(super) async fn note_failure(
        &self,
        login: &str,
        address: &str,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        Ok(self.store().note_attempt(login, address, false, now).await?)
    }
}

/// Refuses a try that comes too early: each failure beyond the free ones doubles the wait.
fn check(failures: &Failures, now: DateTime<Utc>) -> Result<(), AppError> {
    let wait =
        wait_after(failures.of_login - FREE_OF_LOGIN).max(wait_after(failures.of_address - FREE_OF_ADDRESS));
    let Some(until) = failures.latest.map(|latest| latest + wait).filter(|until| now < *until) else {
        return Ok(());
    };
    let seconds = usize::try_from((until - now).num_seconds()).unwrap_or_default() + 1;
    Err(AppError::Refused(Box::new(
        Finding::error("sign-in-throttled", Place::default()).with("seconds", seconds),
    )))
}

fn wait_after(too_many: i64) -> TimeDelta {
    match u32::try_from(too_many) {
        Err(_) | Ok(0) => TimeDelta::zero(),
        Ok(too_many) => {
            let doubled = 1_i32.checked_shl((too_many - 1).min(10)).unwrap_or(i32::MAX);
            (FIRST_WAIT * doubled).min(LONGEST_WAIT)
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};
    use lanbai_store::sessions::Failures;

    use super::check;

    #[test]
    fn waiting_doubles_and_has_an_end() {
        let latest = DateTime::<Utc>::UNIX_EPOCH;
        let check = |of_login, of_address, seconds, free: bool| {
            let failures = Failures { of_login, of_address, latest: Some(latest) };
            let tried = check(&failures, latest + TimeDelta::seconds(seconds));
            assert_eq!(tried.is_ok(), free, "{of_login} {of_address} after {seconds} s");
        };
        check(4, 4, 0, true);
        check(5, 5, 14, false);
        check(5, 5, 15, true);
        check(7, 7, 59, false);
        check(7, 7, 60, true);
        check(5_000, 5_000, 899, false);
        check(5_000, 5_000, 900, true);
        check(0, 30, 0, true);
        check(0, 31, 14, false);
    }
}

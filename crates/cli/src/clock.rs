use chrono::{DateTime, Utc};
use lanbai_kernel::Clock;

/// The machine's clock: the one place where the time is asked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one licensed place")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

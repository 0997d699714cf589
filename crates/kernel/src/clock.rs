use chrono::{DateTime, NaiveDate, Utc};

/// What the time is, handed in from outside so that every answer can be repeated.
pub trait Clock: Send + Sync {
    /// The current instant.
    fn now(&self) -> DateTime<Utc>;

    /// Today's date in China (UTC+8), where the plan's offices work.
    fn today(&self) -> NaiveDate {
        const CHINA_OFFSET_HOURS: i64 = 8;
        (self.now() + chrono::Duration::hours(CHINA_OFFSET_HOURS)).date_naive()
    }
}

/// A clock that stands still, for tests and for repeatable output.
#[derive(Debug, Clone, Copy)]
pub struct FixedClock(pub DateTime<Utc>);

impl Clock for FixedClock {
    fn now(&self) -> DateTime<Utc> {
        self.0
    }
}

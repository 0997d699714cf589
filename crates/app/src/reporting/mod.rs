//! 报送: what a territory owes, filling it in, and the way from a draft to the lake. One verb a file.

mod accounts;
mod at;
mod begin;
mod completeness;
mod correct;
mod entries;
mod explain;
mod find;
mod forms;
mod judge;
mod list;
mod may;
mod owed;
mod publish;
mod rows;
mod save_fields;
mod spoken_period;
mod step;
mod values;
mod workbook;

pub(crate) use accounts::AccountNames;
pub(crate) use at::{At, territory_named, territory_of};
pub use lanbai_template::Language;
pub use list::SubmissionFilter;
pub(crate) use may::{permission, waits_for};
pub use owed::OwedFilter;
pub(crate) use owed::{Received, whole_span};
pub use publish::{PublishMoment, PublishedBatch};
pub use rows::TypedRow;
pub use save_fields::Typed;
pub(crate) use spoken_period::spoken;
pub use step::AskedStep;
pub use workbook::{FormFile, Upload};

use chrono::{DateTime, Duration, NaiveDate, SecondsFormat, Utc};
use lanbai_kernel::{Finding, Place};

use crate::AppError;

/// A refusal whose sentence stands in `messages/findings`.
pub(crate) fn refusal(code: &'static str) -> Finding {
    Finding::error(code, Place::default())
}

pub(crate) fn refused<T>(finding: Finding) -> Result<T, AppError> {
    Err(AppError::Refused(Box::new(finding)))
}

/// An instant as the API writes it.
pub(crate) fn written(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// China's time, by which days are told: hours before UTC.
const CHINA: Duration = Duration::hours(8);

/// The day in China.
pub(crate) fn day_of(at: DateTime<Utc>) -> NaiveDate {
    (at + CHINA).date_naive()
}

/// The last moment of a day in China.
pub(crate) fn end_of(day: NaiveDate) -> Option<DateTime<Utc>> {
    let next = day.succ_opt()?.and_hms_opt(0, 0, 0)?;
    Some(next.and_utc() - CHINA - Duration::milliseconds(1))
}

//! The words that every room shares: ids, periods, units, the territory graph, findings and the clock.
//!
//! Nothing here reads a file, asks the time or knows of a plan. Time, ids and randomness are arguments.

mod clock;
mod finding;
mod id;
mod leaf_set;
mod nearest;
mod period;
mod text;
mod unit;
mod vocabulary;

pub mod territory;

pub use chrono::NaiveDate;
pub use clock::{Clock, FixedClock};
pub use finding::{Argument, Finding, Place, Severity, has_errors};
pub use id::{InvalidId, check_id};
pub use leaf_set::LeafSet;
pub use nearest::{Nearest, nearest};
pub use period::{InvalidPeriod, Month, Period};
pub use rust_decimal::Decimal;
pub use text::Text;
pub use unit::{Dimension, Unit, UnknownUnit};
pub use vocabulary::{Bound, Certainty, Grade, Light, Origin, Qualifier, Qualifiers};

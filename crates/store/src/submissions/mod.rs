//! 报送: forms filled in by a territory for a period, with fields, register rows, explanations and decisions.

mod asides;
mod decisions;
mod explanations;
mod fields;
mod find;
mod list;
mod lock;
mod open;
mod register_rows;
mod save_fields;
mod save_register_rows;
mod step;
mod submission;
mod supersede;

pub use asides::Aside;
pub use decisions::Decision;
pub use explanations::Explanation;
pub use fields::Field;
pub use list::Filter;
pub use open::NewSubmission;
pub use register_rows::RegisterRow;
pub use save_fields::{FieldChange, Saved};
pub use save_register_rows::{RowChange, SavedRow};
pub use step::Taken;
pub use submission::Submission;
pub use supersede::Correction;

pub(crate) use decisions::{Noted, note_decision};

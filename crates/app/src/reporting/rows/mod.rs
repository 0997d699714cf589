//! Rows of registers in a form: what a row may hold, and what is wrong with the rows of a draft.

mod asked;
mod batch;
mod before;
mod check;
mod elsewhere;
mod list;
mod read;
mod save;

pub(super) use asked::Asked;
pub(super) use batch::batch;
pub(super) use check::{ReadRegister, Rows};
pub(super) use elsewhere::elsewhere;
pub(super) use list::MASKED;
pub(super) use read::Cell;
pub use save::TypedRow;
pub(super) use save::must_fit;

//! 督办: orders to a responsible unit, with a due date, replies with evidence, closed by the office.

mod close;
mod list;
mod open;
mod order;
mod reply;

pub use list::OrderFilter;
pub use open::NewOrder;
pub use order::{Order, Reply};

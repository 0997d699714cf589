//! The connection to one of the two databases: opening, migrating, reading and units of work.

mod connect;
mod migrate;
mod page;
mod read;
mod row;
mod statement;
mod store;
mod unit;
mod writer;

pub use page::Page;
pub use store::{Location, Settings, Store};

pub(crate) use migrate::{VERSION, migrate_up_to};
pub(crate) use row::Row;
pub(crate) use statement::{placeholders, values};
pub(crate) use unit::{Change, Unit};

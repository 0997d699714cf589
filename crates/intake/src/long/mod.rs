//! One observation a row.

mod cache;
mod columns;
mod duplicates;
mod observations;
mod resolve;
mod rows;
mod value;

pub(crate) use columns::Columns;
pub(crate) use observations::{Observation, Observations};
pub(crate) use resolve::Resolver;
pub(crate) use rows::LongRows;
pub(crate) use value::{Stated, ValueCell};

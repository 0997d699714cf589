//! Diagnoses by hand, and what holds of any.

mod division;
mod flows;
mod lists;
mod properties;
mod ranks;
mod world;

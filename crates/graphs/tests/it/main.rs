//! The engine against published values, other packages' values on stored graphs, and its own algebra.

mod answers;
mod books;
mod cluster;
mod communities;
mod diagnosis;
mod esri;
mod io;
mod messages;
mod networks;
mod properties;
mod reference;
mod trade;
mod traps;

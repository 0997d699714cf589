//! Industry chains and other networks: what an economy is specialised in, what supplies what, what fails with what.
//!
//! Pure: no file, clock, network or environment. The number of threads and the seed of anything random are arguments,
//! and no result depends on the number of threads. Every family of methods has a struct of conventions, which comes
//! back with the result, because most published differences between packages are differences of convention.
//!
//! | module | answers |
//! |---|---|
//! | [`complexity`] | what a territory is specialised in, how complex that is, what lies near |
//! | [`linkages`] | how much a sector draws on others and is drawn upon |
//! | [`risk`] | who fails with whom, and who depends on whom alone |
//! | [`network`] | who stands between, whose loss cuts the network, which groups there are |
//! | [`specialisation`] | how alike the structures of two territories are |
//! | [`cluster`] | whether a grouping of industries groups what belongs together |
//! | [`diagnosis`] | what a chain in a territory lacks, risks and could become, ranked with its grounds |
//! | [`answer`] | the same with names in and names out, as command line and interface show it |

mod amounts;
pub mod answer;
pub mod cluster;
pub mod complexity;
pub mod csr;
mod dense;
pub mod diagnosis;
pub mod linkages;
pub mod network;
pub mod risk;
pub mod specialisation;
mod threads;

pub use csr::{Csr, Entry, Labels, OutOfShape, Pattern};
pub use dense::Dense;
pub use threads::Threads;

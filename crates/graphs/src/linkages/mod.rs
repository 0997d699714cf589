//! Input-output linkages: Leontief and Ghosh, key sectors, extraction, and regional tables by location quotients.

mod check;
mod extraction;
mod inverse;
mod measure;
mod regional;
mod table;

pub use check::{Tolerance, check};
pub use extraction::extracted;
pub use inverse::{NoInverse, ghosh, leontief};
pub use measure::{Conventions, Forward, Linkages, linkages};
pub use regional::{BadExponent, RegionalEstimate, flegg, flegg_location_quotient};
pub use table::{Table, WrongShape};

//! Economic complexity: advantage, proximity, density, ECI and PCI, fitness and quality, outlook.

mod advantage;
mod conventions;
mod density;
mod eigen;
mod filter;
mod fitness;
mod incidence;
mod measure;
mod outlook;
mod proximity;
mod reflections;
mod subnational;

pub use advantage::{advantage, present};
pub use conventions::{Conventions, Deviation, Diagonal, Filter, Neighbours, PciScale};
pub use density::density;
pub use eigen::{Vectors, vectors};
pub use filter::{Kept, filter};
pub use fitness::fitness;
pub use incidence::Incidence;
pub use measure::{Complexity, NotEnough, complexity};
pub use outlook::{outlook_gain, outlook_index};
pub use proximity::proximity;
pub use reflections::reflections;
pub use subnational::subnational;

//! Who fails with whom (economic systemic risk), and who depends on whom alone (concentration).

mod beside;
mod cascade;
mod changes;
mod concentration;
mod essentiality;
mod lanes;
mod marked;
mod network;
mod score;
mod stop;
mod substitutes;

pub use concentration::{Concentration, concentrations};
pub use essentiality::{Class, Essentiality};
pub use network::{BadNetwork, Supply, SupplyNetwork};
pub use score::{Score, Shock, all_closures, score};
pub use stop::Stop;
pub use substitutes::{Substitutes, substitutes};

//! From named rows to named answers: what command line and interface show, with the conventions that made it.
//!
//! Each function returns what it found, unless an error made that impossible, and findings whose place is the line of
//! the row (the first row below the headings is line 2) and the column.

mod complexity;
mod linkages;
mod network;
mod risk;
mod rows;

pub use complexity::{
    ActivityAnswer, ComplexityAnswer, Pair, Pairs, TerritoryAnswer, ValueRow, answer_complexity,
};
pub use linkages::{FlowRow, LinkagesAnswer, SectorAnswer, SectorRow, answer_linkages, check_linkages};
pub use network::{LinkRow, NetworkAnswer, NetworkConventions, NodeAnswer, answer_network};
pub use risk::{
    ClassSource, FINAL_DEMAND, FirmAnswer, NamedEssentiality, RiskAnswer, RiskConventions, SupplyRow,
    answer_risk,
};

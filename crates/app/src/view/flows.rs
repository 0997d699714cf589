use serde::Serialize;
use utoipa::ToSchema;

use super::Bilingual;

/// What flows between the parks of a territory, and outward.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct SpillOverView {
    pub territory: String,
    /// Territories that the plan wants to be reached; they may overlap.
    pub groups: Vec<String>,
    pub parks: Vec<String>,
    /// By kind, year and group.
    pub outward: Vec<OutwardView>,
    /// Pairs of parks between which anything flowed.
    pub exchanges: Vec<ExchangeView>,
    /// Flows of which it is not known where they came from: in nothing above.
    pub unknown_origin: usize,
    /// Of amounts.
    pub unit: String,
    pub sample: bool,
    pub conventions: Bilingual,
}

/// Outward flows of one kind in one year.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct OutwardView {
    /// `contract`, `supply` or `talent`.
    pub kind: String,
    pub year: u16,
    /// To the part of which territory that is not inside; none for anywhere outside.
    pub group: Option<String>,
    pub flows: usize,
    /// None for people.
    pub amount: Option<f64>,
    pub without_amount: usize,
    /// All that came from inside and of which it is known whether it stayed.
    pub all_flows: usize,
    pub all_amount: Option<f64>,
    pub share_of_flows: Option<f64>,
    /// Over flows whose amount is known.
    pub share_of_amount: Option<f64>,
    /// Flows from inside of which it is not known where they went: in no share.
    pub unknown_destination: usize,
    pub sample: bool,
}

/// What flowed from one park to another, in all years.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs)]
pub struct ExchangeView {
    pub kind: String,
    pub from: String,
    pub to: String,
    pub flows: usize,
    /// None for people.
    pub amount: Option<f64>,
    pub sample: bool,
}

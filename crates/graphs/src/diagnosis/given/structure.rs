//! What territories have of activities.

use super::Evidence;
use crate::complexity::Conventions;
use crate::csr::Csr;

/// Employment, output or counts by territory and activity.
#[derive(Debug, Clone, PartialEq)]
pub struct Structure {
    /// Territories are rows, one for each of [`super::Given::territories`]. Those that have values are disjoint; the
    /// territory that is asked about is the sum of the rows inside it.
    pub values: Csr,
    /// All rows of data that it was made of: each measure of complexity rests on every one of them.
    pub evidence: Vec<Evidence>,
    /// How complexity is worked out, and which small territories are left out.
    pub conventions: Conventions,
}

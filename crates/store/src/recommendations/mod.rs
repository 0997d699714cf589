//! What people decided about recommendations of the product. A change of mind is a new row.

mod decide;
mod list;

pub use list::RecommendationDecision;

//! Clusters of industries after Delgado, Porter and Stern (2016): how alike industries are, and how well a grouping
//! keeps together what is alike.

mod score;
mod similarity;

pub use score::{ClusterScore, WrongGrouping, cluster_score};
pub use similarity::{combined, input_output, locational_correlation};

//! The evaluation against a naive one over sets of leaves, on random graphs with dated overlaps.

mod attribution;
mod naive;
mod panel;
mod random;
mod world;

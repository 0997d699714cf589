//! What can be counted with.

/// Beyond this, sums and products of ten million numbers might be too great to be written.
pub(crate) const GREATEST: f64 = 1e100;

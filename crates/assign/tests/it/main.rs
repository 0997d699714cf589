//! What the assignment must hold.

//! What each page shows, in one answer.

mod attribution;
mod clauses;
mod cockpit;
mod indicator;
mod plan;
mod series;
mod territory;

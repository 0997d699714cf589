//! The sample held against the published figures, the plan and itself, by reading the files that were made.

mod cells;
mod published;
mod sound;
mod targets;

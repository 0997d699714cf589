//! What must hold on the demo, asked of a workspace made from the shipped plans.

mod against;
mod chain;
mod corrections;
mod demo;
mod importing;
mod register_rows;
mod registers;
mod reporting;
mod second_plan;
mod support;
mod words;

//! What must hold on the demo, asked of a workspace made from the shipped plans.

mod against;
mod chain;
mod chain_links;
mod chain_table;
mod confidentiality;
mod corrections;
mod demo;
mod importing;
mod notices;
mod register_rows;
mod registers;
mod reporting;
mod second_plan;
mod supervision;
mod support;
mod words;

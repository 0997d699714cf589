//! The developer's commands: `cargo xtask demo | test | ci | tidy | gen | bench`.
//!
//! Each is one file in `commands/`. They talk to people on stderr, start other programs, and stop at the first
//! thing that is wrong with a line that says what to do. Nothing here is shipped.

mod bench;
mod commands;
mod files;
mod generate;
mod prepare;
mod program;
mod sample;
mod steps;
mod tidy;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::workspace::Workspace;

/// The developer's commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds everything, makes a workspace from plans/lanbai and serves the cockpit
    Demo {
        /// Passed on to `lanbai demo`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Runs all tests: Rust, web, and the built binary with a browser
    Test,
    /// What continuous integration runs: `test` and everything else that must hold
    Ci,
    /// Checks the rules of the house: levels, dependencies, budgets, forbidden text
    Tidy {
        /// Prints the measured budgets as well
        #[arg(long)]
        report: bool,
    },
    /// Writes the generated files again
    Gen {
        /// Writes nothing; fails and names the files that are stale
        #[arg(long)]
        check: bool,
    },
    /// Runs our release binary beside its peers and prints medians and ratios
    Bench {
        /// Which rooms; all if none is named
        rooms: Vec<bench::Room>,
    },
}

fn main() -> ExitCode {
    let result = Workspace::find().and_then(|workspace| match Arguments::parse().command {
        Command::Demo { arguments } => commands::demo(&workspace, &arguments),
        Command::Test => commands::test(&workspace),
        Command::Ci => commands::ci(&workspace),
        Command::Tidy { report } => commands::tidy(&workspace, report),
        Command::Gen { check } => commands::generate(&workspace, check),
        Command::Bench { rooms } => bench::bench(&workspace, &rooms),
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

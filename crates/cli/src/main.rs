//! `lanbai`: the one binary.

mod arguments;
mod clock;
mod commands;
mod output;
mod printer;
mod refusal;
mod shipped;
mod usage;

use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use arguments::{Arguments, Command};

/// Gives back what reading a large table took, where the system's own would keep it; see docs/decisions/0010.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Findings of severity error.
const FOUND_ERRORS: u8 = 1;
/// What was asked could not be tried.
const COULD_NOT_TRY: u8 = 2;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return refuse(&error),
    };
    let language = arguments.lang;
    start_logging(&arguments);
    if matches!(arguments.command, Command::Import(_)) {
        // A large file must not make those wait who look at pages on the same machine.
        lanbai_app::give_way();
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            printer::complain(&refusal::Refusal::of(&error.into()), language);
            return ExitCode::from(COULD_NOT_TRY);
        }
    };
    match runtime.block_on(commands::run(arguments)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(FOUND_ERRORS),
        Err(error) => {
            // A reader that hung up wanted no more; that is no failure.
            if error.chain().any(is_broken_pipe) {
                return ExitCode::SUCCESS;
            }
            printer::complain(&refusal::Refusal::of(&error), language);
            ExitCode::from(COULD_NOT_TRY)
        }
    }
}

/// Help and version are no errors; anything else is told in the language that was asked for.
fn refuse(error: &clap::Error) -> ExitCode {
    if error.use_stderr() && error.kind() != ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let given: Vec<String> =
            std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
        printer::complain(&usage::refusal(error).told(), usage::language(&given));
        return ExitCode::from(COULD_NOT_TRY);
    }
    // A reader of help that hung up wanted no more.
    let _ = error.print();
    if error.use_stderr() { ExitCode::from(COULD_NOT_TRY) } else { ExitCode::SUCCESS }
}

fn is_broken_pipe(cause: &(dyn std::error::Error + 'static)) -> bool {
    cause.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
}

/// Logs go to standard error: sentences for people, JSON for machines.
fn start_logging(arguments: &Arguments) {
    let filter = tracing_subscriber::EnvFilter::new(&arguments.log);
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if arguments.log_json { logs.json().init() } else { logs.compact().init() }
}

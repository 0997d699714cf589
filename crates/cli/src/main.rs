//! `lanbai`: the one binary.

mod arguments;
mod clock;
mod commands;
mod printer;
mod shipped;

use std::process::ExitCode;

use clap::Parser;

use arguments::Arguments;

/// Findings of severity error.
const FOUND_ERRORS: u8 = 1;
/// What was asked could not be tried.
const COULD_NOT_TRY: u8 = 2;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let language = arguments.lang;
    start_logging(&arguments);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            printer::complain(&format!("cannot start: {error}"));
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
            printer::complain(&commands::sentence(&error, language));
            ExitCode::from(COULD_NOT_TRY)
        }
    }
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

//! The process: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(factpress::cli::run(std::env::args_os()).code())
}

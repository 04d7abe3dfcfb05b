//! The process: arguments in, exit code out.

use std::process::ExitCode;

#[expect(clippy::disallowed_methods, reason = "the command line is read here and handed down")]
fn main() -> ExitCode {
    ExitCode::from(factpress::cli::run(std::env::args_os()).code())
}

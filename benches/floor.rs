//! The floor as a program: `floor SOURCE OUT` makes HTML of every Markdown file below SOURCE and says how long it took.
#![expect(clippy::disallowed_methods, reason = "a program of its own, with its own arguments")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints one line")]

use std::path::Path;
use std::process::ExitCode;

mod least;

fn main() -> ExitCode {
    let args: Vec<_> = std::env::args_os().skip(1).collect();
    let [source, out] = args.as_slice() else {
        eprintln!("usage: floor SOURCE OUT, where OUT does not exist yet");
        return ExitCode::from(2);
    };
    match least::run(Path::new(source), Path::new(out)) {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

//! The command line: one file per command, one folder per group of commands. Parses arguments, prints, and decides the exit code.
//!
//! `site` is what all commands that read a site are told; `console` is where they print; `today` is the only place
//! that asks the clock for the day.
//!
//! Invariant: holds no knowledge of its own about sites; everything it says comes from the session, the rules, or the
//! report.

use std::ffi::OsString;
use std::io::Write as _;

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};

use crate::error::Result;

mod build;
mod check;
mod console;
mod explain;
mod facts;
mod fix;
mod serve;
mod site;
mod today;
mod why;

use console::Console;

/// How a command ended, for the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Nothing is wrong.
    Clean,
    /// There are findings at the level of an error.
    Findings,
    /// The command line or the environment does not allow what was asked for.
    Failed,
}

impl Exit {
    /// The exit code: 0, 1 or 2.
    pub fn code(self) -> u8 {
        match self {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Failed => 2,
        }
    }
}

/// Compiles and links documentation: Markdown in, cross-linked and verified HTML out.
///
/// Any folder of Markdown works without configuration. Every link, anchor and image is checked; what is wrong is a
/// finding with file, line, column and a suggestion.
#[derive(Debug, Parser)]
#[command(name = "factpress", version, subcommand_help_heading = "Commands")]
#[command(override_usage = "factpress [OPTIONS] [PATH]\n       factpress <COMMAND>")]
#[command(after_help = "\
Examples:
  factpress                  preview the site in this folder
  factpress docs             preview the site in docs/
  factpress check            report what is wrong, write nothing
  factpress build --strict   publish to public/, or nothing while there are errors

Exit codes: 0 clean, 1 findings at error level, 2 usage or environment.")]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: serve::Args,
    /// When to use colours; NO_COLOR, CLICOLOR and pipes are respected
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    color: Color,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Args),
    Check(check::Args),
    Serve(serve::Args),
    Explain(explain::Args),
    Why(why::Args),
    Facts(facts::Args),
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// At a terminal that can show them.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Runs a command line; the first argument is the program's name.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Exit {
    let cli = match parse(args) {
        Ok(cli) => cli,
        Err(message) => {
            // Help and the version are asked for; everything else is a mistake. A closed pipe is neither.
            let _ = message.print();
            return if message.use_stderr() { Exit::Failed } else { Exit::Clean };
        }
    };
    let console = Console::new(cli.color);
    match command(cli, &console) {
        Ok(exit) => exit,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {error}");
            Exit::Failed
        }
    }
}

/// Whether a command line is one that the program takes, without running it; the first argument is the program's name.
///
/// # Errors
/// What the program would say of it.
pub fn parses(args: impl IntoIterator<Item = OsString>) -> std::result::Result<(), String> {
    match parse(args) {
        Err(message) if message.use_stderr() => Err(message.to_string()),
        _ => Ok(()),
    }
}

fn parse(args: impl IntoIterator<Item = OsString>) -> std::result::Result<Cli, clap::Error> {
    let mut grammar = Cli::command();
    let matches = grammar.try_get_matches_from_mut(args)?;
    // Beside --color, what stands before a command belongs to the preview, and would be passed over in silence.
    if let Some(command) = matches.subcommand_name() {
        let given = |id: &str| matches.value_source(id) == Some(ValueSource::CommandLine);
        if let Some(id) = serve::IDS.into_iter().find(|id| given(id)) {
            let message = format!("what belongs to `{command}` stands after it, but `{id}` stands before");
            return Err(grammar.error(ErrorKind::ArgumentConflict, message));
        }
    }
    Cli::from_arg_matches(&matches)
}

fn command(cli: Cli, console: &Console) -> Result<Exit> {
    match cli.command {
        Some(Command::Build(args)) => build::run(&args, console),
        Some(Command::Check(args)) => check::run(&args, console),
        Some(Command::Serve(args)) => serve::run(args),
        Some(Command::Explain(args)) => explain::run(&args, console),
        Some(Command::Why(args)) => why::run(&args, console),
        Some(Command::Facts(args)) => facts::run(&args, console),
        None => {
            misspelled(&cli.serve)?;
            serve::run(cli.serve)
        }
    }
}

/// Without a command the first word is a folder; one that does not exist is more likely a slip of a command.
#[expect(clippy::disallowed_methods, reason = "only the disk knows whether a word is a folder")]
fn misspelled(args: &serve::Args) -> Result<()> {
    let Some(word) = args.site.path.to_str().filter(|word| !word.contains('/')) else { return Ok(()) };
    if args.site.path.exists() {
        return Ok(());
    }
    let grammar = Cli::command();
    let near = crate::nearest::nearest(word, grammar.get_subcommands().map(clap::Command::get_name));
    let hint = near.map_or(String::new(), |near| format!("; did you mean the command `{near}`?"));
    Err(crate::error::Error::Usage(format!("`{word}` is neither a folder nor a command{hint}")))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::{Cli, parse, serve};

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
        for id in serve::IDS {
            assert!(Cli::command().get_arguments().any(|argument| argument.get_id() == id), "{id}");
        }
    }

    #[test]
    fn options_before_a_command() {
        let parses = |line: &str| parse(line.split(' ').map(Into::into)).is_ok();
        for line in ["factpress", "factpress docs --port 0", "factpress --color never check docs", "factpress check"] {
            assert!(parses(line), "{line}");
        }
        for line in ["factpress docs check", "factpress --port 1 check", "factpress --drafts check"] {
            assert!(!parses(line), "{line}");
        }
    }
}

//! `factpress facts`: the commands about typed facts, one file each.

use clap::{CommandFactory as _, Subcommand, ValueEnum};

use super::console::Console;
use super::{Cli, Exit};
use crate::error::Result;

mod impact;
mod place;
mod schema;
mod suggest;
mod uses;

/// Work with typed facts
///
/// Facts are what a site states of things: which kinds of things there are, and what is known of each.
#[derive(Debug, clap::Args)]
#[command(
    subcommand_help_heading = "Commands",
    after_help = "\
Examples:
  factpress facts suggest role              what pages say of roles that nobody has described
  factpress facts uses role/support         where pages show, name or state what is known of a role
  factpress facts impact role/support.deletion --if never
                                            what would change if that were so
  factpress facts schema --write .schemas   check facts in the editor, while they are written"
)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Suggest(suggest::Args),
    Uses(uses::Args),
    Impact(impact::Args),
    Schema(schema::Args),
}

/// The form of a list of places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    /// By page, with sections and sentences
    Human,
    /// One line a place: path:line:column: what it is
    Short,
    /// One JSON object
    Json,
}

/// Runs one of the commands; without one, prints which there are.
pub(super) fn run(args: &Args, console: &Console) -> Result<Exit> {
    match &args.command {
        Some(Command::Suggest(args)) => suggest::run(args, console),
        Some(Command::Uses(args)) => uses::run(args, console),
        Some(Command::Impact(args)) => impact::run(args, console),
        Some(Command::Schema(args)) => schema::run(args, console),
        None => {
            console.print(|out| out.write_all(help().as_bytes()))?;
            Ok(Exit::Clean)
        }
    }
}

fn help() -> String {
    let mut grammar = Cli::command();
    grammar.build();
    grammar.find_subcommand_mut("facts").map_or(String::new(), |facts| facts.render_help().to_string())
}

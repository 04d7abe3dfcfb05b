//! `factpress check`: reports what is wrong with a site, mends what has one certain answer, or reads an output back.
#![expect(clippy::disallowed_methods, reason = "the time a command took is printed")]

use std::time::Instant;

use super::console::Console;
use super::site::{self, Run, RunArgs, SiteArgs};
use super::{Exit, fix};
use crate::error::Result;
use crate::report::inert::inert;
use crate::report::{Format, count};
use crate::session::Session;

/// Report what is wrong, write nothing
///
/// Every link, anchor, image and page is checked, and all findings are reported in one run. What was not checked is said.
/// `factpress explain RULE` tells what a rule is for and how to mend what it finds.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  factpress check                   the site in this folder
  factpress check docs --all        every finding, by path
  factpress check --format short    one line a finding, for editors and grep
  factpress check --fix --dry-run   the changes that --fix would make
  factpress check public --output   read a published folder back and check its links

Exit codes: 0 clean, 1 findings at error level, 2 usage or environment.")]
pub(super) struct Args {
    #[command(flatten)]
    site: SiteArgs,
    /// Mend in the sources what has exactly one right answer, then report what is left
    #[arg(long)]
    fix: bool,
    /// With --fix: print the changes, make none
    #[arg(long, requires = "fix")]
    dry_run: bool,
    /// PATH is a published folder: read it back, and check that every link in it leads somewhere
    #[arg(long, conflicts_with_all = ["fix", "dry_run", "today", "drafts", "format", "all", "timings", "threads"])]
    output: bool,
    #[command(flatten)]
    run: RunArgs,
}

/// Checks.
pub(super) fn run(args: &Args, console: &Console) -> Result<Exit> {
    if args.output {
        return read_back(args, console);
    }
    let began = Instant::now();
    let options = site::options(&args.site.path, &args.site.view, None)?;
    site::on_threads(&args.run, move || {
        let mut session = Session::open(options)?;
        // The formats for programs hold the edits of each finding, so for them a dry run is the report as ever.
        if args.dry_run && args.run.format() == Format::Human {
            fix::preview(&session, console)?;
            return Ok(site::exit(session.findings()));
        }
        if args.fix && !args.dry_run && fix::fix(&session, console)? > 0 {
            session.refresh()?;
        }
        session.rehearse();
        let run = Run { input: site::of(&session), stages: session.timings(), began, path: &args.site.path };
        let exit = site::report(run, &args.run, console);
        // As after a build: the process ends.
        std::mem::forget(session);
        exit
    })
}

/// Reads a published folder back.
fn read_back(args: &Args, console: &Console) -> Result<Exit> {
    let problems = crate::publish::reader::read_back(&args.site.path)?;
    console.print(|out| problems.iter().try_for_each(|problem| writeln!(out, "{}", inert(&problem.to_string()))))?;
    console.note(&format!("{} in {}", count(problems.len(), "problem"), args.site.path.display()));
    Ok(if problems.is_empty() { Exit::Clean } else { Exit::Findings })
}

//! `factpress build`: publishes the site.
#![expect(clippy::disallowed_methods, reason = "the time a command took is printed")]

use std::path::PathBuf;
use std::time::Instant;

use super::Exit;
use super::console::Console;
use super::site::{self, Run, RunArgs, SiteArgs};
use crate::error::Result;
use crate::report::{Input, count, number};
use crate::session::{self, Outcome};

/// Publish the site: check everything, write HTML
///
/// Writes the output folder as a whole: it holds the old site or the new one, never a mixture. Files that did not change
/// keep their time; files that factpress did not make stay. Findings do not stop a build: pages with errors are
/// published with their marks, and the exit code is 1. For a publishing job there is --strict.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  factpress build                     the site in this folder, to public/
  factpress build docs --out /srv/www
  factpress build --strict            write nothing while there are errors
  factpress build --format json       the findings as JSON, for other programs

Exit codes: 0 clean, 1 findings at error level, 2 usage or environment.")]
pub(super) struct Args {
    #[command(flatten)]
    site: SiteArgs,
    /// The folder to write to [default: `out` of the configuration, else public/ in the site]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write nothing while there are findings at error level
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    run: RunArgs,
}

/// Builds.
pub(super) fn run(args: &Args, console: &Console) -> Result<Exit> {
    let began = Instant::now();
    let options = site::options(&args.site.path, &args.site.view, args.out.clone())?;
    site::on_threads(&args.run, || {
        let scanned = session::scan(options)?;
        let path = args.site.path.as_path();
        if let Some(same) = scanned.up_to_date() {
            let input = Input { findings: &same.findings, sources: &same.sources, summary: &same.summary };
            let stages = same.timings.stages();
            let exit = site::report(Run { input, stages, began, path }, &args.run, console)?;
            console.note(&format!("nothing to do, {} unchanged", count(same.outputs, "file")));
            return Ok(exit);
        }
        let mut session = scanned.compile();
        let outcome = session.publish(args.strict)?;
        let run = Run { input: site::of(&session), stages: session.timings(), began, path };
        let exit = site::report(run, &args.run, console)?;
        for note in &outcome.notes {
            console.note(&format!("note: {note}"));
        }
        console.note(&done(&outcome));
        // The process ends: giving back the memory of thousands of pages one by one would only take time.
        std::mem::forget(session);
        // What is withheld was stopped by something that must not pass as a success.
        Ok(if outcome.withheld { Exit::Findings } else { exit })
    })
}

/// What was written, in a line.
fn done(outcome: &Outcome) -> String {
    if outcome.withheld {
        return "nothing was written: the errors above come first".to_owned();
    }
    let mut parts = vec![count(outcome.written, "file") + " written"];
    if outcome.unchanged > 0 {
        parts.push(format!("{} unchanged", number(outcome.unchanged)));
    }
    if outcome.removed > 0 {
        parts.push(format!("{} removed", number(outcome.removed)));
    }
    parts.join(", ")
}

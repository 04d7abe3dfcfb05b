//! `factpress facts suggest`: things that pages speak of and nobody has described.
#![expect(clippy::disallowed_methods, reason = "writes the proposal to the file that --write names")]

use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::PathBuf;

use super::super::Exit;
use super::super::console::Console;
use super::super::site::{SiteArgs, options};
use crate::error::{Error, Result};
use crate::nearest::nearest;
use crate::report::count;
use crate::session::{self, Session};

/// Propose things of a kind from what pages say of them
///
/// Reads the sentences of the kind on all pages, and proposes the things that they speak of and that nobody has described, as a
/// file for review. Every value stands with the places it was read from. Where pages disagree, both places are named and
/// nothing is proposed. What is said under a condition, or denied, is left out, and so is what may be said of several things.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  factpress facts suggest role                                  print what pages say of roles
  factpress facts suggest role --write content/facts/role.yaml  write it to a new file
  factpress facts suggest role docs --facts kinds-of-ours       over a folder without facts of its own
  factpress facts suggest service_linked_role docs              of a kind that comes with factpress

Exit codes: 0 done, 2 usage or environment.")]
pub(super) struct Args {
    /// The name of the kind
    #[arg(value_name = "KIND")]
    kind: String,
    #[command(flatten)]
    site: SiteArgs,
    /// Write to this file, which must not be there yet
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,
}

/// Prints or writes proposals.
pub(in crate::cli) fn run(args: &Args, console: &Console) -> Result<Exit> {
    let mut options = options(&args.site.path, &args.site.view, None)?;
    // What comes with the program can be looked for anywhere.
    if session::builtin(&args.kind).is_some() {
        options.kinds = session::builtins().map(str::to_owned).collect();
    }
    let mut session = Session::open(options)?;
    let Some((text, things)) = session.propose(&args.kind) else {
        let kinds = session.site().facts.kinds.iter().map(|kind| kind.name.as_str());
        let help = match (nearest(&args.kind, kinds.clone()), kinds.clone().next()) {
            (Some(near), _) => format!("; did you mean `{near}`?"),
            (None, Some(_)) => format!("; there are {}", kinds.collect::<Vec<_>>().join(", ")),
            (None, None) => ": the site has no kinds".to_owned(),
        };
        return Err(Error::Usage(format!("there is no kind `{}`{help}", args.kind.escape_debug())));
    };
    if things == 0 {
        console.note(&format!(
            "no page states anything, in the form of its sentences, of a `{}` that is not described",
            args.kind
        ));
        return Ok(Exit::Clean);
    }
    match &args.write {
        None => console.print(|out| out.write_all(text.as_bytes()))?,
        Some(path) => {
            // A file that people may have changed is never replaced.
            let file = File::create_new(path);
            if file.as_ref().is_err_and(|error| error.kind() == ErrorKind::AlreadyExists) {
                return Err(Error::Usage(format!("`{}` is there already; name a new file", path.display())));
            }
            let failed = |source| Error::Write { path: path.clone(), source };
            file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(failed)?;
            let things = count(things, "thing");
            console.print(|out| {
                writeln!(out, "proposed {things} in {}: read each value before you keep it", path.display())
            })?;
        }
    }
    Ok(Exit::Clean)
}

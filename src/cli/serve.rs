//! `factpress serve`, and `factpress` without a command: the live preview.

use super::Exit;
use super::site::{self, SiteArgs};
use crate::error::Result;
use crate::session::{Options, Session, Texts};

/// Preview the site, live
///
/// The site lives in memory. Open pages follow when a file changes, and show what is found. This is also what
/// `factpress` does without a command. The preview is for your own machine; publish with `factpress build`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  factpress serve                  the site in this folder, at http://127.0.0.1:4000/
  factpress serve docs --port 0    any free port
  factpress serve --open           and opens it in the browser
  factpress serve --host 0.0.0.0 --allow-host desk.example

Ctrl-C ends it.")]
pub(super) struct Args {
    #[command(flatten)]
    pub site: SiteArgs,
    /// The port to listen on; 0 for any that is free
    #[arg(long, default_value_t = 4000, value_name = "PORT")]
    port: u16,
    /// The address to listen on; others than this machine's own let the network in
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    host: String,
    /// A further name under which browsers may ask for the preview (may be given several times)
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,
    /// Open the address in the browser: that of $BROWSER, or the system's own
    #[arg(long)]
    open: bool,
}

/// The names of all arguments, for the command line to tell whether any is given.
pub(super) const IDS: [&str; 8] = ["path", "today", "drafts", "facts", "port", "host", "allow_host", "open"];

/// Serves until it is interrupted.
pub(super) fn run(args: Args) -> Result<Exit> {
    let options = site::options(&args.site.path, &args.site.view, None)?;
    let session = Session::open(Options { texts: Texts::Kept, ..options })?;
    let Args { site: _, port, host, allow_host, open } = args;
    let options = crate::serve::Options { host, port, allow_hosts: allow_host, open };
    crate::serve::run(session, options)?;
    Ok(Exit::Clean)
}

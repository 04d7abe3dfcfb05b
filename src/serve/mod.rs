//! The live preview: watches the site, answers HTTP on the loopback interface, and tells open pages what changed.
//!
//! Invariant: serves what was planned and nothing else; writes nothing.

use crate::error::{Error, Result};
use crate::session::Session;

/// How the preview listens.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address to listen on.
    pub host: String,
    /// The port; 0 for any that is free.
    pub port: u16,
    /// Further names under which the preview may be asked for.
    pub allow_hosts: Vec<String>,
}

/// Serves a site until it is interrupted.
///
/// # Errors
/// Where the preview cannot listen.
pub fn run(_session: Session, options: Options) -> Result<()> {
    Err(Error::Listen { address: format!("{}:{}", options.host, options.port), reason: "not there yet".into() })
}

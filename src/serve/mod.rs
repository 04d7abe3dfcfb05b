//! The live preview: watches the site, answers HTTP on the loopback interface, and tells open pages what changed.
//!
//! Takes an open [`Session`]; keeps it in memory behind a lock (`live`), answers requests from it ([`http`], with what was made
//! lately in `kept`), and brings it up to date when a file changes ([`watch`], `rebuild`), which is checked and told of by a thread of its own
//! (`aftermath`). Every rebuild has a number ([`builds`]), by which open pages know that they are old. It is no production server:
//! it is made for one person's browser.
//!
//! Open pages compare what is served now with what they had, and patch themselves; an overlay in them shows what is found
//! (`page/`, `found`), with a way into the editor (`editor`).
//!
//! Invariant: serves what was planned and nothing else; writes nothing but a fix that a person asked for.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use crate::error::Result;
use crate::session::{Session, inert};

mod aftermath;
mod browser;
pub mod builds;
mod editor;
mod found;
pub mod http;
mod kept;
mod listen;
mod live;
mod rebuild;
pub mod say;
pub mod watch;

use aftermath::Aftermath;
use builds::Builds;
use found::Found;
use http::{Door, Hosts, Settings};
use live::Live;
use say::Say;

/// How to serve.
#[derive(Clone, Debug)]
pub struct Options {
    /// The name or address to listen on.
    pub host: String,
    /// The port to listen on; 0 for any free one.
    pub port: u16,
    /// Names under which the preview may be asked for, beside those of this machine: `docs.test`.
    pub allow_hosts: Vec<String>,
    /// Whether [`run`] opens the address in a browser.
    pub open: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { host: "127.0.0.1".to_owned(), port: 4000, allow_hosts: Vec::new(), open: false }
    }
}

/// A preview that runs in threads of its own, until [`Running::stop`] or until it is dropped.
#[derive(Debug)]
pub struct Running {
    url: String,
    door: Door,
    builds: Arc<Builds>,
    watching: Option<watch::Watching>,
}

impl Running {
    /// The address it listens on, with the real port; of the two of `localhost` that of IPv4.
    pub fn addr(&self) -> SocketAddr {
        self.door.addr()
    }

    /// The address for a browser.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Waits until the preview ends.
    pub fn wait(&self) {
        self.builds.wait_closed();
    }

    /// Ends it: stops watching, says goodbye to open pages, frees the port.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        if let Some(watching) = self.watching.take() {
            watching.stop();
        }
        self.builds.close();
        self.door.close();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end();
    }
}

/// Serves a site until the process ends, and prints where, and one line for every rebuild.
///
/// # Errors
/// [`crate::error::Error::Listen`] where the address cannot be listened on.
pub fn run(session: Session, options: Options) -> Result<()> {
    let say = Say::terminal();
    let title = inert(&session.site().title).into_owned();
    let running = begin(session, &options, say.clone())?;
    say.out(&format!("factpress serves {title} at {}", running.url()));
    if !running.addr().ip().is_loopback() {
        say.err(&format!(
            "warning: everyone who can reach {} can read this preview, its findings and the lines they stand in",
            running.addr()
        ));
    }
    if options.open {
        browser::open(running.url(), &say);
    }
    running.wait();
    Ok(())
}

/// Begins to serve a site, and returns once it can be asked. Nothing is printed.
///
/// # Errors
/// [`crate::error::Error::Listen`] where the address cannot be listened on.
pub fn start(session: Session, options: Options) -> Result<Running> {
    begin(session, &options, Say::quiet())
}

/// Takes the port, at the first address.
///
/// # Errors
/// [`crate::error::Error::Listen`], with a free port to try where the one asked for is taken.
pub fn bind(options: &Options) -> Result<TcpListener> {
    listen::bind(&options.host, options.port)
}

fn begin(session: Session, options: &Options, say: Say) -> Result<Running> {
    let listener = bind(options)?;
    let mut named = options.host.as_str();
    let beside = listen::beside(&listener).unwrap_or_else(|taken| {
        say.err(&taken);
        // The name would lead to the other program.
        named = listen::LOCALHOST;
        None
    });
    let listeners = std::iter::once(listener).chain(beside).collect();
    let scope = live::scope(&session);
    let base = session.base().to_owned();
    let builds = Arc::new(Builds::new());
    let found = Found::new(builds.clone(), say.clone());
    let live = Arc::new(Live::new(session, scope.root.clone(), found));
    let hosts = Hosts::new(&options.host, &options.allow_hosts);
    let settings = Settings { hosts, ..Settings::default() };
    let door = Door::open(listeners, live.clone(), builds.clone(), settings, say.clone())
        .map_err(|error| listen::refused(&options.host, options.port, &error))?;
    let aftermath = Aftermath::begin(live.clone(), builds.clone(), say.clone());
    let url = listen::url(named, door.addr(), &base);
    let rebuild = rebuild::on_change(live, builds.clone(), aftermath, say.clone());
    let watching = match watch::start(scope, rebuild, say.clone()) {
        Ok(watching) => Some(watching),
        Err(error) => {
            say.err(&format!("cannot watch the site, so changes are not seen: {error}"));
            None
        }
    };
    Ok(Running { url, door, builds, watching })
}

//! Takes the port, and says what to do where it is taken.

use std::io;
use std::net::{SocketAddr, TcpListener};

use crate::error::{Error, Result};

/// How many ports after a taken one are tried for the hint.
const NEARBY: u16 = 50;

/// Listens on a host and port; port 0 is any free one.
///
/// # Errors
/// [`Error::Listen`], with a free port to try where the one asked for is taken.
pub(super) fn bind(host: &str, port: u16) -> Result<TcpListener> {
    TcpListener::bind((bare(host), port)).map_err(|error| refused(host, port, &error))
}

/// The host without the brackets that an IPv6 address has in a URL.
fn bare(host: &str) -> &str {
    host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host)
}

/// The error for a host and port that could not be listened on.
pub(super) fn refused(host: &str, port: u16, error: &io::Error) -> Error {
    let reason = match error.kind() {
        io::ErrorKind::AddrInUse => match free_after(host, port) {
            Some(free) => format!("the port is taken; try `--port {free}`, or `--port 0` for any free one"),
            None => "the port is taken; try `--port 0` for any free one".to_owned(),
        },
        io::ErrorKind::PermissionDenied => format!("{error}; try a port above 1023, or `--port 0` for any free one"),
        _ => error.to_string(),
    };
    let bare = bare(host);
    let address = if bare.contains(':') { format!("[{bare}]:{port}") } else { format!("{bare}:{port}") };
    Error::Listen { address, reason }
}

/// The first port after `port` that is free now.
fn free_after(host: &str, port: u16) -> Option<u16> {
    let last = port.saturating_add(NEARBY);
    (port.checked_add(1)?..=last).find(|port| TcpListener::bind((bare(host), *port)).is_ok())
}

/// The address to open in a browser, for a preview that was asked to listen on `host` and got `addr`.
pub(super) fn url(host: &str, addr: SocketAddr) -> String {
    let by_name = addr.ip().is_unspecified() || host.eq_ignore_ascii_case("localhost");
    if by_name { format!("http://localhost:{}/", addr.port()) } else { format!("http://{addr}/") }
}

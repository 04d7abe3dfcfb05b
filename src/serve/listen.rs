//! Takes the port, and says what to do where it is taken.
//!
//! `localhost` has two addresses, and a browser may try the one of IPv6 first. So the preview listens on both where it is to be
//! reached from this machine alone.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

use crate::error::{self, Error};

/// The address of this machine for itself, which `localhost` stands for.
pub(super) const LOCALHOST: &str = "127.0.0.1";
/// How many ports after a taken one are tried for the hint.
const NEARBY: u16 = 50;

/// Listens on a host and port; port 0 is any free one. `localhost` is 127.0.0.1 here; for its other address see [`beside`].
///
/// # Errors
/// [`Error::Listen`], with a free port to try where the one asked for is taken.
pub(super) fn bind(host: &str, port: u16) -> error::Result<TcpListener> {
    TcpListener::bind((bare(host), port)).map_err(|error| refused(host, port, &error))
}

/// Listens on the other address of `localhost`, at the port of a listener on 127.0.0.1. None beside any other listener, and
/// where the machine has no such address.
///
/// # Errors
/// Where another program has that port there, with what to tell.
pub(super) fn beside(listener: &TcpListener) -> Result<Option<TcpListener>, String> {
    let Some(port) = port_of_localhost(listener) else { return Ok(None) };
    match TcpListener::bind((Ipv6Addr::LOCALHOST, port)) {
        Ok(other) => Ok(Some(other)),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => Err(format!(
            "warning: another program listens on [::1]:{port}, and a browser may show that one for `localhost`; \
             the preview is at http://127.0.0.1:{port}/"
        )),
        Err(_) => Ok(None),
    }
}

fn port_of_localhost(listener: &TcpListener) -> Option<u16> {
    let addr = listener.local_addr().ok()?;
    (addr.ip() == IpAddr::V4(Ipv4Addr::LOCALHOST)).then_some(addr.port())
}

/// The host as the system takes it: an IPv6 address without the brackets that it has in a URL.
fn bare(host: &str) -> &str {
    if host.eq_ignore_ascii_case("localhost") {
        return LOCALHOST;
    }
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

/// The address to open in a browser, for a preview of a site at `base` that was asked to listen on `host` and got `addr`.
pub(super) fn url(host: &str, addr: SocketAddr, base: &str) -> String {
    let by_name = addr.ip().is_unspecified() || host.eq_ignore_ascii_case("localhost");
    if by_name { format!("http://localhost:{}{base}", addr.port()) } else { format!("http://{addr}{base}") }
}

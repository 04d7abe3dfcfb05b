//! Under which names the preview may be asked for.
//!
//! A page of another site can make its own name lead to 127.0.0.1 and would then read the preview as its own origin;
//! the name it used still stands in `Host`. So only names that nobody else can own are answered.

use std::net::IpAddr;

/// The names and addresses that are answered.
#[derive(Clone, Debug, Default)]
pub struct Hosts {
    /// Configured names, in lower case.
    names: Vec<String>,
    /// The address that is listened on, where it is a single one.
    address: Option<IpAddr>,
    /// Whether every interface is listened on: then any address, which no name can hide behind, is answered.
    everywhere: bool,
}

/// What a `Host` header says about a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// One of our names.
    Ours,
    /// A name of somebody else.
    Foreign,
    /// Not a host at all.
    Malformed,
}

impl Hosts {
    /// The names of a preview that listens on `host` and was told to answer to `allowed`, too.
    pub fn new(host: &str, allowed: &[String]) -> Self {
        let address: Option<IpAddr> = host.trim_matches(['[', ']']).parse().ok();
        let mut names: Vec<String> = allowed.iter().map(|name| name.trim().to_ascii_lowercase()).collect();
        if address.is_none() {
            names.push(host.to_ascii_lowercase());
        }
        names.retain(|name| !name.is_empty());
        Self {
            names,
            address: address.filter(|address| !address.is_unspecified()),
            everywhere: address.is_some_and(|address| address.is_unspecified()),
        }
    }

    /// Judges the value of a `Host` header. The port is not compared: a forwarded port is another one.
    pub fn judge(&self, value: &str) -> Verdict {
        let Some(host) = split(value) else { return Verdict::Malformed };
        let name = match host {
            Host::Address(address) => return self.judge_address(address),
            Host::Name(name) => name.to_ascii_lowercase(),
        };
        let local = name == "localhost" || name.strip_suffix(".localhost").is_some_and(|rest| !rest.is_empty());
        if local || self.names.contains(&name) { Verdict::Ours } else { Verdict::Foreign }
    }

    fn judge_address(&self, address: IpAddr) -> Verdict {
        let ours = address.is_loopback()
            || self.address == Some(address)
            || (self.everywhere && !address.is_unspecified())
            || self.names.iter().any(|name| name.trim_matches(['[', ']']).parse() == Ok(address));
        if ours { Verdict::Ours } else { Verdict::Foreign }
    }
}

enum Host<'a> {
    Address(IpAddr),
    Name(&'a str),
}

/// Takes `host[:port]` apart (RFC 3986, 3.2.2, without user and escapes).
fn split(value: &str) -> Option<Host<'_>> {
    let (host, port) = match value.strip_prefix('[') {
        Some(rest) => {
            let (address, port) = rest.split_once(']')?;
            let address: std::net::Ipv6Addr = address.parse().ok()?;
            (Host::Address(IpAddr::V6(address)), port)
        }
        None => {
            let at = value.find(':').unwrap_or(value.len());
            let (name, port) = value.split_at(at);
            let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
            if name.is_empty() || !name.bytes().all(allowed) {
                return None;
            }
            (name.parse().map_or(Host::Name(name), Host::Address), port)
        }
    };
    let port_is_well = match port.strip_prefix(':') {
        None => port.is_empty(),
        Some(digits) => digits.is_empty() || digits.parse::<u16>().is_ok() && !digits.starts_with('+'),
    };
    port_is_well.then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts() {
        let hosts = Hosts::new("127.0.0.1", &["Docs.test".to_owned()]);
        for ours in
            ["localhost", "LOCALHOST:1", "a.b.localhost:80", "127.0.0.1:4000", "127.0.0.2", "[::1]:4000", "docs.test:1"]
        {
            assert_eq!(hosts.judge(ours), Verdict::Ours, "{ours}");
        }
        for foreign in
            ["evil.test", "127.0.0.1.evil.test", "evillocalhost", ".localhost", "0.0.0.0:1", "[::]", "10.0.0.1"]
        {
            assert_eq!(hosts.judge(foreign), Verdict::Foreign, "{foreign}");
        }
        for bad in ["", "a b", "a:b", "a:99999", "a:+1", "[::1", "[x]", "[::1]x", "user@localhost", "a/b", ":80"] {
            assert_eq!(hosts.judge(bad), Verdict::Malformed, "{bad}");
        }
        assert_eq!(Hosts::new("0.0.0.0", &[]).judge("10.0.0.1:4000"), Verdict::Ours);
        assert_eq!(Hosts::new("10.0.0.1", &[]).judge("10.0.0.2"), Verdict::Foreign);
        assert_eq!(Hosts::new("dev.test", &[]).judge("dev.test:1"), Verdict::Ours);
    }
}

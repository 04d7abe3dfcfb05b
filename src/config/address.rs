//! Addresses in the configuration: they end up in links on every page, so that only plain web addresses are taken.

use crate::address::Address;

/// What [`web`] takes, after "write".
pub(super) const WEB: &str = "an address that begins with `https://`";

/// What [`base`] takes, after "write".
pub(super) const BASE: &str = "an address that begins with `https://`, without `?` or `#`";

/// A pattern that all texts match which [`web`] takes.
pub(super) const ADDRESS: &str = r#"^\s*[Hh][Tt][Tt][Pp][Ss]?://[^/?#\s"<>\\][^\s"<>\\]*\s*$"#;

/// An address of the web as it is.
pub(super) fn web(text: &str) -> Option<String> {
    let Address::External { scheme, address } = Address::parse(text) else { return None };
    let known = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let host = address.get(scheme.len()..)?.strip_prefix("://")?.split(['/', '?', '#']).next()?;
    let plain = !address.chars().any(|c| c.is_control() || c.is_whitespace() || matches!(c, '"' | '<' | '>' | '\\'));
    (known && !host.is_empty() && plain).then(|| address.to_owned())
}

/// An address of the web that others begin with; ends in `/`.
pub(super) fn base(text: &str) -> Option<String> {
    let mut address = web(text).filter(|address| !address.contains(['?', '#']))?;
    if !address.ends_with('/') {
        address.push('/');
    }
    Some(address)
}

/// Whether a text is an address with a scheme or host of its own, of any kind.
pub(super) fn is_external(text: &str) -> bool {
    matches!(Address::parse(text), Address::External { .. } | Address::Network(_))
}

//! Addresses as authors write them: what kind of destination a link has, before anything is resolved.

/// A destination, taken apart. Nothing is decoded yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Address<'a> {
    /// Nothing, or white space only.
    Empty,
    /// `#fragment`: an anchor of the same page. The fragment may be empty.
    Fragment(&'a str),
    /// A path in the site, relative or (with a leading `/`) from the site's root.
    Path {
        /// The path; empty where there is only a query.
        path: &'a str,
        /// What stands after `?`, without it.
        query: Option<&'a str>,
        /// What stands after `#`, without it.
        fragment: Option<&'a str>,
    },
    /// An absolute address: a scheme, and all of the address.
    External {
        /// The scheme as written, without its colon.
        scheme: &'a str,
        /// The whole address.
        address: &'a str,
    },
    /// `//host/path`: absolute, with the scheme of the page it stands on.
    Network(&'a str),
}

/// Schemes that a page may link to; all others are reported and never written out.
pub const SAFE_SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

impl<'a> Address<'a> {
    /// Takes a destination apart.
    ///
    /// A scheme is found as browsers find it (WHATWG URL, 4.4): leading control characters and spaces, and tabs and
    /// line ends anywhere, do not hide it.
    pub fn parse(dest: &'a str) -> Self {
        let trimmed = dest.trim_matches(|c: char| c.is_ascii_control() || c == ' ');
        if trimmed.is_empty() {
            return Self::Empty;
        }
        if let Some(fragment) = trimmed.strip_prefix('#') {
            return Self::Fragment(fragment);
        }
        if trimmed.starts_with("//") {
            return Self::Network(trimmed);
        }
        if let Some(scheme) = scheme(trimmed) {
            return Self::External { scheme, address: trimmed };
        }
        let (rest, fragment) = cut(trimmed, '#');
        let (path, query) = cut(rest, '?');
        Self::Path { path, query, fragment }
    }

    /// Whether the destination lies in the site or claims to.
    pub fn is_local(&self) -> bool {
        matches!(self, Self::Path { .. })
    }
}

/// Whether an address may be written into a page: its scheme, read as browsers read it, is one of [`SAFE_SCHEMES`].
pub fn is_safe(scheme: &str) -> bool {
    let mut plain = scheme.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r'));
    let lower: String = plain.by_ref().map(|c| c.to_ascii_lowercase()).collect();
    SAFE_SCHEMES.contains(&lower.as_str())
}

/// Whether a browser can follow an address with a scheme: without white space, and one of the web with the name of a host.
pub fn is_followed(address: &str) -> bool {
    if address.contains(char::is_whitespace) {
        return false;
    }
    let (scheme, rest) = address.split_once(':').unwrap_or((address, ""));
    if !["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web)) {
        return true;
    }
    let Some(rest) = rest.strip_prefix("//") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let named = host.starts_with(|c: char| c.is_alphanumeric()) && !host.contains(['[', ']', '\\', '<', '>', '"']);
    named || (host.starts_with('[') && host.contains(']'))
}

fn cut(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at).map_or((text, None), |(before, after)| (before, Some(after)))
}

/// The scheme a destination begins with. A single letter is a Windows drive to people and a scheme to browsers: a scheme.
fn scheme(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.' | '\t' | '\n' | '\r')))?;
    let starts = text.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
    (starts && text[end..].starts_with(':')).then(|| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        assert_eq!(Address::parse(" "), Address::Empty);
        assert_eq!(Address::parse("#a"), Address::Fragment("a"));
        assert_eq!(Address::parse("a.md?x#y"), Address::Path { path: "a.md", query: Some("x"), fragment: Some("y") });
        assert_eq!(Address::parse("//h/x"), Address::Network("//h/x"));
        for hidden in ["javascript:x", " JaVaScRiPt:x", "java\tscript:x", "\u{1}javascript:x", "data:text/html,x"] {
            let Address::External { scheme, .. } = Address::parse(hidden) else { panic!("{hidden:?} has a scheme") };
            assert!(!is_safe(scheme), "{hidden:?}");
        }
        assert!(matches!(Address::parse("https://x"), Address::External { scheme, .. } if is_safe(scheme)));
    }

    #[test]
    fn addresses_that_can_be_followed() {
        for (address, followed) in [
            ("https://x.example/a_(b)", true),
            ("https://me@x.example:80", true),
            ("http://[::1]/", true),
            ("mailto:a@x.example", true),
            ("https://", false),
            ("https://[x", false),
            ("https:javascript:alert(1)", false),
            ("https:\\\\x.example", false),
            ("https://a b", false),
        ] {
            assert_eq!(super::is_followed(address), followed, "{address}");
        }
    }
}

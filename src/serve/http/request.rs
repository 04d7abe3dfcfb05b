//! A request, checked: what is left of it once everything strange was refused.

use crate::path::{OutPath, percent_decode};

use super::host::{Hosts, Verdict};

/// A request as it came, before any check.
#[derive(Clone, Copy, Debug)]
pub(super) struct Raw<'a> {
    /// The method's name.
    pub method: &'a str,
    /// What stands after it.
    pub target: &'a str,
    /// The version: major and minor.
    pub version: (u8, u8),
    /// All headers, in their order.
    pub headers: &'a [(String, String)],
    /// Whether it came from this machine.
    pub local: bool,
}

impl<'a> Raw<'a> {
    /// All values of a header.
    pub(super) fn all(&self, name: &'static str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.headers.iter().filter(move |(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Whether the connection waits for another request after this one.
    pub(super) fn stays(&self) -> bool {
        let mut words = self.all("connection").flat_map(|value| value.split(','));
        self.version >= (1, 1) && !words.any(|word| word.trim().eq_ignore_ascii_case("close"))
    }

    /// The first value of a header.
    fn first(&self, name: &'static str) -> Option<&'a str> {
        self.all(name).next()
    }
}

/// A request that may be answered.
#[derive(Debug)]
pub(super) struct Request {
    /// Whether only the head of the answer is wanted.
    pub head_only: bool,
    /// What it asks for.
    pub place: Place,
    /// The output of the page that asks to be told, from `page=` in the query; other queries could only tempt to behave
    /// otherwise.
    pub page: Option<OutPath>,
    /// The query as it stands there: the token, where something is to be done.
    pub query: String,
    /// Whether it comes from a page of this preview, or from no page at all.
    pub same_origin: bool,
    /// Whether it comes from this machine.
    pub local: bool,
    /// `If-None-Match`.
    pub if_none_match: Option<String>,
    /// `Range`.
    pub range: Option<String>,
    /// `If-Range`.
    pub if_range: Option<String>,
}

/// A place in the site, by the path of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A path that does not end in `/`.
    File(OutPath),
    /// A path that does; the empty path is the site's root.
    Folder(OutPath),
    /// A path that no output can have.
    Nowhere,
    /// What leads to the site, which lies further down.
    Above,
}

/// Why a request is not answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is not as HTTP wants it, or nobody sends it without bad intent.
    Bad,
    /// It came under a foreign name, which is this.
    Foreign(String),
    /// It wants something else than to read.
    Method,
}

impl Request {
    /// Checks a request to a site that lies at `base`.
    ///
    /// # Errors
    /// Where it must be refused.
    pub(super) fn check(raw: &Raw<'_>, hosts: &Hosts, base: &str) -> Result<Self, Refusal> {
        let host = host(raw, hosts)?;
        if !raw.all("content-length").all(|length| length == "0") || raw.all("content-length").count() > 1 {
            return Err(Refusal::Bad);
        }
        let head_only = match raw.method {
            "GET" => false,
            "HEAD" => true,
            _ => return Err(Refusal::Method),
        };
        let place = below(raw.target, base).ok_or(Refusal::Bad)?;
        let own = |text: Option<&str>| text.map(str::to_owned);
        Ok(Self {
            head_only,
            place,
            page: page(raw.target, base),
            query: raw.target.split_once('?').map_or_else(String::new, |(_, query)| query.to_owned()),
            same_origin: same_origin(raw, host),
            local: raw.local,
            if_none_match: own(raw.first("if-none-match")),
            range: own(raw.first("range")),
            if_range: own(raw.first("if-range")),
        })
    }
}

/// The one `Host` of a request. HTTP/1.0, which no browser speaks, may leave it out.
fn host<'a>(raw: &Raw<'a>, hosts: &Hosts) -> Result<Option<&'a str>, Refusal> {
    let mut all = raw.all("host");
    match (all.next(), all.next()) {
        (None, _) if raw.version < (1, 1) => Ok(None),
        (Some(host), None) => match hosts.judge(host) {
            Verdict::Ours => Ok(Some(host)),
            Verdict::Foreign => Err(Refusal::Foreign(host.to_owned())),
            Verdict::Malformed => Err(Refusal::Bad),
        },
        _ => Err(Refusal::Bad),
    }
}

/// Whether no other site's page sent the request: browsers say so in `Sec-Fetch-Site`, and name the page's site in
/// `Origin`, which must be the very host that was asked.
fn same_origin(raw: &Raw<'_>, host: Option<&str>) -> bool {
    let site_is_well = raw.all("sec-fetch-site").all(|site| matches!(site, "same-origin" | "none"));
    let mut origins = raw.all("origin");
    site_is_well
        && origins.all(|origin| {
            let origin = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
            origin.is_some_and(|origin| host.is_some_and(|host| origin.eq_ignore_ascii_case(host)))
        })
}

impl Place {
    /// The output that lies there, as a folder stands for the page in it.
    pub(super) fn output(&self) -> Option<OutPath> {
        match self {
            Self::File(path) => Some(path.clone()),
            Self::Folder(folder) => folder.join("index.html").ok(),
            Self::Nowhere | Self::Above => None,
        }
    }
}

/// The output of the page that a query names by its path.
fn page(target: &str, base: &str) -> Option<OutPath> {
    let (_, query) = target.split_once('?')?;
    let named = query.split('&').find_map(|pair| pair.strip_prefix("page="))?;
    below(&percent_decode(named)?, base)?.output()
}

/// The folder of addresses that belong to the preview itself, wherever the site lies.
pub(super) const OWN: &str = "__preview";

/// Reads the target of a request to a site that lies at `base`. `None` where it must be refused.
fn below(target: &str, base: &str) -> Option<Place> {
    let whole = place(target)?;
    let is_own = |path: &OutPath| path.below(OWN).is_some();
    match &whole {
        Place::File(path) | Place::Folder(path) if base != "/" && !is_own(path) => {}
        _ => return Some(whole),
    }
    let path = target.split('?').next().unwrap_or(target);
    match path.strip_prefix(base) {
        Some(rest) => place(&format!("/{rest}")),
        None if path == "/" || Some(path) == base.strip_suffix('/') => Some(Place::Above),
        None => Some(Place::Nowhere),
    }
}

/// Reads the target of a request: the path, decoded once. `None` where it must be refused.
fn place(target: &str) -> Option<Place> {
    let suspicious = |text: &str| text.chars().any(|c| c.is_control() || c == '\\');
    if suspicious(target) || target.contains('#') {
        return None;
    }
    let path = target.split('?').next().unwrap_or(target).strip_prefix('/')?;
    let mut names = Vec::new();
    let mut parts: Vec<&str> = path.split('/').collect();
    let is_folder = parts.last() == Some(&"");
    if is_folder {
        parts.pop();
    }
    let mut nowhere = false;
    for part in parts {
        match percent_decode(part) {
            Some(name) if suspicious(&name) => return None,
            // `a%2fb` is one name with a slash in it, which no file has.
            Some(name) if !matches!(&*name, "" | "." | "..") && !name.contains('/') => names.push(name),
            _ => {
                // Escapes that are not UTF-8 may hide what is refused above.
                let hidden =
                    percent_encoding::percent_decode_str(part).any(|byte| byte < b' ' || byte == b'\\' || byte == 0x7F);
                if hidden {
                    return None;
                }
                nowhere = true;
            }
        }
    }
    if nowhere {
        return Some(Place::Nowhere);
    }
    let Ok(path) = OutPath::new(&names.join("/")) else { return Some(Place::Nowhere) };
    Some(if is_folder { Place::Folder(path) } else { Place::File(path) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> Option<Place> {
        Some(Place::File(OutPath::new(path).expect("a path")))
    }

    #[test]
    fn pages_that_want_to_be_told() {
        let of = |target: &str| page(target, "/").map(|out| out.to_string());
        assert_eq!(of("/x?page=%2Fa%2520b%2Fc.html").as_deref(), Some("a b/c.html"));
        assert_eq!(of("/x?a=1&page=/guide/").as_deref(), Some("guide/index.html"));
        for none in ["/x", "/x?page=", "/x?page=a.html", "/x?page=/../a", "/x?page=%ff", "/x?pages=/a"] {
            assert_eq!(of(none), None, "{none}");
        }
    }

    #[test]
    fn a_site_below_the_root() {
        let of = |target| below(target, "/a%20b/docs/");
        assert_eq!(of("/a%20b/docs/x/y.html?z"), file("x/y.html"));
        assert_eq!(of("/a%20b/docs/"), Some(Place::Folder(OutPath::default())));
        assert_eq!(of("/__preview/events"), file("__preview/events"));
        for above in ["/", "/?x", "/a%20b/docs"] {
            assert_eq!(of(above), Some(Place::Above), "{above}");
        }
        for nowhere in ["/x/y.html", "/a%20b/", "/a%20b/docsx/", "/a%20b/docs/../x", "/a%20b/docs//x"] {
            assert_eq!(of(nowhere), Some(Place::Nowhere), "{nowhere}");
        }
        assert_eq!(of("/a%20b/docs/%00"), None);
        assert_eq!(
            page("/x?page=/a%2520b/docs/c.html", "/a%20b/docs/").map(|out| out.to_string()).as_deref(),
            Some("c.html")
        );
    }

    #[test]
    fn places() {
        assert_eq!(place("/"), Some(Place::Folder(OutPath::default())));
        assert_eq!(place("/a/b.html?x=../y"), file("a/b.html"));
        assert_eq!(place("/c%20d+e%2520.html"), file("c d+e%20.html"));
        assert_eq!(place("/a/"), Some(Place::Folder(OutPath::new("a").expect("a path"))));
        for nowhere in ["/../x", "/./x", "/a/../x", "/%2e%2e/x", "/..%2fx", "//x", "///", "/a//b", "/%ff"] {
            assert_eq!(place(nowhere), Some(Place::Nowhere), "{nowhere}");
        }
        for bad in
            ["", "a", "*", "http://h/a", "/a#b", "/a\\b", "/a%5cb", "/%00", "/a\0", "/%0d%0aX", "/%7f", "/%ff%00"]
        {
            assert_eq!(place(bad), None, "{bad}");
        }
    }
}

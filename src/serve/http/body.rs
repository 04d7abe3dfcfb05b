//! Bodies of requests, which nothing here wants: what is announced is refused, and read over where it is short.

use super::request::Raw;

/// The longest body that is read over, in bytes, so that its connection can go on.
const SHORT: usize = 1 << 20;

/// What a head announces.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Announced {
    /// No body.
    Nothing,
    /// A body, refused with a status; its length where it can be read over.
    Bytes(u16, Option<usize>),
    /// An expectation that nobody fulfils.
    Unfulfillable,
}

/// What stands in a head about its body.
pub(super) fn announced(raw: &Raw<'_>) -> Announced {
    let expects = raw.all("expect").any(|what| !what.eq_ignore_ascii_case("100-continue"));
    let lengths: Vec<&str> = raw.all("content-length").collect();
    let is_chunked = raw.all("transfer-encoding").next().is_some();
    // What wants to write is not allowed, and what wants to read has too much to say.
    let status = if matches!(raw.method, "GET" | "HEAD") { 413 } else { 405 };
    match lengths.as_slice() {
        _ if expects => Announced::Unfulfillable,
        [_, _, ..] => Announced::Bytes(400, None),
        [_] if is_chunked => Announced::Bytes(400, None),
        [] if is_chunked => Announced::Bytes(status, None),
        [] => Announced::Nothing,
        [length] if length.is_empty() || !length.bytes().all(|byte| byte.is_ascii_digit()) => {
            Announced::Bytes(400, None)
        }
        [length] => match length.parse::<usize>() {
            Ok(0) => Announced::Nothing,
            Ok(length) if length <= SHORT => Announced::Bytes(status, Some(length)),
            _ => Announced::Bytes(status, None),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(method: &str, headers: &[(&str, &str)]) -> Announced {
        let headers: Vec<_> = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        announced(&Raw { method, target: "/", version: (1, 1), headers: &headers, local: true })
    }

    #[test]
    fn what_is_announced() {
        let length = |length| ("Content-Length", length);
        let chunked = ("transfer-encoding", "chunked");
        assert_eq!(of("GET", &[]), Announced::Nothing);
        assert_eq!(of("GET", &[length("0")]), Announced::Nothing);
        assert_eq!(of("GET", &[length("5")]), Announced::Bytes(413, Some(5)));
        assert_eq!(of("POST", &[length("5")]), Announced::Bytes(405, Some(5)));
        assert_eq!(of("POST", &[length("18446744073709551616")]), Announced::Bytes(405, None));
        for wrong in ["-1", "+5", "", "5 5", "0x5"] {
            assert_eq!(of("POST", &[length(wrong)]), Announced::Bytes(400, None), "{wrong}");
        }
        assert_eq!(of("GET", &[length("5"), length("5")]), Announced::Bytes(400, None));
        assert_eq!(of("GET", &[length("5"), chunked]), Announced::Bytes(400, None));
        assert_eq!(of("POST", &[chunked]), Announced::Bytes(405, None));
        assert_eq!(of("GET", &[("Expect", "a miracle")]), Announced::Unfulfillable);
        assert_eq!(of("GET", &[("Expect", "100-Continue")]), Announced::Nothing);
    }
}

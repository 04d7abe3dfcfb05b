//! Bare addresses in running text, as GFM finds them (GitHub Flavored Markdown, 6.9).

use std::ops::Range;

/// A bare address.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bare {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What goes before it to make it a destination: `http://`, `mailto:`, or nothing.
    pub prefix: &'static str,
}

/// Whether a text can hold a bare address at all; cheap.
pub(super) fn possible(text: &str) -> bool {
    text.contains("://") || text.contains("www.") || text.contains('@')
}

/// The bare addresses of a text, in order, not overlapping.
pub(super) fn find(text: &str) -> Vec<Bare> {
    let mut found: Vec<Bare> = Vec::new();
    let mut from = 0;
    while let Some(bare) = next(text, from) {
        from = bare.range.end;
        found.push(bare);
    }
    found
}

/// The first bare address that begins at or after `from`.
fn next(text: &str, from: usize) -> Option<Bare> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let found = match bytes[at] {
            b'h' | b'H' | b'w' | b'W' if starts_word(bytes, at) => web(text, at),
            b'@' => mail(text, at, from),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
        at += 1;
    }
    None
}

/// GFM: an address begins at a line's start, after white space, or after one of `*`, `_`, `~`, `(`.
fn starts_word(bytes: &[u8], at: usize) -> bool {
    at == 0 || matches!(bytes[at - 1], b'*' | b'_' | b'~' | b'(') || bytes[at - 1].is_ascii_whitespace()
}

fn web(text: &str, at: usize) -> Option<Bare> {
    let rest = &text[at..];
    let starts = |with: &str| rest.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with));
    let (prefix, scheme) = if starts("http://") {
        ("", 7)
    } else if starts("https://") {
        ("", 8)
    } else if starts("www.") {
        ("http://", 0)
    } else {
        return None;
    };
    let domain = domain_length(&rest[scheme..])?;
    let stop = rest[scheme + domain..]
        .find(|c: char| c.is_whitespace() || c.is_control() || c == '<')
        .map_or(rest.len(), |length| scheme + domain + length);
    let end = trim(&rest[..stop]);
    (end > scheme).then(|| Bare { range: at..at + end, prefix })
}

/// A valid domain: parts of letters, digits, `-` and `_` joined by dots, no `_` in the last two.
fn domain_length(rest: &str) -> Option<usize> {
    let length = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))).unwrap_or(rest.len());
    let domain = rest[..length].trim_end_matches('.');
    let mut last = domain.rsplit('.');
    let valid = domain.contains('.') || domain.eq_ignore_ascii_case("localhost");
    let plain = last.by_ref().take(2).all(|part| !part.contains('_'));
    (valid && plain && !domain.split('.').any(str::is_empty)).then_some(length)
}

/// Where an address ends once trailing punctuation, unpaired `)` and trailing character references are left off.
fn trim(text: &str) -> usize {
    let mut end = text.len();
    // Counted once: taking characters off the end only ever lowers the number of closing parentheses.
    let opened = text.bytes().filter(|byte| *byte == b'(').count();
    let mut closed = text.bytes().filter(|byte| *byte == b')').count();
    loop {
        let rest = &text[..end];
        match rest.bytes().next_back() {
            Some(b'?' | b'!' | b'.' | b',' | b':' | b'*' | b'_' | b'~' | b'\'' | b'"') => end -= 1,
            Some(b')') if closed > opened => {
                closed -= 1;
                end -= 1;
            }
            Some(b';') => {
                let name = rest[..end - 1].bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
                if name > 0 && rest[..end - 1 - name].ends_with('&') {
                    end -= name + 2;
                } else {
                    end -= 1;
                }
            }
            _ => return end,
        }
    }
}

fn mail(text: &str, at: usize, from: usize) -> Option<Bare> {
    let bytes = text.as_bytes();
    let local = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+');
    let start = at - bytes[from..at].iter().rev().take_while(|byte| local(byte)).count();
    let domain = bytes[at + 1..]
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
        .count();
    let mut end = at + 1 + domain;
    while end > at + 1 && bytes[end - 1] == b'.' {
        end -= 1;
    }
    let name = &text[at + 1..end];
    let valid = start < at
        && name.contains('.')
        && !name.split('.').any(str::is_empty)
        && !name.ends_with(['-', '_'])
        && bytes.get(end) != Some(&b'@');
    valid.then_some(Bare { range: start..end, prefix: "mailto:" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_addresses() {
        for (text, expected) in [
            ("www.commonmark.org/help.", vec!["www.commonmark.org/help"]),
            ("(www.google.com/search?q=Markup+(business)))", vec!["www.google.com/search?q=Markup+(business)"]),
            ("www.google.com/search?q=x&hl;", vec!["www.google.com/search?q=x"]),
            ("http://a.b https://c.d/(e", vec!["http://a.b", "https://c.d/(e"]),
            ("foo@bar.baz and a.b-c_d@a.b_ no", vec!["foo@bar.baz"]),
            ("xhttp://a.b", vec![]),
            ("http://localhost:4000/", vec!["http://localhost:4000/"]),
            ("http://x", vec![]),
            ("ünïcode www.exämple.org/ü.", vec!["www.exämple.org/ü"]),
        ] {
            let found: Vec<&str> = find(text).into_iter().map(|bare| &text[bare.range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}

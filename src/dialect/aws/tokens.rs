//! The signs of one line that may have to be moved: stars, links, tags.

use std::ops::Range;

/// A sign of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Where it begins.
    pub(super) at: usize,
    /// How long it is.
    pub(super) len: usize,
    pub(super) what: Sign,
}

/// What a sign is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// A run of stars, with its part in emphasis once that is known.
    Stars(Part),
    /// The bracket before the text of a link or an image.
    Open,
    /// From the bracket after a link's text to the end of its destination.
    Close,
    /// The same, where the destination is an address with spaces in it.
    Spaced,
    /// What is left out: a bracket or destination of a link in another link's text, which cannot be one, or a bracket that
    /// says nothing.
    Inner,
    /// `<` that begins no tag.
    Placeholder,
    /// A code span that holds links.
    Code,
}

/// The part of a run of stars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// None: it stays as it is.
    None,
    /// It begins emphasis, with so many stars.
    Begins(usize),
    /// It ends emphasis.
    Ends(usize),
    /// It is left out: what it would begin and end is empty, or already emphasised.
    Nothing,
}

impl Token {
    pub(super) fn range(&self) -> Range<usize> {
        self.at..self.at + self.len
    }
}

/// The longest destination of a link that is looked for.
const DESTINATION: usize = 4096;

/// How a link begins that stands where something was left out of the export: its text.
pub(super) const OMITTED: &str = "[\\[See the AWS documentation website for more details\\]";

/// The longest tag that is looked for.
const TAG: usize = 512;

/// Tags that stay tags.
const TAGS: [&str; 16] = [
    "</a>", "<br>", "<br/>", "<br />", "<pre>", "</pre>", "<sub>", "</sub>", "<sup>", "</sup>", "<b>", "</b>", "<i>",
    "</i>", "<code>", "</code>",
];

/// Finds the signs in a range of a text. `found` is emptied first.
pub(super) fn find(text: &str, range: Range<usize>, found: &mut Vec<Token>) {
    found.clear();
    let bytes = &text.as_bytes()[..range.end];
    let mut brackets: Vec<usize> = Vec::new();
    // Lengths of backtick runs that no other run of the line ends, as bits: each is only looked for once.
    let mut unended = 0_u64;
    let mut at = range.start;
    while at < range.end {
        match bytes[at] {
            b'\\' => at += 1 + text[at + 1..range.end].chars().next().map_or(0, char::len_utf8),
            b'`' => {
                let end = after_code(bytes, at, &mut unended);
                if code_link(text, at..end).is_some() {
                    found.push(Token { at, len: end - at, what: Sign::Code });
                }
                at = end;
            }
            b'*' => {
                let len = run(bytes, at);
                found.push(Token { at, len, what: Sign::Stars(Part::None) });
                at += len;
            }
            b'<' => match tag(&text[at..range.end]) {
                Some(len) => at += len,
                None => {
                    found.push(Token { at, len: 1, what: Sign::Placeholder });
                    at += 1;
                }
            },
            b'[' => {
                brackets.push(at);
                at += 1;
            }
            b']' => {
                let open = brackets.pop();
                let close = destination(bytes, at + 1)
                    .map(|end| (end, Sign::Close))
                    .or_else(|| spaced(text, at + 1..range.end).map(|end| (end, Sign::Spaced)));
                match open.zip(close) {
                    Some((open, (end, what))) => {
                        found.push(Token { at: open, len: 1, what: Sign::Open });
                        // Brackets in the text of the link say that something is missing, as the text does.
                        if &text[open..at] == OMITTED {
                            found.push(Token { at: open + 1, len: 2, what: Sign::Inner });
                            found.push(Token { at: at - 2, len: 2, what: Sign::Inner });
                        }
                        found.push(Token { at, len: end - at, what });
                        at = end;
                    }
                    None => at += 1,
                }
            }
            _ => at += 1,
        }
    }
    // Opening brackets are known when their link ends.
    if found.iter().any(|token| token.what == Sign::Open) {
        found.sort_by_key(|token| token.at);
        only_outer(text, found);
    }
}

/// Of links that stand in each other, the outermost stays. Images are no links, but may hold and stand in them.
fn only_outer(text: &str, found: &mut [Token]) {
    // For each open bracket, whether it is a link.
    let mut open: Vec<bool> = Vec::new();
    let mut links = 0_usize;
    for token in found {
        let link = match token.what {
            Sign::Open => {
                let link = !text[..token.at].ends_with('!');
                open.push(link);
                links += usize::from(link);
                link && links > 1
            }
            Sign::Close | Sign::Spaced => {
                let link = open.pop().unwrap_or(false);
                links -= usize::from(link);
                link && links > 0
            }
            _ => false,
        };
        if link {
            token.what = Sign::Inner;
        }
    }
}

fn run(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take_while(|byte| **byte == bytes[at]).count()
}

/// Where a code span ends that begins at `at`, or the run of backticks where none does (CommonMark 6.1).
fn after_code(bytes: &[u8], at: usize, unended: &mut u64) -> usize {
    let length = run(bytes, at);
    let bit = 1_u64.checked_shl(u32::try_from(length).unwrap_or(u32::MAX)).unwrap_or(0);
    if bit == 0 || *unended & bit != 0 {
        return at + length;
    }
    let mut next = at + length;
    while let Some(found) = memchr::memchr(b'`', &bytes[next..]) {
        let start = next + found;
        let closing = run(bytes, start);
        next = start + closing;
        if closing == length {
            return next;
        }
    }
    *unended |= bit;
    at + length
}

/// The first link in a range of code: its text, and its destination. Only what can be nothing else is one: an address, a
/// page, a place on the page.
pub(super) fn code_link(text: &str, range: Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let code = &text[range.clone()];
    for middle in memchr::memmem::find_iter(code.as_bytes(), b"](") {
        let near = middle.saturating_sub(TAG);
        let Some(open) = memchr::memrchr(b'[', &code.as_bytes()[near..middle]).map(|at| near + at) else { continue };
        let rest = &code[middle + 2..];
        let mut bytes = rest.bytes().take(DESTINATION);
        let Some(length) = bytes.position(|byte| matches!(byte, b')' | b'(' | b' ' | b'`')) else { continue };
        let dest = &rest[..length];
        let address = dest.starts_with("https://") || dest.starts_with("http://") || dest.starts_with('#');
        let page = dest.split('#').next().is_some_and(|path| path.ends_with(".md"));
        if (address || page) && rest[length..].starts_with(')') && open + 1 < middle && dest.len() > 1 {
            let start = range.start + middle + 2;
            return Some((range.start + open + 1..range.start + middle, start..start + length));
        }
    }
    None
}

/// The length of a tag that stays one: an anchor, a comment, an address, or one of the few plain ones.
fn tag(text: &str) -> Option<usize> {
    if let Some(plain) = TAGS.iter().find(|tag| text.starts_with(**tag)) {
        return Some(plain.len());
    }
    if text.starts_with("<!--") {
        return Some(memchr::memmem::find(text.as_bytes(), b"-->").map_or(text.len(), |at| at + 3));
    }
    if text.starts_with("<https://") || text.starts_with("<http://") {
        let mut bytes = text.bytes().take(DESTINATION);
        let end = bytes.position(|byte| matches!(byte, b'>' | b' '))?;
        return text[end..].starts_with('>').then_some(end + 1);
    }
    let rest = text.strip_prefix("<a ")?;
    if !rest.starts_with("name=\"") && !rest.starts_with("id=\"") {
        return None;
    }
    let end = rest.as_bytes().iter().take(TAG).position(|byte| *byte == b'>')?;
    Some(3 + end + 1)
}

/// Where the destination in parentheses ends that begins at `at`.
fn destination(bytes: &[u8], at: usize) -> Option<usize> {
    if bytes.get(at) != Some(&b'(') {
        return None;
    }
    let mut depth = 0_usize;
    let mut next = at + 1;
    let limit = bytes.len().min(at + DESTINATION);
    while next < limit {
        match bytes[next] {
            b'\\' => next += 1,
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(next + 1),
            b')' => depth -= 1,
            b' ' | b'\t' | b'<' => return None,
            _ => {}
        }
        next += 1;
    }
    None
}

/// Where the destination in parentheses ends that begins at the start of a range, if it is an address with spaces in it.
fn spaced(text: &str, range: Range<usize>) -> Option<usize> {
    let inside = text[range.clone()].strip_prefix('(')?;
    if !inside.starts_with("https://") && !inside.starts_with("http://") {
        return None;
    }
    let mut bytes = inside.bytes().take(DESTINATION);
    let end = bytes.position(|byte| matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b'`' | b'"' | b'\'' | b'\\'))?;
    // White space around an address is none of it.
    (inside[end..].starts_with(')') && inside[..end].trim().contains(' ')).then_some(range.start + end + 2)
}

//! Lines of a page as its exporter printed them: one block each.

use std::ops::Range;

/// A line of the source.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The whole line, its end included.
    pub(super) whole: Range<usize>,
    /// What it says, without white space around it.
    pub(super) body: Range<usize>,
    /// How many columns it is indented; a tab counts four.
    pub(super) indent: usize,
    /// Whether it ends in two spaces or more: what it stands in goes on.
    pub(super) goes_on: bool,
}

impl Line {
    pub(super) fn is_blank(&self) -> bool {
        self.body.is_empty()
    }

    /// Where its white space at the front begins and its text does.
    pub(super) fn margin(&self) -> Range<usize> {
        self.whole.start..self.body.start
    }

    /// Its end: white space and the line end.
    pub(super) fn tail(&self) -> Range<usize> {
        self.body.end..self.whole.end
    }
}

/// The lines of a text.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let bytes = text.as_bytes();
    let mut found = Vec::with_capacity(bytes.len() / 48 + 1);
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', bytes).map(|at| at + 1).chain([bytes.len()]) {
        if end > start {
            found.push(line(text, start, end));
        }
        start = end;
    }
    found
}

fn line(text: &str, start: usize, end: usize) -> Line {
    let bytes = text.as_bytes();
    let mut stop = end;
    while stop > start && matches!(bytes[stop - 1], b'\n' | b'\r') {
        stop -= 1;
    }
    let line = &bytes[start..stop];
    let front = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let back = line[front..].iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let indent = line[..front].iter().map(|byte| if *byte == b'\t' { 4 } else { 1 }).sum();
    // Some hold nothing but a space that does not break.
    let empty = front == line.len() || (!line[front].is_ascii() && text[start + front..stop].trim().is_empty());
    if empty {
        return Line { whole: start..end, body: stop..stop, indent, goes_on: front >= 2 };
    }
    Line { whole: start..end, body: start + front..stop - back, indent, goes_on: back >= 2 }
}

/// How many bytes of a list marker, `+` or `1.` and the like, stand at the start of a text, and whether it is a number. The
/// marker ends in a space or is all there is.
pub(super) fn marker(text: &str) -> Option<(usize, bool)> {
    let bytes = text.as_bytes();
    let ends = |at: usize| matches!(bytes.get(at), None | Some(b' ' | b'\t'));
    match bytes.first()? {
        b'+' | b'-' if ends(1) => Some((1, false)),
        // A star may be the beginning of emphasis with a space in the wrong place.
        b'*' if ends(1) && !text[1..].contains('*') => Some((1, false)),
        b'0'..=b'9' => {
            let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
            (digits <= 9 && bytes.get(digits) == Some(&b'.') && ends(digits + 1)).then_some((digits + 1, true))
        }
        _ => None,
    }
}

/// The level of a heading that a text is, and where its words begin.
pub(super) fn heading(text: &str) -> Option<(usize, usize)> {
    let level = text.bytes().take_while(|byte| *byte == b'#').count();
    let rest = &text[level..];
    let words = level + (rest.len() - rest.trim_start().len());
    ((1..=6).contains(&level) && (rest.is_empty() || rest.starts_with([' ', '\t']))).then_some((level, words))
}

/// Whether a text is nothing but a run of one sign, so many or more.
pub(super) fn is_run(text: &str, sign: u8, least: usize) -> bool {
    text.len() >= least && text.bytes().all(|byte| byte == sign)
}

/// What begins fenced code, and ends it where there is no less of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fence {
    sign: u8,
    pub(super) length: usize,
}

impl Fence {
    /// The fence at the start of a text that ends the code this one begins, whatever stands behind it.
    pub(super) fn end(self, text: &str) -> Option<Self> {
        fence(text).filter(|end| end.sign == self.sign && end.length >= self.length)
    }
}

/// The fence that begins code at the start of a text. Backticks behind backticks make a code span of it (CommonMark 4.5).
pub(super) fn opening_fence(text: &str) -> Option<Fence> {
    fence(text).filter(|fence| fence.sign == b'~' || !text[fence.length..].contains('`'))
}

fn fence(text: &str) -> Option<Fence> {
    let sign = *text.as_bytes().first().filter(|sign| matches!(sign, b'`' | b'~'))?;
    let length = text.bytes().take_while(|byte| *byte == sign).count();
    (length >= 3).then_some(Fence { sign, length })
}

/// Whether a text is the row of dashes under a table's head.
pub(super) fn is_delimiter_row(text: &str) -> bool {
    text.starts_with('|') && text.contains('-') && text.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
}

/// Whether a text is one span of bold and nothing else.
pub(super) fn is_bold(text: &str) -> bool {
    let Some(inside) = text.strip_prefix("**").and_then(|rest| rest.strip_suffix("**")) else { return false };
    !inside.is_empty() && !inside.replace("\\*", "").contains("**")
}

/// Whether a text in bold is the title of steps: `**To feed bees**`.
pub(super) fn is_procedure(text: &str) -> bool {
    text.starts_with("**To ")
}

/// Whether a text is one code span and nothing else.
pub(super) fn is_code(text: &str) -> bool {
    let inside = text.strip_prefix('`').and_then(|rest| rest.strip_suffix('`'));
    inside.is_some_and(|inside| !inside.is_empty() && !inside.contains('`'))
}

/// Where a text's anchors at its end begin: `<a name="…"></a>`, one or more.
pub(super) fn anchors_at_end(text: &str) -> usize {
    let mut end = text.len();
    while let Some(rest) = text[..end].strip_suffix("\"></a>") {
        match rest.rfind("<a name=\"") {
            Some(at) if !rest[at + 9..].contains(['"', '<']) => end = at,
            _ => break,
        }
    }
    end
}

/// How many bytes of anchors stand at the start of a text.
pub(super) fn anchors_at_start(text: &str) -> usize {
    let mut at = 0;
    while let Some(rest) = text[at..].strip_prefix("<a name=\"") {
        match rest.find("\"></a>") {
            Some(end) if !rest[..end].contains('"') => at += 9 + end + 6,
            _ => break,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_line_is() {
        let text = "   + a  \r\n  \n\tb";
        let found: Vec<_> =
            lines(text).iter().map(|line| (&text[line.body.clone()], line.indent, line.goes_on)).collect();
        assert_eq!(found, [("+ a", 3, true), ("", 2, true), ("b", 4, false)]);
        assert_eq!(
            [marker("+ a"), marker("12."), marker("* a*"), marker("1)")],
            [Some((1, false)), Some((3, true)), None, None]
        );
        assert_eq!([heading("## a"), heading("####"), heading("#a")], [Some((2, 3)), Some((4, 4)), None]);
        assert!(is_bold("**a *b* c**") && !is_bold("**a** and **b**") && !is_bold("****"));
        let ended = "`A`  <a name=\"x\"></a><a name=\"y\"></a>";
        assert_eq!(anchors_at_end(ended), 5);
        assert_eq!(anchors_at_start(&ended[5..]), ended.len() - 5);
        assert_eq!(anchors_at_end("<a name=\"x\"></a>b"), 17);
    }
}

//! Excuses in comments: `# factpress-allow rule: reason`.
//!
//! On a line of its own, one covers the next entry (a key with all of its value, or an item of a list); behind a value,
//! it covers its own line.

use std::ops::Range;

use serde_saphyr::granit_parser::{Event, Parser};

use super::{Node, Value, build, parse};
use crate::allow::{ALLOW, Allow, parse_allow};
use crate::finding::Finding;
use crate::span::{FileId, LineIndex, Span};

/// The excuses in the comments of `text`, which stands in `file` from byte `offset` on, and what is wrong with them.
pub fn allows(file: FileId, offset: usize, text: &str) -> (Vec<Allow>, Vec<Finding>) {
    let mut allows = Vec::new();
    let mut findings = Vec::new();
    if !text.contains(ALLOW) {
        return (allows, findings);
    }
    let entries = entries(parse(file, offset, text).0.as_ref());
    let lines = LineIndex::new(text.as_bytes());
    for comment in comments(text) {
        let Some(parsed) = parse_allow(&text[comment.start + 1..comment.end]) else { continue };
        let line = line_around(text, &lines, comment.start);
        let covers = if text[line.start..comment.start].trim_matches(['\u{FEFF}', ' ', '\t']).is_empty() {
            let after = u32::try_from(offset + comment.end).unwrap_or(u32::MAX);
            let next = entries.get(entries.partition_point(|entry| entry.start < after));
            next.copied()
                .unwrap_or_else(|| Span::new(file, offset + line.end, offset + next_line(text, &lines, line.end)))
        } else {
            Span::new(file, offset + line.start, offset + line.end)
        };
        let (allow, problems) = parsed.judge(Span::new(file, offset + comment.start, offset + comment.end), covers);
        allows.extend(allow);
        findings.extend(problems);
    }
    (allows, findings)
}

/// The comments of a text, each from its `#` to the end of its line.
fn comments(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut comments = Vec::new();
    let mut at = 0;
    let mut values = values(text).into_iter().peekable();
    while at < bytes.len() {
        while values.next_if(|value| value.end <= at).is_some() {}
        if let Some(value) = values.next_if(|value| value.contains(&at)) {
            at = value.end;
            continue;
        }
        let apart =
            at == 0 || matches!(bytes[at - 1], b' ' | b'\t' | b'\n' | b'\r') || bytes[..at] == *"\u{FEFF}".as_bytes();
        if bytes[at] == b'#' && apart {
            let end = bytes[at..].iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let end = end.map_or(bytes.len(), |length| at + length);
            comments.push(at..end);
            at = end;
        } else {
            at += 1;
        }
    }
    comments
}

/// Where values and keys stand, as far as the text can be read; in order.
fn values(text: &str) -> Vec<Range<usize>> {
    let events = Parser::new_from_str_with_options(text, build::options()).map_while(Result::ok);
    let scalars = events.filter(|(event, _)| matches!(event, Event::Scalar(..)));
    let mut values: Vec<Range<usize>> = scalars.filter_map(|(_, place)| place.byte_range()).collect();
    values.sort_by_key(|value| value.start);
    values
}

/// The line that byte `at` stands in, its line end included.
fn line_around(text: &str, lines: &LineIndex, at: usize) -> Range<usize> {
    let line = lines.line_col(text.as_bytes(), u32::try_from(at).unwrap_or(u32::MAX)).line;
    lines.line_range(text.as_bytes(), line)
}

/// The end of the line that begins at byte `at`.
fn next_line(text: &str, lines: &LineIndex, at: usize) -> usize {
    if at < text.len() { line_around(text, lines, at).end } else { at }
}

/// The places of all entries of maps and lists, by where they begin; of those that begin together, the outermost first.
fn entries(root: Option<&Node>) -> Vec<Span> {
    let mut spans = Vec::new();
    if let Some(root) = root {
        collect(root, &mut spans);
    }
    spans.sort_by_key(|span| span.start);
    spans
}

fn collect(node: &Node, spans: &mut Vec<Span>) {
    match &node.value {
        Value::List(items) => {
            for item in items {
                spans.push(item.span);
                collect(item, spans);
            }
        }
        Value::Map(entries) => {
            for (key, value) in entries {
                spans.push(Span { end: value.span.end.max(key.span.end), ..key.span });
                collect(value, spans);
            }
        }
        _ => {}
    }
}

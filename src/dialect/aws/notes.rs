//! The one shape of the dialect that plain pages share: a paragraph that begins with a label in bold and a line end of two
//! spaces.

use super::super::Marked;
use super::super::offset::OffsetMap;
use super::Rewritten;
use super::frames::Frames;
use super::label::label;
use super::line::{self, Line};
use super::output::Output;
use crate::seek::holds;

/// Rewrites a plain page that holds such paragraphs; none where it holds none, which is seen at the speed of memory.
pub(in super::super) fn notes(text: &str, map: &OffsetMap) -> Option<Rewritten> {
    if !holds(text, "**  \n") && !holds(text, "**  \r") {
        return None;
    }
    let lines = line::lines(text);
    let found = labels(text, &lines);
    if found.is_empty() {
        return None;
    }
    let mut out = Output::new(text);
    let mut frames = Frames::default();
    let mut from = 0;
    for at in found {
        let line = &lines[at];
        out.keep(from..line.whole.start);
        from = line.whole.end;
        let Some((label, _)) = label(&text[line.body.clone()]) else { continue };
        let end = lines[at..].iter().find(|line| line.is_blank()).map_or(text.len(), |line| line.whole.start);
        let start = out.len();
        out.keep(from..end);
        from = end;
        frames.mark(Marked::Admonition(label), start..out.len());
    }
    out.keep(from..text.len());
    let (text, pieces) = out.finish();
    let map = map.through(&pieces, text.len());
    Some(Rewritten { text, map, marks: frames.marks, findings: Vec::new() })
}

/// The lines that are labels: the first of a paragraph, outside of fenced code, with words after them.
fn labels(text: &str, lines: &[Line]) -> Vec<usize> {
    let mut fence: Option<(char, usize)> = None;
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let body = &text[line.body.clone()];
        if let Some(sign) = body.chars().next().filter(|sign| matches!(sign, '`' | '~')) {
            let length = body.chars().take_while(|c| *c == sign).count();
            match fence {
                None if length >= 3 => fence = Some((sign, length)),
                Some((open, least)) if open == sign && length >= least && body.len() == length => fence = None,
                _ => {}
            }
            continue;
        }
        let first = at == 0 || lines[at - 1].is_blank();
        let followed = lines.get(at + 1).is_some_and(|next| !next.is_blank());
        let alone = line.goes_on && label(body).is_some_and(|(_, rest)| rest == body.len() && !body.contains(':'));
        if fence.is_none() && first && followed && alone && line.indent < 4 {
            found.push(at);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::FileId;

    #[test]
    fn only_the_exact_shape() {
        let map = OffsetMap::new(FileId(0), 0);
        let made = notes("a\n\n**Note**  \nb\nc\n\nd **Note**  \ne\n", &map).expect("a note");
        assert_eq!(made.text, "a\n\nb\nc\n\nd **Note**  \ne\n");
        let places: Vec<_> = made.marks.iter().map(|mark| (mark.range.start, mark.range.end)).collect();
        assert_eq!(places, [(3, 7)]);
        for plain in [
            "**Note** x\n",
            "```\n\n**Note**  \nx\n```\n",
            "x\n**Note**  \ny\n",
            "**Word**  \nx\n",
            "**Note**  \n\nx\n",
        ] {
            assert!(notes(plain, &map).is_none(), "{plain}");
        }
    }
}

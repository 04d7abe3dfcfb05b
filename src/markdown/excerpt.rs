//! The sentence around a link.

use std::ops::Range;

use super::Excerpt;

/// How many characters of a sentence are shown.
const LENGTH: usize = 160;

/// Cuts the sentence around `link` (bytes of `text`, a block's plain text) out of the text; none where the sentence is
/// the link and nothing else.
///
/// A sentence longer than 160 characters is cut at words, evenly on both sides of the link.
pub(super) fn excerpt(text: &str, link: Range<usize>) -> Option<Excerpt> {
    let before = sentence_start(&text[..link.start]);
    let after = link.end + sentence_end(&text[link.end..]);
    let sentence = text[before..after].trim();
    if sentence == text[link.clone()].trim() {
        return None;
    }
    let start = before + (text[before..after].len() - text[before..after].trim_start().len());
    let end = start + sentence.len();
    let (head, tail) = shorten(text, start..end, &link);
    let mut cut = String::with_capacity(LENGTH + 8);
    if head > start {
        cut.push('…');
    }
    push_folded(&mut cut, &text[head..link.start.max(head)]);
    let mark = cut.len();
    push_folded(&mut cut, &text[link.start.max(head)..link.end.min(tail).max(link.start.max(head))]);
    let mark = narrow(mark)..narrow(cut.len());
    push_folded(&mut cut, &text[link.end.min(tail)..tail]);
    if tail < end {
        cut.push('…');
    }
    Some(Excerpt { text: cut.into(), mark })
}

fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Line ends become spaces: an excerpt is one line.
fn push_folded(out: &mut String, text: &str) {
    out.extend(text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }));
}

/// Where the sentence begins that the end of `text` belongs to; looks back twice the shown length at most.
fn sentence_start(text: &str) -> usize {
    let floor = back(text, text.len(), 2 * LENGTH);
    let bytes = text.as_bytes();
    let mut at = text.len();
    while at > floor {
        at -= 1;
        if bytes[at].is_ascii_whitespace() && at > 0 && ends_sentence(text, at - 1) {
            return at + 1;
        }
    }
    floor
}

/// Where the sentence ends that the start of `text` belongs to; looks ahead twice the shown length at most.
fn sentence_end(text: &str) -> usize {
    let limit = forth(text, 0, 2 * LENGTH);
    for at in 0..limit {
        if ends_sentence(text, at) && text[at + 1..].chars().next().is_none_or(char::is_whitespace) {
            return at + 1;
        }
    }
    limit
}

/// Whether the byte at `at` ends a sentence: `.`, `!`, `?` or `:`, and no abbreviation of two letters before it.
fn ends_sentence(text: &str, at: usize) -> bool {
    match text.as_bytes()[at] {
        b'!' | b'?' | b':' => true,
        b'.' => {
            let word = text[..at].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
            word > 1 || !text[..at].ends_with(|c: char| c.is_ascii_alphabetic())
        }
        _ => false,
    }
}

/// The part of a sentence that is shown: at most 160 characters, the link among them.
fn shorten(text: &str, sentence: Range<usize>, link: &Range<usize>) -> (usize, usize) {
    if text[sentence.clone()].chars().nth(LENGTH).is_none() {
        return (sentence.start, sentence.end);
    }
    let marked = text[link.clone()].chars().take(LENGTH).count();
    let room = (LENGTH - marked) / 2;
    let mut head = back(text, link.start, room).max(sentence.start);
    if head > sentence.start {
        head += text[head..link.start].find(' ').map_or(0, |at| at + 1);
    }
    let used = text[head..link.start].chars().count() + marked;
    let mut tail = forth(text, link.end, LENGTH.saturating_sub(used)).min(sentence.end);
    if tail < sentence.end {
        tail = text[link.end..tail].rfind(' ').map_or(tail, |at| link.end + at);
    }
    (head, tail)
}

/// The position `count` characters before `at`.
fn back(text: &str, at: usize, count: usize) -> usize {
    text[..at].char_indices().rev().take(count).last().map_or(at, |(start, _)| start)
}

/// The position `count` characters after `at`.
fn forth(text: &str, at: usize, count: usize) -> usize {
    text[at..].char_indices().nth(count).map_or(text.len(), |(offset, _)| at + offset)
}

/// The beginning of a text as a summary: one line, at most `length` characters, cut at a word.
pub(super) fn summary(text: &str, length: usize) -> String {
    let mut line = String::with_capacity(length + 4);
    for word in text.split_whitespace() {
        let more = word.chars().count() + usize::from(!line.is_empty());
        if line.chars().count() + more > length {
            line.push('…');
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(text: &str, link: &str) -> Option<(String, String)> {
        let at = text.find(link).expect("the link");
        excerpt(text, at..at + link.len()).map(|cut| {
            let mark = cut.text[cut.mark.start as usize..cut.mark.end as usize].to_owned();
            (cut.text.into(), mark)
        })
    }

    #[test]
    fn sentences() {
        let text = "First one. See the setup page, e.g. here. Last.";
        assert_eq!(around(text, "setup"), Some(("See the setup page, e.g. here.".into(), "setup".into())));
        assert_eq!(around("Setup", "Setup"), None);
        let long = format!("{} link {}", "many words ".repeat(30), "more words ".repeat(30));
        let (cut, mark) = around(&long, "link").expect("an excerpt");
        assert!(cut.chars().count() <= LENGTH + 2, "{cut}");
        assert!(cut.starts_with('…') && cut.ends_with('…'));
        assert_eq!(mark, "link");
    }
}

use super::super::Marked;
use super::*;
use crate::span::FileId;

/// The text and its marks as lines: what, and the text it covers.
fn made(text: &str) -> (String, Vec<(Marked, String)>) {
    let map = OffsetMap::new(FileId(0), 0);
    let made = rewrite(text, &map);
    let marks = made.marks.iter().map(|mark| (mark.what, made.text[mark.range.clone()].to_owned())).collect();
    (made.text, marks)
}

#[test]
fn a_page_that_needs_nothing_stays() {
    let text = "# A<a name=\"a\"></a>\n\nWords \\*here\\*\\.\n\n+ one\n+ two\n\n```\n  code\n```\n\n| a | b | \n| --- | --- | \n| c | d | \n";
    assert_eq!(made(text), (text.to_owned(), Vec::new()));
}

#[test]
fn a_note_in_an_item() {
    let (text, marks) = made("1. One\\.\n**Note**  \nWords\\.  \nMore\\.\n\n   Body\\.\n\n1. Two\\.\n");
    assert_eq!(text, "1. One\\.\n\n   Words\\.  \n\n   More\\.\n\n   Body\\.\n\n1. Two\\.\n");
    assert_eq!(marks.len(), 1, "{marks:?}");
    assert_eq!(marks[0].1, "\n   Words\\.  \n\n   More\\.\n\n");
}

#[test]
fn terms() {
    let (text, marks) = made("`A`  <a name=\"a\"></a>\nIs\\.  \n*Type*: B\n\n`B`  <a name=\"b\"></a>\n\nAfter\\.\n");
    assert_eq!(text, "`A`  <a name=\"a\"></a>\n\nIs\\.  \n\n*Type*: B\n\n`B`  <a name=\"b\"></a>\n\nAfter\\.\n");
    let what: Vec<Marked> = marks.iter().map(|(what, _)| *what).collect();
    assert_eq!(what, [Marked::Terms, Marked::Term, Marked::Definition, Marked::Term]);
}

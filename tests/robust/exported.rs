//! The AWS dialect under input that no exporter would print: it takes time as its length does, and every byte keeps its place.

use factpress::dialect::Dialect;
use factpress::path::SourcePath;
use factpress::span::Span;
use proptest::prelude::*;

use crate::exported_shapes::{self, HEAD};
use crate::growth::{grows_too_fast, on_a_small_stack};
use crate::page::{compile_in, prepared, unsound};

/// The smaller size, in bytes.
const SMALL: usize = 24 * 1024;

/// How much longer the larger one is.
const TIMES: u32 = 4;

fn shapes() -> impl Iterator<Item = (&'static str, String, String)> {
    exported_shapes::shapes()
        .into_iter()
        .map(|(name, make)| (name, HEAD.to_owned() + &make(SMALL), HEAD.to_owned() + &make(SMALL * TIMES as usize)))
}

#[test]
fn exported_pages_take_time_as_their_length_does() {
    let slow = on_a_small_stack(|| {
        let compile = |text: &str| drop(compile_in(Dialect::Aws, text));
        let grown = |(name, small, large): (&str, String, String)| {
            grows_too_fast(TIMES, &|| compile(&small), &|| compile(&large)).map(|how| format!("{name}: {how}"))
        };
        shapes().filter_map(grown).collect::<Vec<_>>()
    });
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

#[test]
fn deep_and_long_exported_pages_are_sound() {
    let wrong = on_a_small_stack(|| {
        let wrong = |(name, _, text): (&str, String, String)| {
            let of = unsound(&text, &compile_in(Dialect::Aws, &text));
            let of = of.into_iter().chain(misplaced(&text)).next();
            of.map(|it| format!("{name}: {}", it.chars().take(300).collect::<String>()))
        };
        shapes().filter_map(wrong).collect::<Vec<_>>()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// One line as long as a page may be, of each sign that a search could run on from.
#[test]
fn a_line_of_a_million_bytes() {
    on_a_small_stack(|| {
        for unit in ["a ", "**a ", "[a](b", "`a", "<a name=\"", "|", "\\*"] {
            let text = HEAD.to_owned() + &unit.repeat(1024 * 1024 / unit.len());
            assert_eq!(unsound(&text, &compile_in(Dialect::Aws, &text)), Vec::<String>::new(), "{unit}");
        }
    });
}

/// Where the dialect's reader, the Markdown parser and the writer once disagreed.
#[test]
fn what_was_not_sound_is() {
    for text in [
        ">   \n<pre>\n",
        "<div>\n\n**Note**  \na\n</div>\n",
        "**Term**  \n    :a\n",
        "````f`\n````\n------\n#### [ One ]\n",
        "------\n#### [ <b> ]\n\na\n\n------\n",
        "------\n#### [ + a ]\n\nb\n\n------\n",
    ] {
        let text = HEAD.to_owned() + text;
        assert_eq!(unsound(&text, &compile_in(Dialect::Aws, &text)), Vec::<String>::new(), "{text}");
        assert_eq!(misplaced(&text), None);
    }
    let plain = "a\n: b\n\n  **Note**  \n  - c\n";
    assert_eq!(unsound(plain, &compile_in(Dialect::Plain, plain)), Vec::<String>::new());
}

/// The first letter or digit of the prepared text that does not lead back to itself, or of the source that has gone.
///
/// What is put in holds none but those of a line break between the lines of a cell; what is left out are labels, and the
/// addresses of links in link texts.
fn misplaced(text: &str) -> Option<String> {
    let path = SourcePath::new("page.md").expect("a path");
    let prepared = prepared(Dialect::Aws, &path, text, 0);
    let mut kept = vec![false; text.len()];
    for (at, c) in prepared.text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        let Span { start, end, .. } = prepared.map.span(at..at + c.len_utf8());
        if start == end {
            let near = &prepared.text[prepared.text[..at].rfind('<').unwrap_or(at)..];
            if near.starts_with("<br />") {
                continue;
            }
        }
        let source = text.get(start as usize..end as usize);
        if source.is_none_or(|source| !source.chars().eq([c])) {
            return Some(format!("{c:?} at {at} is said to be {source:?} at {start} in {:?}", prepared.text));
        }
        kept[start as usize] = true;
    }
    let labels = ["Notes", "Note", "Important", "Warning", "Topics", "Contents"];
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let label =
            labels.iter().find(|label| line.trim_start().strip_prefix("**").is_some_and(|it| it.starts_with(**label)));
        let from = label.and_then(|label| line.find(label).map(|at| at + label.len())).unwrap_or(0);
        let inner = |at: usize| {
            let address = line[..at].rfind("](").filter(|open| !line[*open..at].contains(')'));
            address.is_some() && line[at..].split_once(')').is_some_and(|(_, rest)| rest.contains("]("))
        };
        let mut gone = line.char_indices().filter(|(at, c)| *at >= from && c.is_alphanumeric() && !kept[start + at]);
        let gone = gone.find(|(at, _)| !inner(*at));
        if let Some((at, c)) = gone {
            return Some(format!("{c:?} at {} of {line:?} is left out of {:?}", start + at, prepared.text));
        }
        start += line.len();
    }
    None
}

/// Beginnings of lines: what they stand in.
const MARGINS: &[&str] = &["", "", "", "  ", "   ", "      ", "\t", " ", "    "];

/// What lines are, by their first signs.
const BEGINNINGS: &[&str] =
    &["", "", "", "+ ", "1. ", "+", "1.", "3. ", "- ", "* ", "## ", "#### ", "# ", "> ", "| ", "    "];

/// Whole lines that mean something by themselves.
const LINES: &[&str] = &[
    "",
    "",
    "  ",
    "------",
    "------",
    "#### [ One ]",
    "#### [ Two ]",
    "####  ",
    "## Ä<a name=\"ä\"></a>",
    "## No anchor",
    "```",
    "```",
    "```",
    "````",
    "```<a name=\"fence\"></a>",
    "```words ",
    "**Note**  ",
    "**Important**  ",
    "**Note:** é",
    "**Note**<a name=\"n\"></a>",
    "**Notes** words",
    "**Topics**",
    "**Contents**",
    "**Example : title**  ",
    "**Example**  ",
    "**To do it**",
    "**Title**",
    "**Term**  ",
    "`Code`  <a name=\"code\"></a>",
    "`Code`  ",
    "Words  <a name=\"words\"></a>",
    "A term  ",
    "** [x](#words) **   ",
    "*Type*: String  ",
    "*Required*: No",
    "[\\[See the AWS documentation website for more details\\]](http://docs.aws.amazon.com/x.html)",
    "****  ",
    "**Caption**  ",
    "|  A  |  B  | ",
    "| --- | --- | ",
    "|  a  |  b",
    "more  | ",
    "![\\[x\\]](http://a.bc/x.png)",
    "<!-- a",
    "b -->",
    "<!-- c -->",
    "+ ",
    "1. ",
    "-----",
    "=====",
    "[a]: b",
    "~~~",
];

/// Pieces of words.
const WORDS: &[&str] = &[
    "a",
    "ä",
    "\u{1F600}",
    "b c",
    " ",
    "  ",
    "\u{a0}",
    "*",
    "**",
    "***",
    "****",
    "**d**",
    "**d **",
    "** d**",
    "* e*",
    "`",
    "``",
    "`f`",
    "`[g](h.md)`",
    "`[g](#h)i [j](https://k.lm)`",
    "[",
    "]",
    "](",
    ")",
    "[n](o.md)",
    "[n ](o.md)",
    "[ n](#o)",
    "[](p.md)",
    "![\\[q\\]](r.png)",
    "<",
    "<s>",
    "</s>",
    "<a ",
    "<a name=\"t\"></a>",
    "<br />",
    "<pre>",
    "</pre>",
    "<!--",
    "-->",
    "\\",
    "\\*",
    "\\[",
    "\\`",
    "\\|",
    "|",
    "&amp;",
    ":",
    ".",
    "\u{200b}",
    "\u{2028}",
    "\r",
    "  <a name=\"u\"></a>",
];

fn exported() -> impl Strategy<Value = String> {
    let words = prop::collection::vec(prop::sample::select(WORDS), 0..8).prop_map(|words| words.concat());
    let end = prop::sample::select(&["\n", "\n", "  \n", "\n\n", "\r\n", "  \r\n", ""][..]);
    let spoken = (prop::sample::select(BEGINNINGS), words).prop_map(|(begin, words)| begin.to_owned() + &words);
    let whole = prop::sample::select(LINES).prop_map(str::to_owned);
    let line = (prop::sample::select(MARGINS), prop_oneof![whole, spoken], end);
    let line = line.prop_map(|(margin, line, end)| margin.to_owned() + &line + end);
    prop::collection::vec(line, 0..24).prop_map(|lines| HEAD.to_owned() + &lines.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    /// What holds for any page holds for those of the dialect; and each letter is where it came from.
    #[test]
    fn any_exported_page_is_sound(text in exported()) {
        let wrong = unsound(&text, &compile_in(Dialect::Aws, &text));
        prop_assert!(wrong.is_empty(), "{text:?}\n{}", wrong.join("\n"));
        let misplaced = misplaced(&text);
        prop_assert!(misplaced.is_none(), "{text:?}\n{}", misplaced.unwrap_or_default());
    }
}

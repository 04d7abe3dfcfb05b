//! Every page of the guides says what its source says: the same words in the same order, all anchors, no star of emphasis
//! left over, and as many panes, notes, captions, terms and omitted tables as the source has.
//!
//! What differs by rule, on every page: a link whose text is its own address shows a label; a sign in a table shows a word,
//! or none where the cell has it; an image without a text shows the name of its file.

use std::collections::BTreeSet;
use std::path::Path;

use factpress::output::Content;
use factpress::session::Session;
use rayon::prelude::*;

use super::page::of_page;
use super::source::of_source;
use super::{Counts, guides, hold, site};

/// Pages that are known to differ, each with the reason; one that does not differ any more is an error.
const KNOWN: &[(&str, &str)] = &[(
    "aws-cloudformation-user-guide/aws-properties-efs-accesspoint-rootdirectory",
    "a pattern in a code span holds a backtick, which ends the span; what follows is text with a star in it",
)];

/// In stripped text: any label.
pub(super) const LABEL: char = '\u{1}';

/// In stripped text: the word of a sign, or none.
pub(super) const SIGN: char = '\u{2}';

/// How many words a label has at the most.
const LABEL_WORDS: usize = 40;

/// What of a page is counted.
const COUNTED: [&str; 5] = ["panes", "labels", "captions", "terms", "omitted tables"];

/// Numbers in the order of [`COUNTED`].
pub(super) type Numbers = [usize; 5];

/// What a source or a page says.
#[derive(Default)]
pub(super) struct Said {
    /// All of it, without markup.
    pub(super) text: String,
    /// How long the text was after each line of the source.
    pub(super) lines: Vec<usize>,
    /// How many stars are shown outside of code.
    pub(super) stars: usize,
    /// The anchors.
    pub(super) anchors: BTreeSet<String>,
    /// How much there is of what is counted.
    pub(super) numbers: Numbers,
}

#[test]
fn pages_say_what_their_sources_say() {
    let guides = guides("the words of every page").unwrap_or_default();
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    let mut counts: Vec<(String, Numbers)> = Vec::new();
    for guide in &guides {
        let name = guide.file_name().expect("a name").to_string_lossy().into_owned();
        let (differences, numbers) = differences(guide);
        counts.push((name.clone(), numbers));
        found.extend(differences.into_iter().map(|(page, what)| (format!("{name}/{page}"), what)));
    }
    let known = |page: &str| KNOWN.iter().any(|(known, _)| *known == page);
    let mut wrong: Vec<String> = found
        .iter()
        .filter(|(page, _)| !known(page))
        .flat_map(|(page, what)| what.iter().map(move |what| format!("{page}: {what}")))
        .collect();
    let gone = KNOWN.iter().filter(|(known, _)| !guides.is_empty() && found.iter().all(|(page, _)| page != known));
    wrong.extend(gone.map(|(page, reason)| format!("{page} does not differ any more: {reason}")));
    assert!(wrong.is_empty(), "{} differences\n{}", wrong.len(), wrong.join("\n"));
    for (name, numbers) in counts {
        let counts: Counts = COUNTED.iter().map(|what| (*what).to_owned()).zip(numbers).collect();
        hold(&format!("dialect of {name}"), counts);
    }
}

/// What differs in a guide, by page, and the numbers of its sources.
fn differences(guide: &Path) -> (Vec<(String, Vec<String>)>, Numbers) {
    let out = tempfile::tempdir().expect("a folder");
    let session = Session::open(site::options(guide, out.path())).expect("a site");
    let pages = session.site().pages.par_iter().filter(|page| page.path.name() != "index.md");
    let compared: Vec<(String, Vec<String>, Numbers)> = pages
        .map(|page| {
            let source = String::from_utf8_lossy(&site::read(&guide.join(page.path.as_str()))).into_owned();
            let Some(Content::Bytes(html)) = session.make(&page.out).map(|made| made.content) else {
                panic!("{}: no page", page.out)
            };
            let (source, page_says) = (of_source(&source), of_page(&String::from_utf8_lossy(&html)));
            (page.path.stem().to_owned(), compare(&source, &page_says), source.numbers)
        })
        .collect();
    let mut numbers = Numbers::default();
    for (_, _, more) in &compared {
        numbers.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
    }
    let differing = compared.into_iter().filter(|(_, what, _)| !what.is_empty());
    (differing.map(|(page, what, _)| (page, what)).collect(), numbers)
}

/// What differs between a source and its page.
fn compare(source: &Said, page: &Said) -> Vec<String> {
    let mut wrong: Vec<String> = compare_words(source, page).into_iter().collect();
    if page.stars > source.stars {
        wrong.push(format!("shows {} stars, the source escapes {}", page.stars, source.stars));
    }
    let lost = source.anchors.difference(&page.anchors);
    wrong.extend(lost.map(|anchor| format!("the anchor {anchor} of the source is not on the page")));
    for (what, (source, page)) in COUNTED.iter().zip(source.numbers.iter().zip(&page.numbers)) {
        if source != page {
            wrong.push(format!("{what}: {source} in the source, {page} on the page"));
        }
    }
    wrong
}

/// The first place where the words differ.
fn compare_words(source: &Said, page: &Said) -> Option<String> {
    let (wanted, shown) = (words(&source.text), words(&page.text));
    let (mut at, mut room) = (0, 0);
    let mut from = 0;
    for segment in wanted.split_inclusive(|word| is_wild(word)) {
        let (wild, segment) = match segment.split_last() {
            Some((last, rest)) if is_wild(last) => (Some(*last), rest),
            _ => (None, segment),
        };
        let more = wild.map_or(0, |wild| if wild.starts_with(LABEL) { LABEL_WORDS } else { 1 });
        let starts = at..=(at + room).min(shown.len());
        let Some(start) = starts.clone().find(|start| shown[*start..].starts_with(segment)) else {
            let same = |start: usize| segment.iter().zip(&shown[start..]).take_while(|(a, b)| a == b).count();
            let start = starts.rev().max_by_key(|start| same(*start)).unwrap_or(at);
            let (from, at) = (from + same(start), start + same(start));
            return Some(told(source, &wanted, from, &shown, at));
        };
        at = start + segment.len();
        from += segment.len() + usize::from(wild.is_some());
        room = if segment.is_empty() { room + more } else { more };
    }
    (shown.len() > at + room).then(|| told(source, &wanted, from, &shown, at))
}

/// Says which words differ, and in which line of the source.
fn told(source: &Said, wanted: &[&str], from: usize, shown: &[&str], at: usize) -> String {
    let near = |words: &[&str], at: usize| words[at.saturating_sub(4)..(at + 6).min(words.len())].join(" ");
    let place = wanted.get(from).map_or(source.text.len(), |word| {
        // A word is a part of the text.
        word.as_ptr() as usize - source.text.as_ptr() as usize
    });
    let line = source.lines.partition_point(|end| *end <= place) + 1;
    format!("line {line}: “{}” is shown as “{}”", near(wanted, from), near(shown, at))
}

/// The words of a text: runs of letters and digits. What stands for any words is one by itself.
fn words(text: &str) -> Vec<&str> {
    let mut found = Vec::with_capacity(text.len() / 6);
    let mut start = None;
    for (at, c) in text.char_indices() {
        let wild = matches!(c, LABEL | SIGN);
        if c.is_alphanumeric() {
            start.get_or_insert(at);
        } else if let Some(start) = start.take() {
            found.push(&text[start..at]);
        }
        if wild {
            found.push(&text[at..at + 1]);
        }
    }
    found.extend(start.map(|start| &text[start..]));
    found
}

fn is_wild(word: &str) -> bool {
    word.starts_with([LABEL, SIGN])
}

#[test]
fn a_page_that_says_something_else_is_found() {
    let source = "# Hives<a name=\"hives\"></a>\n\n**Note**  \nSee [https://x\\.example/](https://x.example) \\(*now*\\)\\.\n\n\
        `Bee`  <a name=\"bee\"></a>\n1. One [`a`s](b.md) ![\\[Image NOT FOUND\\]](https://x.example/icon-yes.png)\n\n\
        ```\n[Key](#key): [a-z](x)\n```end\n";
    let page = "<main><h1 id=\"hives\">Hives</h1><div class=\"prose\"><div class=\"adm\"><p class=\"t\">Note</p><p>See <a>A <b>label</b></a> \
        (<em>now</em>).</p></div><dl><dt id=\"bee\"><code>Bee</code></dt><dd>One <a><code>a</code>s</a> \u{2713} Yes</dd></dl>\
        <figure><figcaption>Code</figcaption><pre><code>Key: [a-z](x)</code></pre></figure><p>end</p>\
        <nav class=\"pager\">More</nav></main>";
    let compared = |page: &str| compare(&of_source(source), &of_page(page));
    assert_eq!(compared(page), Vec::<String>::new());
    for (from, to, wanted) in [
        ("now", "then", "line 4: “Hives Note See \u{1} now"),
        ("Key: ", "", "line 10: “Bee One as \u{2} Key"),
        ("end</p>", "end</p>more", "line 12: “"),
        ("(<em>", "(*<em>", "shows 1 stars, the source escapes 0"),
        (" id=\"bee\"", "", "terms: 1 in the source, 0 on the page"),
        (" id=\"hives\"", "", "the anchor hives of the source is not on the page"),
        ("\"adm\"", "\"\"", "labels: 1 in the source, 0 on the page"),
    ] {
        let found = compared(&page.replacen(from, to, 1));
        assert!(found.iter().any(|found| found.starts_with(wanted)), "{to}: {found:?}");
    }
}

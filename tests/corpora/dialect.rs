//! Every page of the guides says what its source says: the same words in the same order, no star of emphasis left over, and
//! as many panes, notes, captions, terms and omitted tables as the source has.
//!
//! The source is read here by rules of its own, line by line, that know nothing of blocks: all that they take away is what
//! a reader does not see.
//!
//! What differs by rule, on every page: a link whose text is its own address shows a label; a sign in a table shows a word,
//! or none where the cell has it; an image without a text shows the name of its file.

use std::path::Path;

use factpress::output::Content;
use factpress::session::Session;
use html5gum::{StartTag, Token, Tokenizer};
use rayon::prelude::*;

use super::{Counts, guides, hold, site};

/// Pages that are known to differ, each with the reason; one that does not differ any more is an error.
const KNOWN: &[(&str, &str)] = &[];

/// In stripped text: any label.
const LABEL: char = '\u{1}';

/// In stripped text: the word of a sign, or none.
const SIGN: char = '\u{2}';

/// How many words a label has at the most.
const LABEL_WORDS: usize = 40;

/// What the link says that stands where a table was left out.
const OMITTED: &str = "[\\[See the AWS documentation website for more details\\]](";

/// What a page says before it.
const OMITTED_SAID: &str = "This table is not in the source.";

/// What of a page is counted.
const COUNTED: [&str; 5] = ["panes", "labels", "captions", "terms", "omitted tables"];

/// Numbers in the order of [`COUNTED`].
type Numbers = [usize; 5];

/// What a source or a page says.
#[derive(Default)]
struct Said {
    /// All of it, without markup.
    text: String,
    /// How long the text was after each line of the source.
    lines: Vec<usize>,
    /// How many pairs of stars are shown outside of code.
    stars: usize,
    numbers: Numbers,
}

#[test]
fn pages_say_what_their_sources_say() {
    let guides = guides("the words of every page").unwrap_or_default();
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for guide in &guides {
        let name = guide.file_name().expect("a name").to_string_lossy().into_owned();
        let (differences, numbers) = differences(guide);
        let counts: Counts = COUNTED.iter().map(|what| (*what).to_owned()).zip(numbers).collect();
        hold(&format!("dialect of {name}"), counts);
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
}

/// What differs in a guide, by page, and the numbers of its sources.
fn differences(guide: &Path) -> (Vec<(String, Vec<String>)>, Numbers) {
    let out = tempfile::tempdir().expect("a folder");
    let session = Session::open(site::options(guide, out.path())).expect("a site");
    let pages = session.site().pages.par_iter().filter(|page| page.path.name() != "index.md");
    let compared: Vec<(String, Vec<String>, Numbers)> = pages
        .map(|page| {
            let source = String::from_utf8_lossy(&site::read(&guide.join(page.path.as_str()))).into_owned();
            let Some(Content::Bytes(html)) = session.render(&page.out) else { panic!("{}: no page", page.out) };
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
        wrong.push(format!("shows {} pairs of stars, the source {}", page.stars, source.stars));
    }
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

/// What a page says in its title and its own text.
fn of_page(html: &str) -> Said {
    let mut said = Said::default();
    let title = between(html, "<h1", &["</h1>"]);
    let ends = ["<h2 class=\"h\" id=\"Fp-Pages\">", "<h2 class=\"h\" id=\"Fp-Backlinks\">", "<nav class=\"pager\""];
    let prose = between(html, "<div class=\"prose\"", &[ends.as_slice(), &["<div class=\"page-foot\">"]].concat());
    for part in [title, prose] {
        say(part, &mut said);
        said.text.push(' ');
    }
    said
}

/// What stands from a mark to the first of some others.
fn between<'a>(html: &'a str, start: &str, ends: &[&str]) -> &'a str {
    let rest = html.find(start).map_or("", |at| &html[at..]);
    let end = ends.iter().filter_map(|end| rest.find(end)).min();
    &rest[..end.unwrap_or(rest.len())]
}

/// Adds what some HTML says.
fn say(html: &str, said: &mut Said) {
    let (mut code, mut hidden) = (0_usize, 0_usize);
    // What the next text begins with and the source does not say.
    let mut said_before = "";
    let mut omitted = false;
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                let name: &[u8] = &tag.name;
                match name {
                    b"code" | b"pre" => code += 1,
                    b"figcaption" => hidden += 1,
                    _ => {}
                }
                if !is_inline(name) {
                    said.text.push(' ');
                }
                if name == b"caption" || (omitted && has_class(&tag, "title")) {
                    said.numbers[2] += 1;
                }
                omitted = has_class(&tag, "omitted");
                for (at, class) in [(0, "pane"), (1, "adm"), (4, "omitted")] {
                    said.numbers[at] += usize::from(has_class(&tag, class));
                }
                said.numbers[3] += usize::from(name == b"dt" && attribute(&tag, "id").is_some());
                if has_class(&tag, "picture") {
                    said_before = "Image: ";
                }
            }
            Token::EndTag(tag) => {
                let name: &[u8] = &tag.name;
                match name {
                    b"code" | b"pre" => code -= 1,
                    b"figcaption" => hidden -= 1,
                    _ => {}
                }
                if !is_inline(name) {
                    said.text.push(' ');
                }
            }
            Token::String(text) if hidden == 0 => {
                let text = String::from_utf8_lossy(&text);
                let text = text.strip_prefix(std::mem::take(&mut said_before)).unwrap_or(&text);
                if code == 0 {
                    said.stars += text.matches("**").count();
                }
                said.text.push_str(text.strip_prefix(OMITTED_SAID).unwrap_or(text));
            }
            _ => {}
        }
    }
}

/// Whether an element is a part of words.
fn is_inline(name: &[u8]) -> bool {
    matches!(name, b"a" | b"b" | b"code" | b"em" | b"i" | b"span" | b"strong" | b"sub" | b"sup" | b"wbr")
}

fn attribute<'a>(tag: &'a StartTag<()>, name: &str) -> Option<&'a [u8]> {
    let found = tag.attributes.iter().find(|(key, _)| key.as_slice() == name.as_bytes());
    found.map(|(_, value)| value.as_slice())
}

fn has_class(tag: &StartTag<()>, class: &str) -> bool {
    attribute(tag, "class").is_some_and(|classes| classes.split(|it| *it == b' ').any(|it| it == class.as_bytes()))
}

/// What a source says.
fn of_source(source: &str) -> Said {
    let mut said = Said::default();
    // How many backticks end the code.
    let mut fence: Option<usize> = None;
    let mut comment = false;
    let lines: Vec<&str> = source.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let body = line.trim();
        let ticks = body.bytes().take_while(|byte| *byte == b'`').count();
        match fence {
            Some(least) if ticks >= least => {
                fence = None;
                inline(&body[ticks..], &mut said);
            }
            Some(_) => code(line, &mut said.text),
            None if ticks >= 3 => fence = Some(ticks),
            None if comment || body.starts_with("<!--") => comment = !body.contains("-->"),
            None => {
                let kind = kind(line, &lines[at + 1..]);
                kind.into_iter().for_each(|kind| said.numbers[kind] += 1);
                inline(unmarked(body), &mut said);
            }
        }
        said.text.push('\n');
        said.lines.push(said.text.len());
    }
    said
}

/// Which of [`COUNTED`] a line outside of code is.
fn kind(line: &str, after: &[&str]) -> Option<usize> {
    let body = line.trim();
    let head = without_anchors(body);
    let pane = line.strip_prefix("#### [").and_then(|rest| rest.trim_end().strip_suffix(']'));
    let next = || after.iter().position(|line| !line.trim().is_empty());
    let before_table = || {
        next().is_some_and(|at| {
            let (line, under) = (after[at].trim(), after.get(at + 1).map_or("", |line| line.trim()));
            line.starts_with(OMITTED) || (line.starts_with('|') && is_rule(under))
        })
    };
    let bold = body.len() > 4 && body.starts_with("**") && body.ends_with("**") && !body.bytes().all(|it| it == b'*');
    if pane.is_some_and(|inside| !inside.trim().is_empty()) {
        Some(0)
    } else if is_label(unmarked(head)) {
        Some(1)
    } else if body.starts_with(OMITTED) {
        Some(4)
    } else if bold && line.ends_with("  ") && before_table() {
        Some(2)
    } else if head.len() < body.len() && head.ends_with("  ") && !body.starts_with(['#', '|']) {
        (!head.trim().is_empty()).then_some(3)
    } else {
        None
    }
}

/// Whether a line begins with the label of a note or the like.
fn is_label(text: &str) -> bool {
    let Some((inside, rest)) = text.strip_prefix("**").and_then(|rest| rest.split_once("**")) else { return false };
    let word = inside.trim_end().strip_suffix(':').unwrap_or(inside).trim_end();
    let ends = rest.trim().is_empty() || rest.starts_with(':') || inside.contains(':');
    ends && ["Note", "Notes", "Important", "Tip", "Tips", "Warning", "Caution"].contains(&word)
}

/// Whether a line is the rule under the head of a table.
fn is_rule(line: &str) -> bool {
    line.starts_with('|') && line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// A line without the anchors at its end.
fn without_anchors(line: &str) -> &str {
    let mut line = line;
    while let Some(at) = line.strip_suffix("></a>").and_then(|rest| rest.rfind("<a name=")) {
        line = &line[..at];
    }
    line
}

/// A line without the marks of list items in front.
fn unmarked(line: &str) -> &str {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = if digits > 0 { line[digits..].strip_prefix('.') } else { line.strip_prefix('+') };
    match rest {
        Some(rest) if rest.is_empty() || rest.starts_with(' ') => unmarked(rest.trim_start()),
        _ => line,
    }
}

/// Adds code: of links in it, only their texts.
fn code(text: &str, into: &mut String) {
    let mut rest = text;
    while let Some(middle) = rest.find("](") {
        let target = &rest[middle + 2..];
        let end = target.find([')', ' ', '[', '(']).filter(|end| target[*end..].starts_with(')'));
        let leads = |to: &str| {
            let page = to.split('#').next().unwrap_or(to);
            to.len() > 1 && to.starts_with('#')
                || page.ends_with(".md")
                || to.starts_with("http://")
                || to.starts_with("https://")
        };
        match end.filter(|end| leads(&target[..*end])).zip(rest[..middle].rfind('[')) {
            Some((end, _)) => {
                into.push_str(&rest[..middle]);
                rest = &target[end + 1..];
            }
            None => {
                into.push_str(&rest[..middle + 2]);
                rest = target;
            }
        }
    }
    into.push_str(rest);
}

/// Adds a line of words, or a part of one.
fn inline(text: &str, said: &mut Said) {
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '`', '<', '!', '[', '*', '&']) {
        said.text.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = sign(rest, said).unwrap_or_else(|| {
            said.text.push_str(&rest[..1]);
            1
        });
        rest = &rest[length..];
    }
    said.text.push_str(rest);
}

/// Adds what the sign at the start of a text says, where it is markup. Gives how many bytes of the text that was.
fn sign(text: &str, said: &mut Said) -> Option<usize> {
    let run = text.bytes().take_while(|byte| *byte == text.as_bytes()[0]).count();
    Some(match text.as_bytes()[0] {
        b'\\' => {
            let sign = text[1..].chars().next()?;
            said.stars += usize::from(text.starts_with("\\*\\*") || text.starts_with("\\**"));
            said.text.push(sign);
            1 + sign.len_utf8()
        }
        b'*' => run,
        b'`' => {
            let end = end_of_code(text, run)?;
            code(&text[run..end - run], &mut said.text);
            end
        }
        b'<' => {
            let tags = ["<a name=", "</a>", "<br", "<pre>", "</pre>", "<!--"];
            let tag = tags.iter().find(|it| text.starts_with(**it))?;
            if !tag.contains('a') {
                said.text.push(' ');
            }
            text.find('>').map_or(text.len(), |at| at + 1)
        }
        b'!' => {
            let (alt, dest, length) = link(&text[1..])?;
            image(alt, dest, said);
            1 + length
        }
        b'[' => {
            let (words, dest, length) = link(text)?;
            if words.trim().is_empty() || address(words) == address(dest) {
                said.text.push(LABEL);
            } else {
                inline(words, said);
            }
            length
        }
        _ => {
            let names = [("&amp;", "&"), ("&copy;", "©"), ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " ")];
            let (name, shown) = names.iter().find(|(name, _)| text.starts_with(name))?;
            said.text.push_str(shown);
            name.len()
        }
    })
}

/// An address, as far as two forms of one are told apart.
fn address(text: &str) -> String {
    let text = unescaped(text);
    let rest = text.trim().trim_start_matches("https://").trim_start_matches("http://");
    rest.trim_end_matches('/').to_owned()
}

/// Adds what stands for an image.
fn image(alt: &str, dest: &str, said: &mut Said) {
    let alt = unescaped(alt);
    let alt = alt.trim().trim_start_matches('[').trim_end_matches(']');
    let name = dest.rsplit('/').next().unwrap_or(dest);
    if ["icon-yes.png", "icon-no.png", "icon-maybe.png"].contains(&unescaped(name).as_str()) {
        said.text.push(SIGN);
    } else if alt.is_empty() || alt == "Image NOT FOUND" {
        said.text.push_str(&unescaped(name));
    } else {
        said.text.push_str(alt);
    }
}

/// Where a span of code ends that so many backticks begin.
fn end_of_code(text: &str, ticks: usize) -> Option<usize> {
    let mut at = ticks;
    while let Some(found) = text[at..].find('`') {
        let run = text[at + found..].bytes().take_while(|byte| *byte == b'`').count();
        at += found + run;
        if run == ticks {
            return Some(at);
        }
    }
    None
}

/// The words of the link that a text begins with, its address, and how long it is.
fn link(text: &str) -> Option<(&str, &str, usize)> {
    let words = closing(text, '[', ']')?;
    let rest = &text[words + 1..];
    let end = closing(rest, '(', ')')?;
    let dest = rest[1..end].trim();
    (!dest.contains([' ', '<'])).then_some((&text[1..words], dest, words + 1 + end + 1))
}

/// Where the bracket closes that a text begins with.
fn closing(text: &str, open: char, close: char) -> Option<usize> {
    let (mut depth, mut after) = (0_usize, 0);
    if !text.starts_with(open) {
        return None;
    }
    for (at, c) in text.char_indices() {
        if at < after {
            continue;
        }
        match c {
            '\\' => after = at + 2,
            '`' if open == '[' => {
                let run = text[at..].bytes().take_while(|byte| *byte == b'`').count();
                after = at + end_of_code(&text[at..], run).unwrap_or(run);
            }
            c if c == open => depth += 1,
            c if c == close => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 && after <= at {
            return Some(at);
        }
    }
    None
}

fn unescaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut escaped = false;
    for c in text.chars() {
        escaped = c == '\\' && !escaped;
        if !escaped {
            shown.push(c);
        }
    }
    shown
}

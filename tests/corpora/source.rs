//! What a source says: its words without markup, as a reader of the page sees them.
//!
//! Read line by line, by rules of its own that know nothing of blocks: all that they take away is what is not shown.

use super::dialect::{LABEL, SIGN, Said};

/// How the link begins that stands where a table was left out.
const OMITTED: &str = "[\\[See the AWS documentation website for more details\\]](";

/// What a source says.
pub(super) fn of_source(source: &str) -> Said {
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
                // Of two anchors with one name only the first is one.
                let mut named = false;
                for name in line.split("<a name=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                    named |= said.anchors.insert(name.to_owned());
                }
                let kind = kind(line, &lines[at + 1..]).filter(|kind| named || *kind != 3);
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
    let indented = line.starts_with([' ', '\t']);
    let pane = head.trim_end().strip_prefix("#### [").and_then(|rest| rest.strip_suffix(']')).filter(|_| !indented);
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
    } else if head.len() < body.len()
        && head.ends_with("  ")
        && !body.starts_with(['#', '|'])
        && !head.starts_with("**Example")
    {
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
            Some((end, open)) => {
                into.push_str(&rest[..open]);
                into.push_str(&unescaped(&rest[open..middle]));
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
            let sign = text[1..].chars().next().filter(char::is_ascii_punctuation)?;
            said.stars += usize::from(sign == '*');
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
            // A picture is parted from the words beside it.
            if said.text.ends_with(char::is_alphanumeric) {
                said.text.push(' ');
            }
            image(alt, dest, said);
            if text[1 + length..].starts_with(char::is_alphanumeric) {
                said.text.push(' ');
            }
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
    // An address may hold spaces that were not meant.
    let spaced = dest.contains(' ') && !dest.starts_with("http");
    (!spaced && !dest.contains('<')).then_some((&text[1..words], dest, words + 1 + end + 1))
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

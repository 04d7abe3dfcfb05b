//! Links inside code. The AWS guides link the names in the syntax of a resource: `"[Tags](#tags)" : [ [Tag](tag.md), ... ]`.

use std::borrow::Cow;
use std::ops::Range;

use super::writer::Writer;
use super::{HoleKind, RefKind};

/// A link in the text of a code block. All ranges are bytes of that text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CodeLink {
    /// All of it, brackets included.
    pub(super) whole: Range<usize>,
    /// What is shown.
    pub(super) text: Range<usize>,
    /// Where it leads.
    pub(super) target: Range<usize>,
}

/// The links in the text of a code block, in order.
///
/// Code has brackets and parentheses of its own, as in `table[key](value)`: only what leads to an anchor, to a page, or to
/// an address of the web is a link, and only where its bracket does not follow a name, as an index does.
pub(super) fn find(code: &str) -> Vec<CodeLink> {
    let mut links: Vec<CodeLink> = Vec::new();
    let mut from = 0;
    while let Some(at) = code[from..].find("](") {
        let middle = from + at;
        let before = links.last().map_or(0, |link| link.whole.end);
        from = middle + "](".len();
        let Some(open) = code[before..middle].rfind(['[', ']', '\n']).map(|at| before + at) else { continue };
        let indexes = code[before..open].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ')' | ']'));
        // No target holds a bracket; one that never ends is not looked for to the end of the block by each link in it.
        let Some(end) = code[from..].find([')', '[', '\n', ' ', '\t']).map(|at| from + at) else { break };
        let link = CodeLink { whole: open..end + 1, text: open + 1..middle, target: from..end };
        let shows = !code[link.text.clone()].trim().is_empty();
        if code[open..].starts_with('[')
            && code[end..].starts_with(')')
            && !indexes
            && shows
            && is_target(&code[link.target.clone()])
        {
            from = end + 1;
            links.push(link);
        }
    }
    links
}

/// Whether a text has one of the forms that links in code have.
fn is_target(text: &str) -> bool {
    let plain = |text: &str, marks: &[char]| {
        !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || marks.contains(&c))
    };
    let is_id = |text: &str| plain(text, &['_', '.', '-', ':']);
    if let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) {
        return rest.starts_with(char::is_alphanumeric) && !rest.contains(['<', '>', '"', '\\', '{', '}']);
    }
    let (page, id) = text.split_once('#').map_or((text, None), |(page, id)| (page, Some(id)));
    let names_page = page.strip_suffix(".md").is_some_and(|stem| plain(stem, &['_', '.', '-', '/']));
    (names_page || (page.is_empty() && id.is_some())) && id.is_none_or(is_id)
}

/// The text of a code block as it is shown: of its links only their texts.
pub(super) fn shown(code: &str, links: &[CodeLink]) -> String {
    let mut shown = String::with_capacity(code.len());
    let mut from = 0;
    for link in links {
        shown.push_str(&code[from..link.whole.start]);
        shown.push_str(&unescaped(&code[link.text.clone()]));
        from = link.whole.end;
    }
    shown.push_str(&code[from..]);
    shown
}

/// The text of a link in code. Unlike the code around it, its exporter escaped it.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        shown.push_str(before);
        if !after.starts_with(|c: char| c.is_ascii_punctuation()) {
            shown.push('\\');
        }
        let sign = after.chars().next().map_or(0, char::len_utf8);
        shown.push_str(&after[..sign]);
        rest = &after[sign..];
    }
    shown.push_str(rest);
    Cow::Owned(shown)
}

impl Writer<'_> {
    /// Writes the text of a code block with its links. `source` answers where a part of that text stands.
    pub(super) fn linked_code(
        &mut self,
        code: &str,
        links: &[CodeLink],
        source: impl Fn(&Range<usize>) -> Range<usize>,
    ) {
        let mut from = 0;
        for link in links {
            self.out.text(&code[from..link.whole.start]);
            let number = self.refer(RefKind::Code, &code[link.target.clone()], "", source(&link.target));
            let text = unescaped(&code[link.text.clone()]);
            self.out.hole(HoleKind::LinkOpen(number));
            self.out.text(&text);
            self.imports[number as usize].text = text.into();
            self.out.hole(HoleKind::LinkClose(number));
            from = link.whole.end;
        }
        self.out.text(&code[from..]);
    }
}

#[cfg(test)]
mod tests {
    use super::{find, shown};

    fn targets(code: &str) -> Vec<(&str, &str)> {
        find(code).into_iter().map(|link| (&code[link.text], &code[link.target])).collect()
    }

    #[test]
    fn names_in_syntax_are_links() {
        let code = "{\n  \"[Hives](#hives)\" : [ [Hive](hive.md), ... ],\n  \"[Keeper](people.md#keeper-of.x)\" : [String](https://x.example/s(1)\n}";
        assert_eq!(
            targets(code),
            [
                ("Hives", "#hives"),
                ("Hive", "hive.md"),
                ("Keeper", "people.md#keeper-of.x"),
                ("String", "https://x.example/s(1")
            ]
        );
        assert_eq!(shown("[a](#b): [c](d.md)\n", &find("[a](#b): [c](d.md)\n")), "a: c\n");
        assert_eq!(shown("[a\\-b\\\\c\\d](#b) \\-", &find("[a\\-b\\\\c\\d](#b) \\-")), "a-b\\c\\d \\-");
        assert_eq!(targets("[Fn::GetHive](#fn::gethive)[x](y.md)"), [("Fn::GetHive", "#fn::gethive"), ("x", "y.md")]);
    }

    #[test]
    fn code_is_no_link() {
        for code in [
            "x[a](b)",
            "handlers[name](event)",
            "table[\"a\"](#b)",
            "f()[0](page.md)",
            "[=](const Hive &hive) {",
            "[](page.md)",
            "[a](page.md \"t\")",
            "[a](page.txt)",
            "[a](#)",
            "[a](.md",
            "[a\n](#b)",
            "[a](#b\n)",
            "[a](https://)",
            "[a](https://{host}/)",
            "](#b)",
            "[a](mailto:x)",
            "[a](#b[c](#d",
        ] {
            assert_eq!(targets(code), [], "{code:?}");
        }
    }
}

//! What holds for any text.

use factpress::span::FileId;
use proptest::prelude::*;

use crate::page::{compile, unsound, words};

/// Pieces that mean something to a Markdown parser, an HTML tokenizer or to us.
const PIECES: &[&str] = &[
    "AWSServiceRoleForX",
    "`AWSServiceRoleForX`",
    "`AWSFooPolicy`",
    "x.amazonaws.com",
    "AWSServiceRoleForX trusts x.amazonaws.com",
    "you cannot delete the role",
    "the following services:",
    "<!-- fact: x.y -->",
    "\n<!-- facts: list service -->\n",
    "\n<!-- /facts -->\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "    ",
    "\t",
    "a",
    "b c",
    "ä",
    "\u{1F600}",
    "\u{2028}",
    "\0",
    "\\",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```\n",
    "~~~ json\n",
    "# ",
    "## ",
    "\n===\n",
    "\n---\n",
    "---\ntitle: x\n---\n",
    "> ",
    "> [!NOTE]\n",
    "\n**Note**  \n",
    "\n  **Tip**  \n",
    "- ",
    "1. ",
    "- [ ] ",
    ": ",
    "|",
    "| a | b |\n| - | - |\n",
    "[",
    "]",
    "](",
    ")",
    "![",
    "[a]",
    "[a]: b.md\n",
    "[a](b.md)",
    "[a](<b c> \"t\")",
    "![i](p.png)",
    "[^1]",
    "[^1]: n\n",
    "[[w#x|y]]",
    "[[",
    "<",
    ">",
    "</",
    "/>",
    "<b>",
    "</b>",
    "<a name=\"x\">",
    "</a>",
    "<a href=\"y.md\" id=z>",
    "<a id=\"p\" name=\"q\">",
    "<div>",
    "</div>",
    "<p>",
    "<li>",
    "<table>",
    "<td>",
    "<script>",
    "</script>",
    "<style>",
    "<textarea>",
    "<title>",
    "<xmp>",
    "<plaintext>",
    "<svg>",
    "<path d=\"\"/>",
    "</svg>",
    "<img src=x>",
    "<name>",
    "</name>",
    "<x-y/>",
    "<!--",
    "-->",
    "<!-- factpress-allow broken-link: why -->",
    "<!-- include: page.md -->",
    "<!-- include: lost.md#x -->\n",
    "<?",
    "?>",
    "<![CDATA[",
    "]]>",
    "<!A",
    "&amp;",
    "&#0;",
    "&#x41;",
    "&nope;",
    "&",
    ";",
    "{#id .c}",
    "{{",
    "{%",
    ":::",
    "!!! ",
    "www.a.bc",
    "http://a.bc/",
    "c@d.ef",
    "javascript:",
    "%zz",
    "\"",
    "'",
    "=",
    "{\"a\": 1}\n",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        20 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<String>(),
        2 => "[ -~]{0,8}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// A plain page of lines, some of which are labels.
fn lines() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        4 => Just("**Note**  "),
        4 => prop::sample::select(LINES),
    ];
    prop::collection::vec((prop::sample::select(&["", "", "", "  ", "    ", "- ", "> "][..]), line), 0..20)
        .prop_map(|lines| lines.iter().map(|(margin, line)| format!("{margin}{line}\n")).collect())
}

/// Lines that begin, end and go on with blocks.
const LINES: &[&str] = &[
    "",
    "",
    "",
    "a",
    "b c  ",
    "```",
    "```a``` b",
    "~~~",
    "# d",
    "---",
    "***",
    "- e",
    "1. f",
    "> g",
    ": h",
    "| i | j |",
    "| - | - |",
    "<pre>",
    "</pre>",
    "<div>",
    "</div>",
    "<!-- k",
    "l -->",
    "[^1]: m",
    "n [^1]",
];

/// Pieces of kinds.
const OF_KINDS: &[&str] = &[
    "title: Pier\n",
    "label: a\n",
    "called: [the pier]\n",
    "fields:\n",
    "  a: text\n",
    "  a: { type: identifier, pattern: 'x+', variants_of: b }\n",
    "  b: { type: enum, values: [c, d] }\n",
    "  b: { type: enum, values: { c: d, e: [f] } }\n",
    "  d: { type: ref, to: pier, inverse: ~ }\n",
    "  e:\n    type: ['(']\n",
    "  f: { pattern: 'a)(b', type: identifier }\n",
    "  \u{e9}: {}\n",
    "sentences:\n",
    "  - '{a} is {b}'\n",
    "  - { says: [x], b: c, z: [1, 2.50, ~] }\n",
    "  - {}\n",
    "- [\n",
    "&x *x\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    /// E-46 and what the compiler promises: no panic, places inside the page, holes in order, tags that pair.
    #[test]
    fn any_page_is_sound(text in text()) {
        let wrong = unsound(&text, &compile(&text));
        prop_assert!(wrong.is_empty(), "{text:?}\n{}", wrong.join("\n"));
    }

    /// A note says what the same page says with another word in the place of its label.
    #[test]
    fn notes_keep_every_word(text in lines()) {
        let other = compile(&text.replace("Note", "Nota"));
        let object = compile(&text);
        prop_assert_eq!(words(&object), words(&other).replace("Nota", "Note"), "{:?}", text);
        prop_assert_eq!(unsound(&text, &object), Vec::<String>::new(), "{:?}", text);
    }

    /// Mistakes in a kind are findings inside its file, whatever it holds.
    #[test]
    fn any_kind_is_read(pieces in prop::collection::vec(prop::sample::select(OF_KINDS), 0..12)) {
        let text = pieces.concat();
        let file = factpress::facts::File { id: FileId(0), path: "kinds/pier.yaml", text: &text };
        let (facts, findings) = factpress::facts::read([file], []);
        prop_assert!(!facts.kinds.is_empty() || !findings.is_empty(), "{text:?}");
        for finding in &findings {
            prop_assert!(text.get(finding.span.range()).is_some(), "{text:?}: {finding:?}");
        }
    }

    /// Mistakes in what a page says of its thing are findings inside the page.
    #[test]
    fn any_front_matter_is_read(pieces in prop::collection::vec(prop::sample::select(OF_PAGES), 0..12)) {
        let text = format!("---\n{}\n---\n# Ä\n", pieces.concat());
        let kind = "label: name\nfields: { name: { type: identifier, required: true }, next: { type: ref, to: pier } }";
        let file = factpress::facts::File { id: FileId(0), path: "kinds/pier.yaml", text: kind };
        let yaml = factpress::markdown::front_matter_yaml(&text).unwrap_or_default();
        let page = factpress::facts::Page { id: FileId(1), text: &text, yaml, stem: "näme" };
        let (facts, findings) = factpress::facts::read([file], [page]);
        let spans = findings.iter().map(|finding| finding.span).chain(facts.entities.iter().map(|it| it.id.span));
        for span in spans.filter(|span| span.file == FileId(1)) {
            prop_assert!(text.get(span.range()).is_some(), "{text:?}: {span:?}");
        }
    }
}

/// What front matter that describes a thing is made of.
const OF_PAGES: &[&str] = &[
    "kind: pier\n",
    "kind: peir\n",
    "kind: [pier]\n",
    "id: é\n",
    "id: a/b\n",
    "id: ~\n",
    "facts:\n",
    "facts: {name: x}\n",
    "  name: x\n",
    "  nmae: x\n",
    "  next: näme\n",
    "  page: index.md\n",
    "  source: javascript:x\n",
    "  reviewed: 2026-02-30\n",
    "owner: x\n",
    "reviewed: 2026-01-01\n",
    "- a\n",
    "\"",
    ": ",
    "\r\n",
    "🛥",
];

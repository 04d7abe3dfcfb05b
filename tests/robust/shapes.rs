//! Pages that are hard on a parser, each of any size.

/// What a page is full of, and how to make one of so many bytes.
pub(crate) type Shape = (&'static str, Box<dyn Fn(usize) -> String>);

/// A text again and again.
pub(crate) fn of(name: &'static str, unit: &'static str) -> Shape {
    (name, Box::new(move |size| unit.repeat(size / unit.len())))
}

/// One text again and again, then another as often.
pub(crate) fn pair(name: &'static str, open: &'static str, close: &'static str) -> Shape {
    (
        name,
        Box::new(move |size| {
            let count = size / (open.len() + close.len());
            open.repeat(count) + &close.repeat(count)
        }),
    )
}

/// A text for each number.
pub(crate) fn each(name: &'static str, write: fn(usize) -> String) -> Shape {
    (
        name,
        Box::new(move |size| {
            let mut text = String::new();
            for number in 0.. {
                if text.len() >= size {
                    break;
                }
                text.push_str(&write(number));
            }
            text
        }),
    )
}

/// A first line as long as half the page, then another text again and again.
pub(crate) fn under(name: &'static str, head: &'static str, middle: &'static str, unit: &'static str) -> Shape {
    (
        name,
        Box::new(move |size| {
            let first = head.repeat(size / 2 / head.len());
            first + middle + &unit.repeat(size / 2 / unit.len())
        }),
    )
}

/// All shapes.
pub(crate) fn shapes() -> Vec<Shape> {
    let mut shapes = nested();
    shapes.extend(delimiters());
    shapes.extend(links());
    shapes.extend(html());
    shapes.extend(blocks());
    shapes
}

fn nested() -> Vec<Shape> {
    vec![
        of("quotes in quotes", ">"),
        of("quotes in quotes, spaced", "> "),
        of("lists in lists", "- "),
        of("numbered lists in lists", "1. "),
        of("quotes and lists", "> - "),
        (
            "lists indented ever deeper",
            Box::new(|size| {
                let depth = size.isqrt();
                (0..depth).map(|level| format!("{}- a\n", "  ".repeat(level))).collect()
            }),
        ),
        of("footnotes in footnotes", "[^a]: "),
        pair("brackets in brackets", "[", "]"),
        pair("links in links", "[a", "](b.md)"),
        pair("images in images", "![a", "](b.png)"),
        pair("emphasis in emphasis", "*a ", " b*"),
        pair("strong in strong", "**a ", " b**"),
        pair("two kinds of emphasis", "*a **b ", " c** d*"),
        pair("parentheses in a destination", "(", ")"),
        pair("divs in divs", "<div>\n", "</div>\n"),
        pair("bold in bold", "<b>", "</b>"),
        pair("details in paragraphs", "a <i> *b ", " c* </i>"),
        pair("drawings", "<svg><g>", "</g></svg>"),
    ]
}

fn delimiters() -> Vec<Shape> {
    vec![
        of("stars", "*"),
        of("stars that open", "*a "),
        of("stars that close", "a* "),
        of("stars inside words", "a**b"),
        of("underscores that open", "_a "),
        of("mixed marks", "*a_ **b__ "),
        of("tildes", "~~a "),
        of("single tildes", "~a"),
        of("backticks", "`"),
        each("backtick runs of growing length", |number| format!("e{}", "`".repeat(number % 300))),
        of("backticks that open", "`a``b "),
        of("backslashes", "\\"),
        of("escapes", "\\*"),
        of("ampersands", "&"),
        of("references without end", "&a"),
        of("unknown references", "&nope; "),
        of("references", "&amp;"),
        of("numbers of characters", "&#x41;"),
        of("one long word", "a"),
        of("one long line", "a word and "),
        of("hard breaks", "a  \n"),
        of("white space", " \t"),
        of("NULs", "\0"),
        of("carriage returns", "a\r"),
        of("separators", "\u{2028}"),
        of("wide characters", "\u{1F600} ä"),
        of("template marks", "{{a "),
        of("braces", "{"),
        of("heading attributes", "# a {#b .c}\n"),
    ]
}

fn links() -> Vec<Shape> {
    vec![
        of("opening brackets", "["),
        of("closing brackets", "]"),
        of("opening images", "!["),
        of("link starts", "[a]("),
        of("link starts in angles", "[a](<b"),
        of("titles that never end", "[a](b \""),
        of("link ends", "]("),
        of("links", "[a](b.md) "),
        of("links to one anchor that is not there", "[a](other.md#lost) "),
        each("links to pages that are not there", |number| format!("[a](lost-{number}.md) ")),
        each("links to anchors that are not there", |number| format!("[a](#lost-{number})\n\n## b {number}\n\n")),
        each("images that are not there", |number| format!("![a](lost-{number}.png) ")),
        of("images without text", "![](p.png) "),
        of("links without text", "[](b.md) "),
        each("definitions", |number| format!("[a{number}]: b.md\n")),
        each("definitions and their uses", |number| {
            format!("[a{number}]: b.md\n\n[a{number}] and [c][a{number}].\n\n")
        }),
        under("uses of one long label", "a", "]: b.md\n\n", "[a] "),
        of("the same definition", "[a]: b\n"),
        of("definitions that go on", "[a]:\n"),
        of("labels without definition", "[a][b] "),
        of("collapsed labels", "[a][]"),
        each("labels without definition, each another", |number| format!("[a][b{number}] ")),
        each("footnotes", |number| format!("a[^{number}]\n\n[^{number}]: b\n\n")),
        of("one footnote", "a[^1] "),
        of("footnotes without definition", "a[^b] "),
        of("wikilinks", "[[a#b|c]] "),
        of("wikilinks that never end", "[[a"),
        of("addresses", "www.a.bc "),
        of("addresses with schemes", "http://a.bc/(d) "),
        of("schemes alone", "http://"),
        of("prefixes alone", "www."),
        under("brackets after an address", "www.a.bc/", "", ")"),
        under("semicolons after an address", "www.a.bc/", "", "&a;"),
        of("dots before an at sign", "a.b"),
        of("at signs", "@"),
        of("mail addresses", "a@b.cd "),
        of("mail addresses without end", "a@b."),
        of("autolinks", "<http://a.bc>"),
        of("unsafe schemes", "[a](javascript:b) "),
        of("addresses that are none", "[a](%zz) "),
    ]
}

fn html() -> Vec<Shape> {
    vec![
        of("less than", "<"),
        of("tags that never end", "<a "),
        of("attributes that never end", "<a b=\""),
        of("attributes of one tag", " b=c"),
        under("attributes of a tag", "<a", "\n", " b=c"),
        of("comments that never end", "<!-- "),
        of("comments that never end, in text", "a <!-- "),
        of("comments", "<!-- a -->\n"),
        of("instructions that never end", "a <? "),
        of("CDATA that never ends", "a <![CDATA[ "),
        of("declarations that never end", "a <!A "),
        of("divs that stay open", "<div>\n\n"),
        of("bold that stays open", "a <b>"),
        of("ends of nothing", "a </b>"),
        of("ends of nothing, as blocks", "</div>\n\n"),
        pair("bold that italic ends", "<b>", "</i>"),
        pair("bold that italic ends, in one block", "<p><b>\n", "</i>\n"),
        pair("placeholders in bold", "<b>", "<name>"),
        of("placeholders", "a <name> "),
        of("scripts that stay open", "<script>\n"),
        of("styles", "<style>a</style>\n\n"),
        of("areas for text", "a <textarea>"),
        each("anchors", |number| format!("<a name=\"a{number}\"></a>")),
        of("one anchor", "<a name=\"a\"></a>"),
        of("anchors that stay open", "<a name=\"a\">"),
        each("anchors in one heading", |number| {
            if number == 0 { "# a".to_owned() } else { format!(" <a name=\"b{number}\"></a>") }
        }),
        of("pictures", "<img src=\"a.png\"> "),
        of("excuses", "<!-- factpress-allow broken-link: why -->\n\n"),
        of("excuses in one paragraph", "a <!-- factpress-allow broken-link: why --> *b* "),
        of("excuses without reason", "<!-- factpress-allow broken-link -->\n\na\n\n"),
        of("includes", "<!-- include: lost.md -->\n"),
    ]
}

fn blocks() -> Vec<Shape> {
    vec![
        of("headings", "# a\n"),
        each("headings, each another", |number| format!("## a {number}\n")),
        of("headings of all levels", "# a\n### b\n"),
        of("underlined headings", "a\n=\n"),
        of("underlines", "=\n"),
        of("rules", "***\n"),
        of("one long rule", "- "),
        of("items", "- a\n"),
        of("loose items", "- a\n\n"),
        of("items of two kinds", "- a\n* b\n"),
        of("tasks", "- [ ] a\n"),
        of("items with links", "- [a](b.md)\n"),
        of("lazy quotes", "> a\nb\n"),
        of("alerts", "> [!NOTE]\n> a\n\n"),
        of("definitions of terms", "a\n: b\n\n"),
        of("paragraphs", "a\n\n"),
        of("lines", "a\n"),
        of("fences", "```\na\n```\n\n"),
        of("fences that never end", "~~~\n```\n"),
        of("fences with words", "```json\n{\"a\": [1, \"b\"]}\n```\n\n"),
        of("indented code", "    a\n\n"),
        of("columns", "|a"),
        under("columns of a table", "|a", "\n", "|-"),
        under("rows of a table", "|a", "\n|-|\n", "|b|\n"),
        (
            "a table as wide as it is long",
            Box::new(|size| {
                let side = size.isqrt();
                format!("{}\n{}\n{}", "|a".repeat(side), "|-".repeat(side), "|b\n".repeat(side))
            }),
        ),
        (
            "a table that fills itself up",
            Box::new(|size| {
                let side = size / 8;
                format!("{}|\n{}|\n{}", "|a".repeat(side), "|-".repeat(side), "|b|\n".repeat(side))
            }),
        ),
        of("rows", "|a|b|\n|-|-|\n|c|d|\n\n"),
        of("rows without a head", "|a|\n"),
        of("marks of admonitions", "!!! note\n\n"),
        of("marks of containers", "::: tip\n\n"),
        of("front matter", "---\n"),
        each("keys in front matter", |number| if number == 0 { "---\n".to_owned() } else { format!("k{number}: v\n") }),
    ]
}

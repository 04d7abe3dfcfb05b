//! Pages that are hard on the reader of the AWS dialect, each of any size.

use crate::shapes::{Shape, each, of, pair};

/// How every page of the dialect begins.
pub(crate) const HEAD: &str = "# Page<a name=\"page\"></a>\n\n";

/// A text once, then another again and again.
fn after(name: &'static str, head: &'static str, unit: &'static str) -> Shape {
    (name, Box::new(move |size| head.to_owned() + &unit.repeat(size / unit.len())))
}

/// A table with a head, and under it one text again and again.
fn table(name: &'static str, head: &'static str, unit: &'static str) -> Shape {
    (name, Box::new(move |size| format!("|  {head}  |\n| --- |\n{}", unit.repeat(size / unit.len()))))
}

/// All shapes.
pub(crate) fn shapes() -> Vec<Shape> {
    let mut shapes = words();
    shapes.extend(containers());
    shapes.extend(lists());
    shapes.extend(tables());
    shapes
}

/// Signs inside of lines.
fn words() -> Vec<Shape> {
    vec![
        each("runs of stars of rising length", |number| format!("{}a ", "*".repeat(number % 300))),
        of("pairs of stars that only begin", "a **b "),
        of("pairs of stars that only end", "a** b"),
        of("four stars", "a ****b"),
        of("six stars and two", "a ******b c** "),
        of("three stars and one", "***a* "),
        pair("stars in stars", "*a **b ", " c** d*"),
        of("spaces on the wrong side", "a ** b ** * c * "),
        of("spaces that do not break, on the wrong side", "a**\u{a0}b\u{a0}**c "),
        of("opening brackets", "["),
        of("middles of links", "]("),
        of("links that never end", "[a](b"),
        of("links with parentheses that never end", "[a]((b"),
        of("texts of links with spaces", "a[ b ](c.md)"),
        pair("texts of links in texts of links", "[ ", " ](a.md)"),
        of("links in code", "`[a](b.md)` "),
        after("links in one span of code", "`", "[a](#b) "),
        of("brackets in code that never ends", "`[a]("),
        of("middles of links in code", "`](` "),
        after("middles in one span of code", "`", "[a]("),
        each("backticks of rising length", |number| format!("a{}", "`".repeat(number % 300))),
        each("backticks of rising length, each on a line", |number| format!("{}[a](b.md)\n", "`".repeat(number % 90))),
        of("placeholders", "<name> "),
        of("less than", "<"),
        of("anchors that never end", "<a name=\""),
        of("tags that never end", "<a "),
        of("comments that never end", "a <!-- "),
        of("comments that never end, each on a line", "<!-- a\n\n"),
        of("comments that never end, in items", "+ a <!--\n"),
        of("anchors at line ends", "a  <a name=\"b\"></a>\n"),
        each("anchors at one line's end", |number| format!("<a name=\"a{number}\"></a>")),
        of("escapes", "\\*\\[\\]\\(\\)\\<\\`\\|"),
        of("a backslash at every line's end", "a\\\n"),
        of("labels of definitions that are none", "[a\n"),
    ]
}

/// What holds other blocks.
fn containers() -> Vec<Shape> {
    vec![
        of("notes", "**Note**  \n"),
        of("notes with words", "**Note**  \na  \nb\n\n"),
        of("notes under each other", "**Note**  \na\n"),
        of("notes under notes under items", "+ a\n**Note**  \n"),
        of("items in notes under items", "**Note**  \n+ a\n"),
        of("numbered items in notes under items", "**Note**  \n1. a\n"),
        of("items in notes with words", "+ a\n**Note**  \nb  \n"),
        of("tables of contents", "**Topics**\n+ [a](#b)\n"),
        of("tables of contents, parted", "**Topics**\n+ [a](#b)\n\n"),
        of("two kinds of contents in examples", "**Example : a**  \n**Topics**\n+ a\n**Note**  \n"),
        of("contents without a list", "**Topics**\n\n"),
        of("examples", "**Example : a**  \n"),
        of("examples with code", "**Example : a**  \nb\n\n```\nc\n```\n"),
        of("terms with anchors", "`A`  <a name=\"b\"></a>\n"),
        of("terms with anchors and words", "`A`  <a name=\"b\"></a>\nc  \n*Type*: D\n\n"),
        of("terms without anchors", "`A`  \n"),
        of("terms in terms", "`A`  <a name=\"b\"></a>\nc  \n**D**  \ne  \n"),
        of("terms in notes in terms", "`A`  <a name=\"b\"></a>\n**Note**  \n**C**  \n"),
        of("terms under items", "+ a\n`B`  <a name=\"c\"></a>\n**Topics**\n"),
        of("items in terms", "`A`  <a name=\"b\"></a>\n+ c\n"),
        of("terms without anchors in items", "+ **A**  \n  b  \n"),
        of("dashes", "------\n"),
        of("dashes, parted", "------\n\n"),
        of("panes", "------\n#### [ a ]\n\n"),
        of("panes that only begin", "#### [ a ]\n"),
        of("panes in items", "1. a\n\n------\n#### [ b ]\n\n   c\n\n"),
        of("groups of panes", "------\n#### [ a ]\n\nb\n\n------\n\n"),
        of("groups of panes in items", "1. a\n\n------\n#### [ b ]\n\nc\n\n------\n\n   d\n\n"),
        of("groups of panes that a heading ends", "------\n#### [ a ]\n\nb\n## c\n"),
        of("groups of panes that a rule ends", "------\n#### [ a ]\n\nb\n---\n"),
        of("comments in items", "1. a\n\n<!-- b\nc -->\n\n"),
        of("rows without an end", "| a |\n| --- |\n| b\n"),
        of("panes with notes", "------\n#### [ a ]\n**Note**  \n+ b\n"),
        after("blank lines after dashes", "------\n", "\n"),
        of("titles", "**To do it**\n\n**That**\n"),
        of("headings without anchors", "## a\n"),
        of("headings that say nothing", "####  \n"),
    ]
}

/// Lists, and code in them.
fn lists() -> Vec<Shape> {
    vec![
        each("items of rising and falling indent, one space", |number| indented(1, number, "+ a\n")),
        each("items of rising and falling indent, two spaces", |number| indented(2, number, "+ a\n")),
        each("items of rising and falling indent, three spaces", |number| indented(3, number, "1. a\n\n")),
        each("deep items with a note in each", |number| indented(2, number, "+ a\n**Note**  \nb\n")),
        each("deep items with indented notes", |number| {
            indented(2, number, "+ a\n\n") + &indented(2, number + 1, "**Note**  \nb\n\n")
        }),
        each("deep items with terms", |number| indented(3, number, "+ a\n**B**  \nc\n")),
        each("deep items with fences", |number| {
            indented(3, number, "1. a\n\n") + &indented(3, number + 1, "```\nb\n```\n")
        }),
        of("empty markers", "1.\n"),
        of("empty markers, parted", "+\n\n"),
        of("markers in markers", "+ 1. "),
        of("tabs in items", "+\ta\n\tb\n\n\t+\tc\n"),
        of("items of two kinds", "+ a\n1. b\n"),
        of("items cut by words", "1. a\n\nb\n\n"),
        of(
            "items cut by stubs",
            "1. a\n\n[\\[See the AWS documentation website for more details\\]](http://a.bc/d)\n\n",
        ),
        after(
            "stubs after an item",
            "1. a\n\n",
            "[\\[See the AWS documentation website for more details\\]](http://a.bc/d)\n\n",
        ),
        after("pictures after an item", "1. a\n\n", "![\\[b\\]](http://a.bc/d.png)\n\n"),
        of("lines of two spaces", "  \n"),
        of("words and lines of two spaces", "a  \n  \n"),
        of("items and lines of two spaces", "+ a  \n  \n"),
        of("fences", "```\n"),
        of("fences closed by words", "```\na\n```b\n"),
        of("fences closed by anchors", "```\na\n```<a name=\"b\"></a>\n"),
        each("fences of rising length", |number| format!("{}\n", "`".repeat(3 + number % 300))),
        ("a deep fence", Box::new(|size| format!("{}```\n{}", " ".repeat(size / 2), "a\n".repeat(size / 4)))),
        of("fences under items", "+ a\n```\nb\n```\n"),
        of("fences of links", "```\n[a](#b) [c](d.md)\n```\n\n"),
        after("links in one fence", "```\n", "[a](#b)"),
        after("middles of links in one fence", "```\n", "[a]("),
    ]
}

/// Tables and what stands for them.
fn tables() -> Vec<Shape> {
    vec![
        table("rows", "A  |  B", "|  a  |  b  | \n"),
        table("rows that never end", "A", "|  a  |  b\n"),
        table("rows that go on and never end", "A", "|  a\nb\n"),
        after("line breaks in a cell", "|  A  |\n| --- |\n|  ", "a<br />"),
        after("bars of one row", "|  A  |\n| --- |\n", "|  a  "),
        after("bars that are escaped", "|  A  |\n| --- |\n|  ", "\\|"),
        after("backslashes before a bar", "|  A  |\n| --- |\n|  ", "\\\\"),
        after("a row that never ends", "|  A  |\n| --- |\n|  a", "b\n"),
        of("tables of two rows", "|  A  |\n| --- |\n"),
        of("tables in items", "1. a\n\n|  A  |\n| --- |\n|  b  |\n\n"),
        of("tables without heads", "|  |  |\n| --- | --- |\n|  a  |  b  |\n\n"),
        of("delimiters", "| --- |\n"),
        of("bars without delimiters", "|  a\n"),
        of("captions without tables", "**A**  \n"),
        of("captions without words", "****  \n"),
        of("captions", "**A**  \n\n|  A  |\n| --- |\n|  b  |\n\n"),
        after("blank lines under a caption", "**A**  \n", "\n"),
        of("code in cells", "|  `a` |\n| --- |\n|  `[a](b.md)|` **b **|\n"),
    ]
}

/// A block at an indent of so many columns a level, which rises and falls with the number.
fn indented(columns: usize, number: usize, block: &str) -> String {
    let level = number % 120;
    " ".repeat(columns * level.min(120 - level)) + block
}

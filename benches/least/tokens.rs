//! Tokens as HTML. The highlighting crate has a writer of its own; this one is faster, and a floor takes what is fastest.

use arborium::advanced::Span;

/// The classes of tokens; a token that has none is shown plain.
const CLASSES: [&str; 7] = ["", "c", "k", "s", "n", "p", "f"];

/// Which of [`CLASSES`] a capture has.
fn class(capture: &str) -> u8 {
    let (kind, rest) = capture.split_once('.').unwrap_or((capture, ""));
    match kind {
        "comment" => 1,
        "keyword" | "include" | "conditional" | "repeat" | "exception" | "storageclass" | "tag" => 2,
        "string" | "character" if !rest.contains("key") => 3,
        "number" | "float" | "boolean" => 4,
        "constant" if rest == "builtin" => 4,
        "string" | "character" | "property" | "attribute" | "label" | "field" => 5,
        "variable" if rest == "member" => 5,
        "function" | "method" | "constructor" | "type" => 6,
        _ => 0,
    }
}

/// The code with a `<span>` around each token; where tokens overlap, the inner one counts. None where a token's border
/// lies within a character.
pub(super) fn html(code: &str, mut spans: Vec<Span>) -> Option<String> {
    spans.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end), span.pattern_index));
    let mut classes = vec![0_u8; code.len()];
    for span in &spans {
        let class = class(&span.capture);
        if class > 0 {
            classes.get_mut(span.start as usize..span.end as usize)?.fill(class);
        }
    }
    let mut html = String::with_capacity(code.len() * 3);
    let mut at = 0;
    for run in classes.chunk_by(|a, b| a == b) {
        let text = code.get(at..at + run.len())?;
        at += run.len();
        if run[0] == 0 {
            escape(&mut html, text);
        } else {
            html.push_str("<span class=\"");
            html.push_str(CLASSES[usize::from(run[0])]);
            html.push_str("\">");
            escape(&mut html, text);
            html.push_str("</span>");
        }
    }
    Some(html)
}

fn escape(html: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        html.push_str(&text[from..at]);
        html.push_str(entity);
        from = at + 1;
    }
    html.push_str(&text[from..]);
}

//! What HTML says of its tags (HTML Standard, 13.1.2), as far as pages need it.

/// Tags that never have content.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Tags that end an open paragraph (HTML Standard, 13.2.6.4.7: "close a p element").
pub(super) fn ends_paragraph(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "li"
            | "listing"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "ul"
    )
}

/// What a start tag ends: elements whose end tags may be left out before it (HTML Standard, 13.1.2.4).
#[derive(Debug)]
pub(super) struct ImpliedEnds {
    /// Elements that it ends, and with them what is open inside.
    pub(super) ends: &'static [&'static str],
    /// Elements past which it ends nothing: what is open around them goes on.
    pub(super) within: &'static [&'static str],
}

/// What ends a paragraph ends only one that is open in the same part of the page.
pub(super) const PARAGRAPH: ImpliedEnds =
    ImpliedEnds { ends: &["p"], within: &["button", "object", "template", "table", "caption", "td", "th"] };

/// What a start tag ends, paragraphs apart.
pub(super) fn implied_ends(name: &str) -> Option<&'static ImpliedEnds> {
    const TABLE: &[&str] = &["table", "template"];
    const CELLS: ImpliedEnds = ImpliedEnds { ends: &["td", "th"], within: TABLE };
    const ROWS: ImpliedEnds = ImpliedEnds { ends: &["caption", "colgroup", "tr", "td", "th"], within: TABLE };
    const GROUPS: ImpliedEnds =
        ImpliedEnds { ends: &["caption", "colgroup", "thead", "tbody", "tfoot", "tr", "td", "th"], within: TABLE };
    const COLUMNS: ImpliedEnds = ImpliedEnds { ends: &["caption", "colgroup"], within: TABLE };
    const SELECT: &[&str] = &["select", "datalist"];
    const OPTIONS: ImpliedEnds = ImpliedEnds { ends: &["option"], within: SELECT };
    const OPTION_GROUPS: ImpliedEnds = ImpliedEnds { ends: &["option", "optgroup"], within: SELECT };
    const RUBY: ImpliedEnds = ImpliedEnds { ends: &["rt", "rp"], within: &["ruby"] };
    const ITEMS: ImpliedEnds = ImpliedEnds { ends: &["li"], within: BLOCKS };
    const TERMS: ImpliedEnds = ImpliedEnds { ends: &["dt", "dd"], within: BLOCKS };
    // Those that a list may stand in. An `address`, `div` or `p` that was left open does not keep an item from ending.
    const BLOCKS: &[&str] = &[
        "ul",
        "ol",
        "menu",
        "dir",
        "dl",
        "table",
        "caption",
        "td",
        "th",
        "blockquote",
        "section",
        "article",
        "aside",
        "nav",
        "main",
        "header",
        "footer",
        "figure",
        "figcaption",
        "details",
        "summary",
        "fieldset",
        "form",
        "center",
        "button",
        "object",
        "template",
    ];
    Some(match name {
        "li" => &ITEMS,
        "dt" | "dd" => &TERMS,
        "td" | "th" => &CELLS,
        "tr" => &ROWS,
        "thead" | "tbody" | "tfoot" => &GROUPS,
        "colgroup" => &COLUMNS,
        "option" => &OPTIONS,
        "optgroup" | "hr" => &OPTION_GROUPS,
        "rt" | "rp" => &RUBY,
        _ => return None,
    })
}

/// Tags whose end tag may be left out.
pub(super) fn may_stay_open(name: &str) -> bool {
    matches!(
        name,
        "p" | "li"
            | "dt"
            | "dd"
            | "tr"
            | "td"
            | "th"
            | "thead"
            | "tbody"
            | "tfoot"
            | "colgroup"
            | "caption"
            | "option"
            | "optgroup"
            | "rt"
            | "rp"
    )
}

/// Tags that belong to the page as a whole, or that nothing can close: in the middle of a page they would change all of it.
pub(super) fn is_page_level(name: &str) -> bool {
    matches!(
        name,
        "html"
            | "head"
            | "body"
            | "base"
            | "meta"
            | "title"
            | "frame"
            | "frameset"
            | "noframes"
            | "plaintext"
            | "xmp"
            | "noembed"
    )
}

/// Attributes that hold an address to go to.
pub(super) fn link_attribute(name: &str) -> Option<&'static str> {
    ["href", "xlink:href", "action", "formaction", "cite"].into_iter().find(|attribute| *attribute == name)
}

/// Attributes that hold the address of something shown in the page; `srcset` holds several.
pub(super) fn asset_attribute(name: &str) -> Option<&'static str> {
    ["src", "poster", "data", "background"].into_iter().find(|attribute| *attribute == name)
}

/// Whether a name is an element's: one of the HTML Standard (4, with the obsolete ones of 16.2 that browsers still show),
/// of SVG or MathML at their outermost, or a custom one, which has a hyphen.
///
/// Any other name is most likely a placeholder (`<name>`) that its author did not escape.
pub(super) fn is_element(name: &str) -> bool {
    const NAMES: [&str; 133] = [
        "a",
        "abbr",
        "acronym",
        "address",
        "area",
        "article",
        "aside",
        "audio",
        "b",
        "base",
        "bdi",
        "bdo",
        "big",
        "blockquote",
        "body",
        "br",
        "button",
        "canvas",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "data",
        "datalist",
        "dd",
        "del",
        "details",
        "dfn",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "em",
        "embed",
        "fieldset",
        "figcaption",
        "figure",
        "font",
        "footer",
        "form",
        "frame",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hgroup",
        "hr",
        "html",
        "i",
        "iframe",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "legend",
        "li",
        "link",
        "main",
        "map",
        "mark",
        "marquee",
        "math",
        "menu",
        "meta",
        "meter",
        "nav",
        "nobr",
        "noembed",
        "noframes",
        "noscript",
        "object",
        "ol",
        "optgroup",
        "option",
        "output",
        "p",
        "param",
        "picture",
        "plaintext",
        "pre",
        "progress",
        "q",
        "rb",
        "rp",
        "rt",
        "rtc",
        "ruby",
        "s",
        "samp",
        "script",
        "search",
        "section",
        "select",
        "selectedcontent",
        "slot",
        "small",
        "source",
        "span",
        "strike",
        "strong",
        "style",
        "sub",
        "summary",
        "sup",
        "svg",
        "table",
        "tbody",
        "td",
        "template",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "time",
        "title",
        "tr",
        "track",
        "tt",
        "u",
        "ul",
        "var",
        "video",
        "wbr",
        "xmp",
    ];
    name.contains('-') || NAMES.binary_search(&name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart() {
        for name in ["a", "wbr", "xmp", "svg", "my-element", "h6", "body"] {
            assert!(is_element(name), "{name}");
        }
        for name in ["name", "region", "number", "oidcprovidername", ""] {
            assert!(!is_element(name), "{name}");
        }
    }
}

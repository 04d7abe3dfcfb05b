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

/// Attributes that hold the address of something shown in the page.
pub(super) fn asset_attribute(name: &str) -> Option<&'static str> {
    ["src", "poster", "data", "srcset", "background"].into_iter().find(|attribute| *attribute == name)
}

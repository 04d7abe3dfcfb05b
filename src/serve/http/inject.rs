//! What the preview adds to a page that it serves, and a build never does.

/// Adds the script that keeps the page up to date, which carries the name of the build it belongs to: before the end of the
/// body, where there is one.
pub(super) fn script(page: Vec<u8>, build: &str) -> Vec<u8> {
    let tag = format!("<script src=\"/__preview/preview.js\" data-build=\"{build}\"></script>");
    let at = rfind(&page, b"</body").unwrap_or(page.len());
    insert(page, at, tag.as_bytes())
}

fn insert(page: Vec<u8>, at: usize, what: &[u8]) -> Vec<u8> {
    let mut whole = Vec::with_capacity(page.len() + what.len());
    let (before, after) = page.split_at(at);
    whole.extend_from_slice(before);
    whole.extend_from_slice(what);
    whole.extend_from_slice(after);
    whole
}

fn rfind(page: &[u8], what: &[u8]) -> Option<usize> {
    page.windows(what.len()).rposition(|window| window.eq_ignore_ascii_case(what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn once_and_at_the_end() {
        let page = script(b"<body>a</body> in text<BODY></BODY></html>".to_vec(), "7");
        let text = String::from_utf8(page).expect("UTF-8");
        assert_eq!(text.matches("preview.js").count(), 1);
        assert!(text.ends_with("data-build=\"7\"></script></BODY></html>"), "{text}");
        assert!(script(b"x".to_vec(), "7").ends_with(b"</script>"));
    }
}

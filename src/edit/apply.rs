//! Makes the edits of one file.

use crate::finding::Edit;

/// Edits that cannot be made together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Overlap {
    /// Two edits touch the same byte.
    #[error("two edits overlap at byte {0}")]
    At(u32),
    /// An edit reaches past the end of the text.
    #[error("an edit ends at byte {0}, past the end")]
    Past(u32),
}

/// The bytes of a file with edits made, given in any order. An edit that is given twice is made once.
///
/// # Errors
/// Where two different edits overlap, or one reaches past the end: nothing is made then. [`super::plan`] gives edits
/// that do not overlap.
pub fn apply(bytes: &[u8], edits: &[&Edit]) -> Result<Vec<u8>, Overlap> {
    let mut edits = edits.to_vec();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    edits.dedup_by(|a, b| a.span.range() == b.span.range() && a.text == b.text);
    let mut changed = Vec::with_capacity(bytes.len());
    let mut at = 0;
    let mut inserted = None;
    // Lines that are added end as those of the file do.
    let crlf =
        bytes.windows(2).any(|two| two == b"\r\n") && !bytes.windows(2).any(|two| two[1] == b'\n' && two[0] != b'\r');
    for edit in edits {
        let range = edit.span.range();
        let between = bytes.get(at..range.start).ok_or(Overlap::At(edit.span.start));
        if range.end > bytes.len() || range.start > range.end {
            return Err(Overlap::Past(edit.span.end));
        }
        // The order of two different insertions at one place would be a guess.
        if range.is_empty() && inserted == Some(range.start) {
            return Err(Overlap::At(edit.span.start));
        }
        inserted = range.is_empty().then_some(range.start);
        changed.extend_from_slice(between?);
        match crlf && !edit.text.contains('\r') {
            true => changed.extend_from_slice(edit.text.replace('\n', "\r\n").as_bytes()),
            false => changed.extend_from_slice(edit.text.as_bytes()),
        }
        at = range.end;
    }
    changed.extend_from_slice(bytes.get(at..).unwrap_or_default());
    Ok(changed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{FileId, Span};

    fn changed(edits: &[(usize, usize, &str)]) -> Result<String, Overlap> {
        let edits: Vec<Edit> = edits
            .iter()
            .map(|(start, end, text)| Edit { span: Span::new(FileId(0), *start, *end), text: (*text).into() })
            .collect();
        let bytes = apply(b"0123456789", &edits.iter().collect::<Vec<_>>())?;
        Ok(String::from_utf8(bytes).expect("text"))
    }

    #[test]
    fn edits() {
        assert_eq!(changed(&[]).as_deref(), Ok("0123456789"));
        assert_eq!(changed(&[(8, 9, "X"), (2, 4, ""), (2, 2, "ins"), (8, 9, "X")]).as_deref(), Ok("01ins4567X9"));
        assert_eq!(changed(&[(10, 10, "!"), (4, 6, "a"), (6, 7, "b")]).as_deref(), Ok("0123ab789!"));
        assert_eq!(changed(&[(2, 5, "a"), (4, 6, "b")]), Err(Overlap::At(4)));
        assert_eq!(changed(&[(2, 2, "a"), (2, 2, "b")]), Err(Overlap::At(2)));
        assert_eq!(changed(&[(2, 5, "a"), (2, 5, "b")]), Err(Overlap::At(2)));
        assert_eq!(changed(&[(9, 11, "a")]), Err(Overlap::Past(11)));
        let edit = Edit { span: Span::new(FileId(0), 3, 3), text: "b\n".into() };
        assert_eq!(apply(b"a\r\nc\r\n", &[&edit]).as_deref(), Ok(&b"a\r\nb\r\nc\r\n"[..]));
    }
}

//! Places in the author's files: which file, which bytes, and what line and column these are.

/// A file of the site, as a small number given once a session and never used for another path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A run of bytes in a file as it lies on disk, byte order mark and front matter included. May be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// The bytes `start..end` of `file`. Positions past 4 GiB do not occur: larger files are not read.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { file, start: narrow(start), end: narrow(end) }
    }

    /// A file as a whole: shown at line 1, column 1, with no text.
    pub fn whole(file: FileId) -> Self {
        Self { file, start: 0, end: 0 }
    }

    /// The span as a range of bytes.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A line and a column, both from 1; columns count Unicode scalar values, a tab is one, a byte order mark none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineCol {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
}

/// Where the lines of one text begin. Lines end with LF, CR LF or a lone CR, as in an editor.
///
/// A column costs one block of `BLOCK` bytes to count, however long its line is.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// Scalar values before each block.
    blocks: Vec<u32>,
}

/// How many bytes lie between two counts of scalar values.
const BLOCK: usize = 1024;

/// How many scalar values begin in some bytes of UTF-8.
fn scalars(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count()
}

impl LineIndex {
    /// Reads the line starts of `text`.
    pub fn new(text: &[u8]) -> Self {
        let mut starts = vec![0];
        for (at, byte) in text.iter().enumerate() {
            let ends = match byte {
                b'\n' => true,
                b'\r' => text.get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends {
                starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
            }
        }
        let mut blocks = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut before = 0;
        for block in text.chunks(BLOCK) {
            blocks.push(u32::try_from(before).unwrap_or(u32::MAX));
            before += scalars(block);
        }
        Self { starts, blocks }
    }

    /// The line and column of byte `at` of the text the index was made from.
    pub fn line_col(&self, text: &[u8], at: u32) -> LineCol {
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let mut start = self.starts[line - 1] as usize;
        if line == 1 && text.starts_with(b"\xEF\xBB\xBF") {
            start = 3;
        }
        let end = (at as usize).min(text.len()).max(start);
        let column = if end - start <= BLOCK {
            scalars(&text[start..end])
        } else {
            self.scalars_before(text, end).saturating_sub(self.scalars_before(text, start))
        };
        LineCol { line: u32::try_from(line).unwrap_or(u32::MAX), column: u32::try_from(column + 1).unwrap_or(u32::MAX) }
    }

    /// How many scalar values begin before byte `at`.
    fn scalars_before(&self, text: &[u8], at: usize) -> usize {
        let block = (at / BLOCK).min(self.blocks.len().saturating_sub(1));
        let counted = self.blocks.get(block).copied().unwrap_or(0) as usize;
        counted + scalars(&text[(block * BLOCK).min(at)..at])
    }

    /// The bytes of line `line` (from 1), its line end included; empty where there is no such line.
    pub fn line_range(&self, text: &[u8], line: u32) -> std::ops::Range<usize> {
        let line = line as usize;
        if line == 0 || line > self.starts.len() {
            return text.len()..text.len();
        }
        let start = self.starts[line - 1] as usize;
        start..self.starts.get(line).map_or(text.len(), |next| *next as usize)
    }

    /// How many lines the text has; an empty text has one.
    pub fn lines(&self) -> u32 {
        u32::try_from(self.starts.len()).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_a_long_line() {
        let text = format!("\u{FEFF}x\r\n{}\ry", "aü€😀".repeat(2000));
        let index = LineIndex::new(text.as_bytes());
        for (column, (at, _)) in text.char_indices().skip(4).take(8000).enumerate() {
            let place = index.line_col(text.as_bytes(), u32::try_from(at).expect("small"));
            assert_eq!((place.line, place.column as usize), (2, column + 1));
        }
        let end = index.line_col(text.as_bytes(), u32::try_from(text.len()).expect("small"));
        assert_eq!(end, LineCol { line: 3, column: 2 });
    }
}

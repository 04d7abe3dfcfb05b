//! Which rare signs a piece of text holds, found in one pass, so that the searches for them are only made where they can
//! find anything. Escaped texts come in pieces of a few bytes, and there are millions of them.

/// `&`: character references.
pub(super) const REFERENCE: u8 = 1;
/// `{`: template syntax.
pub(super) const BRACE: u8 = 2;
/// `!`, `=`, `:` begin blocks of other generators.
pub(super) const BLOCK: u8 = 4;
/// `:`, `@`, `w`, `p`, `s`: bare addresses, whole or cut in two.
pub(super) const ADDRESS: u8 = 8;
/// `^`: footnotes.
pub(super) const CARET: u8 = 16;

const TABLE: [u8; 256] = table();

const fn table() -> [u8; 256] {
    let mut table = [0; 256];
    table[b'&' as usize] = REFERENCE;
    table[b'{' as usize] = BRACE;
    table[b'!' as usize] = BLOCK;
    table[b'=' as usize] = BLOCK;
    table[b':' as usize] = BLOCK | ADDRESS;
    table[b'^' as usize] = CARET;
    table[b'@' as usize] = ADDRESS;
    table[b'w' as usize] = ADDRESS;
    table[b'W' as usize] = ADDRESS;
    table
}

/// The signs a text holds, as a set of the constants above.
pub(super) fn signs(text: &str) -> u8 {
    text.bytes().fold(0, |seen, byte| seen | TABLE[byte as usize])
}

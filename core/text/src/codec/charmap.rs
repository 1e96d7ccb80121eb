//! Codecs by table: a byte is looked up and becomes text, a code point is looked up and becomes bytes.
//!
//! It must never know what holds the table: a decoding table of text, an [`EncodingMap`] built of one, or a function over
//! some mapping do as well.

use super::{DecodeError, Decoded, EncodeError, EncodeFailure, Replacement};
use crate::{Buf, Owned, View};

const UNDEFINED: &str = "character maps to <undefined>";

/// The entry of a decoding table that is none.
pub const NO_CHARACTER: u32 = 0xFFFE;

/// Decodes with a table whose code point at a byte's value is what the byte means. A byte beyond its end, or at
/// [`NO_CHARACTER`], means nothing.
pub fn decode_table<E>(
    input: &[u8],
    table: View<'_>,
    on_error: impl FnMut(DecodeError) -> Result<(Owned, usize), E>,
) -> Result<Decoded, E> {
    let lookup = |buf: &mut Buf, b: u8| {
        let cp = if usize::from(b) < table.len() { table.get(b.into()) } else { NO_CHARACTER };
        if cp != NO_CHARACTER {
            buf.push(cp);
        }
        Ok(cp != NO_CHARACTER)
    };
    decode_with(input, lookup, on_error)
}

/// Decodes with a function that appends what a byte means, or says that it means nothing.
pub fn decode_with<E>(
    input: &[u8],
    mut lookup: impl FnMut(&mut Buf, u8) -> Result<bool, E>,
    mut on_error: impl FnMut(DecodeError) -> Result<(Owned, usize), E>,
) -> Result<Decoded, E> {
    let mut buf = Buf::with_capacity(input.len());
    let mut at = 0;
    while let Some(&b) = input.get(at) {
        at = if lookup(&mut buf, b)? {
            at + 1
        } else {
            let error = DecodeError { encoding: "charmap", start: at, end: at + 1, reason: UNDEFINED };
            let (replacement, resume) = on_error(error)?;
            buf.push_view(replacement.view());
            resume
        };
    }
    Ok(Decoded { text: buf.finish(), consumed: input.len() })
}

/// Encodes with a function that appends the bytes of a code point, or says that it has none. Code points without that
/// stand together are one error; replacements are looked up too.
pub fn encode_with<E>(
    text: View<'_>,
    mut lookup: impl FnMut(&mut Vec<u8>, u32) -> Result<bool, E>,
    mut on_error: impl FnMut(EncodeError) -> Result<(Replacement, usize), E>,
) -> Result<Vec<u8>, EncodeFailure<E>> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        if lookup(&mut out, text.get(at)).map_err(EncodeFailure::Handler)? {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        let mut ignored = Vec::new();
        while end < text.len() && !lookup(&mut ignored, text.get(end)).map_err(EncodeFailure::Handler)? {
            end += 1;
        }
        let error = EncodeError { encoding: "charmap", start: at, end, reason: UNDEFINED };
        let (replacement, resume) = on_error(error).map_err(EncodeFailure::Handler)?;
        match replacement {
            Replacement::Bytes(bytes) => out.extend(bytes),
            Replacement::Text(text) => {
                for cp in text.view().chars() {
                    if !lookup(&mut out, cp).map_err(EncodeFailure::Handler)? {
                        return Err(EncodeFailure::Replacement(error));
                    }
                }
            }
        }
        at = resume;
    }
    Ok(out)
}

/// A decoding table turned round: what `codecs.charmap_build` makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodingMap {
    /// Sorted by code point.
    entries: Box<[(u32, u8)]>,
    ascii: [Option<u8>; 128],
}

impl EncodingMap {
    /// Of a decoding table; of two bytes that mean the same, the latter is taken. As in CPython, [`NO_CHARACTER`] is one in
    /// a table that has code points beyond U+FFFF, or U+0000 elsewhere than at 0.
    pub fn new(table: View<'_>) -> EncodingMap {
        let compact =
            table.chars().take(256).enumerate().all(|(b, cp)| cp < 0x1_0000 && (b == 0) == (cp == 0));
        let mut entries: Vec<(u32, u8)> = Vec::new();
        let mut ascii = [None; 128];
        for (b, cp) in table.chars().take(256).enumerate() {
            match cp {
                NO_CHARACTER if compact => {}
                0..0x80 => ascii[cp as usize] = Some(b as u8),
                _ => entries.push((cp, b as u8)),
            }
        }
        entries.sort_by_key(|&(cp, _)| cp);
        entries.dedup_by(|later, earlier| {
            later.0 == earlier.0 && {
                earlier.1 = later.1;
                true
            }
        });
        EncodingMap { entries: entries.into(), ascii }
    }

    /// The byte of a code point.
    pub fn get(&self, cp: u32) -> Option<u8> {
        match self.ascii.get(cp as usize) {
            Some(&b) => b,
            None => self.entries.binary_search_by_key(&cp, |&(cp, _)| cp).ok().map(|at| self.entries[at].1),
        }
    }

    /// Encodes a text.
    pub fn encode<E>(
        &self,
        text: View<'_>,
        on_error: impl FnMut(EncodeError) -> Result<(Replacement, usize), E>,
    ) -> Result<Vec<u8>, EncodeFailure<E>> {
        let lookup = |out: &mut Vec<u8>, cp| {
            let b = self.get(cp);
            out.extend(b);
            Ok(b.is_some())
        };
        encode_with(text, lookup, on_error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replace<T>(_: DecodeError) -> Result<(Owned, usize), T> {
        Ok((Owned::from("?"), 4))
    }

    #[test]
    fn a_table_and_its_reverse() {
        let table = Owned::from_code_points([0, 0x61, 0x20AC, NO_CHARACTER, 0x61]);
        let map = EncodingMap::new(table.view());
        assert_eq!(
            (map.get(0), map.get(0x61), map.get(0x20AC), map.get(NO_CHARACTER)),
            (Some(0), Some(4), Some(2), None)
        );
        let wide = EncodingMap::new(Owned::from_code_points([0x61, NO_CHARACTER, 0x1D11E]).view());
        assert_eq!((wide.get(0x1D11E), wide.get(NO_CHARACTER), wide.get(0x62)), (Some(2), Some(1), None));
        let decoded = decode_table::<()>(&[1, 2, 3, 5, 4], table.view(), replace).unwrap();
        assert_eq!(decoded.text, "a€?a");
    }

    #[test]
    fn a_function_may_fail() {
        assert_eq!(
            encode_with(View::Ascii(b"a"), |_, _| Err("no"), |_| unreachable!()),
            Err(EncodeFailure::Handler("no"))
        );
    }
}

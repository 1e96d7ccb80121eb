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
    /// Of a decoding table; of two bytes that mean the same, the latter is taken.
    pub fn new(table: View<'_>) -> EncodingMap {
        let mut entries: Vec<(u32, u8)> = Vec::new();
        let mut ascii = [None; 128];
        for (b, cp) in table.chars().take(256).enumerate() {
            match cp {
                NO_CHARACTER => {}
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

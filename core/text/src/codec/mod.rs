//! Codecs as pure functions, with the encodings, ranges and reasons of errors that CPython reports.
//!
//! What they must never know: the registry of codecs, Python's exceptions, who handles an error and how. A decoder or an
//! encoder that finds one asks the function it was given, which answers with a replacement and with where to go on, or with
//! an error of its own that ends the work. Where to go on is an index from the start of the input, not beyond its end: whoever
//! calls a Python function for it has clamped negative ones and refused others. [`Handler`] has the standard answers; "strict" is the caller's.
//!
//! A decoder that is not told `last` stops before what more bytes could complete and says how much it has consumed.
//!
//! ```
//! use heddle_text::codec::{DecodeError, Handler, utf8};
//!
//! let bytes = b"caf\xe9";
//! let strict = utf8::decode(bytes, true, |error| Err(error)).unwrap_err();
//! assert_eq!((strict.start, strict.end, strict.reason), (3, 4, "unexpected end of data"));
//! let replaced = utf8::decode(bytes, true, |error| Handler::Replace.decode(&error, bytes).ok_or(error));
//! assert_eq!(replaced.unwrap().text, "caf\u{FFFD}");
//! ```

pub mod charmap;
pub mod escape;
mod handlers;
pub mod single;
pub mod utf16;
pub mod utf32;
pub mod utf7;
pub mod utf8;

pub use handlers::Handler;

use crate::unit::Unit;
use crate::{Owned, View};

/// Bytes that do not decode: what a `UnicodeDecodeError` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// The codec, as its errors name it.
    pub encoding: &'static str,
    /// The first byte at fault.
    pub start: usize,
    /// Past the last byte at fault.
    pub end: usize,
    /// What is wrong with them.
    pub reason: &'static str,
}

/// Code points that do not encode: what a `UnicodeEncodeError` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EncodeError {
    /// The codec, as its errors name it.
    pub encoding: &'static str,
    /// The first code point at fault.
    pub start: usize,
    /// Past the last one at fault.
    pub end: usize,
    /// What is wrong with them.
    pub reason: &'static str,
}

/// What a decoder made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The text.
    pub text: Owned,
    /// The bytes it was made of: all of them, unless more may come.
    pub consumed: usize,
}

/// What an error function of an encoder answers with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replacement {
    /// Text, which is encoded in its turn.
    Text(Owned),
    /// Bytes, which are taken as they are.
    Bytes(Vec<u8>),
}

/// Why an encoder gave up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EncodeFailure<E> {
    /// The error function said so.
    Handler(E),
    /// The replacement does not encode either: to be raised as if there were no handler.
    Replacement(EncodeError),
}

/// The order of the bytes of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrder {
    /// The least significant first.
    Little,
    /// The most significant first.
    Big,
    /// Decoding, what a byte order mark says, or the machine's without one; encoding, the machine's, behind a mark.
    Mark,
}

impl ByteOrder {
    /// Whether the least significant byte comes first.
    fn is_little(self) -> bool {
        match self {
            ByteOrder::Little => true,
            ByteOrder::Big => false,
            ByteOrder::Mark => cfg!(target_endian = "little"),
        }
    }
}

/// Encodes a text of which `put` writes the code points that fit and refuses the others. `error_at` says what is wrong with
/// the code points from a refused one on, `replace` writes a replacement or refuses it.
fn encode_with<E>(
    text: View<'_>,
    out: &mut Vec<u8>,
    mut error_at: impl FnMut(usize) -> EncodeError,
    mut put: impl FnMut(&mut Vec<u8>, u32) -> bool,
    mut replace: impl FnMut(&mut Vec<u8>, Replacement) -> bool,
    mut on_error: impl FnMut(EncodeError) -> Result<(Replacement, usize), E>,
) -> Result<(), EncodeFailure<E>> {
    let mut at = 0;
    while at < text.len() {
        // A run of what encodes goes in one loop.
        match text.slice(at..text.len()).chars().position(|cp| !put(out, cp)) {
            None => break,
            Some(good) => at += good,
        }
        let error = error_at(at);
        let (replacement, resume) = on_error(error).map_err(EncodeFailure::Handler)?;
        if !replace(out, replacement) {
            return Err(EncodeFailure::Replacement(error));
        }
        at = resume;
    }
    Ok(())
}

/// Past the end of the run of code points from `start` on that `bad` holds of.
fn run_end(text: View<'_>, start: usize, mut bad: impl FnMut(u32) -> bool) -> usize {
    text.slice(start..text.len()).chars().position(|cp| !bad(cp)).map_or(text.len(), |len| start + len)
}

/// Whether there are surrogates at all, which most texts have none of.
fn has_surrogates(text: View<'_>) -> bool {
    // Without an early end within a block, the comparison vectorises.
    fn any<T: Unit>(units: &[T]) -> bool {
        units.chunks(256).any(|block| block.iter().fold(false, |any, unit| any | is_surrogate(unit.cp())))
    }
    match text {
        View::Ascii(_) | View::Latin1(_) => false,
        View::Ucs2(s) => any(s),
        View::Ucs4(s) => any(s),
    }
}

/// Appends units of `N` bytes each, made of code points that all fit.
fn put_all<T: Unit, const N: usize>(out: &mut Vec<u8>, units: &[T], bytes: impl Fn(u32) -> [u8; N]) {
    let start = out.len();
    out.resize(start + N * units.len(), 0);
    out[start..]
        .as_chunks_mut::<N>()
        .0
        .iter_mut()
        .zip(units)
        .for_each(|(chunk, unit)| *chunk = bytes(unit.cp()));
}

/// Whether it is a surrogate.
#[inline]
fn is_surrogate(cp: u32) -> bool {
    matches!(cp, 0xD800..0xE000)
}

#[cfg(test)]
mod tests;

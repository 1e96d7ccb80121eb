//! ASCII and Latin-1: a byte is a code point.
//!
//! It must never know tables; those are `charmap`'s.

use super::{DecodeError, Decoded, EncodeError, EncodeFailure, Replacement, encode_with, run_end};
use crate::{Buf, Owned, View};

/// Decodes ASCII; each byte from 0x80 is an error of its own.
pub fn decode_ascii<E>(
    input: &[u8],
    mut on_error: impl FnMut(DecodeError) -> Result<(Owned, usize), E>,
) -> Result<Decoded, E> {
    let mut buf = Buf::with_capacity(input.len());
    let mut at = 0;
    while at < input.len() {
        let rest = &input[at..];
        let good =
            if rest.is_ascii() { rest.len() } else { rest.iter().take_while(|b| b.is_ascii()).count() };
        buf.push_view(View::Ascii(&rest[..good]));
        at += good;
        if at < input.len() {
            let error = DecodeError {
                encoding: "ascii",
                start: at,
                end: at + 1,
                reason: "ordinal not in range(128)",
            };
            let (replacement, resume) = on_error(error)?;
            buf.push_view(replacement.view());
            at = resume;
        }
    }
    Ok(Decoded { text: buf.finish(), consumed: input.len() })
}

/// Decodes Latin-1, which never fails.
pub fn decode_latin1(input: &[u8]) -> Owned {
    Owned::from_latin1(input.to_vec())
}

/// Encodes ASCII; code points beyond it that stand together are one error.
pub fn encode_ascii<E>(
    text: View<'_>,
    on_error: impl FnMut(EncodeError) -> Result<(Replacement, usize), E>,
) -> Result<Vec<u8>, EncodeFailure<E>> {
    match text {
        View::Ascii(s) => Ok(s.to_vec()),
        _ => encode(text, 0x80, "ascii", "ordinal not in range(128)", on_error),
    }
}

/// Encodes Latin-1; code points beyond it that stand together are one error.
pub fn encode_latin1<E>(
    text: View<'_>,
    on_error: impl FnMut(EncodeError) -> Result<(Replacement, usize), E>,
) -> Result<Vec<u8>, EncodeFailure<E>> {
    match text {
        View::Ascii(s) | View::Latin1(s) => Ok(s.to_vec()),
        _ => encode(text, 0x100, "latin-1", "ordinal not in range(256)", on_error),
    }
}

fn encode<E>(
    text: View<'_>,
    limit: u32,
    encoding: &'static str,
    reason: &'static str,
    on_error: impl FnMut(EncodeError) -> Result<(Replacement, usize), E>,
) -> Result<Vec<u8>, EncodeFailure<E>> {
    let mut out = Vec::with_capacity(text.len());
    let error = |start| EncodeError { encoding, start, end: run_end(text, start, |cp| cp >= limit), reason };
    let put = |out: &mut Vec<u8>, cp: u32| {
        let fits = cp < limit;
        if fits {
            out.push(cp as u8);
        }
        fits
    };
    let replace = |out: &mut Vec<u8>, replacement| match replacement {
        Replacement::Bytes(bytes) => {
            out.extend(bytes);
            true
        }
        Replacement::Text(text) => text.view().chars().all(|cp| put(out, cp)),
    };
    encode_with(text, &mut out, error, put, replace, on_error)?;
    Ok(out)
}

//! UTF-32, of either byte order and with a mark.
//!
//! It must never know what came before: an incremental decoder keeps the order that the mark told.

use super::{
    ByteOrder, DecodeError, Decoded, EncodeError, EncodeFailure, Replacement, encode_with, has_surrogates,
    is_surrogate, put_all,
};
use crate::unit::units;
use crate::{Buf, Owned, View};

/// Decodes. Beside the text comes the order the bytes had: [`ByteOrder::Mark`] still where there was no mark.
pub fn decode<E>(
    input: &[u8],
    order: ByteOrder,
    last: bool,
    mut on_error: impl FnMut(DecodeError) -> Result<(Owned, usize), E>,
) -> Result<(Decoded, ByteOrder), E> {
    let (order, mut at) = match (order, input) {
        (ByteOrder::Mark, [0xFF, 0xFE, 0, 0, ..]) => (ByteOrder::Little, 4),
        (ByteOrder::Mark, [0, 0, 0xFE, 0xFF, ..]) => (ByteOrder::Big, 4),
        _ => (order, 0),
    };
    let little = order.is_little();
    let encoding = if little { "utf-32-le" } else { "utf-32-be" };
    let mut buf = Buf::with_capacity(input.len() / 4);
    while at < input.len() {
        let (end, reason) = match input[at..].first_chunk() {
            None if !last => break,
            None => (input.len(), "truncated data"),
            Some(&unit) => match if little { u32::from_le_bytes(unit) } else { u32::from_be_bytes(unit) } {
                0xD800..0xE000 => (at + 4, "code point in surrogate code point range(0xd800, 0xe000)"),
                0x11_0000.. => (at + 4, "code point not in range(0x110000)"),
                cp => {
                    buf.push(cp);
                    at += 4;
                    continue;
                }
            },
        };
        let (replacement, resume) = on_error(DecodeError { encoding, start: at, end, reason })?;
        buf.push_view(replacement.view());
        at = resume;
    }
    Ok((Decoded { text: buf.finish(), consumed: at }, order))
}

/// Encodes; surrogates are errors. Replacements must be ASCII, or bytes that are whole units.
pub fn encode<E>(
    text: View<'_>,
    order: ByteOrder,
    on_error: impl FnMut(EncodeError) -> Result<(Replacement, usize), E>,
) -> Result<Vec<u8>, EncodeFailure<E>> {
    let little = order.is_little();
    let encoding = match order {
        ByteOrder::Mark => "utf-32",
        ByteOrder::Little => "utf-32-le",
        ByteOrder::Big => "utf-32-be",
    };
    let mut out = Vec::with_capacity(4 * (text.len() + 1));
    let put = |out: &mut Vec<u8>, cp: u32| {
        let fits = !is_surrogate(cp);
        if fits {
            out.extend(if little { cp.to_le_bytes() } else { cp.to_be_bytes() });
        }
        fits
    };
    if order == ByteOrder::Mark {
        put(&mut out, 0xFEFF);
    }
    if !has_surrogates(text) {
        units!(text, s => if little {
            put_all(&mut out, s, u32::to_le_bytes);
        } else {
            put_all(&mut out, s, u32::to_be_bytes);
        });
        return Ok(out);
    }
    let error = |start| EncodeError { encoding, start, end: start + 1, reason: "surrogates not allowed" };
    let replace = |out: &mut Vec<u8>, replacement| match replacement {
        Replacement::Bytes(bytes) => {
            let whole = bytes.len() % 4 == 0;
            out.extend(bytes);
            whole
        }
        Replacement::Text(text) => text.view().is_ascii() && text.view().chars().all(|cp| put(out, cp)),
    };
    encode_with(text, &mut out, error, put, replace, on_error)?;
    Ok(out)
}

//! UTF-16, of either byte order and with a mark.
//!
//! It must never know what came before: an incremental decoder keeps the order that the mark told.

use super::{
    ByteOrder, DecodeError, Decoded, EncodeError, EncodeFailure, Replacement, encode_with, has_surrogates,
    put_all,
};
use crate::unit::units;
use crate::{Buf, Kind, Owned, View};

/// Decodes. Beside the text comes the order the bytes had: [`ByteOrder::Mark`] still where there was no mark.
pub fn decode<E>(
    input: &[u8],
    order: ByteOrder,
    last: bool,
    mut on_error: impl FnMut(DecodeError) -> Result<(Owned, usize), E>,
) -> Result<(Decoded, ByteOrder), E> {
    let (order, mut at) = match (order, input) {
        (ByteOrder::Mark, [0xFF, 0xFE, ..]) => (ByteOrder::Little, 2),
        (ByteOrder::Mark, [0xFE, 0xFF, ..]) => (ByteOrder::Big, 2),
        _ => (order, 0),
    };
    let little = order.is_little();
    let encoding = if little { "utf-16-le" } else { "utf-16-be" };
    let unit = |at: usize| {
        let pair = [*input.get(at)?, *input.get(at + 1)?];
        Some(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let mut buf = Buf::with_capacity(input.len() / 2);
    let mut run: Vec<u16> = Vec::new();
    while at < input.len() {
        // Units that are not surrogates go in runs.
        run.clear();
        let pairs = input[at..].as_chunks::<2>().0.iter();
        let units =
            pairs.map(|&pair| if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) });
        run.extend(units.take_while(|unit| !matches!(unit, 0xD800..0xE000)));
        buf.push_view(View::Ucs2(&run));
        at += 2 * run.len();
        if at == input.len() {
            break;
        }
        let (end, reason) = match (unit(at), unit(at + 2)) {
            (None, _) if !last => break,
            (None, _) => (input.len(), "truncated data"),
            (Some(high @ 0xD800..0xDC00), next) => match next {
                Some(low @ 0xDC00..0xE000) => {
                    buf.push(0x1_0000 + (u32::from(high - 0xD800) << 10) + u32::from(low - 0xDC00));
                    at += 4;
                    continue;
                }
                Some(_) => (at + 2, "illegal UTF-16 surrogate"),
                None if !last => break,
                None => (input.len(), "unexpected end of data"),
            },
            (Some(0xDC00..0xE000), _) => (at + 2, "illegal encoding"),
            (Some(_), _) => unreachable!("the run has taken it"),
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
        ByteOrder::Mark => "utf-16",
        ByteOrder::Little => "utf-16-le",
        ByteOrder::Big => "utf-16-be",
    };
    let mut out = Vec::with_capacity(2 * (text.len() + 1));
    let unit = |out: &mut Vec<u8>, unit: u16| {
        out.extend(if little { unit.to_le_bytes() } else { unit.to_be_bytes() });
    };
    if order == ByteOrder::Mark {
        unit(&mut out, 0xFEFF);
    }
    // Texts of one unit a code point are written in one go.
    if text.kind() != Kind::Ucs4 && !has_surrogates(text) {
        units!(text, s => if little {
            put_all(&mut out, s, |cp| (cp as u16).to_le_bytes());
        } else {
            put_all(&mut out, s, |cp| (cp as u16).to_be_bytes());
        });
        return Ok(out);
    }
    let error = |start| EncodeError { encoding, start, end: start + 1, reason: "surrogates not allowed" };
    let put = |out: &mut Vec<u8>, cp: u32| {
        match cp {
            0xD800..0xE000 => return false,
            0..0x1_0000 => unit(out, cp as u16),
            _ => {
                unit(out, 0xD800 + ((cp - 0x1_0000) >> 10) as u16);
                unit(out, 0xDC00 + (cp & 0x3FF) as u16);
            }
        }
        true
    };
    let replace = |out: &mut Vec<u8>, replacement| match replacement {
        Replacement::Bytes(bytes) => {
            let whole = bytes.len() % 2 == 0;
            out.extend(bytes);
            whole
        }
        Replacement::Text(text) => text.view().is_ascii() && text.view().chars().all(|cp| put(out, cp)),
    };
    encode_with(text, &mut out, error, put, replace, on_error)?;
    Ok(out)
}

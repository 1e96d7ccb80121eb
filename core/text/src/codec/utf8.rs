//! UTF-8. What is malformed is reported in maximal parts, as Unicode recommends and CPython does.
//!
//! It must never know the signature that some files start with: `utf-8-sig` is made of this.

use super::{
    DecodeError, Decoded, EncodeError, EncodeFailure, Replacement, encode_with, has_surrogates, is_surrogate,
    run_end,
};
use crate::wtf8::push_code_point;
use crate::{Buf, Owned, View};

/// Decodes.
pub fn decode<E>(
    input: &[u8],
    last: bool,
    mut on_error: impl FnMut(DecodeError) -> Result<(Owned, usize), E>,
) -> Result<Decoded, E> {
    let mut buf = Buf::new();
    // The common case is done in one pass, the others go from fault to fault.
    let mut at = buf.push_valid_utf8(input);
    loop {
        let rest = &input[at..];
        let (good, bad) = match std::str::from_utf8(rest) {
            Ok(text) => {
                buf.push_str(text);
                return Ok(Decoded { text: buf.finish(), consumed: input.len() });
            }
            Err(error) => (error.valid_up_to(), error.error_len()),
        };
        buf.push_str(std::str::from_utf8(&rest[..good]).unwrap_or_default());
        let start = at + good;
        let (end, reason) = match bad {
            None if !last => return Ok(Decoded { text: buf.finish(), consumed: start }),
            // A surrogate that is not whole yet: "surrogatepass" may want it.
            Some(_) if !last && matches!(input[start..], [0xED, 0xA0..=0xBF]) => {
                return Ok(Decoded { text: buf.finish(), consumed: start });
            }
            None => (input.len(), "unexpected end of data"),
            Some(len) => {
                let starts = matches!(input[start], 0xC2..=0xF4);
                (start + len, if starts { "invalid continuation byte" } else { "invalid start byte" })
            }
        };
        let (replacement, resume) = on_error(DecodeError { encoding: "utf-8", start, end, reason })?;
        buf.push_view(replacement.view());
        at = resume;
    }
}

/// Encodes; surrogates are errors, and replacements must be ASCII.
pub fn encode<E>(
    text: View<'_>,
    on_error: impl FnMut(EncodeError) -> Result<(Replacement, usize), E>,
) -> Result<Vec<u8>, EncodeFailure<E>> {
    let mut out = Vec::with_capacity(text.len());
    if !has_surrogates(text) {
        text.push_wtf8_to(&mut out);
        return Ok(out);
    }
    let error = |start| {
        let end = run_end(text, start, is_surrogate);
        EncodeError { encoding: "utf-8", start, end, reason: "surrogates not allowed" }
    };
    let put = |out: &mut Vec<u8>, cp| {
        let fits = !is_surrogate(cp);
        if fits {
            push_code_point(out, cp);
        }
        fits
    };
    let replace = |out: &mut Vec<u8>, replacement| match replacement {
        Replacement::Bytes(bytes) => {
            out.extend(bytes);
            true
        }
        Replacement::Text(text) => match text.view() {
            View::Ascii(s) => {
                out.extend_from_slice(s);
                true
            }
            _ => false,
        },
    };
    encode_with(text, &mut out, error, put, replace, on_error)?;
    Ok(out)
}

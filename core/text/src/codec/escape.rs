//! `unicode-escape` and `raw-unicode-escape`: Latin-1 in which backslashes spell other code points.
//!
//! It must never know string literals: quotes mean nothing here.

use super::{DecodeError, Decoded};
use crate::repr::push_hex_escape;
use crate::{Buf, Owned, View, unicode};

/// An escape that means nothing, or an octal one beyond `\377`: kept or decoded, but to be warned of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidEscape {
    /// Where its backslash is.
    pub at: usize,
    /// The byte after the backslash.
    pub byte: u8,
    /// The octal digits' value, where it is one.
    pub octal: Option<u16>,
}

/// What went wrong within an escape: past the last byte at fault, and whether more bytes could mend it.
struct Fault {
    end: usize,
    reason: &'static str,
    incomplete: bool,
}

/// Reads `count` hexadecimal digits at `at`.
fn hex_digits(input: &[u8], at: usize, count: usize, reason: &'static str) -> Result<u32, Fault> {
    let mut value = 0u32;
    for at in at..at + count {
        match input.get(at) {
            None => return Err(Fault { end: at, reason, incomplete: true }),
            Some(&byte) => match (byte as char).to_digit(16) {
                None => return Err(Fault { end: at, reason, incomplete: false }),
                Some(digit) => value = value << 4 | digit,
            },
        }
    }
    Ok(value)
}

const SHORT: &str = "truncated \\uXXXX escape";
const LONG: &str = "truncated \\UXXXXXXXX escape";

/// What the escape is whose letter is at `at`: a code point, if any, and where it ends.
fn escape(input: &[u8], at: usize) -> Result<(Option<u32>, usize), Fault> {
    let Some(&letter) = input.get(at) else {
        return Err(Fault { end: at, reason: "\\ at end of string", incomplete: true });
    };
    let one = |byte: u8| Ok((Some(byte.into()), at + 1));
    match letter {
        b'\n' => Ok((None, at + 1)),
        b'\\' | b'\'' | b'"' => one(letter),
        b'a' => one(7),
        b'b' => one(8),
        b't' => one(9),
        b'n' => one(10),
        b'v' => one(11),
        b'f' => one(12),
        b'r' => one(13),
        b'0'..=b'7' => {
            let digits = input[at..].iter().take(3).take_while(|b| matches!(b, b'0'..=b'7'));
            let (value, len) =
                digits.fold((0, 0), |(value, len), &b| (value << 3 | u32::from(b - b'0'), len + 1));
            Ok((Some(value), at + len))
        }
        b'x' => Ok((Some(hex_digits(input, at + 1, 2, "truncated \\xXX escape")?), at + 3)),
        b'u' => Ok((Some(hex_digits(input, at + 1, 4, SHORT)?), at + 5)),
        b'U' => match hex_digits(input, at + 1, 8, LONG)? {
            0x11_0000.. => Err(Fault { end: at + 9, reason: "illegal Unicode character", incomplete: false }),
            cp => Ok((Some(cp), at + 9)),
        },
        b'N' => named(input, at + 1),
        _ => Ok((Some('\\' as u32), at)), // means nothing: the letter comes next, as itself
    }
}

/// Reads `{NAME}` at `at`.
fn named(input: &[u8], at: usize) -> Result<(Option<u32>, usize), Fault> {
    let malformed =
        |end, incomplete| Err(Fault { end, reason: "malformed \\N character escape", incomplete });
    match input.get(at) {
        None => return malformed(at, true),
        Some(b'{') => {}
        Some(_) => return malformed(at, false),
    }
    let start = at + 1;
    match memchr::memchr(b'}', &input[start..]) {
        None => malformed(input.len(), true),
        Some(0) => malformed(start, false),
        Some(len) => {
            let end = start + len + 1;
            let name = std::str::from_utf8(&input[start..start + len]).ok();
            match name.and_then(unicode::by_name) {
                Some(cp) => Ok((Some(cp), end)),
                None => Err(Fault { end, reason: "unknown Unicode character name", incomplete: false }),
            }
        }
    }
}

/// Decodes `unicode-escape`. Beside the text comes the first escape to be warned of.
pub fn decode<E>(
    input: &[u8],
    last: bool,
    mut on_error: impl FnMut(DecodeError) -> Result<(Owned, usize), E>,
) -> Result<(Decoded, Option<InvalidEscape>), E> {
    let mut buf = Buf::with_capacity(input.len());
    let mut invalid = None;
    let mut at = 0;
    while at < input.len() {
        let plain = memchr::memchr(b'\\', &input[at..]).unwrap_or(input.len() - at);
        buf.push_view(View::Latin1(&input[at..at + plain]));
        at += plain;
        if at == input.len() {
            break;
        }
        match escape(input, at + 1) {
            Ok((cp, end)) => {
                let octal =
                    cp.filter(|&cp| cp > 0xFF && matches!(input[at + 1], b'0'..=b'7')).map(|cp| cp as u16);
                if octal.is_some() || end == at + 1 {
                    invalid = invalid.or(Some(InvalidEscape { at, byte: input[at + 1], octal }));
                }
                cp.into_iter().for_each(|cp| buf.push(cp));
                at = end;
            }
            Err(fault) if fault.incomplete && !last => break,
            Err(Fault { end, reason, .. }) => {
                let (replacement, resume) =
                    on_error(DecodeError { encoding: "unicodeescape", start: at, end, reason })?;
                buf.push_view(replacement.view());
                at = resume;
            }
        }
    }
    Ok((Decoded { text: buf.finish(), consumed: at }, invalid))
}

/// Decodes `raw-unicode-escape`: only `\u` and `\U` are escapes.
pub fn decode_raw<E>(
    input: &[u8],
    last: bool,
    mut on_error: impl FnMut(DecodeError) -> Result<(Owned, usize), E>,
) -> Result<Decoded, E> {
    let mut buf = Buf::with_capacity(input.len());
    let mut at = 0;
    while at < input.len() {
        let plain = memchr::memchr(b'\\', &input[at..]).unwrap_or(input.len() - at);
        buf.push_view(View::Latin1(&input[at..at + plain]));
        at += plain;
        let read = match input.get(at + 1) {
            None if at == input.len() || !last => break,
            None => Ok(('\\' as u32, at + 1)),
            Some(b'u') => hex_digits(input, at + 2, 4, SHORT).map(|cp| (cp, at + 6)),
            Some(b'U') => hex_digits(input, at + 2, 8, LONG).and_then(|cp| match cp {
                0x11_0000.. => {
                    Err(Fault { end: at + 10, reason: "\\Uxxxxxxxx out of range", incomplete: false })
                }
                _ => Ok((cp, at + 10)),
            }),
            Some(&other) => {
                buf.push('\\' as u32);
                Ok((other.into(), at + 2))
            }
        };
        match read {
            Ok((cp, end)) => {
                buf.push(cp);
                at = end;
            }
            Err(fault) if fault.incomplete && !last => break,
            Err(Fault { end, reason, .. }) => {
                let error = DecodeError { encoding: "rawunicodeescape", start: at, end, reason };
                let (replacement, resume) = on_error(error)?;
                buf.push_view(replacement.view());
                at = resume;
            }
        }
    }
    Ok(Decoded { text: buf.finish(), consumed: at })
}

/// Encodes `unicode-escape`, which never fails.
pub fn encode(text: View<'_>) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for cp in text.chars() {
        match cp {
            0x09 => out.extend(b"\\t"),
            0x0A => out.extend(b"\\n"),
            0x0D => out.extend(b"\\r"),
            0x5C => out.extend(b"\\\\"),
            0x20..0x7F => out.push(cp as u8),
            _ => push_hex_escape(cp, |b| out.push(b)),
        }
    }
    out
}

/// Encodes `raw-unicode-escape`, which never fails.
pub fn encode_raw(text: View<'_>) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for cp in text.chars() {
        match cp {
            0..0x100 => out.push(cp as u8),
            _ => push_hex_escape(cp, |b| out.push(b)),
        }
    }
    out
}

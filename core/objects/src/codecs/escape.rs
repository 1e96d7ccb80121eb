//! The escapes of bytes literals: `escape_decode`, `escape_encode`.
//!
//! It must never know the escapes of text; those are `heddle_text`'s.

use super::deprecated;
use crate::error::Res;
use crate::thread::Thread;

/// Bytes with their escapes replaced.
pub(super) fn decode(t: &Thread, input: &[u8], errors: &str) -> Res<Vec<u8>> {
    let mut out = Vec::with_capacity(input.len());
    let mut warning = None;
    let mut at = 0;
    while at < input.len() {
        let b = input[at];
        at += 1;
        if b != b'\\' {
            out.push(b);
            continue;
        }
        let Some(&letter) = input.get(at) else {
            return Err(t.value_error("Trailing \\ in string"));
        };
        at += 1;
        match letter {
            b'\n' => {}
            b'\\' | b'\'' | b'"' => out.push(letter),
            b'a' => out.push(0x07),
            b'b' => out.push(0x08),
            b'f' => out.push(0x0C),
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'v' => out.push(0x0B),
            b'0'..=b'7' => {
                let start = at - 1;
                while at < input.len() && at < start + 3 && matches!(input[at], b'0'..=b'7') {
                    at += 1;
                }
                let value = input[start..at].iter().fold(0u32, |n, d| n * 8 + u32::from(d - b'0'));
                if value > 0xFF {
                    warning.get_or_insert_with(|| {
                        format!("b\"\\{value:o}\" is an invalid octal escape sequence. ")
                    });
                }
                out.push(value as u8);
            }
            b'x' => {
                let digit = |k: usize| input.get(k).and_then(|d| char::from(*d).to_digit(16));
                if let (Some(high), Some(low)) = (digit(at), digit(at + 1)) {
                    out.push((high * 16 + low) as u8);
                    at += 2;
                    continue;
                }
                match errors {
                    "strict" => {
                        return Err(t.value_error(format_args!("invalid \\x escape at position {}", at - 2)));
                    }
                    "replace" => out.push(b'?'),
                    "ignore" => {}
                    other => {
                        return Err(t.value_error(format_args!(
                            "decoding error; unknown error handling code: {other}"
                        )));
                    }
                }
                // The digit that is there goes with it.
                at += usize::from(digit(at).is_some());
            }
            _ => {
                warning.get_or_insert_with(|| {
                    format!("b\"\\{}\" is an invalid escape sequence. ", char::from(letter))
                });
                out.extend([b'\\', letter]);
            }
        }
    }
    if let Some(what) = warning {
        deprecated(t, &format!("{what}Such sequences will not work in the future. "))?;
    }
    Ok(out)
}

/// Bytes as they stand in a literal with single quotes.
pub(super) fn encode(input: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(input.len());
    for &b in input {
        match b {
            b'\'' | b'\\' => out.extend([b'\\', b]),
            b'\t' => out.extend(b"\\t"),
            b'\n' => out.extend(b"\\n"),
            b'\r' => out.extend(b"\\r"),
            0x20..0x7F => out.push(b),
            _ => out.extend(format!("\\x{b:02x}").bytes()),
        }
    }
    out
}

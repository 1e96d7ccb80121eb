//! UTF-7 (RFC 2152): ASCII, with what is beyond it as base64 of UTF-16 between `+` and `-`.
//!
//! It must never know more than one piece of input: a shift that has not ended is decoded again with what comes next.

use super::{DecodeError, Decoded};
use crate::{Buf, Owned, View};

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn digit(byte: u8) -> Option<u32> {
    let value = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(value.into())
}

/// Whether a code point is written as it is. The optional characters of the RFC are; `+` has a spelling of its own.
fn is_direct(cp: u32) -> bool {
    matches!(cp, 0x09 | 0x0A | 0x0D | 0x20..=0x7D) && cp != '+' as u32 && cp != '\\' as u32
}

/// The state within a shift.
#[derive(Default)]
struct Shift {
    bits: u32,
    count: u32,
    /// A high surrogate that waits for its low one.
    high: Option<u32>,
}

impl Shift {
    fn digit(&mut self, value: u32, out: &mut Buf) {
        self.bits = self.bits << 6 | value;
        self.count += 6;
        if self.count < 16 {
            return;
        }
        self.count -= 16;
        let unit = self.bits >> self.count;
        self.bits &= (1 << self.count) - 1;
        if let Some(high) = self.high.take() {
            if matches!(unit, 0xDC00..0xE000) {
                return out.push(0x1_0000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
            }
            out.push(high);
        }
        match unit {
            0xD800..0xDC00 => self.high = Some(unit),
            _ => out.push(unit),
        }
    }

    /// What is wrong with ending here.
    fn fault(&self) -> Option<&'static str> {
        match (self.count, self.bits) {
            (6.., _) => Some("partial character in shift sequence"),
            (1.., 1..) => Some("non-zero padding bits in shift sequence"),
            _ => None,
        }
    }
}

/// Decodes.
pub fn decode<E>(
    input: &[u8],
    last: bool,
    mut on_error: impl FnMut(DecodeError) -> Result<(Owned, usize), E>,
) -> Result<Decoded, E> {
    let mut buf = Buf::with_capacity(input.len());
    let mut shifted = Buf::new(); // the text of the shift, not certain before its end
    let mut shift: Option<Shift> = None;
    let (mut at, mut start) = (0, 0);
    loop {
        let reason = match (input.get(at).copied(), &mut shift) {
            (None, None) => break,
            (None, Some(_)) if !last => return Ok(Decoded { text: buf.finish(), consumed: start }),
            (None, Some(state)) => {
                let unterminated = state.high.is_some() || state.fault().is_some();
                shift = None;
                unterminated.then_some("unterminated shift sequence")
            }
            (Some(byte), Some(state)) => {
                if let Some(value) = digit(byte) {
                    state.digit(value, &mut shifted);
                    at += 1;
                    continue;
                }
                let fault = state.fault();
                if fault.is_none() {
                    // A lone surrogate is fine where the shift ends well, before a character at least.
                    shifted_push(&mut shifted, state.high.filter(|_| byte.is_ascii()));
                }
                at += usize::from(fault.is_some() || byte == b'-');
                shift = None;
                fault
            }
            (Some(b'+'), None) => {
                start = at;
                at += 1;
                match input.get(at) {
                    Some(b'-') => {
                        buf.push('+' as u32);
                        at += 1;
                        None
                    }
                    Some(&byte) if digit(byte).is_none() => {
                        at += 1;
                        Some("ill-formed sequence")
                    }
                    _ => {
                        shift = Some(Shift::default());
                        continue;
                    }
                }
            }
            (Some(byte), None) => {
                if byte.is_ascii() {
                    buf.push(byte.into());
                    at += 1;
                    continue;
                }
                start = at;
                at += 1;
                Some("unexpected special character")
            }
        };
        buf.push_view(shifted.view());
        shifted = Buf::new();
        if let Some(reason) = reason {
            let (replacement, resume) = on_error(DecodeError { encoding: "utf7", start, end: at, reason })?;
            buf.push_view(replacement.view());
            at = resume;
        }
    }
    Ok(Decoded { text: buf.finish(), consumed: at })
}

fn shifted_push(shifted: &mut Buf, cp: Option<u32>) {
    cp.into_iter().for_each(|cp| shifted.push(cp));
}

/// Encodes, which never fails: surrogates are units like others.
pub fn encode(text: View<'_>) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let (mut shifted, mut bits, mut count) = (false, 0u32, 0);
    for cp in text.chars() {
        if is_direct(cp) {
            if shifted {
                shifted = false;
                end_digits(&mut out, &mut bits, &mut count);
                if digit(cp as u8).is_some() || cp == '-' as u32 {
                    out.push(b'-');
                }
            }
            out.push(cp as u8);
            continue;
        }
        if !shifted {
            out.push(b'+');
            if cp == '+' as u32 {
                out.push(b'-');
                continue;
            }
            shifted = true;
        }
        let mut unit = |unit: u32| {
            bits = bits << 16 | unit;
            count += 16;
            while count >= 6 {
                count -= 6;
                out.push(DIGITS[(bits >> count & 63) as usize]);
            }
            bits &= (1 << count) - 1;
        };
        match cp {
            0x1_0000.. => {
                unit(0xD800 + ((cp - 0x1_0000) >> 10));
                unit(0xDC00 + (cp & 0x3FF));
            }
            _ => unit(cp),
        }
    }
    if shifted {
        end_digits(&mut out, &mut bits, &mut count);
        out.push(b'-');
    }
    out
}

/// Writes the last, incomplete digit of a shift.
fn end_digits(out: &mut Vec<u8>, bits: &mut u32, count: &mut u32) {
    if *count > 0 {
        out.push(DIGITS[(*bits << (6 - *count) & 63) as usize]);
    }
    (*bits, *count) = (0, 0);
}

//! Generalised UTF-8: UTF-8 in which a surrogate is three bytes like any other code point. The form in which text with
//! lone surrogates travels through files of ours and through serialised code; not a Python codec (those are elsewhere).

use crate::unit::Unit;
use crate::{Buf, Owned, View};

impl View<'_> {
    /// The text in generalised UTF-8; plain UTF-8 where it has no surrogates.
    pub fn to_wtf8(self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.len());
        self.push_wtf8_to(&mut out);
        out
    }

    /// Appends the text in generalised UTF-8.
    pub fn push_wtf8_to(self, out: &mut Vec<u8>) {
        match self {
            View::Ascii(s) => out.extend_from_slice(s),
            View::Latin1(s) => push_units(s, out),
            View::Ucs2(s) => push_units(s, out),
            View::Ucs4(s) => push_units(s, out),
        }
    }
}

/// Writes by way of a block on the stack, where there is always room for what comes next.
fn push_units<T: Unit>(units: &[T], out: &mut Vec<u8>) {
    const BLOCK: usize = 256;
    let mut block = [0; 4 * BLOCK];
    for units in units.chunks(BLOCK) {
        let mut len = 0;
        for &unit in units {
            let (bytes, count) = encode_code_point(unit.cp());
            block[len..len + 4].copy_from_slice(&bytes);
            len += count;
        }
        out.extend_from_slice(&block[..len]);
    }
}

/// A code point in generalised UTF-8, and how many bytes of it count.
#[inline(always)]
fn encode_code_point(cp: u32) -> ([u8; 4], usize) {
    let tail = |shift: u32| 0x80 | (cp >> shift & 0x3F) as u8;
    match cp {
        0..0x80 => ([cp as u8, 0, 0, 0], 1),
        0x80..0x800 => ([0xC0 | (cp >> 6) as u8, tail(0), 0, 0], 2),
        0x800..0x1_0000 => ([0xE0 | (cp >> 12) as u8, tail(6), tail(0), 0], 3),
        _ => ([0xF0 | (cp >> 18) as u8, tail(12), tail(6), tail(0)], 4),
    }
}

/// Appends one code point in generalised UTF-8.
#[inline]
pub(crate) fn push_code_point(out: &mut Vec<u8>, cp: u32) {
    let (bytes, count) = encode_code_point(cp);
    out.extend_from_slice(&bytes[..count]);
}

/// Appends the code points of the longest start of `bytes` that is UTF-8 and whose code points fit; how many bytes it has.
/// Checks and decodes in one pass. `out` needs no room in advance.
pub(crate) fn decode_valid<T: Unit>(bytes: &[u8], out: &mut Vec<T>) -> usize {
    let start = out.len();
    // No more code points than bytes that may start one.
    let most = bytes.iter().filter(|&&b| (b as i8) >= -0x40).count();
    out.resize(start + most, T::default());
    let mut rest = bytes;
    let mut filled = start;
    for slot in &mut out[start..] {
        let (cp, len) = match *rest {
            [a, ..] if a < 0x80 => (u32::from(a), 1),
            [a @ 0xC2..=0xDF, b, ..] if is_tail(b) => (u32::from(a & 0x1F) << 6 | u32::from(b & 0x3F), 2),
            [a @ 0xE0..=0xEF, b, c, ..] if is_tail(b) && is_tail(c) => {
                let cp = u32::from(a & 0x0F) << 12 | u32::from(b & 0x3F) << 6 | u32::from(c & 0x3F);
                if cp < 0x800 || matches!(cp, 0xD800..0xE000) {
                    break;
                }
                (cp, 3)
            }
            [a @ 0xF0..=0xF4, b, c, d, ..] if is_tail(b) && is_tail(c) && is_tail(d) => {
                let high = u32::from(a & 0x07) << 18 | u32::from(b & 0x3F) << 12;
                let cp = high | u32::from(c & 0x3F) << 6 | u32::from(d & 0x3F);
                if !matches!(cp, 0x1_0000..0x11_0000) {
                    break;
                }
                (cp, 4)
            }
            _ => break,
        };
        if cp > T::LIMIT {
            break;
        }
        *slot = T::from_cp(cp);
        filled += 1;
        rest = &rest[len..];
    }
    out.truncate(filled);
    bytes.len() - rest.len()
}

#[inline(always)]
fn is_tail(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

impl Owned {
    /// Text from generalised UTF-8; nothing where it is not well-formed.
    pub fn from_wtf8(bytes: &[u8]) -> Option<Owned> {
        let mut buf = Buf::new();
        let mut rest = bytes;
        loop {
            let bad = match std::str::from_utf8(rest) {
                Ok(text) => {
                    buf.push_str(text);
                    return Some(buf.finish());
                }
                Err(error) => error.valid_up_to(),
            };
            buf.push_str(std::str::from_utf8(&rest[..bad]).ok()?);
            // What std refuses may be a surrogate; nothing else is forgiven.
            let &[0xED, second @ 0xA0..=0xBF, third @ 0x80..=0xBF, ..] = &rest[bad..] else { return None };
            buf.push(0xD000 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F));
            rest = &rest[bad + 3..];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_point_survives() {
        for cp in 0..0x11_0000 {
            let text = Owned::from_char(cp);
            let bytes = text.view().to_wtf8();
            if let Some(c) = char::from_u32(cp) {
                assert_eq!(bytes, c.to_string().as_bytes());
            }
            assert_eq!(Owned::from_wtf8(&bytes), Some(text));
        }
    }

    #[test]
    fn only_surrogates_are_forgiven() {
        assert_eq!(
            Owned::from_wtf8(b"a\xed\xa0\x80\xed\xb0\x80b").unwrap().view(),
            View::Ucs2(&[0x61, 0xD800, 0xDC00, 0x62])
        );
        for bad in [&b"\xff"[..], b"\xed\xa0", b"\xc0\x80", b"a\xe2\x82", b"\xf4\x90\x80\x80"] {
            assert_eq!(Owned::from_wtf8(bad), None);
        }
    }
}

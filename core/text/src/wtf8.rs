//! Generalised UTF-8: UTF-8 in which a surrogate is three bytes like any other code point. The form in which text with
//! lone surrogates travels through files of ours and through serialised code; not a Python codec (those are elsewhere).

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
            _ => self.chars().for_each(|cp| push_code_point(out, cp)),
        }
    }
}

/// Appends one code point in generalised UTF-8.
#[inline]
pub(crate) fn push_code_point(out: &mut Vec<u8>, cp: u32) {
    let tail = |shift: u32| 0x80 | (cp >> shift & 0x3F) as u8;
    match cp {
        0..0x80 => out.push(cp as u8),
        0x80..0x800 => out.extend_from_slice(&[0xC0 | (cp >> 6) as u8, tail(0)]),
        0x800..0x1_0000 => out.extend_from_slice(&[0xE0 | (cp >> 12) as u8, tail(6), tail(0)]),
        _ => out.extend_from_slice(&[0xF0 | (cp >> 18) as u8, tail(12), tail(6), tail(0)]),
    }
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

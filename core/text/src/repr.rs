//! How `repr` and `ascii` write text and bytes.
//!
//! It must never know the names of types: `bytearray(...)` is written around this.

use crate::unicode::is_printable;
use crate::{Buf, Owned, View};

/// Single quotes, unless the text has such and no double ones.
fn quote(single: bool, double: bool) -> u8 {
    if single && !double { b'"' } else { b'\'' }
}

/// Writes the shortest hexadecimal escape of a code point: `\xe9`, `\u20ac`, `\U0001d11e`.
pub(crate) fn push_hex_escape(cp: u32, mut push: impl FnMut(u8)) {
    let (letter, digits) = match cp {
        0..0x100 => (b'x', 2),
        0x100..0x1_0000 => (b'u', 4),
        _ => (b'U', 8),
    };
    push(b'\\');
    push(letter);
    for place in (0..digits).rev() {
        push(b"0123456789abcdef"[(cp >> (4 * place) & 15) as usize]);
    }
}

impl View<'_> {
    /// `repr(str)`: what is not printable is escaped.
    pub fn repr(self) -> Owned {
        self.quoted(is_printable)
    }

    /// `ascii(str)`: so is what is not ASCII.
    pub fn ascii(self) -> Owned {
        self.quoted(|cp| cp < 0x7F && is_printable(cp))
    }

    fn quoted(self, shown: impl Fn(u32) -> bool) -> Owned {
        let quote = u32::from(quote(self.contains_char('\'' as u32), self.contains_char('"' as u32)));
        let mut buf = Buf::with_capacity(self.len() + 2);
        buf.push(quote);
        // What needs no escape goes in runs.
        let mut start = 0;
        for (at, cp) in self.chars().enumerate() {
            let plain = shown(cp) && cp != quote && cp != '\\' as u32;
            if plain {
                continue;
            }
            buf.push_view(self.slice(start..at));
            start = at + 1;
            match cp {
                0x09 => buf.push_str("\\t"),
                0x0A => buf.push_str("\\n"),
                0x0D => buf.push_str("\\r"),
                _ if cp == quote || cp == '\\' as u32 => {
                    buf.push('\\' as u32);
                    buf.push(cp);
                }
                _ => push_hex_escape(cp, |b| buf.push(b.into())),
            }
        }
        buf.push_view(self.slice(start..self.len()));
        buf.push(quote);
        buf.finish()
    }
}

/// `repr(bytes)`, which is ASCII.
pub fn repr_bytes(bytes: &[u8]) -> Owned {
    let quote = quote(bytes.contains(&b'\''), bytes.contains(&b'"'));
    let mut out = Vec::with_capacity(bytes.len() + 3);
    out.extend([b'b', quote]);
    for &b in bytes {
        match b {
            b'\t' => out.extend(b"\\t"),
            b'\n' => out.extend(b"\\n"),
            b'\r' => out.extend(b"\\r"),
            b'\\' => out.extend(b"\\\\"),
            _ if b == quote => out.extend([b'\\', b]),
            0x20..0x7F => out.push(b),
            _ => push_hex_escape(b.into(), |b| out.push(b)),
        }
    }
    out.push(quote);
    Owned::from_latin1(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_text() {
        let repr = |text: &str| Owned::from(text).view().repr().view().to_utf8().unwrap();
        let ascii = |text: &str| Owned::from(text).view().ascii().view().to_utf8().unwrap();
        assert_eq!(repr("it's"), "\"it's\"");
        assert_eq!(repr("'\""), "'\\'\"'");
        assert_eq!(
            repr("a\\b\t\n\r\0\x7f\u{a0}\u{ad}é€\u{200b}𝄞\u{e0001}"),
            "'a\\\\b\\t\\n\\r\\x00\\x7f\\xa0\\xadé€\\u200b𝄞\\U000e0001'"
        );
        assert_eq!(ascii("é€𝄞 "), "'\\xe9\\u20ac\\U0001d11e '");
        assert_eq!(View::Ucs2(&[0xD800]).repr(), "'\\ud800'");
        assert_eq!(repr(""), "''");
    }

    #[test]
    fn of_bytes() {
        assert_eq!(repr_bytes(b"it's\x00\xff\t\\"), "b\"it's\\x00\\xff\\t\\\\\"");
        assert_eq!(repr_bytes(b"'\""), "b'\\'\"'");
        assert_eq!(repr_bytes(b""), "b''");
    }
}

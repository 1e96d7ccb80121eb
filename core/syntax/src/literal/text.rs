//! A Python string value without a Python string type: Unicode code points, lone surrogates among them.
//!
//! Must never know escapes or literals.

use std::fmt;

/// A string of code points 0 to 0x10FFFF in generalised UTF-8: as UTF-8, but a surrogate is three bytes of its own.
///
/// Two surrogates that could be a pair stay two code points, as in Python.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Text {
    bytes: Vec<u8>,
    has_surrogates: bool,
}

impl Text {
    /// The empty string.
    pub fn new() -> Text {
        Text::default()
    }

    /// The generalised UTF-8 bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The text as a `str`, unless it holds a surrogate.
    pub fn as_str(&self) -> Option<&str> {
        if self.has_surrogates { None } else { std::str::from_utf8(&self.bytes).ok() }
    }

    /// Whether the text has no code points.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Appends UTF-8 text.
    pub fn push_str(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// Appends another text.
    pub fn push_text(&mut self, text: &Text) {
        self.bytes.extend_from_slice(&text.bytes);
        self.has_surrogates |= text.has_surrogates;
    }

    /// Appends one code point; false, and nothing appended, if it is above 0x10FFFF.
    pub fn push_code_point(&mut self, code: u32) -> bool {
        match char::from_u32(code) {
            Some(c) => self.bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            None if code <= 0x10FFFF => {
                let (high, low) = ((code >> 6) as u8 & 0x3F, code as u8 & 0x3F);
                self.bytes.extend_from_slice(&[0xED, 0x80 | high, 0x80 | low]);
                self.has_surrogates = true;
            }
            None => return false,
        }
        true
    }

    /// The code points in order.
    pub fn code_points(&self) -> impl Iterator<Item = u32> + '_ {
        let mut at = 0;
        std::iter::from_fn(move || {
            let first = *self.bytes.get(at)?;
            let (length, mask) = match first {
                0..=0x7F => (1, 0x7F),
                0x80..=0xDF => (2, 0x1F),
                0xE0..=0xEF => (3, 0x0F),
                _ => (4, 0x07),
            };
            let tail = self.bytes.get(at + 1..at + length)?;
            at += length;
            Some(tail.iter().fold(u32::from(first & mask), |code, byte| code << 6 | u32::from(byte & 0x3F)))
        })
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text { bytes: text.as_bytes().to_vec(), has_surrogates: false }
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.bytes == other.as_bytes()
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"")?;
        for code in self.code_points() {
            match char::from_u32(code) {
                Some(c) => write!(f, "{}", c.escape_debug())?,
                None => write!(f, "\\u{code:04x}")?,
            }
        }
        f.write_str("\"")
    }
}

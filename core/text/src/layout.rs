//! Texts padded to a width: `center`, `ljust`, `rjust`, `zfill`, `expandtabs`.
//!
//! It must never know how wide a screen shows a code point: each counts one.

use crate::{Buf, Owned, View};

/// How many pads `center` puts before and after.
pub(crate) fn margins(len: usize, width: usize) -> (usize, usize) {
    let missing = width.saturating_sub(len);
    // Where it cannot be even, an odd width puts the odd pad before.
    let before = missing / 2 + (missing & width & 1);
    (before, missing - before)
}

impl View<'_> {
    fn pad(self, before: usize, fill: u32, after: usize) -> Owned {
        let mut buf = Buf::with_capacity(before + self.len() + after);
        buf.push_times(fill, before);
        buf.push_view(self);
        buf.push_times(fill, after);
        buf.finish()
    }

    /// `str.center`.
    pub fn center(self, width: usize, fill: u32) -> Owned {
        let (before, after) = margins(self.len(), width);
        self.pad(before, fill, after)
    }

    /// `str.ljust`.
    pub fn ljust(self, width: usize, fill: u32) -> Owned {
        self.pad(0, fill, width.saturating_sub(self.len()))
    }

    /// `str.rjust`.
    pub fn rjust(self, width: usize, fill: u32) -> Owned {
        self.pad(width.saturating_sub(self.len()), fill, 0)
    }

    /// `str.zfill`: zeros before the digits, behind a sign.
    pub fn zfill(self, width: usize) -> Owned {
        let missing = width.saturating_sub(self.len());
        let sign = usize::from(matches!(self.chars().next(), Some(0x2B | 0x2D)));
        let mut buf = Buf::with_capacity(self.len() + missing);
        buf.push_view(self.slice(0..sign));
        buf.push_times('0' as u32, missing);
        buf.push_view(self.slice(sign..self.len()));
        buf.finish()
    }

    /// `str.expandtabs`; a size of 0 drops the tabs.
    pub fn expand_tabs(self, size: usize) -> Owned {
        if !self.contains_char(0x09) {
            return Owned::from(self);
        }
        let mut buf = Buf::with_capacity(self.len());
        let mut column = 0;
        for cp in self.chars() {
            if cp == 0x09 {
                let pads = if size == 0 { 0 } else { size - column % size };
                buf.push_times(' ' as u32, pads);
                column += pads;
            } else {
                column = if matches!(cp, 0x0A | 0x0D) { 0 } else { column + 1 };
                buf.push(cp);
            }
        }
        buf.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_python_says() {
        let ab = View::Ascii(b"ab");
        assert_eq!(ab.center(5, 0x2a), "**ab*");
        assert_eq!(View::Ascii(b"abc").center(6, 0x2a), "*abc**");
        assert_eq!(ab.center(1, 0x2a), "ab");
        assert_eq!(ab.ljust(4, 0x20ac), "ab€€");
        assert_eq!(ab.rjust(4, 0x20), "  ab");
        assert_eq!(View::Ascii(b"-42").zfill(6), "-00042");
        assert_eq!(View::Ascii(b"+").zfill(3), "+00");
        assert_eq!(View::Ascii(b"--1").zfill(5), "-00-1");
        assert_eq!(View::Ascii(b"").zfill(2), "00");
        assert_eq!(Owned::from("é\tb\n\tc\r\td").view().expand_tabs(4), "é   b\n    c\r    d");
        assert_eq!(View::Ascii(b"a\tb").expand_tabs(0), "ab");
        assert_eq!(View::Ascii(b"abcd\te").expand_tabs(4), "abcd    e");
    }
}

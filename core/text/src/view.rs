//! Borrowed text.
//!
//! It must never know who owns the units, nor what text is built from it.

use crate::Owned;
use crate::unit::{Unit, units};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Range;

/// The four storages, narrowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Kind {
    /// Code points below U+0080, a byte each: also UTF-8.
    Ascii,
    /// Code points below U+0100, a byte each.
    Latin1,
    /// Code points below U+10000, two bytes each; surrogates stand for themselves.
    Ucs2,
    /// Four bytes each.
    Ucs4,
}

impl Kind {
    /// The narrowest kind that holds `cp`. As the bounds are powers of two, the `or` of many code points does as well as
    /// their maximum.
    #[inline]
    pub fn of(cp: u32) -> Kind {
        Kind::of_bits(cp)
    }

    #[inline]
    pub(crate) fn of_bits(bits: u32) -> Kind {
        match bits {
            0..0x80 => Kind::Ascii,
            0x80..0x100 => Kind::Latin1,
            0x100..0x1_0000 => Kind::Ucs2,
            _ => Kind::Ucs4,
        }
    }

    /// Bytes a stored unit takes.
    #[inline]
    pub fn width(self) -> usize {
        match self {
            Kind::Ascii | Kind::Latin1 => 1,
            Kind::Ucs2 => 2,
            Kind::Ucs4 => 4,
        }
    }

    /// The greatest code point that fits.
    #[inline]
    pub fn max_char(self) -> u32 {
        match self {
            Kind::Ascii => 0x7F,
            Kind::Latin1 => 0xFF,
            Kind::Ucs2 => 0xFFFF,
            Kind::Ucs4 => 0x10_FFFF,
        }
    }
}

/// Borrowed text: code points, lone surrogates among them, in one of four storages.
///
/// The view of a whole string is of the narrowest kind that fits. A [`slice`](View::slice) keeps the kind of what it was
/// cut from, so it may be wider than needed; everything here accepts that, and [`Owned`](crate::Owned) and
/// [`Buf`](crate::Buf) narrow again. Equality and order are those of the code points, whatever the kinds.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// All bytes are below 0x80.
    Ascii(&'a [u8]),
    /// Bytes are code points.
    Latin1(&'a [u8]),
    /// No surrogate pairs: two surrogates are two code points.
    Ucs2(&'a [u16]),
    /// All below 0x110000.
    Ucs4(&'a [u32]),
}

impl<'a> View<'a> {
    /// The empty text.
    pub const EMPTY: View<'static> = View::Ascii(&[]);

    /// The view of a `str`, if it is ASCII.
    pub fn from_ascii(text: &'a str) -> Option<View<'a>> {
        text.is_ascii().then_some(View::Ascii(text.as_bytes()))
    }

    /// The storage it is borrowed from.
    #[inline]
    pub fn kind(self) -> Kind {
        match self {
            View::Ascii(_) => Kind::Ascii,
            View::Latin1(_) => Kind::Latin1,
            View::Ucs2(_) => Kind::Ucs2,
            View::Ucs4(_) => Kind::Ucs4,
        }
    }

    /// The narrowest kind that would hold it: O(n), O(1) for ASCII.
    pub fn narrowest(self) -> Kind {
        match self {
            View::Ascii(_) => Kind::Ascii,
            View::Latin1(s) => u8::kind_of(s),
            View::Ucs2(s) => u16::kind_of(s),
            View::Ucs4(s) => u32::kind_of(s),
        }
    }

    /// Number of code points.
    #[inline]
    pub fn len(self) -> usize {
        units!(self, s => s.len())
    }

    /// Whether there are none.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Whether all code points are below U+0080.
    pub fn is_ascii(self) -> bool {
        self.narrowest() == Kind::Ascii
    }

    /// The code point at `index`.
    ///
    /// # Panics
    /// Where `index` is not below the length, as indexing does.
    #[inline]
    pub fn get(self, index: usize) -> u32 {
        units!(self, s => s[index].cp())
    }

    /// The part between two indices, of the same kind.
    ///
    /// # Panics
    /// As slicing does.
    #[inline]
    pub fn slice(self, range: Range<usize>) -> View<'a> {
        match self {
            View::Ascii(s) => View::Ascii(&s[range]),
            View::Latin1(s) => View::Latin1(&s[range]),
            View::Ucs2(s) => View::Ucs2(&s[range]),
            View::Ucs4(s) => View::Ucs4(&s[range]),
        }
    }

    /// The code points, from either end.
    #[inline]
    pub fn chars(self) -> Chars<'a> {
        match self {
            View::Ascii(s) | View::Latin1(s) => Chars::One(s.iter()),
            View::Ucs2(s) => Chars::Two(s.iter()),
            View::Ucs4(s) => Chars::Four(s.iter()),
        }
    }

    /// The same text as a `str`, where the storage is ASCII (a slice of a wider string is not, whatever it holds).
    pub fn as_str(self) -> Option<&'a str> {
        match self {
            View::Ascii(s) => std::str::from_utf8(s).ok(),
            _ => None,
        }
    }

    /// The text for a message: lone surrogates become U+FFFD.
    pub fn to_string_lossy(self) -> String {
        if let Some(ascii) = self.as_str() {
            return ascii.to_owned();
        }
        self.chars().map(|cp| char::from_u32(cp).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    }

    /// The text as a `String`, unless it has lone surrogates.
    pub fn to_utf8(self) -> Option<String> {
        if let Some(ascii) = self.as_str() {
            return Some(ascii.to_owned());
        }
        self.chars().map(char::from_u32).collect()
    }
}

impl PartialEq for View<'_> {
    fn eq(&self, other: &View<'_>) -> bool {
        match (*self, *other) {
            (View::Ascii(a) | View::Latin1(a), View::Ascii(b) | View::Latin1(b)) => a == b,
            (View::Ucs2(a), View::Ucs2(b)) => a == b,
            (View::Ucs4(a), View::Ucs4(b)) => a == b,
            (a, b) => a.len() == b.len() && a.chars().eq(b.chars()),
        }
    }
}

impl Eq for View<'_> {}

impl PartialEq<str> for View<'_> {
    fn eq(&self, other: &str) -> bool {
        match *self {
            View::Ascii(s) => s == other.as_bytes(),
            view => view.chars().eq(other.chars().map(u32::from)),
        }
    }
}

impl PartialEq<&str> for View<'_> {
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

impl PartialOrd for View<'_> {
    fn partial_cmp(&self, other: &View<'_>) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for View<'_> {
    fn cmp(&self, other: &View<'_>) -> Ordering {
        match (*self, *other) {
            (View::Ascii(a) | View::Latin1(a), View::Ascii(b) | View::Latin1(b)) => a.cmp(b),
            (View::Ucs2(a), View::Ucs2(b)) => a.cmp(b),
            (View::Ucs4(a), View::Ucs4(b)) => a.cmp(b),
            (a, b) => a.chars().cmp(b.chars()),
        }
    }
}

/// As equality is that of the code points, so is the hash.
impl Hash for View<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        if self.kind().width() > self.narrowest().width() {
            return Owned::from(*self).view().hash(state);
        }
        units!(*self, s => s.hash(state))
    }
}

impl fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}\"", self.kind())?;
        for cp in self.chars() {
            match char::from_u32(cp) {
                Some(c) => write!(f, "{}", c.escape_debug())?,
                None => write!(f, "\\u{{{cp:x}}}")?,
            }
        }
        f.write_str("\"")
    }
}

/// The code points of a [`View`].
#[derive(Clone, Debug)]
pub enum Chars<'a> {
    /// Of a byte each.
    One(std::slice::Iter<'a, u8>),
    /// Of two bytes each.
    Two(std::slice::Iter<'a, u16>),
    /// Of four bytes each.
    Four(std::slice::Iter<'a, u32>),
}

impl Iterator for Chars<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        match self {
            Chars::One(units) => units.next().map(|u| u.cp()),
            Chars::Two(units) => units.next().map(|u| u.cp()),
            Chars::Four(units) => units.next().map(|u| u.cp()),
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = match self {
            Chars::One(units) => units.len(),
            Chars::Two(units) => units.len(),
            Chars::Four(units) => units.len(),
        };
        (len, Some(len))
    }

    fn fold<B, F: FnMut(B, u32) -> B>(self, init: B, mut f: F) -> B {
        match self {
            Chars::One(units) => units.fold(init, |acc, u| f(acc, u.cp())),
            Chars::Two(units) => units.fold(init, |acc, u| f(acc, u.cp())),
            Chars::Four(units) => units.fold(init, |acc, u| f(acc, u.cp())),
        }
    }
}

impl DoubleEndedIterator for Chars<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<u32> {
        match self {
            Chars::One(units) => units.next_back().map(|u| u.cp()),
            Chars::Two(units) => units.next_back().map(|u| u.cp()),
            Chars::Four(units) => units.next_back().map(|u| u.cp()),
        }
    }
}

impl ExactSizeIterator for Chars<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_compared_by_code_point() {
        assert_eq!(View::Ascii(b"ab"), View::Ucs4(&[0x61, 0x62]));
        assert_ne!(View::Latin1(b"\xe9"), View::Ucs2(&[0xe9, 0]));
        assert!(View::Ucs2(&[0xFFFF]) < View::Ucs4(&[0x1_0000]));
        assert!(View::Ascii(b"a") < View::Ucs2(&[0x61, 0x100]));
        assert!(View::Ascii(b"b") > View::Ucs2(&[0x61, 0x100]));
        assert_eq!(View::Ucs2(&[0x61, 0x3b1]), "aα");
    }

    #[test]
    fn a_slice_keeps_its_kind_and_knows_the_narrowest() {
        let text = Owned::from("abcé€𝄞");
        assert_eq!(text.kind(), Kind::Ucs4);
        let kinds = |a, b| text.view().slice(a..b).narrowest();
        assert_eq!(
            (kinds(0, 3), kinds(0, 4), kinds(0, 5), kinds(0, 6)),
            (Kind::Ascii, Kind::Latin1, Kind::Ucs2, Kind::Ucs4)
        );
        assert_eq!(text.view().slice(0..3).kind(), Kind::Ucs4);
        assert_eq!(text.view().slice(0..3).as_str(), None);
        assert_eq!(text.view().get(5), 0x1D11E);
        assert_eq!(
            text.view().chars().rev().map(|c| c as usize).sum::<usize>(),
            0x61 + 0x62 + 0x63 + 0xe9 + 0x20ac + 0x1d11e
        );
    }

    #[test]
    fn equal_texts_have_equal_hashes() {
        use std::collections::hash_map::DefaultHasher;
        let hash = |view: View<'_>| {
            let mut hasher = DefaultHasher::new();
            view.hash(&mut hasher);
            hasher.finish()
        };
        assert_eq!(hash(View::Ascii(b"ab")), hash(View::Ucs4(&[0x61, 0x62])));
        assert_eq!(hash(View::Latin1(b"ab")), hash(View::Ascii(b"ab")));
        assert_eq!(hash(View::Ucs2(&[0x20ac])), hash(View::Ucs4(&[0x20ac])));
        assert_ne!(hash(View::Ucs2(&[0x20ac])), hash(View::Ucs2(&[0x20ad])));
    }

    #[test]
    fn surrogates_are_replaced_in_messages_only() {
        let lone = View::Ucs2(&[0x61, 0xD800]);
        assert_eq!(lone.to_string_lossy(), "a\u{FFFD}");
        assert_eq!(lone.to_utf8(), None);
        assert_eq!(View::Latin1(b"\xe9").to_utf8().as_deref(), Some("é"));
    }
}

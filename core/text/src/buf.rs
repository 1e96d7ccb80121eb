//! Text under construction, and text that owns its units.
//!
//! It must never know where an object keeps them afterwards.

use crate::unit::{Unit, units};
use crate::wtf8::decode_valid;
use crate::{Kind, View};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// The units of an [`Owned`] text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Storage {
    /// All below U+0080.
    Ascii(Vec<u8>),
    /// At least one in U+0080..U+0100, none above.
    Latin1(Vec<u8>),
    /// At least one in U+0100..U+10000, none above.
    Ucs2(Vec<u16>),
    /// At least one above U+FFFF.
    Ucs4(Vec<u32>),
}

impl Storage {
    fn view(&self) -> View<'_> {
        match self {
            Storage::Ascii(s) => View::Ascii(s),
            Storage::Latin1(s) => View::Latin1(s),
            Storage::Ucs2(s) => View::Ucs2(s),
            Storage::Ucs4(s) => View::Ucs4(s),
        }
    }

    fn empty(kind: Kind, capacity: usize) -> Storage {
        match kind {
            Kind::Ascii => Storage::Ascii(Vec::with_capacity(capacity)),
            Kind::Latin1 => Storage::Latin1(Vec::with_capacity(capacity)),
            Kind::Ucs2 => Storage::Ucs2(Vec::with_capacity(capacity)),
            Kind::Ucs4 => Storage::Ucs4(Vec::with_capacity(capacity)),
        }
    }
}

/// Text that owns its units, always in the narrowest kind that fits.
#[derive(Clone, PartialEq, Eq)]
pub struct Owned(Storage);

impl Owned {
    /// The empty text.
    pub const fn new() -> Owned {
        Owned(Storage::Ascii(Vec::new()))
    }

    /// Text of one code point.
    pub fn from_char(cp: u32) -> Owned {
        let mut buf = Buf::new();
        buf.push(cp);
        buf.finish()
    }

    /// Bytes as the code points of the same number.
    pub fn from_latin1(bytes: Vec<u8>) -> Owned {
        Owned(if bytes.is_ascii() { Storage::Ascii(bytes) } else { Storage::Latin1(bytes) })
    }

    /// Units, perhaps wider than they need to be.
    pub(crate) fn from_units<T: Unit>(units: Vec<T>) -> Owned {
        if T::kind_of(&units).width() == size_of::<T>() {
            return Owned(T::store(units));
        }
        let mut buf = Buf::new();
        buf.widen(T::kind_of(&units), units.len());
        match &mut buf.storage {
            Storage::Ascii(s) | Storage::Latin1(s) => s.extend(units.iter().map(|u| u.cp() as u8)),
            Storage::Ucs2(s) => s.extend(units.iter().map(|u| u.cp() as u16)),
            Storage::Ucs4(s) => s.extend(units.iter().map(|u| u.cp())),
        }
        buf.finish()
    }

    /// Units that are known not to fit a narrower kind.
    pub(crate) fn from_narrowest(storage: Storage) -> Owned {
        debug_assert_eq!(storage.view().narrowest(), storage.view().kind());
        Owned(storage)
    }

    /// Code points, each below 0x110000.
    pub fn from_code_points(code_points: impl IntoIterator<Item = u32>) -> Owned {
        let code_points = code_points.into_iter();
        let mut buf = Buf::with_capacity(code_points.size_hint().0);
        code_points.for_each(|cp| buf.push(cp));
        buf.finish()
    }

    /// The text, borrowed.
    #[inline]
    pub fn view(&self) -> View<'_> {
        self.0.view()
    }

    /// Its storage.
    #[inline]
    pub fn kind(&self) -> Kind {
        self.view().kind()
    }

    /// Number of code points.
    #[inline]
    pub fn len(&self) -> usize {
        self.view().len()
    }

    /// Whether there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The units, for whoever keeps them.
    pub fn into_storage(self) -> Storage {
        self.0
    }
}

impl Hash for Owned {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.view().hash(state);
    }
}

impl PartialOrd for Owned {
    fn partial_cmp(&self, other: &Owned) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Owned {
    fn cmp(&self, other: &Owned) -> Ordering {
        self.view().cmp(&other.view())
    }
}

impl Default for Owned {
    fn default() -> Owned {
        Owned::new()
    }
}

impl From<View<'_>> for Owned {
    fn from(view: View<'_>) -> Owned {
        if let View::Ascii(s) = view {
            return Owned(Storage::Ascii(s.to_vec()));
        }
        let mut buf = Buf::new();
        buf.push_view(view);
        buf.finish()
    }
}

impl From<&str> for Owned {
    fn from(text: &str) -> Owned {
        let mut buf = Buf::new();
        buf.push_str(text);
        buf.finish()
    }
}

impl From<String> for Owned {
    fn from(text: String) -> Owned {
        if text.is_ascii() { Owned(Storage::Ascii(text.into_bytes())) } else { Owned::from(text.as_str()) }
    }
}

impl PartialEq<str> for Owned {
    fn eq(&self, other: &str) -> bool {
        self.view() == *other
    }
}

impl PartialEq<&str> for Owned {
    fn eq(&self, other: &&str) -> bool {
        self.view() == **other
    }
}

impl fmt::Debug for Owned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.view().fmt(f)
    }
}

/// So that `write!` builds texts.
impl fmt::Write for Buf {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push_str(text);
        Ok(())
    }
}

impl fmt::Debug for Buf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.view().fmt(f)
    }
}

/// Text under construction. It widens its storage when a code point asks for it (at most three times), so that what
/// [`finish`](Buf::finish) leaves is of the narrowest kind without another look at it.
#[derive(Clone)]
pub struct Buf {
    storage: Storage,
    /// Units that were asked for in advance: a wider storage keeps the promise.
    expected: usize,
}

impl Default for Buf {
    fn default() -> Buf {
        Buf::new()
    }
}

impl Buf {
    /// An empty builder.
    pub const fn new() -> Buf {
        Buf { storage: Storage::Ascii(Vec::new()), expected: 0 }
    }

    /// An empty builder with room for `capacity` code points.
    pub fn with_capacity(capacity: usize) -> Buf {
        Buf { storage: Storage::empty(Kind::Ascii, capacity), expected: capacity }
    }

    /// What has been built so far.
    #[inline]
    pub fn view(&self) -> View<'_> {
        self.storage.view()
    }

    /// Number of code points so far.
    #[inline]
    pub fn len(&self) -> usize {
        self.view().len()
    }

    /// Whether there are none yet.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The narrowest kind that holds what has been built so far.
    #[inline]
    pub fn kind(&self) -> Kind {
        self.view().kind()
    }

    /// Makes room for `additional` more code points.
    pub fn reserve(&mut self, additional: usize) {
        self.expected = self.expected.max(self.len() + additional);
        match &mut self.storage {
            Storage::Ascii(s) | Storage::Latin1(s) => s.reserve(additional),
            Storage::Ucs2(s) => s.reserve(additional),
            Storage::Ucs4(s) => s.reserve(additional),
        }
    }

    /// Appends a code point (below 0x110000; surrogates are welcome).
    #[inline]
    pub fn push(&mut self, cp: u32) {
        debug_assert!(cp <= 0x10_FFFF, "{cp:#x} is not a code point");
        match &mut self.storage {
            Storage::Ascii(s) if cp < 0x80 => s.push(cp as u8),
            Storage::Latin1(s) if cp < 0x100 => s.push(cp as u8),
            Storage::Ucs2(s) if cp < 0x1_0000 => s.push(cp as u16),
            Storage::Ucs4(s) => s.push(cp),
            _ => self.push_wide(cp),
        }
    }

    #[cold]
    fn push_wide(&mut self, cp: u32) {
        self.widen(Kind::of(cp), 1);
        self.push(cp);
    }

    /// Appends `count` times the same code point.
    pub fn push_times(&mut self, cp: u32, count: usize) {
        if count == 0 {
            return;
        }
        self.widen(Kind::of(cp), count);
        match &mut self.storage {
            Storage::Ascii(s) | Storage::Latin1(s) => s.resize(s.len() + count, cp as u8),
            Storage::Ucs2(s) => s.resize(s.len() + count, cp as u16),
            Storage::Ucs4(s) => s.resize(s.len() + count, cp),
        }
    }

    /// Appends a view; a `memcpy` where the kinds are equal, which for ASCII needs no look at the text either.
    pub fn push_view(&mut self, view: View<'_>) {
        match (&mut self.storage, view) {
            (Storage::Ascii(s), View::Ascii(v)) => s.extend_from_slice(v),
            (Storage::Latin1(s), View::Ascii(v) | View::Latin1(v)) => s.extend_from_slice(v),
            (Storage::Ucs2(s), View::Ucs2(v)) => s.extend_from_slice(v),
            (Storage::Ucs4(s), View::Ucs4(v)) => s.extend_from_slice(v),
            _ => {
                self.widen(view.narrowest(), view.len());
                match &mut self.storage {
                    Storage::Ascii(s) | Storage::Latin1(s) => extend(s, view),
                    Storage::Ucs2(s) => extend(s, view),
                    Storage::Ucs4(s) => extend(s, view),
                }
            }
        }
    }

    /// Appends a `str`; a `memcpy` for ASCII.
    pub fn push_str(&mut self, text: &str) {
        if text.is_ascii() {
            return self.push_view(View::Ascii(text.as_bytes()));
        }
        let done = self.push_valid_utf8(text.as_bytes());
        debug_assert_eq!(done, text.len());
    }

    /// Appends the longest start of `bytes` that is UTF-8; how many bytes it has. Looks at all of `bytes` whatever comes of
    /// it, and at all that has been built where they are not UTF-8: not to be called again after each fault.
    pub(crate) fn push_valid_utf8(&mut self, bytes: &[u8]) -> usize {
        // A lead byte tells the kind: up to U+00FF they end at 0xC3, up to U+FFFF at 0xEF. Where it belongs to what is not
        // UTF-8, the kind may be wider than what is pushed.
        let kind = match bytes.iter().fold(0, |max, &b| u8::max(max, b)) {
            0..=0x7F => {
                self.push_view(View::Ascii(bytes));
                return bytes.len();
            }
            0x80..=0xC3 => Kind::Latin1,
            0xC4..=0xEF => Kind::Ucs2,
            _ => Kind::Ucs4,
        };
        self.widen(kind, bytes.len() / 2);
        let done = match &mut self.storage {
            Storage::Ascii(s) | Storage::Latin1(s) => decode_valid(bytes, s),
            Storage::Ucs2(s) => decode_valid(bytes, s),
            Storage::Ucs4(s) => decode_valid(bytes, s),
        };
        if done < bytes.len() {
            self.narrow();
        }
        done
    }

    /// Shortens it to `len` code points, which may narrow it: O(n), O(1) for ASCII.
    pub fn truncate(&mut self, len: usize) {
        match &mut self.storage {
            Storage::Ascii(s) | Storage::Latin1(s) => s.truncate(len),
            Storage::Ucs2(s) => s.truncate(len),
            Storage::Ucs4(s) => s.truncate(len),
        }
        self.narrow();
    }

    fn narrow(&mut self) {
        if self.view().narrowest() != self.kind() {
            *self = Buf { storage: Owned::from(self.view()).0, expected: self.expected };
        }
    }

    /// The text. Its storage may have spare capacity; whoever keeps it long shrinks it.
    pub fn finish(self) -> Owned {
        Owned(self.storage)
    }

    /// Makes the storage at least `kind`, with room for `additional` units where it has to be new.
    fn widen(&mut self, kind: Kind, additional: usize) {
        let old = self.kind();
        if kind <= old {
            return;
        }
        if let (Storage::Ascii(s), Kind::Latin1) = (&mut self.storage, kind) {
            self.storage = Storage::Latin1(std::mem::take(s));
            return;
        }
        // Text that had to grow goes on growing: some room beyond what is asked for.
        let len = self.len();
        let room = self.expected.max(len + additional.max(len / 2));
        let mut wide = Storage::empty(kind, room);
        match &mut wide {
            Storage::Ascii(s) | Storage::Latin1(s) => extend(s, self.view()),
            Storage::Ucs2(s) => extend(s, self.view()),
            Storage::Ucs4(s) => extend(s, self.view()),
        }
        self.storage = wide;
    }
}

/// Appends units that are known to fit.
fn extend<T: Unit>(into: &mut Vec<T>, view: View<'_>) {
    units!(view, s => into.extend(s.iter().map(|&u| T::from_cp(u.cp()))));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_builder_is_as_wide_as_its_widest_code_point() {
        let mut buf = Buf::with_capacity(2);
        for (cp, kind) in [
            (0x61, Kind::Ascii),
            (0xFF, Kind::Latin1),
            (0xD800, Kind::Ucs2),
            (0x10FFFF, Kind::Ucs4),
            (0x62, Kind::Ucs4),
        ] {
            buf.push(cp);
            assert_eq!(buf.kind(), kind);
        }
        assert_eq!(buf.finish().view(), View::Ucs4(&[0x61, 0xFF, 0xD800, 0x10FFFF, 0x62]));
    }

    #[test]
    fn pushed_views_are_narrowed_first() {
        let mut buf = Buf::new();
        buf.push_view(View::Ucs4(&[0x61, 0x62]));
        buf.push_view(View::Latin1(b"c"));
        assert_eq!(buf.kind(), Kind::Ascii);
        buf.push_view(View::Ucs4(&[0xe9]));
        assert_eq!(buf.kind(), Kind::Latin1);
        buf.push_view(View::Ucs2(&[0x100]));
        buf.push_view(View::Ascii(b"d"));
        buf.push_times(0x2a, 3);
        assert_eq!(buf.finish().view(), View::Ucs2(&[0x61, 0x62, 0x63, 0xe9, 0x100, 0x64, 0x2a, 0x2a, 0x2a]));
    }

    #[test]
    fn a_shorter_text_may_be_narrower() {
        use fmt::Write;
        let mut buf = Buf::new();
        write!(buf, "{}é€", 12).unwrap();
        assert_eq!(buf.kind(), Kind::Ucs2);
        buf.truncate(3);
        assert_eq!(buf.view(), View::Latin1(b"12\xe9"));
        assert_eq!(buf.kind(), Kind::Latin1);
        buf.truncate(9);
        buf.truncate(1);
        assert_eq!(buf.finish().kind(), Kind::Ascii);
    }

    #[test]
    fn a_str_is_stored_as_its_code_points() {
        for (text, kind) in [
            ("", Kind::Ascii),
            ("a", Kind::Ascii),
            ("aÿ", Kind::Latin1),
            ("aĀ", Kind::Ucs2),
            ("a\u{FFFF}", Kind::Ucs2),
            ("a\u{10000}", Kind::Ucs4),
        ] {
            let owned = Owned::from(text);
            assert_eq!((owned.kind(), &owned), (kind, &Owned::from(text.to_owned())));
            assert_eq!(owned.view().to_utf8().as_deref(), Some(text));
        }
    }

    #[test]
    fn owned_equality_does_not_depend_on_how_it_was_built() {
        let wide = Owned::from("x€");
        assert_eq!(Owned::from(wide.view().slice(0..1)), Owned::from("x"));
        assert_eq!(Owned::from_latin1(b"x".to_vec()), Owned::from("x"));
        assert_eq!(Owned::from_code_points([0x78]), Owned::from_char(0x78));
    }
}

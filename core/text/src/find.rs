//! Searching and cutting texts: `find`, `count`, `startswith`, `split`, `strip` and their kin. What comes out are indices
//! and ranges: whoever makes objects of them may keep the whole where a range is all of it.
//!
//! It must never know how negative indices are counted, except in [`bounds`].

use crate::seq;
use crate::unicode::{is_line_break, is_space};
use crate::unit::{Unit, fit, units};
use crate::{Side, View};
use std::ops::Range;

/// The range that `find(sub, start, end)` and its kin look at. Nothing where the start is beyond the end of the text or of
/// the range: there even an empty `sub` is not found.
pub fn bounds(start: isize, end: isize, len: usize) -> Option<Range<usize>> {
    let clamp =
        |index: isize| if index < 0 { len.saturating_sub(index.unsigned_abs()) } else { index as usize };
    let (start, end) = (clamp(start), clamp(end).min(len));
    (start <= end).then_some(start..end)
}

impl View<'_> {
    /// Where `needle` is first found within `range`, as an index of the whole text.
    pub fn find(self, needle: View<'_>, range: Range<usize>) -> Option<usize> {
        let start = range.start;
        units!(self.slice(range), hay => fit(needle).and_then(|needle| seq::find(hay, &needle)))
            .map(|found| start + found)
    }

    /// Where `needle` is last found within `range`, as an index of the whole text.
    pub fn rfind(self, needle: View<'_>, range: Range<usize>) -> Option<usize> {
        let start = range.start;
        units!(self.slice(range), hay => fit(needle).and_then(|needle| seq::rfind(hay, &needle)))
            .map(|found| start + found)
    }

    /// How often `needle` is found within `range` without overlaps.
    pub fn count(self, needle: View<'_>, range: Range<usize>) -> usize {
        units!(self.slice(range), hay => fit(needle).map_or(0, |needle| seq::count(hay, &needle)))
    }

    /// Whether `needle` is found at all.
    pub fn contains(self, needle: View<'_>) -> bool {
        self.find(needle, 0..self.len()).is_some()
    }

    /// Whether a code point is found.
    pub fn contains_char(self, cp: u32) -> bool {
        self.find_char(cp).is_some()
    }

    /// Where a code point is first found.
    pub fn find_char(self, cp: u32) -> Option<usize> {
        fn in_units<T: Unit>(hay: &[T], cp: u32) -> Option<usize> {
            if cp <= T::LIMIT { T::find_one(T::from_cp(cp), hay) } else { None }
        }
        units!(self, hay => in_units(hay, cp))
    }

    /// Whether it starts with `prefix`; for `startswith(prefix, start, end)`, ask a slice.
    pub fn starts_with(self, prefix: View<'_>) -> bool {
        prefix.len() <= self.len() && self.slice(0..prefix.len()) == prefix
    }

    /// Whether it ends with `suffix`.
    pub fn ends_with(self, suffix: View<'_>) -> bool {
        suffix.len() <= self.len() && self.slice(self.len() - suffix.len()..self.len()) == suffix
    }

    /// `str.split(sep, limit)` (`usize::MAX` for no limit). `sep` must not be empty.
    pub fn split(self, sep: View<'_>, limit: usize) -> Vec<Range<usize>> {
        debug_assert!(!sep.is_empty());
        units!(self, hay => match fit(sep) {
            Some(sep) => seq::split(hay, &sep, limit),
            None => std::iter::once(0..hay.len()).collect(),
        })
    }

    /// `str.rsplit(sep, limit)`, in the order of the text. `sep` must not be empty.
    pub fn rsplit(self, sep: View<'_>, limit: usize) -> Vec<Range<usize>> {
        debug_assert!(!sep.is_empty());
        units!(self, hay => match fit(sep) {
            Some(sep) => seq::rsplit(hay, &sep, limit),
            None => std::iter::once(0..hay.len()).collect(),
        })
    }

    /// `str.split(None, limit)`: at white space.
    pub fn split_space(self, limit: usize) -> Vec<Range<usize>> {
        units!(self, hay => seq::words(hay, |u| is_space(u.cp()), limit))
    }

    /// `str.rsplit(None, limit)`: at white space, in the order of the text.
    pub fn rsplit_space(self, limit: usize) -> Vec<Range<usize>> {
        units!(self, hay => seq::rwords(hay, |u| is_space(u.cp()), limit))
    }

    /// `str.splitlines(keep_ends)`.
    pub fn split_lines(self, keep_ends: bool) -> Vec<Range<usize>> {
        units!(self, hay => seq::lines(hay, |u| is_line_break(u.cp()), keep_ends))
    }

    /// `str.partition(sep)`: what is before and after the first `sep`, which must not be empty.
    pub fn partition(self, sep: View<'_>) -> Option<(Range<usize>, Range<usize>)> {
        self.find(sep, 0..self.len()).map(|at| (0..at, at + sep.len()..self.len()))
    }

    /// `str.rpartition(sep)`: what is before and after the last `sep`, which must not be empty.
    pub fn rpartition(self, sep: View<'_>) -> Option<(Range<usize>, Range<usize>)> {
        self.rfind(sep, 0..self.len()).map(|at| (0..at, at + sep.len()..self.len()))
    }

    /// `str.strip`, `lstrip`, `rstrip` of white space.
    pub fn strip_space(self, side: Side) -> Range<usize> {
        units!(self, hay => seq::strip(hay, side, |u| is_space(u.cp())))
    }

    /// `str.strip(set)`, `lstrip(set)`, `rstrip(set)`.
    pub fn strip(self, set: View<'_>, side: Side) -> Range<usize> {
        // ASCII is asked of a bitmap, the rest of the set itself.
        let ascii = set.chars().filter(|&cp| cp < 0x80).fold(0u128, |bits, cp| bits | 1 << cp);
        let drop = |cp: u32| if cp < 0x80 { ascii >> cp & 1 != 0 } else { set.contains_char(cp) };
        units!(self, hay => seq::strip(hay, side, |u| drop(u.cp())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Owned;

    fn parts(text: &str, cut: impl Fn(View<'_>) -> Vec<Range<usize>>) -> Vec<String> {
        let text = Owned::from(text);
        cut(text.view()).into_iter().map(|range| text.view().slice(range).to_utf8().unwrap()).collect()
    }

    #[test]
    fn bounds_are_those_of_slices_but_for_a_late_start() {
        assert_eq!(bounds(0, isize::MAX, 3), Some(0..3));
        assert_eq!(bounds(-2, -1, 3), Some(1..2));
        assert_eq!(bounds(-9, 9, 3), Some(0..3));
        assert_eq!(bounds(3, 3, 3), Some(3..3));
        assert_eq!(bounds(4, 9, 3), None);
        assert_eq!(bounds(2, 1, 3), None);
    }

    #[test]
    fn needles_of_another_width() {
        let (ascii, wide) = (Owned::from("abcabc"), Owned::from("ab€ab𝄞ab"));
        let (ab, euro, clef) = (Owned::from("ab"), Owned::from("€"), Owned::from("𝄞"));
        let find = |hay: &Owned, needle: &Owned| hay.view().find(needle.view(), 0..hay.len());
        assert_eq!((find(&wide, &ab), find(&wide, &euro), find(&wide, &clef)), (Some(0), Some(2), Some(5)));
        assert_eq!((find(&ascii, &ab), find(&ascii, &euro), find(&ascii, &clef)), (Some(0), None, None));
        assert_eq!(wide.view().find(ab.view(), 1..8), Some(3));
        assert_eq!(wide.view().rfind(ab.view(), 0..7), Some(3));
        assert_eq!(wide.view().count(ab.view(), 0..8), 3);
        assert_eq!(wide.view().count(View::EMPTY, 2..4), 3);
        // A slice of a wide text is a wide needle with narrow contents.
        assert!(ascii.view().contains(wide.view().slice(0..2)));
        assert!(ascii.view().ends_with(Owned::from("c").view()) && wide.view().starts_with(ab.view()));
        assert!(!ab.view().starts_with(ascii.view()));
    }

    #[test]
    fn splits() {
        let sep = Owned::from(", ");
        assert_eq!(parts("a, b, , c", |v| v.split(sep.view(), usize::MAX)), ["a", "b", "", "c"]);
        assert_eq!(parts("a, b, c", |v| v.split(sep.view(), 1)), ["a", "b, c"]);
        assert_eq!(parts("a, b, c", |v| v.rsplit(sep.view(), 1)), ["a, b", "c"]);
        assert_eq!(parts("", |v| v.split(sep.view(), usize::MAX)), [""]);
        assert_eq!(parts("a, b", |v| v.split(sep.view(), 0)), ["a, b"]);
        assert_eq!(parts("aaa", |v| v.rsplit(View::Ascii(b"aa"), 9)), ["a", ""]);
        assert_eq!(parts("é,ü", |v| v.split(View::Ucs2(&[0x20ac]), 9)), ["é,ü"]);
    }

    #[test]
    fn words() {
        let text = " \u{3000}a  b\x1cc\u{85}";
        assert_eq!(parts(text, |v| v.split_space(usize::MAX)), ["a", "b", "c"]);
        assert_eq!(parts(text, |v| v.split_space(1)), ["a", "b\x1cc\u{85}"]);
        assert_eq!(parts(text, |v| v.rsplit_space(1)), [" \u{3000}a  b", "c"]);
        assert_eq!(parts(text, |v| v.split_space(0)), ["a  b\x1cc\u{85}"]);
        assert_eq!(parts(text, |v| v.rsplit_space(0)), [" \u{3000}a  b\x1cc"]);
        assert!(parts("  ", |v| v.split_space(1)).is_empty() && parts(" ", |v| v.rsplit_space(0)).is_empty());
    }

    #[test]
    fn lines() {
        let text = "a\r\nb\rc\n\nd\u{2028}e\x0b";
        assert_eq!(parts(text, |v| v.split_lines(false)), ["a", "b", "c", "", "d", "e"]);
        assert_eq!(parts(text, |v| v.split_lines(true)), ["a\r\n", "b\r", "c\n", "\n", "d\u{2028}", "e\x0b"]);
        assert!(parts("", |v| v.split_lines(true)).is_empty());
    }

    #[test]
    fn strips() {
        let strip = |text: &str, side| parts(text, |v| vec![v.strip_space(side)]).remove(0);
        assert_eq!(
            (strip(" a ", Side::Left), strip(" a ", Side::Right), strip("\u{2003}a\x1f", Side::Both)),
            ("a ".into(), " a".into(), "a".into())
        );
        assert_eq!(strip("  ", Side::Both), "");
        let set = Owned::from("xé€");
        assert_eq!(parts("é€xaxé", |v| vec![v.strip(set.view(), Side::Both)]), ["a"]);
        assert_eq!(parts("xax", |v| vec![v.strip(set.view(), Side::Right)]), ["xa"]);
        assert_eq!(Owned::from("a=b=c").view().rpartition(View::Ascii(b"=")), Some((0..3, 4..5)));
        assert_eq!(Owned::from("a=b=c").view().partition(View::Ascii(b"=")), Some((0..1, 2..5)));
    }
}

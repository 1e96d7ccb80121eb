//! Searching and cutting bytes; ranges come out.
//!
//! It must never know who owns the bytes. Ranges are those of [`bounds`](crate::bounds).

use super::is_space_byte;
use crate::{Side, seq};
use std::ops::Range;

/// Where `needle` is first found within `range`, as an index of the whole.
pub fn find(bytes: &[u8], needle: &[u8], range: Range<usize>) -> Option<usize> {
    let start = range.start;
    seq::find(&bytes[range], needle).map(|found| start + found)
}

/// Where `needle` is last found within `range`, as an index of the whole.
pub fn rfind(bytes: &[u8], needle: &[u8], range: Range<usize>) -> Option<usize> {
    let start = range.start;
    seq::rfind(&bytes[range], needle).map(|found| start + found)
}

/// How often `needle` is found within `range` without overlaps.
pub fn count(bytes: &[u8], needle: &[u8], range: Range<usize>) -> usize {
    seq::count(&bytes[range], needle)
}

/// `bytes.split(sep, limit)` (`usize::MAX` for no limit). `sep` must not be empty.
pub fn split(bytes: &[u8], sep: &[u8], limit: usize) -> Vec<Range<usize>> {
    debug_assert!(!sep.is_empty());
    seq::split(bytes, sep, limit)
}

/// `bytes.rsplit(sep, limit)`, in the order of the bytes. `sep` must not be empty.
pub fn rsplit(bytes: &[u8], sep: &[u8], limit: usize) -> Vec<Range<usize>> {
    debug_assert!(!sep.is_empty());
    seq::rsplit(bytes, sep, limit)
}

/// `bytes.split(None, limit)`: at ASCII white space.
pub fn split_space(bytes: &[u8], limit: usize) -> Vec<Range<usize>> {
    seq::words(bytes, is_space_byte, limit)
}

/// `bytes.rsplit(None, limit)`: at ASCII white space, in the order of the bytes.
pub fn rsplit_space(bytes: &[u8], limit: usize) -> Vec<Range<usize>> {
    seq::rwords(bytes, is_space_byte, limit)
}

/// `bytes.splitlines(keep_ends)`: `\n`, `\r` and `\r\n` end lines, nothing else.
pub fn split_lines(bytes: &[u8], keep_ends: bool) -> Vec<Range<usize>> {
    seq::lines(bytes, |b| matches!(b, b'\n' | b'\r'), keep_ends)
}

/// `bytes.partition(sep)`: what is before and after the first `sep`, which must not be empty.
pub fn partition(bytes: &[u8], sep: &[u8]) -> Option<(Range<usize>, Range<usize>)> {
    seq::find(bytes, sep).map(|at| (0..at, at + sep.len()..bytes.len()))
}

/// `bytes.rpartition(sep)`: what is before and after the last `sep`, which must not be empty.
pub fn rpartition(bytes: &[u8], sep: &[u8]) -> Option<(Range<usize>, Range<usize>)> {
    seq::rfind(bytes, sep).map(|at| (0..at, at + sep.len()..bytes.len()))
}

/// `bytes.strip()`, `lstrip()`, `rstrip()` of ASCII white space.
pub fn strip_space(bytes: &[u8], side: Side) -> Range<usize> {
    seq::strip(bytes, side, is_space_byte)
}

/// `bytes.strip(set)`, `lstrip(set)`, `rstrip(set)`.
pub fn strip(bytes: &[u8], set: &[u8], side: Side) -> Range<usize> {
    let mut drop = [false; 256];
    set.iter().for_each(|&b| drop[b as usize] = true);
    seq::strip(bytes, side, |b| drop[b as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(bytes: &[u8], ranges: Vec<Range<usize>>) -> Vec<&[u8]> {
        ranges.into_iter().map(|range| &bytes[range]).collect()
    }

    #[test]
    fn as_python_says() {
        let text = b" a\x1cb \xa0c\x0b";
        assert_eq!(parts(text, split_space(text, usize::MAX)), [&b"a\x1cb"[..], b"\xa0c"]);
        assert_eq!(parts(text, rsplit_space(text, 1)), [&b" a\x1cb"[..], b"\xa0c"]);
        let text = b"a\r\nb\x0bc\rd\n";
        assert_eq!(parts(text, split_lines(text, false)), [&b"a"[..], b"b\x0bc", b"d"]);
        assert_eq!(parts(text, split_lines(text, true)), [&b"a\r\n"[..], b"b\x0bc\r", b"d\n"]);
        assert_eq!(parts(b"a,,b", split(b"a,,b", b",", usize::MAX)), [&b"a"[..], b"", b"b"]);
        assert_eq!(parts(b"a,,b", rsplit(b"a,,b", b",", 1)), [&b"a,"[..], b"b"]);
        assert_eq!(strip(b"xyaxy", b"yx", Side::Both), 2..3);
        assert_eq!(strip_space(b" \xa0 ", Side::Left), 1..3);
        assert_eq!(
            (find(b"abab", b"ab", 1..4), rfind(b"abab", b"ab", 0..3), count(b"aaaa", b"aa", 0..4)),
            (Some(2), Some(0), 2)
        );
        assert_eq!((partition(b"a=b=", b"="), rpartition(b"a", b"=")), (Some((0..1, 2..4)), None));
    }
}

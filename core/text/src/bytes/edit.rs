//! Bytes made of bytes: `replace`, `join`, `translate`, padding.
//!
//! It must never know text.

use crate::layout::margins;
use crate::seq;

/// `bytes.replace(old, new, limit)` (`usize::MAX` for no limit); nothing where that changes nothing. An empty `old` is found
/// before and after each byte.
pub fn replace(bytes: &[u8], old: &[u8], new: &[u8], limit: usize) -> Option<Vec<u8>> {
    if limit == 0 || (old.is_empty() && new.is_empty()) {
        return None;
    }
    let mut out = Vec::with_capacity(bytes.len());
    if old.is_empty() {
        let times = limit.min(bytes.len() + 1);
        for at in 0..times {
            out.extend_from_slice(new);
            out.extend(bytes.get(at));
        }
        out.extend_from_slice(&bytes[times.min(bytes.len())..]);
        return Some(out);
    }
    let mut places = seq::matches(bytes, old).take(limit).peekable();
    places.peek()?;
    let mut start = 0;
    for at in places {
        out.extend_from_slice(&bytes[start..at]);
        out.extend_from_slice(new);
        start = at + old.len();
    }
    out.extend_from_slice(&bytes[start..]);
    Some(out)
}

/// `bytes.join`.
pub fn join<'p, P>(sep: &[u8], parts: P) -> Vec<u8>
where
    P: IntoIterator<Item = &'p [u8]>,
    P::IntoIter: Clone,
{
    let parts = parts.into_iter();
    let (len, count) = parts.clone().fold((0, 0usize), |(len, count), part| (len + part.len(), count + 1));
    let mut out = Vec::with_capacity(len + sep.len() * count.saturating_sub(1));
    for (i, part) in parts.enumerate() {
        if i > 0 {
            out.extend_from_slice(sep);
        }
        out.extend_from_slice(part);
    }
    out
}

/// `bytes.translate(table, delete)`: bytes of `delete` go, the others are looked up.
pub fn translate(bytes: &[u8], table: Option<&[u8; 256]>, delete: &[u8]) -> Vec<u8> {
    let mut gone = [false; 256];
    delete.iter().for_each(|&b| gone[b as usize] = true);
    let kept = bytes.iter().filter(|&&b| !gone[b as usize]);
    match table {
        Some(table) => kept.map(|&b| table[b as usize]).collect(),
        None => kept.copied().collect(),
    }
}

/// `bytes.maketrans`: a table that maps each byte of `from` to the byte of `to` at the same place. Nothing where the
/// lengths differ.
pub fn make_translation(from: &[u8], to: &[u8]) -> Option<[u8; 256]> {
    if from.len() != to.len() {
        return None;
    }
    let mut table = std::array::from_fn(|i| i as u8);
    from.iter().zip(to).for_each(|(&from, &to)| table[from as usize] = to);
    Some(table)
}

fn pad(bytes: &[u8], before: usize, fill: u8, after: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(before + bytes.len() + after);
    out.resize(before, fill);
    out.extend_from_slice(bytes);
    out.resize(before + bytes.len() + after, fill);
    out
}

/// `bytes.center`.
pub fn center(bytes: &[u8], width: usize, fill: u8) -> Vec<u8> {
    let (before, after) = margins(bytes.len(), width);
    pad(bytes, before, fill, after)
}

/// `bytes.ljust`.
pub fn ljust(bytes: &[u8], width: usize, fill: u8) -> Vec<u8> {
    pad(bytes, 0, fill, width.saturating_sub(bytes.len()))
}

/// `bytes.rjust`.
pub fn rjust(bytes: &[u8], width: usize, fill: u8) -> Vec<u8> {
    pad(bytes, width.saturating_sub(bytes.len()), fill, 0)
}

/// `bytes.zfill`: zeros before the digits, behind a sign.
pub fn zfill(bytes: &[u8], width: usize) -> Vec<u8> {
    let missing = width.saturating_sub(bytes.len());
    let sign = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let mut out = Vec::with_capacity(bytes.len() + missing);
    out.extend_from_slice(&bytes[..sign]);
    out.resize(sign + missing, b'0');
    out.extend_from_slice(&bytes[sign..]);
    out
}

/// `bytes.expandtabs`; a size of 0 drops the tabs.
pub fn expand_tabs(bytes: &[u8], size: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut column = 0;
    for &b in bytes {
        if b == b'\t' {
            let pads = if size == 0 { 0 } else { size - column % size };
            out.resize(out.len() + pads, b' ');
            column += pads;
        } else {
            column = if matches!(b, b'\n' | b'\r') { 0 } else { column + 1 };
            out.push(b);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_python_says() {
        let all = usize::MAX;
        assert_eq!(replace(b"aXbX", b"X", b"--", all).unwrap(), b"a--b--");
        assert_eq!(replace(b"abc", b"", b"-", 2).unwrap(), b"-a-bc");
        assert_eq!(replace(b"abc", b"", b"-", all).unwrap(), b"-a-b-c-");
        assert_eq!(replace(b"abc", b"x", b"-", all), None);
        assert_eq!(join(b", ", [&b"a"[..], b"b"]), b"a, b");
        let table = make_translation(b"ab", b"ba").unwrap();
        assert_eq!(translate(b"abcX", Some(&table), b"X"), b"bac");
        assert_eq!(translate(b"abcX", None, b"ac"), b"bX");
        assert_eq!(make_translation(b"a", b""), None);
        assert_eq!(
            (center(b"a", 4, b'x'), ljust(b"a", 3, b'.'), rjust(b"a", 3, b'.')),
            (b"xaxx".to_vec(), b"a..".to_vec(), b"..a".to_vec())
        );
        assert_eq!(
            (zfill(b"-1", 4), zfill(b"a", 3), zfill(b"abc", 2)),
            (b"-001".to_vec(), b"00a".to_vec(), b"abc".to_vec())
        );
        assert_eq!(expand_tabs(b"a\tb\n\tc", 4), b"a   b\n    c");
    }
}

//! Cutting slices: `split`, `rsplit`, `splitlines`, `strip`. What comes out are ranges of the slice.

use super::search::{matches, rfind};
use crate::Side;
use crate::unit::Unit;
use std::ops::Range;

/// `split(sep, maxsplit)`, of a separator that is not empty.
pub(crate) fn split<T: Unit>(hay: &[T], sep: &[T], limit: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for found in matches(hay, sep).take(limit) {
        parts.push(start..found);
        start = found + sep.len();
    }
    parts.push(start..hay.len());
    parts
}

/// `rsplit(sep, maxsplit)`, of a separator that is not empty; the parts are in the order of the text.
pub(crate) fn rsplit<T: Unit>(hay: &[T], sep: &[T], limit: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut end = hay.len();
    while parts.len() < limit {
        let Some(found) = rfind(&hay[..end], sep) else { break };
        parts.push(found + sep.len()..end);
        end = found;
    }
    parts.push(0..end);
    parts.reverse();
    parts
}

/// `split(None, maxsplit)`: the words between white space; what is left over loses its leading space only.
pub(crate) fn words<T: Unit>(hay: &[T], space: impl Fn(T) -> bool, limit: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut at = 0;
    loop {
        match hay[at..].iter().position(|&u| !space(u)) {
            Some(skipped) => at += skipped,
            None => return parts,
        }
        if parts.len() == limit {
            parts.push(at..hay.len());
            return parts;
        }
        let end = hay[at..].iter().position(|&u| space(u)).map_or(hay.len(), |len| at + len);
        parts.push(at..end);
        at = end;
    }
}

/// `rsplit(None, maxsplit)`, in the order of the text.
pub(crate) fn rwords<T: Unit>(hay: &[T], space: impl Fn(T) -> bool, limit: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut end = hay.len();
    while let Some(last) = hay[..end].iter().rposition(|&u| !space(u)) {
        end = last + 1;
        let start = if parts.len() == limit {
            0
        } else {
            hay[..end].iter().rposition(|&u| space(u)).map_or(0, |i| i + 1)
        };
        parts.push(start..end);
        end = start;
    }
    parts.reverse();
    parts
}

/// `splitlines(keep_ends)`; a carriage return and the line feed after it end one line.
pub(crate) fn lines<T: Unit>(hay: &[T], breaks: impl Fn(T) -> bool, keep_ends: bool) -> Vec<Range<usize>> {
    let (cr, lf) = (T::from_cp(0x0D), T::from_cp(0x0A));
    let mut parts = Vec::new();
    let mut start = 0;
    while let Some(len) = hay[start..].iter().position(|&u| breaks(u)) {
        let end = start + len;
        let next = end + if hay[end] == cr && hay.get(end + 1) == Some(&lf) { 2 } else { 1 };
        parts.push(start..if keep_ends { next } else { end });
        start = next;
    }
    if start < hay.len() {
        parts.push(start..hay.len());
    }
    parts
}

/// What remains when the units that `drop` says yes to are taken from the ends.
pub(crate) fn strip<T: Unit>(hay: &[T], side: Side, drop: impl Fn(T) -> bool) -> Range<usize> {
    let start = match side {
        Side::Right => 0,
        _ => hay.iter().position(|&u| !drop(u)).unwrap_or(hay.len()),
    };
    let end = match side {
        Side::Left => hay.len(),
        _ => hay[start..].iter().rposition(|&u| !drop(u)).map_or(start, |last| start + last + 1),
    };
    start..end
}

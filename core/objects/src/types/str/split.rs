//! Cutting strs up and putting them together: `split`, `partition`, `strip`, `splitlines`, `join`.

use super::index::joined;
use super::{STR, exact, is_str, new, part, try_view, view};
use crate::error::Res;
use crate::ops::{self, type_name};
use crate::refs::Ref;
use crate::thread::Thread;
use crate::types::args::shown;
use crate::types::{exceptions as exc, list, size, tuple};
use crate::value::Value;
use heddle_text::{Side, View};
use std::ops::Range;

fn list_of(t: &Thread, s: Value, ranges: Vec<Range<usize>>) -> Ref {
    list::from_refs(t, ranges.into_iter().map(|range| part(t, s, range)).collect())
}

fn split_with(
    t: &Thread,
    a: &[Value],
    at_space: fn(View, usize) -> Vec<Range<usize>>,
    at_sep: fn(View, View, usize) -> Vec<Range<usize>>,
) -> Res {
    let limit = size::limit(t, a[2])?;
    let text = view(&a[0]);
    if a[1].is_none_or_undef() {
        return Ok(list_of(t, a[0], at_space(text, limit)));
    }
    let Some(sep) = try_view(&a[1]) else {
        return Err(t.type_error(format_args!("must be str or None, not {}", type_name(a[1]))));
    };
    if sep.is_empty() {
        return Err(t.value_error("empty separator"));
    }
    Ok(list_of(t, a[0], at_sep(text, sep, limit)))
}

pub(super) fn split(t: &Thread, a: &[Value]) -> Res {
    split_with(t, a, |s, n| s.split_space(n), |s, sep, n| s.split(sep, n))
}

pub(super) fn rsplit(t: &Thread, a: &[Value]) -> Res {
    split_with(t, a, |s, n| s.rsplit_space(n), |s, sep, n| s.rsplit(sep, n))
}

pub(super) fn splitlines(t: &Thread, a: &[Value]) -> Res {
    let keep = !a[1].is_undef() && ops::truth(t, a[1])?;
    Ok(list_of(t, a[0], view(&a[0]).split_lines(keep)))
}

fn sep_arg<'a>(t: &Thread, v: &'a Value) -> Res<View<'a>> {
    match try_view(v) {
        Some(sep) if sep.is_empty() => Err(t.value_error("empty separator")),
        Some(sep) => Ok(sep),
        None => Err(t.type_error(format_args!("must be str, not {}", shown(*v)))),
    }
}

pub(super) fn partition(t: &Thread, a: &[Value]) -> Res {
    let sep = sep_arg(t, &a[1])?;
    Ok(match view(&a[0]).partition(sep) {
        Some((before, after)) => {
            tuple::from_refs(t, vec![part(t, a[0], before), exact(t, a[1]), part(t, a[0], after)])
        }
        None => tuple::from_refs(t, vec![exact(t, a[0]), new(t, View::EMPTY), new(t, View::EMPTY)]),
    })
}

pub(super) fn rpartition(t: &Thread, a: &[Value]) -> Res {
    let sep = sep_arg(t, &a[1])?;
    Ok(match view(&a[0]).rpartition(sep) {
        Some((before, after)) => {
            tuple::from_refs(t, vec![part(t, a[0], before), exact(t, a[1]), part(t, a[0], after)])
        }
        None => tuple::from_refs(t, vec![new(t, View::EMPTY), new(t, View::EMPTY), exact(t, a[0])]),
    })
}

fn strip_side(t: &Thread, a: &[Value], name: &str, side: Side) -> Res {
    let text = view(&a[0]);
    let range = if a[1].is_none_or_undef() {
        text.strip_space(side)
    } else {
        match try_view(&a[1]) {
            Some(set) => text.strip(set, side),
            None => return Err(t.type_error(format_args!("{name} arg must be None or str"))),
        }
    };
    Ok(part(t, a[0], range))
}

pub(super) fn strip(t: &Thread, a: &[Value]) -> Res {
    strip_side(t, a, "strip", Side::Both)
}

pub(super) fn lstrip(t: &Thread, a: &[Value]) -> Res {
    strip_side(t, a, "lstrip", Side::Left)
}

pub(super) fn rstrip(t: &Thread, a: &[Value]) -> Res {
    strip_side(t, a, "rstrip", Side::Right)
}

fn affix<'a>(t: &Thread, v: &'a Value, name: &str) -> Res<View<'a>> {
    let wrong = || t.type_error(format_args!("{name}() argument must be str, not {}", shown(*v)));
    try_view(v).ok_or_else(wrong)
}

pub(super) fn removeprefix(t: &Thread, a: &[Value]) -> Res {
    let prefix = affix(t, &a[1], "removeprefix")?;
    let text = view(&a[0]);
    let from = if text.starts_with(prefix) { prefix.len() } else { 0 };
    Ok(part(t, a[0], from..text.len()))
}

pub(super) fn removesuffix(t: &Thread, a: &[Value]) -> Res {
    let suffix = affix(t, &a[1], "removesuffix")?;
    let text = view(&a[0]);
    let to = if text.ends_with(suffix) { text.len() - suffix.len() } else { text.len() };
    Ok(part(t, a[0], 0..to))
}

/// `sep.join(iterable)`
pub(super) fn join(t: &Thread, a: &[Value]) -> Res {
    if tuple::TUPLE.is_exact(a[1]) {
        return join_items(t, a[0], tuple::items(&a[1]), |v| *v);
    }
    if ops::slots_of(a[1]).iter.is_none() && ops::slots_of(a[1]).getitem.is_none() {
        return Err(t.type_error("can only join an iterable"));
    }
    let items = match ops::collect(t, a[1]) {
        Err(e) if e.is(&exc::TYPE_ERROR) && ops::slots_of(a[1]).iter.is_none() => {
            return Err(t.type_error("can only join an iterable"));
        }
        other => other?,
    };
    join_items(t, a[0], &items, |r| r.v())
}

fn join_items<P>(t: &Thread, sep: Value, items: &[P], value: impl Fn(&P) -> Value + Copy) -> Res {
    if let Some(k) = items.iter().position(|item| !is_str(value(item))) {
        return Err(t.type_error(format_args!(
            "sequence item {k}: expected str instance, {} found",
            type_name(value(&items[k]))
        )));
    }
    if let [only] = items
        && STR.is_exact(value(only))
    {
        return Ok(Ref::new(value(only)));
    }
    let sep = view(&sep);
    let gaps = sep.len().checked_mul(items.len().saturating_sub(1));
    let len =
        items.iter().try_fold(gaps.unwrap_or(usize::MAX), |n, item| n.checked_add(super::len(value(item))));
    match len {
        Some(len) if isize::try_from(len).is_ok() => size::check(t, len, 1)?,
        _ => return Err(t.overflow_error("join() result is too long for a Python string")),
    }
    Ok(joined(t, sep, items, value))
}

/// `sep.join(parts)` of strs, for natives.
pub fn join_refs(t: &Thread, sep: &str, parts: &[Ref]) -> Ref {
    let sep = t.str(sep);
    joined(t, view(&sep), parts, |r| r.v())
}

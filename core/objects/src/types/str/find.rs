//! `find`, `index`, `count` and their kin; `startswith`, `endswith`.

use super::{try_view, view};
use crate::error::{Raised, Res};
use crate::ops::type_name;
use crate::refs::Ref;
use crate::thread::Thread;
use crate::types::args::shown;
use crate::types::{size, tuple};
use crate::value::Value;
use heddle_text::View;
use std::ops::Range;

/// The view of an argument that must be a str.
pub(super) fn text_arg<'a>(t: &Thread, v: &'a Value, function: &str, position: usize) -> Res<View<'a>> {
    try_view(v).ok_or_else(|| wrong_arg(t, *v, function, position))
}

#[cold]
fn wrong_arg(t: &Thread, v: Value, function: &str, position: usize) -> Raised {
    t.type_error(format_args!("{function}() argument {position} must be str, not {}", shown(v)))
}

/// Runs a search in the range that the arguments `(self, sub, start, end)` give; `None` where the range is none.
fn search<R>(
    t: &Thread,
    a: &[Value],
    function: &str,
    f: impl FnOnce(View, View, Range<usize>) -> R,
) -> Res<Option<R>> {
    let sub = text_arg(t, &a[1], function, 1)?;
    let text = view(&a[0]);
    Ok(size::range(t, a[2], a[3], text.len())?.map(|range| f(text, sub, range)))
}

fn found(t: &Thread, place: Option<Option<usize>>) -> Res {
    Ok(t.int(place.flatten().map_or(-1, |at| at as i64)))
}

fn found_or_raise(t: &Thread, place: Option<Option<usize>>) -> Res {
    match place.flatten() {
        Some(at) => Ok(t.int(at as i64)),
        None => Err(t.value_error("substring not found")),
    }
}

pub(super) fn find(t: &Thread, a: &[Value]) -> Res {
    found(t, search(t, a, "find", |text, sub, range| text.find(sub, range))?)
}

pub(super) fn rfind(t: &Thread, a: &[Value]) -> Res {
    found(t, search(t, a, "rfind", |text, sub, range| text.rfind(sub, range))?)
}

pub(super) fn index(t: &Thread, a: &[Value]) -> Res {
    found_or_raise(t, search(t, a, "index", |text, sub, range| text.find(sub, range))?)
}

pub(super) fn rindex(t: &Thread, a: &[Value]) -> Res {
    found_or_raise(t, search(t, a, "rindex", |text, sub, range| text.rfind(sub, range))?)
}

pub(super) fn count(t: &Thread, a: &[Value]) -> Res {
    let n = search(t, a, "count", |text, sub, range| text.count(sub, range))?;
    Ok(t.int(n.unwrap_or(0) as i64))
}

fn affix(t: &Thread, a: &[Value], function: &str, matches: fn(View, View) -> bool) -> Res {
    let text = view(&a[0]);
    let range = size::range(t, a[2], a[3], text.len())?;
    let holds = |affix: View| range.clone().is_some_and(|range| matches(text.slice(range), affix));
    if let Some(all) = tuple::try_items(&a[1]) {
        for v in all {
            let Some(affix) = try_view(v) else {
                return Err(t.type_error(format_args!(
                    "tuple for {function} must only contain str, not {}",
                    type_name(*v)
                )));
            };
            if holds(affix) {
                return Ok(Ref::TRUE);
            }
        }
        return Ok(Ref::FALSE);
    }
    match try_view(&a[1]) {
        Some(affix) => Ok(Ref::bool(holds(affix))),
        None => Err(t.type_error(format_args!(
            "{function} first arg must be str or a tuple of str, not {}",
            type_name(a[1])
        ))),
    }
}

pub(super) fn startswith(t: &Thread, a: &[Value]) -> Res {
    affix(t, a, "startswith", |text, affix| text.starts_with(affix))
}

pub(super) fn endswith(t: &Thread, a: &[Value]) -> Res {
    affix(t, a, "endswith", |text, affix| text.ends_with(affix))
}

//! All ways to fill a dict: from another dict (with both locks), from a mapping, from pairs.

use super::{DICT, Dict, entries, is_dict, owner, put, set};
use crate::error::{Raised, Res};
use crate::ops;
use crate::refs::Ref;
use crate::thread::Thread;
use crate::types::hashed::{Hashed, Match, Trash, against, hold, with_both};
use crate::types::{exceptions as exc, list, tuple};
use crate::value::Value;

/// `d.update(other)` for another dict: with both locks held, but for keys that only Python code can tell from others.
pub fn update(t: &Thread, d: Value, other: Value) -> Res<()> {
    if d.is(other) || entries(&other).is_empty() {
        return Ok(());
    }
    let rest = update_known(t, d, other);
    if rest.is_empty() {
        return Ok(());
    }
    let before = super::version(other);
    for (hash, key, value) in rest {
        super::set_hashed(t, d, hash, key.v(), value.v())?;
        if super::version(other) != before {
            return Err(t.runtime_error("dict mutated during update"));
        }
    }
    Ok(())
}

/// Does what can be done without running code; the items that remain come back.
fn update_known(t: &Thread, d: Value, other: Value) -> Vec<(i64, Ref, Ref)> {
    let mut trash = Trash::new(t);
    let mut old = vec![];
    let mut rest = vec![];
    let mut charged = 0;
    with_both(t, owner(&d), owner(&other), |to, from: &Hashed<2>| {
        if to.is_empty() {
            let copied = from.copy_locked(t);
            charged = copied.bytes() as isize;
            to.replace(&copied, &mut trash);
            return;
        }
        against(from, to, |_, entry, found| {
            let (hash, key, value) = (entry.hash(), entry.key().peek(), entry.value().peek());
            let at = match found {
                Match::At(at) if rest.is_empty() => Some(at),
                Match::No if rest.is_empty() => None,
                // From the first that must be asked on, in order: it may be new.
                _ => {
                    rest.push((hash, hold(t, key), hold(t, value)));
                    return true;
                }
            };
            let previous = put(t, to, at, hash, key, value, &mut trash);
            if previous.is_obj() {
                old.push(previous);
            }
            true
        });
    });
    t.m.charge(charged);
    rest
}

/// What `dict(...)`, `d.update(...)` and `d |= ...` do with their positional arguments.
pub fn merge(t: &Thread, d: Value, name: &str, args: &[Value]) -> Res<()> {
    match args {
        [] => Ok(()),
        [from] => merge_one(t, d, *from),
        more => Err(t.type_error(format_args!("{name} expected at most 1 argument, got {}", more.len()))),
    }
}

fn iterates_as_dict(v: Value) -> bool {
    let iter = |v| ops::slots_of(v).iter.map(|f| f as usize);
    is_dict(v)
        && (DICT.is_exact(v)
            || iter(v) == crate::typeobj::type_data(&DICT.get()).slots().iter.map(|f| f as usize))
}

fn merge_one(t: &Thread, d: Value, from: Value) -> Res<()> {
    if iterates_as_dict(from) {
        return update(t, d, from);
    }
    let name = t.intern("keys");
    let method = ops::getattr_opt(t, from, name.v())?;
    if method.is_undef() {
        return merge_pairs(t, d, from);
    }
    let keys = ops::call_pos(t, method.v(), &[])?;
    let it = ops::iter(t, keys.v()).map_err(|e| no_keys(t, from, keys.v(), e))?;
    ops::for_each(t, it.v(), |key| {
        let value = ops::getitem(t, from, key.v())?;
        set(t, d, key.v(), value.v())
    })
}

#[cold]
fn no_keys(t: &Thread, from: Value, keys: Value, e: Raised) -> Raised {
    let slots = ops::slots_of(keys);
    if !e.is(&exc::TYPE_ERROR) || slots.iter.is_some() || slots.getitem.is_some() {
        return e;
    }
    t.type_error(format_args!(
        "{}.keys() returned a non-iterable (type {})",
        ops::type_name(from),
        ops::type_name(keys)
    ))
}

fn merge_pairs(t: &Thread, d: Value, from: Value) -> Res<()> {
    let mut n = 0;
    ops::for_each(t, from, |pair| {
        let (key, value) = pair_of(t, pair, n)?;
        n += 1;
        set(t, d, key.v(), value.v())
    })
}

/// Element `n` of an update sequence as key and value.
fn pair_of(t: &Thread, pair: Ref, n: usize) -> Res<(Ref, Ref)> {
    if tuple::TUPLE.is_exact(pair.v())
        && let [key, value] = tuple::items(&pair)
    {
        return Ok((Ref::new(*key), Ref::new(*value)));
    }
    let items = if list::is_list(pair.v()) {
        list::snapshot(t, pair.v())
    } else {
        match ops::iter(t, pair.v()) {
            Ok(it) => ops::collect(t, it.v()).map_err(|e| at_element(t, e, n))?,
            Err(e) if e.is(&exc::TYPE_ERROR) => return Err(no_sequence(t, n)),
            Err(e) => return Err(e),
        }
    };
    let len = items.len();
    let mut items = items.into_iter();
    match (items.next(), items.next(), len) {
        (Some(key), Some(value), 2) => Ok((key, value)),
        _ => Err(t.value_error(format_args!(
            "dictionary update sequence element #{n} has length {len}; 2 is required"
        ))),
    }
}

#[cold]
fn no_sequence(t: &Thread, n: usize) -> Raised {
    at_element(t, t.type_error("object is not iterable"), n)
}

/// Notes on a TypeError which element it is about.
#[cold]
fn at_element(t: &Thread, e: Raised, n: usize) -> Raised {
    if e.is(&exc::TYPE_ERROR) {
        let note = format!("Cannot convert dictionary update sequence element #{n} to a sequence");
        exc::add_note(t, e.0.v(), &note);
    }
    e
}

const _: () = assert!(size_of::<Dict>() == 16);

//! `==` of dicts: what both hold at one moment, then the comparisons that may run code.

use super::{is_dict, owner};
use crate::error::Res;
use crate::ops;
use crate::refs::Ref;
use crate::slots::Compare;
use crate::thread::Thread;
use crate::types::hashed::{Match, against, hold, is_exact_str, with_both};
use crate::types::str;
use crate::value::Value;

/// What has to be asked: a key with its value, and the keys and values that the other dict has for its hash.
struct Question {
    /// `None`: the one candidate has the key.
    key: Option<Ref>,
    value: Ref,
    candidates: Vec<(Ref, Ref)>,
}

pub fn compare(t: &Thread, a: Value, b: Value, op: Compare) -> Res {
    if !matches!(op, Compare::Eq | Compare::Ne) || !is_dict(a) || !is_dict(b) {
        return Ok(Ref::NOT_IMPLEMENTED);
    }
    // A dict equals itself: identical values count as equal.
    let same = a.is(b) || equal(t, a, b)?;
    Ok(Ref::bool(same == (op == Compare::Eq)))
}

/// What is known about two values without running code.
fn known(a: Value, b: Value) -> Option<bool> {
    if a.is(b) {
        return Some(true);
    }
    if is_exact_str(a) && is_exact_str(b) {
        return Some(str::same_text(a, b));
    }
    (a.is_small_int() && b.is_small_int()).then_some(false)
}

fn equal(t: &Thread, a: Value, b: Value) -> Res<bool> {
    let mut questions = vec![];
    let differ = with_both(t, owner(&a), owner(&b), |x, y| {
        if x.len() != y.len() {
            return true;
        }
        let mut differ = false;
        let other = y.table();
        against(x, y, |_, entry, found| {
            let value = entry.value().peek();
            let (key, candidates) = match found {
                Match::No => {
                    differ = true;
                    return false;
                }
                Match::At(e) => {
                    let theirs = other.entry(e).value().peek();
                    match known(value, theirs) {
                        Some(same) => {
                            differ = !same;
                            return same;
                        }
                        None => (None, vec![(Ref::UNDEF, hold(t, theirs))]),
                    }
                }
                Match::Ask(all) => {
                    let both = |e| {
                        let entry = other.entry(e);
                        (hold(t, entry.key().peek()), hold(t, entry.value().peek()))
                    };
                    (Some(hold(t, entry.key().peek())), all.into_iter().map(both).collect())
                }
            };
            questions.push(Question { key, value: hold(t, value), candidates });
            true
        });
        differ
    });
    if differ {
        return Ok(false);
    }
    for q in questions {
        if !answer(t, &q)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn answer(t: &Thread, q: &Question) -> Res<bool> {
    for (key, value) in &q.candidates {
        let found = match &q.key {
            None => true,
            Some(mine) => ops::equal(t, key.v(), mine.v())?,
        };
        if found {
            return ops::equal(t, q.value.v(), value.v());
        }
    }
    Ok(false)
}

//! What sets do with sets, with the keys of dicts, and with anything that can be iterated over.
//!
//! The pattern: under both locks decide all that can be decided without running code; keep references to what is left, and
//! ask `__eq__` afterwards.

use super::{add, add_hashed, discard, discard_hashed, element_hash, elements, from_iter, is_set, owner};
use crate::error::Res;
use crate::ops;
use crate::refs::Ref;
use crate::slots::Compare;
use crate::thread::Thread;
use crate::types::dict;
use crate::types::hashed::{Entry, Hashed, Match, Owner, Trash, against, hold, with_both};
use crate::value::Value;

/// The other side, if its hashes are known.
enum Operand<'a> {
    Set(Owner<'a, 1>),
    Dict(Owner<'a, 2>),
}

fn operand(v: &Value) -> Option<Operand<'_>> {
    if is_set(*v) {
        Some(Operand::Set(owner(v)))
    } else if dict::DICT.is_exact(*v) {
        Some(Operand::Dict(dict::owner(v)))
    } else {
        None
    }
}

/// An element that must be asked about: what it may be equal to.
struct Question {
    hash: i64,
    element: Ref,
    candidates: Vec<Ref>,
}

impl Question {
    /// With the locks of both held.
    fn new<const N: usize, const M: usize>(
        t: &Thread,
        entry: &Entry<N>,
        other: &Hashed<M>,
        candidates: &[u32],
    ) -> Question {
        let table = other.table();
        Question {
            hash: entry.hash(),
            element: hold(t, entry.key().peek()),
            candidates: candidates.iter().map(|&e| hold(t, table.entry(e).key().peek())).collect(),
        }
    }

    fn found(&self, t: &Thread) -> Res<bool> {
        for candidate in &self.candidates {
            if ops::equal(t, candidate.v(), self.element.v())? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// `s.update(other)`
pub fn update(t: &Thread, s: Value, other: Value) -> Res<()> {
    let rest = match operand(&other) {
        Some(Operand::Set(from)) => union_from(t, s, from),
        Some(Operand::Dict(from)) => union_from(t, s, from),
        None => return ops::for_each(t, other, |v| add(t, s, v.v())),
    };
    for (hash, v) in rest {
        add_hashed(t, s, hash, v.v())?;
    }
    Ok(())
}

/// Adds what can be added without running code; the rest comes back.
fn union_from<const M: usize>(t: &Thread, s: Value, other: Owner<M>) -> Vec<(i64, Ref)> {
    let mut trash = Trash::new(t);
    let mut rest = vec![];
    with_both(t, owner(&s), other, |to, from| {
        if to.is_empty() {
            to.reserve(from.len(), &mut trash);
        }
        against(from, to, |_, entry, found| {
            let key = entry.key().peek();
            match found {
                Match::At(_) => {}
                Match::No => to.push(entry.hash(), [hold(t, key)], &mut trash),
                Match::Ask(_) => rest.push((entry.hash(), hold(t, key))),
            }
            true
        });
    });
    rest
}

/// Those elements of `a` that are (`wanted`) or are not in `b`.
fn select<const N: usize, const M: usize>(
    t: &Thread,
    a: Owner<N>,
    b: Owner<M>,
    wanted: bool,
) -> Res<Hashed<1>> {
    let mut trash = Trash::new(t);
    let chosen = Chosen(Hashed::new());
    let mut questions = vec![];
    with_both(t, a, b, |x, y| {
        against(x, y, |_, entry, found| {
            let there = match found {
                Match::At(_) => true,
                Match::No => false,
                Match::Ask(candidates) => {
                    questions.push(Question::new(t, entry, y, &candidates));
                    return true;
                }
            };
            if there == wanted {
                chosen.0.push(entry.hash(), [hold(t, entry.key().peek())], &mut trash);
            }
            true
        });
    });
    for q in questions {
        if q.found(t)? == wanted {
            chosen.0.push(q.hash, [q.element], &mut trash);
        }
    }
    Ok(chosen.take())
}

/// A result in the making, which no object holds yet: given up if an error comes.
struct Chosen(Hashed<1>);

impl Chosen {
    fn take(self) -> Hashed<1> {
        std::mem::take(&mut std::mem::ManuallyDrop::new(self).0)
    }
}

impl Drop for Chosen {
    fn drop(&mut self) {
        let mut trash = Trash::new(crate::thread::current());
        self.0.replace(&Hashed::new(), &mut trash);
    }
}

/// The elements of both: of the smaller one where there is a choice.
pub fn intersection(t: &Thread, s: Value, other: Value) -> Res<Hashed<1>> {
    match operand(&other) {
        Some(Operand::Set(b)) if b.hashed.len() < elements(&s).len() => select(t, b, owner(&s), true),
        Some(Operand::Set(b)) => select(t, owner(&s), b, true),
        Some(Operand::Dict(b)) => select(t, b, owner(&s), true),
        None => {
            let chosen = super::new(t);
            ops::for_each(t, other, |v| {
                let hash = ops::hash(t, v.v())?;
                let there = elements(&s).contains::<super::PythonEq>(t, super::obj(s), hash, v.v())?;
                if there { add_hashed(t, chosen.v(), hash, v.v()) } else { Ok(()) }
            })?;
            Ok(take_from(t, chosen.v()))
        }
    }
}

/// The contents of a set that nobody else can see.
fn take_from(t: &Thread, s: Value) -> Hashed<1> {
    let taken = Hashed::new();
    let mut trash = Trash::new(t);
    taken.replace(elements(&s), &mut trash);
    taken
}

/// The elements that `other` has not.
pub fn difference(t: &Thread, s: Value, other: Value) -> Res<Hashed<1>> {
    match operand(&other) {
        Some(Operand::Set(b)) => select(t, owner(&s), b, false),
        Some(Operand::Dict(b)) => select(t, owner(&s), b, false),
        None => {
            let left = super::copy(t, s);
            difference_update(t, left.v(), other)?;
            Ok(take_from(t, left.v()))
        }
    }
}

/// The elements of exactly one of the two.
pub fn symmetric_difference(t: &Thread, s: Value, other: Value) -> Res<Hashed<1>> {
    match operand(&other) {
        Some(Operand::Set(b)) => exclusive(t, owner(&s), b),
        Some(Operand::Dict(b)) => exclusive(t, owner(&s), b),
        None => {
            let theirs = from_iter(t, other)?;
            exclusive(t, owner(&s), owner(&theirs.v()))
        }
    }
}

fn exclusive<const M: usize>(t: &Thread, a: Owner<1>, b: Owner<M>) -> Res<Hashed<1>> {
    let mut trash = Trash::new(t);
    let chosen = Chosen(Hashed::new());
    let mut questions = vec![];
    with_both(t, a, b, |x, y| {
        against(x, y, |_, entry, found| {
            match found {
                Match::At(_) => {}
                Match::No => chosen.0.push(entry.hash(), [hold(t, entry.key().peek())], &mut trash),
                Match::Ask(candidates) => questions.push(Question::new(t, entry, y, &candidates)),
            }
            true
        });
        against(y, x, |_, entry, found| {
            match found {
                Match::At(_) => {}
                Match::No => chosen.0.push(entry.hash(), [hold(t, entry.key().peek())], &mut trash),
                Match::Ask(candidates) => questions.push(Question::new(t, entry, x, &candidates)),
            }
            true
        });
    });
    for q in questions {
        if !q.found(t)? {
            chosen.0.push(q.hash, [q.element], &mut trash);
        }
    }
    Ok(chosen.take())
}

/// `s.intersection_update(other)`
pub fn intersection_update(t: &Thread, s: Value, other: Value) -> Res<()> {
    let questions = match operand(&other) {
        Some(Operand::Set(b)) => keep_common(t, s, b),
        Some(Operand::Dict(b)) => keep_common(t, s, b),
        None => {
            let theirs = from_iter(t, other)?;
            keep_common(t, s, owner(&theirs.v()))
        }
    };
    for q in questions {
        if !q.found(t)? {
            discard_hashed(t, s, q.hash, q.element.v())?;
        }
    }
    Ok(())
}

fn keep_common<const M: usize>(t: &Thread, s: Value, other: Owner<M>) -> Vec<Question> {
    let mut removed = vec![];
    let mut questions = vec![];
    with_both(t, owner(&s), other, |mine, theirs| {
        against(mine, theirs, |e, entry, found| {
            match found {
                Match::At(_) => {}
                Match::No => removed.push(mine.take(e)),
                Match::Ask(candidates) => questions.push(Question::new(t, entry, theirs, &candidates)),
            }
            true
        });
    });
    questions
}

/// `s.difference_update(other)`
pub fn difference_update(t: &Thread, s: Value, other: Value) -> Res<()> {
    let questions = match operand(&other) {
        Some(Operand::Set(b)) => remove_common(t, s, b),
        Some(Operand::Dict(b)) => remove_common(t, s, b),
        None => return ops::for_each(t, other, |v| discard(t, s, v.v()).map(|_| ())),
    };
    for q in questions {
        if q.found(t)? {
            discard_hashed(t, s, q.hash, q.element.v())?;
        }
    }
    Ok(())
}

fn remove_common<const M: usize>(t: &Thread, s: Value, other: Owner<M>) -> Vec<Question> {
    let mut removed = vec![];
    let mut questions = vec![];
    with_both(t, owner(&s), other, |mine, theirs| {
        if theirs.len() < mine.len() {
            against(theirs, mine, |_, entry, found| {
                match found {
                    Match::At(e) => removed.push(mine.take(e)),
                    Match::No => {}
                    Match::Ask(candidates) => questions.push(Question::new(t, entry, mine, &candidates)),
                }
                true
            });
            return;
        }
        against(mine, theirs, |e, entry, found| {
            match found {
                Match::At(_) => removed.push(mine.take(e)),
                Match::No => {}
                Match::Ask(candidates) => questions.push(Question::new(t, entry, theirs, &candidates)),
            }
            true
        });
    });
    questions
}

/// `s.symmetric_difference_update(other)`
pub fn symmetric_difference_update(t: &Thread, s: Value, other: Value) -> Res<()> {
    if s.is(other) {
        super::clear(t, s);
        return Ok(());
    }
    let rest = match operand(&other) {
        Some(Operand::Set(b)) => exchange(t, s, b),
        Some(Operand::Dict(b)) => exchange(t, s, b),
        None => {
            let theirs = from_iter(t, other)?;
            exchange(t, s, owner(&theirs.v()))
        }
    };
    for (hash, v) in rest {
        if !discard_hashed(t, s, hash, v.v())? {
            add_hashed(t, s, hash, v.v())?;
        }
    }
    Ok(())
}

fn exchange<const M: usize>(t: &Thread, s: Value, other: Owner<M>) -> Vec<(i64, Ref)> {
    let mut trash = Trash::new(t);
    let mut removed = vec![];
    let mut rest = vec![];
    with_both(t, owner(&s), other, |mine, theirs| {
        against(theirs, mine, |_, entry, found| {
            let key = entry.key().peek();
            match found {
                Match::At(e) => removed.push(mine.take(e)),
                Match::No => mine.push(entry.hash(), [hold(t, key)], &mut trash),
                Match::Ask(_) => rest.push((entry.hash(), hold(t, key))),
            }
            true
        });
    });
    rest
}

/// The sizes of both, if everything in `a` is in `b`.
fn included<const N: usize, const M: usize>(
    t: &Thread,
    a: Owner<N>,
    b: Owner<M>,
) -> Res<Option<(usize, usize)>> {
    let mut questions = vec![];
    let sizes = with_both(t, a, b, |x, y| {
        let mut sizes = (x.len() <= y.len()).then_some((x.len(), y.len()));
        if sizes.is_some() {
            against(x, y, |_, entry, found| {
                match found {
                    Match::At(_) => {}
                    Match::No => sizes = None,
                    Match::Ask(candidates) => questions.push(Question::new(t, entry, y, &candidates)),
                }
                sizes.is_some()
            });
        }
        sizes
    });
    if sizes.is_some() {
        for q in questions {
            if !q.found(t)? {
                return Ok(None);
            }
        }
    }
    Ok(sizes)
}

/// Comparisons of sets: equality and inclusion.
pub fn compare(t: &Thread, a: Value, b: Value, op: Compare) -> Res {
    if !is_set(a) || !is_set(b) {
        return Ok(Ref::NOT_IMPLEMENTED);
    }
    let (x, y) = match op {
        Compare::Ge | Compare::Gt => (owner(&b), owner(&a)),
        _ => (owner(&a), owner(&b)),
    };
    let sizes = included(t, x, y)?;
    Ok(Ref::bool(match op {
        Compare::Le | Compare::Ge => sizes.is_some(),
        Compare::Lt | Compare::Gt => sizes.is_some_and(|(n, m)| n < m),
        Compare::Eq => sizes.is_some_and(|(n, m)| n == m),
        Compare::Ne => sizes.is_none_or(|(n, m)| n != m),
    }))
}

/// `s.issubset(other)`
pub fn is_subset(t: &Thread, s: Value, other: Value) -> Res<bool> {
    let found = match operand(&other) {
        Some(Operand::Set(b)) => included(t, owner(&s), b)?,
        Some(Operand::Dict(b)) => included(t, owner(&s), b)?,
        None => {
            let common = Chosen(intersection(t, s, other)?);
            return Ok(common.0.len() == elements(&s).len());
        }
    };
    Ok(found.is_some())
}

/// `s.issuperset(other)`
pub fn is_superset(t: &Thread, s: Value, other: Value) -> Res<bool> {
    match operand(&other) {
        Some(Operand::Set(b)) => Ok(included(t, b, owner(&s))?.is_some()),
        Some(Operand::Dict(b)) => Ok(included(t, b, owner(&s))?.is_some()),
        None => all_of(t, other, |hash, v| found(t, s, hash, v)),
    }
}

fn found(t: &Thread, s: Value, hash: i64, v: Value) -> Res<bool> {
    elements(&s).contains::<super::PythonEq>(t, super::obj(s), hash, v)
}

/// Whether `f` says true of every element; it is asked of no more than needed.
fn all_of(t: &Thread, iterable: Value, mut f: impl FnMut(i64, Value) -> Res<bool>) -> Res<bool> {
    let mut all = true;
    let it = ops::iter(t, iterable)?;
    while all {
        t.m.safepoint();
        let v = ops::next(t, it.v())?;
        if v.is_undef() {
            break;
        }
        let hash = element_hash(t, v.v())?;
        all = f(hash, v.v())?;
    }
    Ok(all)
}

/// `s.isdisjoint(other)`
pub fn is_disjoint(t: &Thread, s: Value, other: Value) -> Res<bool> {
    match operand(&other) {
        Some(Operand::Set(b)) if b.hashed.len() < elements(&s).len() => apart(t, b, owner(&s)),
        Some(Operand::Set(b)) => apart(t, owner(&s), b),
        Some(Operand::Dict(b)) => apart(t, owner(&s), b),
        None => all_of(t, other, |hash, v| Ok(!found(t, s, hash, v)?)),
    }
}

fn apart<const N: usize, const M: usize>(t: &Thread, a: Owner<N>, b: Owner<M>) -> Res<bool> {
    let mut questions = vec![];
    let mut apart = true;
    with_both(t, a, b, |x, y| {
        against(x, y, |_, entry, found| {
            match found {
                Match::At(_) => apart = false,
                Match::No => {}
                Match::Ask(candidates) => questions.push(Question::new(t, entry, y, &candidates)),
            }
            apart
        });
    });
    if apart {
        for q in questions {
            if q.found(t)? {
                return Ok(false);
            }
        }
    }
    Ok(apart)
}

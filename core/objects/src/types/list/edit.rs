//! Changes to lists: each takes the lock once, so each happens at one moment.
//!
//! What is removed comes out of the lock's scope before it is dropped. Must never call Python code under the lock.

use super::table::{self, List, NoMemory, Old};
use crate::error::Res;
use crate::payload::obj;
use crate::refs::Ref;
use crate::thread::Thread;
use crate::types::hashed::{PythonEq, Rule};
use crate::types::{seq, slice, tuple};
use crate::value::Value;
use heddle_threads::lock::lock_two;
use heddle_threads::sync::atomic::Ordering::*;
use std::ops::Range;

/// The state of a list under its lock.
struct Locked<'a> {
    t: &'a Thread,
    list: &'a List,
}

impl Locked<'_> {
    fn len(&self) -> usize {
        self.list.len.load(Relaxed)
    }

    fn peek(&self, k: usize) -> Value {
        // SAFETY: the published table, under the lock; callers pass indices in it.
        unsafe { table::slot(self.list.table.load(Relaxed), k) }.peek()
    }

    /// Puts a reference where none is (any more).
    fn put(&self, k: usize, item: Ref) {
        // SAFETY: as in `peek`.
        unsafe { table::slot(self.list.table.load(Relaxed), k) }.put_locked(item.into_value());
    }

    /// Takes over the reference in a slot that is overwritten next.
    fn take(&self, k: usize) -> Ref {
        // SAFETY: the list owns it, and the slot loses it.
        unsafe { Ref::own(self.peek(k)) }
    }

    fn set_len(&self, len: usize) {
        // Release: pairs with the Acquire of readers: the slots below it are written.
        self.list.len.store(len, Release);
    }

    /// Takes out item `k`, which is there.
    fn remove(&self, k: usize) -> Ref {
        let n = self.len();
        let item = self.take(k);
        self.list.move_slots(self.t, k + 1, k, n - 1 - k);
        self.list.clear_slots(n - 1..n);
        self.set_len(n - 1);
        item
    }
}

/// Runs `f` under the lock of a list.
#[inline(always)]
fn with<R>(t: &Thread, l: Value, f: impl FnOnce(&Locked) -> R) -> R {
    let o = obj(l);
    let _lock = o.lock().lock(&t.m);
    f(&Locked { t, list: l.expect::<List>() })
}

/// Turns what an edit left into its result: gives up the old table, raises MemoryError.
fn done(t: &Thread, edited: Result<Old, NoMemory>) -> Res<()> {
    match edited {
        Ok(old) => {
            old.retire(t);
            Ok(())
        }
        Err(NoMemory) => Err(seq::no_memory(t)),
    }
}

/// Drops removed items, the last first, as CPython does.
pub(super) fn drop_all(mut items: Vec<Ref>) {
    while let Some(item) = items.pop() {
        drop(item);
    }
}

/// `l.append(item)`
#[inline]
pub fn append(t: &Thread, l: Value, item: Ref) {
    let edited = with(t, l, |locked| {
        let n = locked.len();
        let old = locked.list.reserve(t, n + 1, true)?;
        locked.put(n, item);
        locked.set_len(n + 1);
        Ok(old)
    });
    match edited {
        Ok(old) => old.retire(t),
        Err(NoMemory) => super::out_of_memory(super::len(t, l) + 1),
    }
}

/// `l[k] = item`; false if the index is out of range.
#[inline]
pub fn set(t: &Thread, l: Value, k: usize, item: Ref) -> bool {
    let old = with(t, l, |locked| {
        if k >= locked.len() {
            return Err(item);
        }
        let old = locked.take(k);
        locked.put(k, item);
        Ok(old)
    });
    old.is_ok()
}

/// `l[index] = item`, the index counted from the end if negative; false if it is out of range.
pub(super) fn set_wrapped(t: &Thread, l: Value, index: isize, item: Ref) -> bool {
    let old = with(t, l, |locked| match seq::wrap_index(index, locked.len()) {
        Some(k) => {
            let old = locked.take(k);
            locked.put(k, item);
            Ok(old)
        }
        None => Err(item),
    });
    old.is_ok()
}

/// `l.insert(index, item)`
pub fn insert(t: &Thread, l: Value, index: isize, item: Ref) -> Res<()> {
    let edited = with(t, l, |locked| {
        let n = locked.len();
        let k =
            if index < 0 { index.saturating_add_unsigned(n).max(0) as usize } else { n.min(index as usize) };
        let old = match locked.list.reserve(t, n + 1, true) {
            Ok(old) => old,
            Err(e) => return Err((e, item)),
        };
        locked.list.move_slots(t, k, k + 1, n - k);
        locked.put(k, item);
        locked.set_len(n + 1);
        Ok(old)
    });
    done(t, edited.map_err(|(e, _)| e))
}

/// `l.pop(index)`; the length, if the index is out of range.
pub fn pop(t: &Thread, l: Value, index: isize) -> Result<Ref, usize> {
    let (item, old) = with(t, l, |locked| match seq::wrap_index(index, locked.len()) {
        Some(k) => Ok((locked.remove(k), locked.list.shrink(t))),
        None => Err(locked.len()),
    })?;
    old.retire(t);
    Ok(item)
}

/// Removes the first item that equals `value`: what was removed, UNDEF if there is none. `None`: only Python code can tell.
pub(super) fn remove_known(t: &Thread, l: Value, value: Value) -> Option<Ref> {
    let (item, old) = with(t, l, |locked| {
        for k in 0..locked.len() {
            match PythonEq::known(locked.peek(k), value) {
                Some(true) => return Some((locked.remove(k), locked.list.shrink(t))),
                Some(false) => {}
                None => return None,
            }
        }
        Some((Ref::UNDEF, Old::NONE))
    })?;
    old.retire(t);
    Some(item)
}

/// Removes item `k` and gives it back; UNDEF if there is none.
pub fn remove_at(t: &Thread, l: Value, k: usize) -> Ref {
    isize::try_from(k).ok().and_then(|k| pop(t, l, k).ok()).unwrap_or(Ref::UNDEF)
}

/// Appends many; the references move in.
///
/// # Panics
/// Ends the process if there is no memory: see [`try_extend`].
pub fn extend(t: &Thread, l: Value, more: Vec<Ref>) {
    let n = more.len();
    if try_extend(t, l, more).is_err() {
        super::out_of_memory(n);
    }
}

/// Appends many; the references move in.
pub fn try_extend(t: &Thread, l: Value, more: Vec<Ref>) -> Res<()> {
    splice(t, l, |len| len..len, more)
}

/// Replaces a range (which may depend on the length) by other items; the references move in.
pub(super) fn splice(
    t: &Thread,
    l: Value,
    range: impl FnOnce(usize) -> Range<usize>,
    new: Vec<Ref>,
) -> Res<()> {
    let edited = with(t, l, |locked| {
        let n = locked.len();
        let Range { start, end } = range(n);
        let (end, count) = (end.max(start), new.len());
        let len = n - (end - start) + count;
        let old = match locked.list.reserve(t, len, true) {
            Ok(old) => old,
            Err(e) => return Err((e, new)),
        };
        let removed: Vec<Ref> = (start..end).map(|k| locked.take(k)).collect();
        locked.list.move_slots(t, end, start + count, n - end);
        new.into_iter().enumerate().for_each(|(k, item)| locked.put(start + k, item));
        if len < n {
            locked.list.clear_slots(len..n);
        }
        locked.set_len(len);
        // One of the two replaced nothing.
        let shrunk = if len < n { locked.list.shrink(t) } else { Old::NONE };
        Ok((removed, old, shrunk))
    });
    match edited {
        Ok((removed, old, shrunk)) => {
            old.retire(t);
            shrunk.retire(t);
            drop_all(removed);
            Ok(())
        }
        Err((NoMemory, new)) => {
            drop(new);
            Err(seq::no_memory(t))
        }
    }
}

/// `l.clear()`
pub fn clear(t: &Thread, l: Value) {
    let (items, old) = with(t, l, |locked| {
        let items: Vec<Ref> = (0..locked.len()).map(|k| locked.take(k)).collect();
        (items, locked.list.publish(table::empty(), 0))
    });
    old.retire(t);
    drop_all(items);
}

/// Makes room for `more` items, as a hint; MemoryError if there can be none.
pub(super) fn reserve(t: &Thread, l: Value, more: usize) -> Res<()> {
    let edited = with(t, l, |locked| match locked.len().checked_add(more) {
        Some(len) => locked.list.reserve(t, len, false),
        None => Err(NoMemory),
    });
    done(t, edited)
}

/// Gives back room that a hint asked for in vain.
pub(super) fn trim(t: &Thread, l: Value) {
    with(t, l, |locked| locked.list.shrink(t)).retire(t);
}

/// `l.extend(other)` for a list (the same one, too): at one moment of both.
pub(super) fn extend_list(t: &Thread, l: Value, other: Value) -> Res<()> {
    let edited = {
        let (a, b) = (obj(l), obj(other));
        let _locks = lock_two(a.lock(), b.lock(), &t.m);
        let to = Locked { t, list: l.expect::<List>() };
        let from = Locked { t, list: other.expect::<List>() };
        let (n, more) = (to.len(), from.len());
        to.list.reserve(t, n + more, true).inspect(|_| {
            (0..more).for_each(|k| to.put(n + k, t.hold(from.peek(k))));
            to.set_len(n + more);
        })
    };
    done(t, edited)
}

/// `l.extend(tuple)`
pub(super) fn extend_tuple(t: &Thread, l: Value, tuple: Value) -> Res<()> {
    let items = tuple::items(&tuple);
    let edited = with(t, l, |locked| {
        let n = locked.len();
        let old = locked.list.reserve(t, n + items.len(), true)?;
        items.iter().enumerate().for_each(|(k, &item)| locked.put(n + k, t.hold(item)));
        locked.set_len(n + items.len());
        Ok(old)
    });
    done(t, edited)
}

/// `l *= n`
pub(super) fn repeat_in_place(t: &Thread, l: Value, n: usize) -> Res<()> {
    if n == 0 {
        clear(t, l);
        return Ok(());
    }
    let edited = with(t, l, |locked| {
        let len = locked.len();
        let total = len.checked_mul(n).ok_or(NoMemory)?;
        let old = locked.list.reserve(t, total, false)?;
        (len..total).for_each(|k| locked.put(k, t.hold(locked.peek(k % len))));
        locked.set_len(total);
        Ok(old)
    });
    done(t, edited)
}

/// `l.reverse()`
pub(super) fn reverse(t: &Thread, l: Value) {
    let old = with(t, l, |locked| {
        let n = locked.len();
        let old = locked.list.table.load(Relaxed);
        match table::allocate(t, n, n) {
            // Published whole.
            Ok(new) => {
                // SAFETY: both have `n` slots; the references move.
                unsafe {
                    let (from, to) = (table::words(old), table::words(new));
                    (0..n).for_each(|k| to.add(k).write(from.add(n - 1 - k).read()));
                }
                locked.list.publish(new, n)
            }
            Err(NoMemory) => {
                for k in 0..n / 2 {
                    let (x, y) = (locked.take(k), locked.take(n - 1 - k));
                    locked.put(k, y);
                    locked.put(n - 1 - k, x);
                }
                Old::NONE
            }
        }
    });
    old.retire(t);
}

/// Where a slice starts, steps, and how many items it has.
type Strided = (usize, isize, usize);

/// An extended slice of a list of `len` items, from its first index up.
fn ascending(raw: (isize, isize, isize), len: usize) -> Strided {
    let (start, _, count) = slice::adjust(raw, len);
    let step = raw.2;
    if step < 0 && count > 0 {
        return ((start + (count as isize - 1) * step) as usize, -step, count);
    }
    (start.max(0) as usize, step, count)
}

/// `l[start:stop:step] = new`; how long the slice is, if it does not fit.
pub(super) fn assign_strided(
    t: &Thread,
    l: Value,
    raw: (isize, isize, isize),
    new: Vec<Ref>,
) -> Result<(), (usize, Vec<Ref>)> {
    let removed = with(t, l, |locked| {
        let (start, _, count) = slice::adjust(raw, locked.len());
        if count != new.len() {
            return Err((count, new));
        }
        let place = |(k, item): (usize, Ref)| {
            let at = (start + k as isize * raw.2) as usize;
            let old = locked.take(at);
            locked.put(at, item);
            old
        };
        Ok(new.into_iter().enumerate().map(place).collect())
    })?;
    drop_all(removed);
    Ok(())
}

/// `del l[start:stop:step]`
pub(super) fn delete_strided(t: &Thread, l: Value, raw: (isize, isize, isize)) {
    let (removed, old) = with(t, l, |locked| {
        let n = locked.len();
        let (start, step, count) = ascending(raw, n);
        let mut removed = Vec::with_capacity(count);
        for k in 0..count {
            let at = start + k * step as usize;
            removed.push(locked.take(at));
            // What lies between this item and the next (or the end) moves down over the gaps.
            let end = if k + 1 < count { at + step as usize } else { n };
            locked.list.move_slots(t, at + 1, at - k, end - at - 1);
        }
        locked.list.clear_slots(n - count..n);
        locked.set_len(n - count);
        (removed, locked.list.shrink(t))
    });
    old.retire(t);
    drop_all(removed);
}

/// Takes all items for a sort: until [`put_back`] the list looks empty, and marked. `None` if it has none (or has been taken).
pub(super) fn take_all(t: &Thread, l: Value) -> Option<Vec<Ref>> {
    let (items, old) = with(t, l, |locked| {
        if locked.len() == 0 {
            return None;
        }
        let items: Vec<Ref> = (0..locked.len()).map(|k| locked.take(k)).collect();
        Some((items, locked.list.publish(table::sorting(), 0)))
    })?;
    old.retire(t);
    Some(items)
}

/// Puts the items of a sort back. Whether the list was still marked: nobody had changed it. What it held then is dropped.
pub(super) fn put_back(t: &Thread, l: Value, items: Vec<Ref>) -> bool {
    let n = items.len();
    let Ok(new) = table::allocate(t, n, n) else { super::out_of_memory(n) };
    // SAFETY: nobody else can see the table, which has `n` slots.
    let to = unsafe { table::words(new) };
    // SAFETY: as above; the references move.
    items.into_iter().enumerate().for_each(|(k, item)| unsafe { to.add(k).write(item.into_value()) });
    let (unchanged, others, old) = with(t, l, |locked| {
        let unchanged = locked.list.table.load(Relaxed) == table::sorting();
        let others: Vec<Ref> = (0..locked.len()).map(|k| locked.take(k)).collect();
        (unchanged, others, locked.list.publish(new, n))
    });
    old.retire(t);
    drop_all(others);
    unchanged
}

/// Puts the items of a list into another order under its lock, if `wanted` says how for the words that are there; `f` gets a
/// copy of them, which is published whole. `None` if nothing was wanted, or there is no memory for the copy.
pub(super) fn permute<K, R>(
    t: &Thread,
    l: Value,
    wanted: impl FnOnce(&[Value]) -> Option<K>,
    f: impl FnOnce(K, &mut [Value]) -> R,
) -> Option<R> {
    let (r, old) = with(t, l, |locked| {
        let n = locked.len();
        // SAFETY: the published table, under the lock.
        let now = unsafe { std::slice::from_raw_parts(table::words(locked.list.table.load(Relaxed)), n) };
        let how = wanted(now)?;
        let new = table::allocate(t, n, 0).ok()?;
        // SAFETY: fresh, and all its slots are written.
        let items = unsafe { std::slice::from_raw_parts_mut(table::words(new), n) };
        items.copy_from_slice(now);
        let r = f(how, items);
        Some((r, locked.list.publish(new, n)))
    })?;
    old.retire(t);
    Some(r)
}

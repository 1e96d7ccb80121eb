//! A list's table: its capacity and its slots in one allocation that readers look into without a lock.
//!
//! Rules
//! 1. Writers hold the list's lock. They change slots of the published table only; a table that does not fit is replaced, its
//!    references move, and the old one is retired (readers may still look into it, and then find that it is not current).
//! 2. Slots from the length on are UNDEF, so that a reader with an old length finds nothing.
//! 3. While the runtime has one thread there are no such readers: tables are freed, or grown in place, at once.
//!
//! Must never know what is in the slots.

use crate::refs::Slot;
use crate::thread::Thread;
use crate::types::seq;
use crate::value::Value;
use heddle_threads::sync::atomic::{AtomicPtr, AtomicUsize, Ordering::*};
use heddle_threads::{Blocking, Retired};
use std::alloc::Layout;
use std::ptr;

/// The head of a table; the slots follow.
#[repr(C)]
pub struct Table {
    capacity: usize,
}

const HEAD: usize = size_of::<Table>();

/// The table of an empty list.
static EMPTY: Table = Table { capacity: 0 };
/// The table of a list that is being sorted: empty, but not the one that an emptied list has.
static SORTING: Table = Table { capacity: 0 };

/// The table of an empty list; it has no slots.
#[inline(always)]
pub fn empty() -> *mut Table {
    ptr::from_ref(&EMPTY).cast_mut()
}

/// The table that marks a list whose items a sort has taken; it has no slots.
pub fn sorting() -> *mut Table {
    ptr::from_ref(&SORTING).cast_mut()
}

/// There is no memory for a table of that size.
#[derive(Debug)]
pub struct NoMemory;

fn layout(capacity: usize) -> Layout {
    // SAFETY: the size was checked when the table was made, and 8 is a power of two.
    unsafe { Layout::from_size_align_unchecked(HEAD + capacity * 8, 8) }
}

/// Bytes of a table.
pub fn bytes(capacity: usize) -> usize {
    if capacity == 0 { 0 } else { HEAD + capacity * 8 }
}

/// How many slots a table has.
///
/// # Safety
/// The table was loaded from a list since this thread's last safepoint, or belongs to the caller.
#[inline(always)]
pub unsafe fn capacity(table: *mut Table) -> usize {
    // SAFETY: the caller's promise; the capacity never changes.
    unsafe { (*table).capacity }
}

/// A slot of a table.
///
/// # Safety
/// As for [`capacity`], and `k` is below it.
#[inline(always)]
pub unsafe fn slot<'a>(table: *mut Table, k: usize) -> &'a Slot {
    // SAFETY: the caller's promise.
    unsafe { &*table.cast::<u8>().add(HEAD).cast::<Slot>().add(k) }
}

/// The slots' words, where nobody but the caller can see the table, or no other thread exists.
///
/// # Safety
/// As for [`capacity`].
#[inline(always)]
pub unsafe fn words(table: *mut Table) -> *mut Value {
    // SAFETY: one past the head is in the allocation, or its end.
    unsafe { table.cast::<u8>().add(HEAD).cast() }
}

/// A new table whose slots from `len` on are UNDEF; the caller writes those before.
pub fn allocate(t: &Thread, capacity: usize, len: usize) -> Result<*mut Table, NoMemory> {
    if capacity == 0 {
        return Ok(empty());
    }
    if seq::too_many(capacity) {
        return Err(NoMemory);
    }
    // SAFETY: the size is not 0 and fits.
    unsafe {
        let table = std::alloc::alloc(layout(capacity)).cast::<Table>();
        if table.is_null() {
            return Err(NoMemory);
        }
        table.write(Table { capacity });
        clear_from(table, len);
        t.m.charge(bytes(capacity) as isize);
        Ok(table)
    }
}

/// Makes the slots from `len` on UNDEF.
///
/// # Safety
/// Nobody else can see the table.
unsafe fn clear_from(table: *mut Table, len: usize) {
    // SAFETY: in the allocation.
    unsafe { (len..capacity(table)).for_each(|k| words(table).add(k).write(Value::UNDEF)) }
}

unsafe fn free(table: *mut u8, bytes: usize) {
    // SAFETY: retired, or given up, once, with its size.
    unsafe { std::alloc::dealloc(table, Layout::from_size_align_unchecked(bytes, 8)) }
}

/// Frees the table of a dead list. How many bytes it had.
///
/// # Safety
/// Nobody can see the table.
pub unsafe fn release(table: *mut Table) -> usize {
    // SAFETY: the caller's promise.
    let bytes = bytes(unsafe { capacity(table) });
    if bytes != 0 {
        // SAFETY: made by `allocate`.
        unsafe { free(table.cast(), bytes) };
    }
    bytes
}

/// A table that is no longer published and holds no references. To be given up after the lock.
#[must_use]
pub struct Old(*mut Table);

impl Old {
    /// No table.
    pub const NONE: Old = Old(ptr::null_mut());

    /// Gives it up. No lock is held.
    #[inline]
    pub fn retire(self, t: &Thread) {
        if !self.0.is_null() {
            self.retire_now(t);
        }
    }

    #[cold]
    fn retire_now(self, t: &Thread) {
        // SAFETY: unpublished, so its capacity is ours to read.
        let bytes = bytes(unsafe { capacity(self.0) });
        if bytes == 0 {
            return;
        }
        t.m.charge(-(bytes as isize));
        let block = self.0.cast();
        if t.m.alone() {
            // SAFETY: no other thread exists, and this one reads no table across a change.
            unsafe { free(block, bytes) };
        } else {
            t.m.retire(Retired { block, bytes, free });
        }
    }
}

/// A list's payload: its table and its length.
pub struct List {
    /// Acquire loads pair with the Release stores in `publish`.
    pub(super) table: AtomicPtr<Table>,
    /// Items in the table. Changed under the lock; Release, so that who sees a length sees the slots below it.
    pub(super) len: AtomicUsize,
}

impl List {
    /// A list without items.
    pub(super) fn new() -> List {
        List { table: AtomicPtr::new(empty()), len: AtomicUsize::new(0) }
    }

    /// Replaces table and length. The lock is held, or nobody else can see the list.
    #[inline]
    pub(super) fn publish(&self, table: *mut Table, len: usize) -> Old {
        // Release: pairs with the Acquire loads of readers.
        let old = self.table.load(Relaxed);
        self.table.store(table, Release);
        self.len.store(len, Release);
        Old(old)
    }

    /// Makes room for `len` items (more, so that appending stays cheap, if `spare`). The lock is held.
    #[inline]
    pub(super) fn reserve(&self, t: &Thread, len: usize, spare: bool) -> Result<Old, NoMemory> {
        let table = self.table.load(Relaxed);
        // SAFETY: the published table, under the lock.
        if len <= unsafe { capacity(table) } {
            return Ok(Old::NONE);
        }
        let (roomy, more) = (roomy(len), len - self.len.load(Relaxed));
        // Much at once is not a sign of more to come.
        self.resize(t, if !spare || more > roomy - len { (len + 3) & !3 } else { roomy })
    }

    /// Gives back room if there is much more than needed. The lock is held.
    #[inline]
    pub(super) fn shrink(&self, t: &Thread) -> Old {
        let (table, len) = (self.table.load(Relaxed), self.len.load(Relaxed));
        // SAFETY: the published table, under the lock.
        if len >= unsafe { capacity(table) } / 2 {
            return Old::NONE;
        }
        self.resize(t, if len == 0 { 0 } else { roomy(len) }).unwrap_or(Old::NONE)
    }

    /// Moves the items to a table of `new` slots.
    #[cold]
    fn resize(&self, t: &Thread, new: usize) -> Result<Old, NoMemory> {
        let (table, len) = (self.table.load(Relaxed), self.len.load(Relaxed));
        // SAFETY: the published table, under the lock.
        let old = unsafe { capacity(table) };
        if new == old {
            return Ok(Old::NONE);
        }
        if t.m.alone() && old != 0 && new != 0 {
            if seq::too_many(new) {
                return Err(NoMemory);
            }
            // SAFETY: made by `allocate`; no other thread exists that could look into it.
            unsafe {
                let grown = std::alloc::realloc(table.cast(), layout(old), bytes(new)).cast::<Table>();
                if grown.is_null() {
                    return Err(NoMemory);
                }
                grown.write(Table { capacity: new });
                clear_from(grown, len);
                self.table.store(grown, Release);
            }
            t.m.charge(bytes(new) as isize - bytes(old) as isize);
            return Ok(Old::NONE);
        }
        let fresh = allocate(t, new, len)?;
        // SAFETY: both have `len` slots; the references move, as the old table holds none once it is not published.
        unsafe { words(fresh).copy_from_nonoverlapping(words(table), len) };
        Ok(self.publish(fresh, len))
    }

    /// Moves `count` references from slot `from` on to slot `to` on. The lock is held. A reader meets an old or a moved
    /// reference in each slot, and each stays in some slot all the time.
    #[inline]
    pub(super) fn move_slots(&self, t: &Thread, from: usize, to: usize, count: usize) {
        let table = self.table.load(Relaxed);
        // SAFETY: the published table, under the lock; the callers' indices are in it.
        unsafe {
            debug_assert!(from.max(to) + count <= capacity(table));
            if t.m.alone() {
                words(table).add(to).copy_from(words(table).add(from), count);
            } else if to < from {
                (0..count).for_each(|k| slot(table, to + k).put_locked(slot(table, from + k).peek()));
            } else {
                (0..count).rev().for_each(|k| slot(table, to + k).put_locked(slot(table, from + k).peek()));
            }
        }
    }

    /// Empties slots whose references have moved. The lock is held.
    #[inline]
    pub(super) fn clear_slots(&self, range: std::ops::Range<usize>) {
        let table = self.table.load(Relaxed);
        // SAFETY: the published table, under the lock; the callers' indices are in it.
        range.for_each(|k| unsafe { slot(table, k) }.put_locked(Value::UNDEF));
    }
}

/// Slots for `len` items and some more.
fn roomy(len: usize) -> usize {
    (len + (len >> 2) + 6) & !3
}

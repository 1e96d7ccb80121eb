//! Everything that writes. All of it happens under the container's lock; what is replaced goes to the [`Trash`], which is emptied
//! after the lock.

use super::find::{Here, Rule};
use super::table::Table;
use super::{Hashed, alone, hold};
use crate::error::Res;
use crate::refs::Ref;
use crate::thread::Thread;
use heddle_gc::Obj;
use heddle_threads::Retired;
use heddle_threads::sync::atomic::Ordering::*;

/// What must go once the lock is let go: declare it before the lock.
pub struct Trash<'a> {
    t: &'a Thread,
    /// Unpublished tables, with how to drop what they still own.
    tables: Vec<Old>,
}

struct Old {
    block: *mut u8,
    bytes: usize,
    free: unsafe fn(*mut u8, usize),
    /// Drops the references, where the table still owns them.
    drop_refs: Option<fn(*mut u8)>,
}

impl<'a> Trash<'a> {
    /// Nothing yet.
    #[inline(always)]
    pub fn new(t: &'a Thread) -> Self {
        Self { t, tables: Vec::new() }
    }

    #[cold]
    fn table<const N: usize>(&mut self, table: Table<N>, owns: bool) {
        unsafe fn free<const N: usize>(p: *mut u8, _bytes: usize) {
            // SAFETY: retired once; every reader has passed a safepoint.
            unsafe { Table::<N>::from_ptr(p.cast()).free() };
        }
        fn drop_refs<const N: usize>(p: *mut u8) {
            let table = Table::<N>::from_ptr(p.cast());
            for e in table.live() {
                drop(table.entry(e).empty());
            }
        }
        if table.is_none() {
            return;
        }
        let bytes = table.bytes();
        self.t.m.charge(-(bytes as isize));
        self.tables.push(Old {
            block: table.as_ptr().cast(),
            bytes,
            free: free::<N>,
            drop_refs: owns.then_some(drop_refs::<N>),
        });
    }

    #[cold]
    fn empty(&mut self) {
        for old in std::mem::take(&mut self.tables) {
            // Unpublished: nobody but stale readers looks at it, and it is not retired yet.
            if let Some(drop_refs) = old.drop_refs {
                drop_refs(old.block);
            }
            if alone(self.t) {
                // SAFETY: there are no other readers, and nothing of this thread keeps a table while code runs.
                unsafe { (old.free)(old.block, old.bytes) };
            } else {
                self.t.m.retire(Retired { block: old.block, bytes: old.bytes, free: old.free });
            }
        }
    }
}

impl Drop for Trash<'_> {
    #[inline(always)]
    fn drop(&mut self) {
        if !self.tables.is_empty() {
            self.empty();
        }
    }
}

impl<const N: usize> Hashed<N> {
    /// Calls `act` with the lock held and the key looked for: [`Here::At`] or [`Here::Absent`]. `act` runs no code and drops no
    /// reference; what it takes out it puts into a [`Trash`] of the caller's, or returns.
    #[inline(always)]
    pub fn with_key<R: Rule, A>(
        &self,
        t: &Thread,
        o: Obj,
        hash: i64,
        key: crate::Value,
        mut act: impl FnMut(Option<u32>) -> A,
    ) -> Res<A> {
        {
            let _lock = o.lock().lock(&t.m);
            match self.find_locked::<R>(hash, key) {
                Here::At(e) => return Ok(act(Some(e))),
                Here::Absent => return Ok(act(None)),
                Here::Ask => {}
            }
        }
        self.with_key_asked::<R, A>(t, o, hash, key, act)
    }

    #[inline(never)]
    fn with_key_asked<R: Rule, A>(
        &self,
        t: &Thread,
        o: Obj,
        hash: i64,
        key: crate::Value,
        mut act: impl FnMut(Option<u32>) -> A,
    ) -> Res<A> {
        loop {
            let f = self.find::<R>(t, o, hash, key)?;
            let _lock = o.lock().lock(&t.m);
            match self.check(&f, hash) {
                Some(Here::At(e)) => return Ok(act(Some(e))),
                Some(_) => return Ok(act(None)),
                None => {}
            }
        }
    }

    /// Adds an entry whose key is not there. With the lock held.
    #[inline]
    pub fn push(&self, hash: i64, refs: [Ref; N], trash: &mut Trash) {
        let mut table = self.table();
        if table.used() == table.capacity() {
            table = self.grow(1, trash);
        }
        table.push(hash, refs);
        self.live.store(self.live.load(Relaxed) + 1, Relaxed);
    }

    /// A fresh table with room for `more` entries; the live ones move there. With the lock held.
    #[cold]
    fn grow(&self, more: usize, trash: &mut Trash) -> Table<N> {
        let old = self.table();
        let live = self.len();
        // As CPython grows: iterators tell the same changes of keys by it.
        let room = (live + more).max(live * 2);
        let new = Table::with_room(room, self.next_generation());
        // SAFETY: the reference moves: nobody takes it from the old table, whose slots are no longer looked at.
        new.fill(old, |v| unsafe { Ref::own(v) });
        trash.t.m.charge(new.bytes() as isize);
        self.publish(new);
        trash.table(old, false);
        new
    }

    /// Makes room for `more` entries. With the lock held.
    pub fn reserve(&self, more: usize, trash: &mut Trash) {
        let table = self.table();
        if ((table.capacity() - table.used()) as usize) < more {
            self.grow(more, trash);
        }
    }

    fn next_generation(&self) -> u32 {
        let generation = self.tables.load(Relaxed).wrapping_add(1).max(1);
        self.tables.store(generation, Relaxed);
        generation
    }

    fn publish(&self, table: Table<N>) {
        // Release: pairs with the Acquire in `table`.
        self.table.store(table.as_ptr(), Release);
    }

    /// Deletes an entry: what it held. With the lock held.
    #[inline]
    pub fn take(&self, e: u32) -> [Ref; N] {
        let table = self.table();
        let refs = table.entry(e).empty();
        table.deleted(e);
        self.live.store(self.live.load(Relaxed) - 1, Relaxed);
        refs
    }

    /// Deletes everything.
    pub fn clear(&self, t: &Thread, o: Obj) {
        let mut trash = Trash::new(t);
        let _lock = o.lock().lock(&t.m);
        self.replace(&Hashed::new(), &mut trash);
    }

    /// Takes over the contents of `new`, which nobody else can see and which is left without any; the old ones go to the trash.
    /// With the lock held.
    pub fn replace(&self, new: &Hashed<N>, trash: &mut Trash) {
        let old = self.table();
        let table = new.table();
        if !table.is_none() {
            // SAFETY: private, and not published before: its generation is still ours to say.
            unsafe { table.set_generation(self.next_generation()) };
        }
        self.publish(table);
        self.live.store(new.live.load(Relaxed), Relaxed);
        new.publish(Table::none());
        new.live.store(0, Relaxed);
        trash.table(old, true);
    }

    /// A copy of the contents as they are at one moment.
    pub fn copy(&self, t: &Thread, o: Obj) -> Hashed<N> {
        let copy = {
            let _lock = o.lock().lock(&t.m);
            self.copy_locked(t)
        };
        t.m.charge(copy.bytes() as isize);
        copy
    }

    /// [`Hashed::copy`] with the lock held; the bytes are not charged yet.
    pub fn copy_locked(&self, t: &Thread) -> Hashed<N> {
        let (table, live) = (self.table(), self.len());
        if live == 0 {
            return Hashed::new();
        }
        let new = if live == table.used() as usize && live * 2 > table.capacity() as usize {
            Table::like(table, 1)
        } else {
            Table::with_room(live, 1)
        };
        new.fill(table, |v| hold(t, v));
        Hashed::from_table(new, live)
    }
}

//! The hash table under `dict`, `set` and `frozenset`: read without a lock, changed under the container's byte lock.
//!
//! [`Hashed`] is what their payloads hold. README.md is the protocol: why a reader that takes no lock is right. Files: `table` (one
//! block and what may change in it), `find` (searching), `change` (everything that writes), `both` (two containers at once).
//! Must never know `dict` or `set`.

mod both;
mod change;
mod find;
mod table;

pub use both::{Match, against, with_both};
pub use change::Trash;
pub use find::{Here, PythonEq, Rule, Text, hash_key, is_exact_str};
pub use table::{Entry, Table};

use crate::refs::{Ref, Slot};
use crate::thread::Thread;
use crate::value::Value;
use heddle_gc::Obj;
use heddle_gc::read::ReadError;
use heddle_threads::sync::atomic::{AtomicPtr, AtomicU32, Ordering::*};
use heddle_threads::{Blocking, ByteLock};
use table::Head;

/// The contents of a container whose entries have `N` references.
pub struct Hashed<const N: usize> {
    table: AtomicPtr<Head>,
    /// Live entries. Written under the lock.
    live: AtomicU32,
    /// Tables so far. Under the lock.
    tables: AtomicU32,
}

/// A container: its contents and the object whose lock guards them.
pub struct Owner<'a, const N: usize> {
    /// The contents.
    pub hashed: &'a Hashed<N>,
    /// The object.
    pub o: Obj,
}

impl<const N: usize> Clone for Owner<'_, N> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<const N: usize> Copy for Owner<'_, N> {}

impl<const N: usize> Owner<'_, N> {
    /// The lock.
    pub fn lock(&self) -> &ByteLock {
        self.o.lock()
    }
}

/// One more reference to what a slot holds, which the container's lock (or being alone) keeps there.
#[inline(always)]
pub fn hold(t: &Thread, v: Value) -> Ref {
    if let Some(o) = v.as_obj() {
        // SAFETY: the lock pins the slot's reference.
        unsafe { t.m.incref(o) };
    }
    // SAFETY: just counted.
    unsafe { Ref::own(v) }
}

impl<const N: usize> Hashed<N> {
    /// Nothing in it.
    #[inline(always)]
    pub fn new() -> Self {
        Self::from_table(Table::none(), 0)
    }

    /// Room for `n` entries, charged to nobody: small.
    pub fn with_room(t: &Thread, n: usize) -> Self {
        if n == 0 {
            return Self::new();
        }
        let table = Table::<N>::with_room(n, 1);
        t.m.charge(table.bytes() as isize);
        Self::from_table(table, 0)
    }

    fn from_table(table: Table<N>, live: usize) -> Self {
        Self {
            table: AtomicPtr::new(table.as_ptr()),
            live: AtomicU32::new(live as u32),
            tables: AtomicU32::new(1),
        }
    }

    /// The published table.
    #[inline(always)]
    pub fn table(&self) -> Table<N> {
        // Acquire: pairs with the Release in `publish`.
        Table::from_ptr(self.table.load(Acquire))
    }

    /// Whether `table`, loaded since the last safepoint, is still the published one.
    #[inline(always)]
    pub fn is_current(&self, table: Table<N>) -> bool {
        self.table.load(Acquire) == table.as_ptr()
    }

    /// How many live entries there are.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.live.load(Relaxed) as usize
    }

    /// Whether there are none.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What tells whether something happened to the container: the table and how many entries were ever written in it.
    pub fn version(&self) -> (u32, u32) {
        let table = self.table();
        (table.generation(), table.used())
    }

    /// A live entry at or after `*position`, which moves behind it: its references. Takes no lock in the steady state.
    #[inline]
    pub fn next_entry(&self, t: &Thread, o: Obj, position: &mut u32) -> Option<[Ref; N]> {
        loop {
            let table = self.table();
            // What is before the first live entry stays deleted.
            *position = (*position).max(table.bounds().0);
            if *position >= table.used() {
                return None;
            }
            let entry = table.entry(*position);
            if entry.is_deleted() {
                *position += 1;
                continue;
            }
            match self.read_entry(t, o, table, *position) {
                Ok(refs) => {
                    *position += 1;
                    return Some(refs);
                }
                // Deleted or replaced meanwhile: look again.
                Err(()) => continue,
            }
        }
    }

    /// The last live entry before `*position`, which moves to it. A position that the table no longer has is the end.
    pub fn previous_entry(&self, t: &Thread, o: Obj, position: &mut u32) -> Option<[Ref; N]> {
        loop {
            let table = self.table();
            if *position == 0 || *position > table.used() {
                return None;
            }
            if table.entry(*position - 1).is_deleted() {
                *position -= 1;
                continue;
            }
            if let Ok(refs) = self.read_entry(t, o, table, *position - 1) {
                *position -= 1;
                return Some(refs);
            }
        }
    }

    /// The references of an entry of a table loaded just now; `Err` if it was deleted or the table replaced.
    #[inline(always)]
    fn read_entry(&self, t: &Thread, o: Obj, table: Table<N>, e: u32) -> Result<[Ref; N], ()> {
        let entry = table.entry(e);
        let read = |slot: &Slot| slot.try_get(t, || self.is_current(table));
        let key = match read(entry.key()) {
            Ok(key) => key,
            Err(error) => return self.read_entry_slow(t, o, table, e, error),
        };
        if key.is_undef() {
            return Err(());
        }
        if N == 1 {
            let mut key = Some(key);
            return Ok(std::array::from_fn(|_| key.take().unwrap_or(Ref::UNDEF)));
        }
        // Read after the key, so the pair was there when the value was.
        let value = match read(entry.value()) {
            Ok(value) => value,
            Err(error) => return self.read_entry_slow(t, o, table, e, error),
        };
        if value.is_undef() {
            return Err(());
        }
        let mut both = [key, value].into_iter();
        Ok(std::array::from_fn(|_| both.next().unwrap_or(Ref::UNDEF)))
    }

    #[cold]
    fn read_entry_slow(
        &self,
        t: &Thread,
        o: Obj,
        table: Table<N>,
        e: u32,
        error: ReadError,
    ) -> Result<[Ref; N], ()> {
        if error == ReadError::Changed {
            return Err(());
        }
        let generation = table.generation();
        let _lock = o.lock().lock(&t.m);
        if !self.is_still(table, generation) || self.table().entry(e).is_deleted() {
            return Err(());
        }
        let entry = table.entry(e);
        Ok(std::array::from_fn(|k| if k == 0 { entry.key() } else { entry.value() }.get_locked(t)))
    }

    /// Whether a table of which only address and generation are still known is the published one.
    #[inline(always)]
    fn is_still(&self, table: Table<N>, generation: u32) -> bool {
        let now = self.table();
        now == table && now.generation() == generation
    }

    /// All entries as they are at one moment: hash and references.
    pub fn snapshot<R>(&self, t: &Thread, o: Obj, mut each: impl FnMut(&Entry<N>) -> R) -> Vec<R> {
        let _lock = o.lock().lock(&t.m);
        let table = self.table();
        let mut all = Vec::with_capacity(self.len());
        all.extend(table.live().map(|e| each(table.entry(e))));
        all
    }

    /// Visits what it holds: for `trace`.
    pub fn each(&self, visit: &mut dyn FnMut(Value)) {
        let table = self.table();
        for e in table.live() {
            visit(table.entry(e).key().peek());
            if N > 1 {
                visit(table.entry(e).value().peek());
            }
        }
    }

    /// Frees the table of a dead container: its bytes.
    ///
    /// # Safety
    /// Nobody uses the container any more, and what it held is given up.
    pub unsafe fn release(&self) -> usize {
        let table = self.table();
        let bytes = table.bytes();
        // SAFETY: the caller's promise; a reader of the table would have a reference to the container.
        unsafe { table.free() };
        bytes
    }

    /// Bytes outside the container's block.
    pub fn bytes(&self) -> usize {
        self.table().bytes()
    }
}

impl<const N: usize> Default for Hashed<N> {
    fn default() -> Self {
        Self::new()
    }
}

/// Whether this thread is the only one there ever was, so that what it does not hold cannot go away under it.
#[inline(always)]
pub fn alone(t: &Thread) -> bool {
    t.m.alone()
}

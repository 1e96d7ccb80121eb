//! The table of debts: decrements that a thread owes, which are credits at the same time.
//!
//! Direct-mapped by the object's address. An entry is used from the first debt of its object until
//! it is paid; `pending` may fall to 0 and rise again meanwhile (a credit taken back, a new debt)
//! with no trace outside this table. `used` has one bit an entry in use, so paying everything looks
//! only at those.

use crate::{Header, Obj};
use heddle_threads::sync::{Mutation, mutated};
use std::cell::Cell;

/// Entries a table has. 4 KiB of them fit the first-level cache beside the program's own data.
pub(crate) const ENTRIES: usize = if cfg!(loom) { 2 } else { 256 };

/// One object's debts.
pub struct Entry {
    /// The object, or null.
    object: Cell<*mut Header>,
    /// Decrements owed: references that the thread still holds.
    pub pending: Cell<u32>,
    /// Ticks since the first of them.
    age: Cell<u32>,
}

/// The table of one slot.
pub struct Debts {
    entries: Box<[Entry; ENTRIES]>,
    used: [Cell<u64>; ENTRIES.div_ceil(64)],
}

impl Entry {
    /// Whether the entry is this object's.
    #[inline(always)]
    pub fn is_for(&self, o: Obj) -> bool {
        self.object.get() == o.as_ptr()
    }
}

impl Debts {
    pub(crate) fn new() -> Self {
        let entry =
            || Entry { object: Cell::new(crate::slot::NULL), pending: Cell::new(0), age: Cell::new(0) };
        let entries: Vec<Entry> = (0..ENTRIES).map(|_| entry()).collect();
        let entries: Box<[Entry; ENTRIES]> =
            entries.try_into().unwrap_or_else(|_| unreachable!("ENTRIES entries were made"));
        Self { entries, used: std::array::from_fn(|_| Cell::new(0)) }
    }

    /// The index at which `o` belongs.
    #[inline(always)]
    fn index(o: Obj) -> usize {
        // Neighbours in a page spread over the table; pages are shuffled against each other.
        let a = o.address() >> 4;
        (a ^ (a >> 8) ^ (a >> 16)) % ENTRIES
    }

    /// The entry that `o` has or would have.
    #[inline(always)]
    pub fn entry(&self, o: Obj) -> &Entry {
        &self.entries[Self::index(o)]
    }

    /// Takes back one reference to `o` that this thread owes: then it holds it again.
    #[inline(always)]
    pub fn take_credit(&self, o: Obj) -> bool {
        let e = self.entry(o);
        let pending = e.pending.get();
        if (e.is_for(o) || mutated(Mutation::CreditIgnoresObject)) && pending != 0 {
            if !mutated(Mutation::CreditTakenTwice) {
                e.pending.set(pending - 1);
            }
            return true;
        }
        false
    }

    /// Gives the entry at `o`'s index to `o`. What was owed there before comes back, to be paid.
    #[cold]
    pub fn assign(&self, o: Obj) -> Option<(Obj, u32)> {
        let k = Self::index(o);
        let e = &self.entries[k];
        let evicted = Self::clear(e);
        e.object.set(o.as_ptr());
        let word = &self.used[k / 64];
        word.set(word.get() | 1 << (k % 64));
        evicted
    }

    /// Takes what an entry owes out of it.
    #[inline]
    pub fn clear(e: &Entry) -> Option<(Obj, u32)> {
        let pending = e.pending.replace(0);
        e.age.set(0);
        // SAFETY: an entry with debts holds references, so its object's page is in use.
        let object = unsafe { Obj::from_ptr(e.object.replace(crate::slot::NULL)) };
        object.filter(|_| pending != 0).map(|o| (o, pending))
    }

    /// Takes out, for each entry in use that is at least `age` ticks old, what it owes, and lets
    /// the others grow older by one tick.
    pub fn take_older_than(&self, age: u32, mut pay: impl FnMut(Obj, u32)) {
        for (k, word) in self.used.iter().enumerate() {
            let mut bits = word.get();
            while bits != 0 {
                let bit = bits.trailing_zeros() as usize;
                bits &= bits - 1;
                let e = &self.entries[k * 64 + bit];
                if e.age.get() < age {
                    e.age.set(e.age.get() + 1);
                    continue;
                }
                word.set(word.get() & !(1 << bit));
                if let Some((o, pending)) = Self::clear(e) {
                    pay(o, pending);
                }
            }
        }
    }

    /// Whether no entry is in use.
    pub fn is_empty(&self) -> bool {
        self.used.iter().all(|w| w.get() == 0)
    }
}

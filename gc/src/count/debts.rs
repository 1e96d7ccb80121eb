//! The table of debts: decrements that a thread owes, which are credits at the same time.
//!
//! Direct-mapped by the object's address. An entry is used from the first debt of its object until
//! it is paid; its debts may fall to 0 and rise again meanwhile (a credit taken back, a new debt)
//! with no trace outside this table. `used` has one bit an entry in use, so paying everything looks
//! only at those; `old` has one for those that have seen a tick.

use crate::{Header, Obj};
use heddle_threads::sync::{Mutation, mutated};
use std::cell::Cell;

/// Entries a table has. 4 KiB of them fit the first-level cache beside the program's own data.
pub(crate) const ENTRIES: usize = if cfg!(loom) { 2 } else { 256 };

const WORDS: usize = ENTRIES.div_ceil(64);

/// One object's debts: 16 bytes.
pub struct Entry {
    /// The object, or null.
    object: Cell<*mut Header>,
    /// Decrements noted since the entry was assigned. What is owed, and still held, is `noted -
    /// taken`. Two counters that only rise, so that an increment does not wait for the decrement
    /// before it: each is one addition to a word of its own.
    noted: Cell<u32>,
    /// Those of them that were taken back.
    taken: Cell<u32>,
}

const _: () = assert!(size_of::<Entry>() == 16 && ENTRIES.is_power_of_two());

/// The table of one slot.
pub struct Debts {
    entries: [Entry; ENTRIES],
    used: [Cell<u64>; WORDS],
    old: [Cell<u64>; WORDS],
    /// References taken back, from entries that were cleared.
    taken: Cell<u64>,
}

impl Entry {
    /// Whether the entry is this object's.
    #[inline(always)]
    pub fn is_for(&self, o: Obj) -> bool {
        self.object.get() == o.as_ptr()
    }

    /// Decrements owed.
    #[inline(always)]
    fn pending(&self) -> u32 {
        self.noted.get().wrapping_sub(self.taken.get())
    }

    /// One more debt. How many there are then.
    #[inline(always)]
    pub fn owe(&self) -> u32 {
        let noted = self.noted.get().wrapping_add(1);
        self.noted.set(noted);
        noted.wrapping_sub(self.taken.get())
    }

    /// Takes all debts out; the entry stays its object's.
    pub fn settle(&self) -> u32 {
        let pending = self.pending();
        self.noted.set(self.taken.get());
        pending
    }
}

impl Debts {
    pub(crate) fn new() -> Self {
        let entry =
            |_| Entry { object: Cell::new(crate::slot::NULL), noted: Cell::new(0), taken: Cell::new(0) };
        Self {
            entries: std::array::from_fn(entry),
            used: Default::default(),
            old: Default::default(),
            taken: Cell::new(0),
        }
    }

    /// Where in the table, in bytes, `o` belongs. Headers are 16 bytes apart or more, and so are
    /// entries: neighbours get different ones, also where they are 64 bytes apart, and pages are
    /// shuffled against each other.
    #[inline(always)]
    fn offset(o: Obj) -> usize {
        (o.address() ^ (o.address() >> 8)) & ((ENTRIES - 1) * size_of::<Entry>())
    }

    /// The index at which `o` belongs.
    fn index(o: Obj) -> usize {
        Self::offset(o) / size_of::<Entry>()
    }

    /// The entry that `o` has or would have.
    #[inline(always)]
    pub fn entry(&self, o: Obj) -> &Entry {
        // SAFETY: the mask leaves the offset of an entry: ENTRIES and their size are powers of two.
        unsafe { &*self.entries.as_ptr().byte_add(Self::offset(o)) }
    }

    /// Takes back one reference to `o` that this thread owes: then it holds it again.
    #[inline(always)]
    pub fn take_credit(&self, o: Obj) -> bool {
        let e = self.entry(o);
        let mine = e.is_for(o) || mutated(Mutation::CreditIgnoresObject);
        if mine && e.pending() != 0 {
            if !mutated(Mutation::CreditTakenTwice) {
                e.taken.set(e.taken.get().wrapping_add(1));
            }
            return true;
        }
        false
    }

    /// Gives the entry at `o`'s index to `o`, with one debt. What was owed there before comes back,
    /// to be paid.
    #[cold]
    pub fn assign(&self, o: Obj) -> Option<(Obj, u32)> {
        let k = Self::index(o);
        let evicted = self.clear(k);
        let e = &self.entries[k];
        e.object.set(o.as_ptr());
        e.noted.set(1);
        let used = &self.used[k / 64];
        used.set(used.get() | 1 << (k % 64));
        evicted
    }

    /// Empties an entry; what it owed comes back.
    fn clear(&self, k: usize) -> Option<(Obj, u32)> {
        let e = &self.entries[k];
        let pending = e.pending();
        e.noted.set(0);
        self.taken.set(self.taken.get() + u64::from(e.taken.replace(0)));
        let (used, old, bit) = (&self.used[k / 64], &self.old[k / 64], 1 << (k % 64));
        used.set(used.get() & !bit);
        old.set(old.get() & !bit);
        // SAFETY: an entry with debts holds references, so its object's page is in use.
        let object = unsafe { Obj::from_ptr(e.object.replace(crate::slot::NULL)) };
        object.filter(|_| pending != 0).map(|o| (o, pending))
    }

    /// Empties every entry and pays what it owed.
    pub fn take_all(&self, mut pay: impl FnMut(Obj, u32)) {
        for (k, used) in self.used.iter().enumerate() {
            for bit in bits(used.get()) {
                if let Some((o, n)) = self.clear(k * 64 + bit) {
                    pay(o, n);
                }
            }
        }
    }

    /// A tick: empties and pays the entries that have seen one before. Whether none are left.
    pub fn take_old(&self, mut pay: impl FnMut(Obj, u32)) -> bool {
        let mut left = 0;
        for (k, old) in self.old.iter().enumerate() {
            for bit in bits(old.get()) {
                if let Some((o, n)) = self.clear(k * 64 + bit) {
                    pay(o, n);
                }
            }
            old.set(self.used[k].get());
            left |= old.get();
        }
        left == 0
    }

    /// References taken back so far.
    pub fn credits_taken(&self) -> u64 {
        self.taken.get() + self.entries.iter().map(|e| u64::from(e.taken.get())).sum::<u64>()
    }
}

/// The positions of the set bits.
fn bits(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (word != 0).then(|| word.trailing_zeros() as usize)?;
        word &= word - 1;
        Some(bit)
    })
}

//! One block of a dict or set: head, index of hashed places, entries in the order of insertion.
//!
//! What changes in a published table, and how (the rules are argued in README.md)
//! - an index place goes from 0 (free) to an entry's number, once;
//! - an entry is written before its number; its key slot goes to UNDEF once, when it is deleted, and then its hash means nothing;
//! - `used` only grows.
//!
//! Must never know what a key is: searching is `find`'s business.

use crate::refs::{Ref, Slot};
use crate::value::Value;
use heddle_threads::Watch;
use heddle_threads::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, AtomicU64, Ordering::*};
use std::alloc::Layout;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

/// What stands before the index.
#[repr(C, align(8))]
pub struct Head {
    /// Places of the index, less one.
    mask: u32,
    /// Entries that there is room for.
    capacity: u32,
    /// New for each table of a container (until it wraps): tells a table from a later one at the same address.
    generation: u32,
    /// Where the entries begin, in bytes from the head.
    entries: u32,
    /// Entries written, deleted ones included.
    used: AtomicU32,
    /// Entries before this are deleted; under the lock.
    first: AtomicU32,
    /// Entries from this on are deleted; under the lock.
    last: AtomicU32,
    /// Bytes of an index place: 1 << width.
    width: u32,
    /// For those who have noted that a key is absent.
    watch: Watch,
}

const HEAD: usize = size_of::<Head>();

/// The largest index: 2^28 places.
const MOST_PLACES: usize = 1 << 28;

#[repr(C)]
struct Empty {
    head: Head,
    index: [u8; 8],
}

/// The table of every empty container: never written, never freed.
static EMPTY: Empty = Empty {
    head: Head {
        mask: 0,
        capacity: 0,
        generation: 0,
        entries: HEAD as u32 + 8,
        used: AtomicU32::new(0),
        first: AtomicU32::new(0),
        last: AtomicU32::new(0),
        width: 0,
        watch: Watch::new(),
    },
    index: [0; 8],
};

/// An entry of `N` references: a set's has its key, a dict's its key and its value.
#[repr(C)]
pub struct Entry<const N: usize> {
    hash: AtomicU64,
    slots: [Slot; N],
}

impl<const N: usize> Entry<N> {
    /// The key's hash.
    #[inline(always)]
    pub fn hash(&self) -> i64 {
        // Acquire: pairs with the Release in `link`: who sees no hash sees no key from then on.
        self.hash.load(Acquire) as i64
    }

    /// The key; UNDEF: deleted.
    #[inline(always)]
    pub fn key(&self) -> &Slot {
        &self.slots[0]
    }

    /// A dict's value; a set's key again.
    #[inline(always)]
    pub fn value(&self) -> &Slot {
        &self.slots[N - 1]
    }

    /// Whether it is deleted, as of a moment ago.
    #[inline(always)]
    pub fn is_deleted(&self) -> bool {
        self.key().peek().is_undef()
    }

    /// Deletes it, with the container's lock held: the key first, so that a reader who finds no value finds no key when it
    /// looks again.
    #[inline]
    pub fn empty(&self) -> [Ref; N] {
        std::array::from_fn(|k| self.slots[k].replace_locked(Ref::UNDEF))
    }

    /// Notes in a deleted entry that those from `e` up to it are deleted. Its hash is needed no more: who sees another one either
    /// does not look at the key, or finds none.
    #[inline(always)]
    fn link(&self, e: u32) {
        // Release: pairs with the Acquire in `hash`.
        self.hash.store(u64::from(e), Release);
    }

    #[inline(always)]
    fn linked(&self) -> u32 {
        self.hash.load(Relaxed) as u32
    }
}

/// A table: good while it is published or, without a lock, until the thread's next safepoint.
pub struct Table<const N: usize>(NonNull<Head>);

impl<const N: usize> Clone for Table<N> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<const N: usize> Copy for Table<N> {}

impl<const N: usize> PartialEq for Table<N> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

/// The smallest index whose tables have room for `n` entries: two thirds of its places.
fn places_for(n: usize) -> usize {
    let mut places = 8;
    while places * 2 / 3 < n {
        places *= 2;
    }
    assert!(places <= MOST_PLACES, "a dict or set of {n} items is too large");
    places
}

fn width_for(places: usize) -> u32 {
    match places {
        0..=256 => 0,
        257..=65536 => 1,
        _ => 2,
    }
}

impl<const N: usize> Table<N> {
    /// The table of an empty container.
    #[inline(always)]
    pub fn none() -> Self {
        Self(NonNull::from(&EMPTY.head))
    }

    /// From the word that [`Table::as_ptr`] gave.
    #[inline(always)]
    pub fn from_ptr(p: *mut Head) -> Self {
        match NonNull::new(p) {
            Some(p) => Self(p),
            None => Self::none(),
        }
    }

    /// The address.
    #[inline(always)]
    pub fn as_ptr(self) -> *mut Head {
        self.0.as_ptr()
    }

    /// Whether this is the table of all empty containers.
    #[inline(always)]
    pub fn is_none(self) -> bool {
        self == Self::none()
    }

    /// A table with room for `n` entries.
    pub fn with_room(n: usize, generation: u32) -> Self {
        let places = places_for(n);
        Self::alloc(places, places * 2 / 3, generation)
    }

    /// A table with an index like that of `other`, to be copied into.
    pub fn like(other: Self, generation: u32) -> Self {
        let head = other.head();
        Self::alloc(head.mask as usize + 1, head.capacity as usize, generation)
    }

    fn alloc(places: usize, capacity: usize, generation: u32) -> Self {
        let width = width_for(places);
        let entries = HEAD + (places << width).next_multiple_of(8);
        let layout = Self::layout(entries + capacity * size_of::<Entry<N>>());
        // SAFETY: the layout is not empty; the index begins as zeroes, entries are written before they are read.
        let p = unsafe { std::alloc::alloc(layout) }.cast::<Head>();
        let Some(p) = NonNull::new(p) else { std::alloc::handle_alloc_error(layout) };
        // SAFETY: fresh, and large enough.
        unsafe {
            p.write(Head {
                mask: places as u32 - 1,
                capacity: capacity as u32,
                generation,
                entries: entries as u32,
                used: AtomicU32::new(0),
                first: AtomicU32::new(0),
                last: AtomicU32::new(0),
                width,
                watch: Watch::new(),
            });
            p.cast::<u8>().add(HEAD).write_bytes(0, entries - HEAD);
        }
        Self(p)
    }

    fn layout(bytes: usize) -> Layout {
        Layout::from_size_align(bytes, 8).expect("a table fits the address space")
    }

    /// Bytes of the block.
    pub fn bytes(self) -> usize {
        if self.is_none() {
            return 0;
        }
        let head = self.head();
        head.entries as usize + head.capacity as usize * size_of::<Entry<N>>()
    }

    /// Gives the block back. What the entries hold is the caller's business.
    ///
    /// # Safety
    /// Nobody uses the table any more.
    pub unsafe fn free(self) {
        if !self.is_none() {
            let layout = Self::layout(self.bytes());
            // SAFETY: made by `alloc` with this layout; the caller's promise.
            unsafe { std::alloc::dealloc(self.0.as_ptr().cast(), layout) };
        }
    }

    #[inline(always)]
    fn head(&self) -> &Head {
        // SAFETY: a `Table` in use is alive (the type's documentation).
        unsafe { self.0.as_ref() }
    }

    /// The number that tells it from other tables of its container.
    #[inline(always)]
    pub fn generation(self) -> u32 {
        self.head().generation
    }

    /// Gives it another number.
    ///
    /// # Safety
    /// Nobody else can see the table.
    pub unsafe fn set_generation(self, generation: u32) {
        // SAFETY: the caller's promise.
        unsafe { (*self.0.as_ptr()).generation = generation };
    }

    /// The number of the keys that are there now; 0: nobody has asked for one since the last was added.
    #[inline(always)]
    pub fn watch(self) -> u32 {
        self.head().watch.number()
    }

    /// That number, given if need be; with the lock held. `None` for the table of all empty containers, or if the numbers are used up.
    pub fn start_watch(self) -> Option<u32> {
        static NUMBERS: AtomicU64 = AtomicU64::new(1);
        if self.is_none() { None } else { self.head().watch.start(&NUMBERS) }
    }

    /// Entries that there is room for.
    #[inline(always)]
    pub fn capacity(self) -> u32 {
        self.head().capacity
    }

    /// Entries written so far, deleted ones included.
    #[inline(always)]
    pub fn used(self) -> u32 {
        // Acquire: pairs with the Release in `set_used`: the entries are there.
        self.head().used.load(Acquire)
    }

    /// Places of the index, less one.
    #[inline(always)]
    pub fn mask(self) -> usize {
        self.head().mask as usize
    }

    #[inline(always)]
    fn index(&self) -> *mut u8 {
        // SAFETY: the index follows the head.
        unsafe { self.0.as_ptr().cast::<u8>().add(HEAD) }
    }

    /// The entry that an index place names, plus one; 0: free.
    #[inline(always)]
    pub fn place(self, k: usize) -> u32 {
        let p = self.index();
        // SAFETY: `k` is at most `mask`. Acquire: pairs with the Release in `set_place`: the entry is written.
        unsafe {
            match self.head().width {
                0 => u32::from((*p.cast::<AtomicU8>().add(k)).load(Acquire)),
                1 => u32::from((*p.cast::<AtomicU16>().add(k)).load(Acquire)),
                _ => (*p.cast::<AtomicU32>().add(k)).load(Acquire),
            }
        }
    }

    #[inline(always)]
    fn set_place(self, k: usize, to: u32) {
        let p = self.index();
        // SAFETY: as in `place`. Release: pairs with the Acquire there.
        unsafe {
            match self.head().width {
                0 => (*p.cast::<AtomicU8>().add(k)).store(to as u8, Release),
                1 => (*p.cast::<AtomicU16>().add(k)).store(to as u16, Release),
                _ => (*p.cast::<AtomicU32>().add(k)).store(to, Release),
            }
        }
    }

    /// An entry below `used`.
    #[inline(always)]
    pub fn entry(&self, e: u32) -> &Entry<N> {
        // SAFETY: below `used`, so it has been written.
        unsafe { &*self.entry_ptr(e) }
    }

    #[inline(always)]
    fn entry_ptr(&self, e: u32) -> *mut Entry<N> {
        // SAFETY: below `capacity`, so it is inside the block.
        unsafe {
            self.0.as_ptr().cast::<u8>().add(self.head().entries as usize).cast::<Entry<N>>().add(e as usize)
        }
    }

    /// The bounds between which there may be live entries; under the lock (or at rest).
    #[inline(always)]
    pub fn bounds(self) -> (u32, u32) {
        (self.head().first.load(Relaxed), self.head().last.load(Relaxed))
    }

    /// The numbers of the live entries; under the lock (or at rest).
    #[inline(always)]
    pub fn live(self) -> impl DoubleEndedIterator<Item = u32> {
        let (first, last) = self.bounds();
        (first..last).filter(move |&e| !self.entry(e).is_deleted())
    }

    /// Adds an entry whose key is not there. Under the lock, with room left.
    #[inline]
    pub fn push(self, hash: i64, refs: [Ref; N]) {
        let head = self.head();
        let e = head.used.load(Relaxed);
        debug_assert!(e < head.capacity);
        let last = head.last.load(Relaxed);
        if last < e {
            // The entries in between are deleted: who looks for the last live one goes around them.
            self.entry(e - 1).link(last);
        }
        // SAFETY: there is room, and nobody looks at an entry from `used` on. The references move to the slots one by one.
        unsafe {
            let refs = ManuallyDrop::new(refs);
            self.write_entry(e, hash, |k| std::ptr::from_ref(&refs[k]).read());
        }
        head.watch.end_before(|| {
            self.set_used(e + 1);
            self.index_entry(hash, e);
        });
    }

    #[inline(always)]
    fn index_entry(self, hash: i64, e: u32) {
        let mut probe = Probe::new(hash, self.mask());
        while self.place(probe.at) != 0 {
            probe.next();
        }
        self.set_place(probe.at, e + 1);
    }

    /// Notes that an entry was just deleted; under the lock.
    #[inline]
    pub fn deleted(self, e: u32) {
        let head = self.head();
        let (mut first, last) = self.bounds();
        self.entry(e).link(e);
        if e == first {
            while first < last && self.entry(first).is_deleted() {
                first += 1;
            }
            head.first.store(first, Relaxed);
        }
        if e + 1 == last {
            head.last.store(e, Relaxed);
        }
    }

    /// The last live entry; under the lock.
    pub fn last_live(self) -> Option<u32> {
        let (first, mut last) = self.bounds();
        while last > first && self.entry(last - 1).is_deleted() {
            last = self.entry(last - 1).linked();
        }
        last = last.max(first);
        self.head().last.store(last, Relaxed);
        (last > first).then(|| last - 1)
    }

    /// Moves the live entries of `old`, which is no longer used, here. `take` says with which references: the same, or new ones.
    pub fn fill(self, old: Self, take: impl Fn(Value) -> Ref) {
        let same_index = old.mask() == self.mask() && old.capacity() == self.capacity();
        let (first, last) = old.bounds();
        let dense = first == 0 && last == old.used() && old.live().count() == last as usize;
        if !(same_index && dense) {
            for (to, e) in old.live().enumerate() {
                let entry = old.entry(e);
                // SAFETY: there is room for all that live. Nobody else has this table yet.
                unsafe { self.write_entry(to as u32, entry.hash(), |k| take(entry.slots[k].peek())) };
                self.index_entry(entry.hash(), to as u32);
                self.set_used(to as u32 + 1);
            }
            return;
        }
        for e in 0..last {
            let entry = old.entry(e);
            // SAFETY: there is room: the capacities are the same. Nobody else has this table yet.
            unsafe { self.write_entry(e, entry.hash(), |k| take(entry.slots[k].peek())) };
        }
        let head = self.head();
        let bytes = head.entries as usize - HEAD;
        // SAFETY: both indexes have this size; the old one is only read, by atomic loads or here, and its writers are kept out by
        // the lock.
        unsafe { self.index().copy_from_nonoverlapping(old.index(), bytes) };
        self.set_used(last);
    }

    /// Writes an entry that nobody looks at yet.
    ///
    /// # Safety
    /// `e` is at least `used`, below `capacity`, and the lock is held or the table private.
    #[inline(always)]
    unsafe fn write_entry(self, e: u32, hash: i64, mut refs: impl FnMut(usize) -> Ref) {
        let p = self.entry_ptr(e);
        // SAFETY: the caller's promise: inside the block, and nobody else's.
        unsafe {
            (&raw mut (*p).hash).write(AtomicU64::new(hash as u64));
            let slots = (&raw mut (*p).slots).cast::<Slot>();
            for k in 0..N {
                slots.add(k).write(Slot::new(refs(k)));
            }
        }
    }

    #[inline(always)]
    fn set_used(self, n: u32) {
        let head = self.head();
        head.last.store(n, Relaxed);
        // Release: pairs with the Acquire in `used`: the entries are there.
        head.used.store(n, Release);
    }
}

/// The places where a key may be, in order: all of them, in the end.
pub struct Probe {
    /// The place to look at.
    pub at: usize,
    rest: u64,
    mask: usize,
}

impl Probe {
    /// Starts at the place that the hash names.
    #[inline(always)]
    pub fn new(hash: i64, mask: usize) -> Probe {
        Probe { at: hash as usize & mask, rest: hash as u64, mask }
    }

    /// Goes on: the upper bits of the hash come in a few at a time, then the recurrence 5k+1 visits every place.
    #[inline(always)]
    pub fn next(&mut self) {
        self.rest >>= 5;
        self.at = self.at.wrapping_mul(5).wrapping_add(self.rest as usize).wrapping_add(1) & self.mask;
    }
}

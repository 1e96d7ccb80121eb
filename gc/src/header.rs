//! The object header: 16 bytes, five atomics, never a compare-and-swap across two of them.
//!
//! ```text
//!   0  local   u32  references that the owner thread counts; plain loads and stores, owner only
//!   4  shared  u32  count of all other references (signed, bits 3..32) and three state bits
//!   8  shape   u32  class and layout; 0 while the block is free or not yet initialised
//!  12  owner   u16  slot of the owner thread; 0 = merged (or free)
//!  14  lock    u8   the object's lock
//!  15  flags   u8   IMMORTAL, TRACKED, FINALISED, HAS_WEAK, PLAIN
//! ```
//!
//! The number of references is `local + count(shared)`, and pending debts are references too.
//!
//! State bits of `shared`
//! - `SEEN`: somebody may try to take a reference without holding one. Set by a thread that holds a
//!   counted reference or a lock that pins one; never cleared before the block is freed. Without it
//!   a count of 0 here refuses [`try_incref`](crate::Mutator::try_incref), and the owner may free at
//!   `local == 0` without a read-modify-write.
//! - `QUEUED`: the object is in its owner's inbox, which holds one reference. Set at most once.
//! - `MERGED`: `local` is 0 and stays so, `owner` is 0, and `count` is the whole truth. (The biased
//!   state is the absence of this bit.)
//!
//! | state | `owner` | `local` | `shared` |
//! |---|---|---|---|
//! | free block | 0 | any | 0 |
//! | private | slot | >= 1 | 0 |
//! | shared, biased | slot | >= 1 | SEEN or QUEUED or a count |
//! | merged | 0 | 0 | MERGED, count >= 1 |
//! | dying | 0 or slot | 0 | 0, or MERGED with count 0 |

use heddle_threads::ByteLock;
use heddle_threads::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, Ordering::*};
use std::ptr::NonNull;

/// Somebody may try to take a reference without holding one.
pub const SEEN: u32 = 1;
/// The owner's inbox holds the object and one reference.
pub const QUEUED: u32 = 2;
/// The owner has given up: `shared` holds the whole count.
pub const MERGED: u32 = 4;
/// One reference in `shared`.
pub const ONE: u32 = 8;
const COUNT_SHIFT: u32 = 3;

/// Counts beyond this, either way, make the object immortal.
pub const COUNT_LIMIT: i32 = 1 << 26;

/// Never freed, its counts no longer mean anything.
pub const IMMORTAL: u8 = 1;
/// May be part of a cycle: the collector looks at it.
pub const TRACKED: u8 = 2;
/// Its finaliser has been run.
pub const FINALISED: u8 = 4;
/// The weak table has a cell for it.
pub const HAS_WEAK: u8 = 8;

/// The count in a `shared` word.
#[inline(always)]
pub const fn count(shared: u32) -> i32 {
    (shared as i32) >> COUNT_SHIFT
}

/// It holds nothing: no reference, no finaliser, nothing outside its block.
pub const PLAIN: u8 = 16;

/// What an object can hold, told once, when it is allocated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Holds {
    /// No reference, no finaliser, nothing outside its block: the language is not asked when it
    /// dies.
    Nothing = PLAIN,
    /// Things that can never lead back to it.
    NoCycle = 0,
    /// Anything: the collector looks at it.
    Anything = TRACKED,
}

/// The header of every object; see the module's documentation.
#[repr(C, align(8))]
#[derive(Debug)]
pub struct Header {
    pub(crate) local: AtomicU32,
    pub(crate) shared: AtomicU32,
    pub(crate) shape: AtomicU32,
    pub(crate) owner: AtomicU16,
    pub(crate) lock: ByteLock,
    pub(crate) flags: AtomicU8,
}

#[cfg(not(loom))]
const _: () = assert!(size_of::<Header>() == 16);

impl Header {
    /// The header of a free block. In the native build all zeroes, which fresh pages already are.
    pub(crate) fn free() -> Self {
        Self {
            local: AtomicU32::new(0),
            shared: AtomicU32::new(0),
            shape: AtomicU32::new(0),
            owner: AtomicU16::new(0),
            lock: ByteLock::new(),
            flags: AtomicU8::new(0),
        }
    }
}

/// A pointer to an object's header: a name, not a reference. It counts nothing by itself; the
/// counting API says when holding one is enough.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(transparent)]
pub struct Obj(NonNull<Header>);

// SAFETY: a plain address; every access goes through atomics or has its own contract.
unsafe impl Send for Obj {}
// SAFETY: as above.
unsafe impl Sync for Obj {}

impl Obj {
    /// The object at this address, if it is not null.
    ///
    /// # Safety
    /// The address was obtained from [`Obj::as_ptr`], and its page has not been reclaimed since
    /// (a reader between two safepoints, or a holder of a reference, knows that).
    #[inline(always)]
    pub unsafe fn from_ptr(p: *mut Header) -> Option<Self> {
        NonNull::new(p).map(Self)
    }

    /// The object at this address, which is not null.
    ///
    /// # Safety
    /// As for [`Obj::from_ptr`], and the address is not null.
    #[inline(always)]
    pub unsafe fn from_non_null(p: *mut Header) -> Self {
        // SAFETY: the caller's promise.
        Self(unsafe { NonNull::new_unchecked(p) })
    }

    /// The header's address; the low three bits are 0.
    #[inline(always)]
    pub fn as_ptr(self) -> *mut Header {
        self.0.as_ptr()
    }

    /// The address as a number.
    #[inline(always)]
    pub(crate) fn address(self) -> usize {
        self.0.as_ptr() as usize
    }

    /// The header. Valid as long as the page is: a free block's header is a header too.
    #[inline(always)]
    pub(crate) fn header(&self) -> &Header {
        // SAFETY: every `Obj` points to a header in a heap page, and headers are all atomics.
        unsafe { self.0.as_ref() }
    }

    /// The object's contents, right behind the header.
    #[inline(always)]
    pub fn payload<T>(self) -> *mut T {
        self.0.as_ptr().cast::<u8>().wrapping_add(crate::heap::PAYLOAD_OFFSET).cast()
    }

    /// Class and layout; 0 while the object is not initialised.
    #[inline(always)]
    pub fn shape(self) -> u32 {
        self.header().shape.load(Relaxed)
    }

    /// Sets class and layout: from here on the collector looks at the contents. Relaxed: walkers
    /// run only in a stopped world; other threads get the object through a Release of their own.
    #[inline(always)]
    pub fn set_shape(self, shape: u32) {
        self.header().shape.store(shape, Relaxed);
    }

    /// [`Obj::shape`], for readers without a lock: what was written before [`Obj::publish_shape`] is seen.
    #[inline(always)]
    pub fn shape_acquire(self) -> u32 {
        // Acquire: pairs with the Release in `publish_shape`.
        self.header().shape.load(Acquire)
    }

    /// Moves an object to another shape under its lock: the slots that the new shape names are written first.
    #[inline(always)]
    pub fn publish_shape(self, shape: u32) {
        // Release: pairs with the Acquire in `shape_acquire`.
        self.header().shape.store(shape, Release);
    }

    /// The object's lock.
    #[inline(always)]
    pub fn lock(&self) -> &ByteLock {
        &self.header().lock
    }

    /// The slot of the owner thread, 0 once merged.
    #[inline(always)]
    pub fn owner(self) -> u16 {
        self.header().owner.load(Relaxed)
    }

    /// The flags.
    #[inline(always)]
    pub fn flags(self) -> u8 {
        self.header().flags.load(Relaxed)
    }

    /// Whether somebody may try to take a reference without holding one.
    #[inline(always)]
    pub fn is_seen(self) -> bool {
        self.header().shared.load(Relaxed) & SEEN != 0
    }

    /// All references, debts included; exact only in a stopped world or on a private object.
    pub fn references(self) -> i64 {
        let h = self.header();
        i64::from(h.local.load(Relaxed)) + i64::from(count(h.shared.load(Relaxed)))
    }

    /// Sets and clears flags on an object that nobody else can touch (fresh, or dying).
    #[inline(always)]
    pub(crate) fn change_flags_alone(self, set: u8, clear: u8) {
        let flags = &self.header().flags;
        flags.store((flags.load(Relaxed) | set) & !clear, Relaxed);
    }
}

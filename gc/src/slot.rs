//! What a thread slot carries: the inbox and the returned pages, which others push to, and the
//! rest, which only the slot's holder touches.

use crate::count::Debts;
use crate::heap::{LocalHeap, ReturnedPages};
use crate::stats::Counters;
use crate::{Header, Obj};
use heddle_threads::sync::atomic::AtomicBool;
use heddle_threads::sync::{Mutex, UnsafeCell};
use heddle_threads::{Limbo, registry::word};
use std::cell::{Cell, RefCell};

/// The slot's inbox has entries.
pub(crate) const INBOX: u32 = word::FIRST_REQUEST;
/// Time to pay old debts.
pub(crate) const TICK: u32 = word::FIRST_REQUEST << 1;
/// A collection is due.
pub(crate) const COLLECT: u32 = word::FIRST_REQUEST << 2;
/// Retired memory may be free to go.
pub(crate) const RECLAIM: u32 = word::FIRST_REQUEST << 3;
/// The first request bit that this crate leaves to the language.
pub const FIRST_LANGUAGE_REQUEST: u32 = word::FIRST_REQUEST << 8;

/// A slot's data.
pub struct SlotData {
    /// Queued objects, each with one reference. Anybody attached pushes; the lock is a leaf.
    pub(crate) inbox: Mutex<Vec<Obj>>,
    /// Pages with blocks that other threads have freed.
    pub(crate) returned: ReturnedPages,
    /// The slot's thread has debts, or had a moment ago: the ticker asks no others.
    pub(crate) owes: AtomicBool,
    /// Only for the holder of the slot: its attached thread, a claimer, the stopper.
    local: UnsafeCell<Local>,
}

// SAFETY: `local` is reached only by the slot's holder (see `threads::registry::word`), which the
// slot's word hands on with Release and Acquire; the rest is atomics and locks.
unsafe impl Sync for SlotData {}
// SAFETY: the raw pointers inside point to heap pages, which belong to no thread.
unsafe impl Send for SlotData {}

/// What only the holder of a slot touches.
pub(crate) struct Local {
    pub debts: Debts,
    pub heap: LocalHeap,
    /// Dead objects, untracked, that wait to be buried.
    pub dead: RefCell<Vec<Obj>>,
    /// Nesting of finalisers and weak callbacks of dead objects.
    pub finalising: Cell<u32>,
    /// Entries of `dead` below this wait for the managed code that is running in a burial.
    pub floor: Cell<usize>,
    pub limbo: RefCell<Limbo>,
    /// Payload bytes allocated minus freed since they were last reported.
    pub uncharged: Cell<isize>,
    /// Safepoints to go until the next collection in GC-stress mode.
    pub stress_left: Cell<u32>,
    pub counters: Counters,
}

impl Local {
    /// How many wait to be buried.
    #[inline(always)]
    pub fn dead_len(&self) -> usize {
        // SAFETY: the list is borrowed only within calls of this crate that do not call this.
        unsafe { (*self.dead.as_ptr()).len() }
    }

    /// Whether somebody above the floor waits to be buried.
    #[inline(always)]
    pub fn has_dead(&self) -> bool {
        self.dead_len() > self.floor.get()
    }
}

impl SlotData {
    pub(crate) fn new(index: u16) -> Self {
        Self {
            inbox: Mutex::new(Vec::new()),
            returned: ReturnedPages::new(),
            owes: AtomicBool::new(false),
            local: UnsafeCell::new(Local {
                debts: Debts::new(),
                heap: LocalHeap::new(index),
                dead: RefCell::default(),
                finalising: Cell::new(0),
                floor: Cell::new(0),
                limbo: RefCell::default(),
                uncharged: Cell::new(0),
                stress_left: Cell::new(0),
                counters: Counters::default(),
            }),
        }
    }

    /// The holder's part.
    ///
    /// # Safety
    /// The caller holds the slot: it is its attached thread, has claimed it, or has stopped the
    /// world.
    #[inline(always)]
    pub(crate) unsafe fn local(&self) -> &Local {
        // `with_mut`, so that loom checks that holders follow one another.
        // SAFETY: the caller holds the slot; inside, everything is a cell.
        self.local.with_mut(|p| unsafe { &*p })
    }
}

/// A null header pointer.
pub(crate) const NULL: *mut Header = std::ptr::null_mut();

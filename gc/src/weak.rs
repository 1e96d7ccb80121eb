//! Weak references: a cell that names an object without counting, and forgets it when it dies.
//!
//! Rules
//! 1. One cell an object, found through a sharded table; making it marks the object SEEN (somebody
//!    will try to take references without holding one) and HAS_WEAK.
//! 2. Upgrade: load the target, `try_incref`, check that the cell still names it; else give it up.
//! 3. Death clears the cell **before** the block is freed, after the finaliser (which may resurrect
//!    the object, weak references intact). The collector clears the cells of garbage while the world
//!    is stopped, before it runs finalisers.

use crate::header::HAS_WEAK;
use crate::{Header, Language, Mutator, Obj};
use heddle_threads::sync::atomic::{AtomicPtr, Ordering::*};
use heddle_threads::sync::{Mutation, Mutex, mutated};
use std::collections::HashMap;
use std::sync::Arc;

const SHARDS: usize = if cfg!(loom) { 1 } else { 64 };

/// Names one object until it dies.
#[derive(Debug)]
pub struct WeakCell {
    /// The object, or null once it is dead. Cleared with Release before the block is freed: who
    /// takes a reference to the block's next object (Acquire) finds it null.
    target: AtomicPtr<Header>,
}

impl WeakCell {
    /// Whether the object has died.
    pub fn is_dead(&self) -> bool {
        self.target.load(Acquire).is_null()
    }

    fn load(&self) -> Option<Obj> {
        // SAFETY: the target is null or a block whose page lives: the object had to die, and this
        // cell to be cleared, before its page can go, and a page goes only after a safepoint.
        unsafe { Obj::from_ptr(self.target.load(Acquire)) }
    }
}

/// Cells by the address of their object.
type Shard = Mutex<HashMap<usize, Arc<WeakCell>>>;

/// The cells of all objects that have one. Only attached threads take its locks, which are leaves.
pub(crate) struct WeakTable {
    shards: Box<[Shard]>,
}

impl WeakTable {
    pub fn new() -> Self {
        Self { shards: (0..SHARDS).map(|_| Mutex::new(HashMap::new())).collect() }
    }

    fn shard(&self, o: Obj) -> &Shard {
        &self.shards[(o.address() >> 5) % SHARDS]
    }

    /// Takes the cell of `o` out of the table and clears it.
    pub fn clear(&self, o: Obj) -> Option<Arc<WeakCell>> {
        let cell = self.shard(o).lock().remove(&o.address())?;
        if !mutated(Mutation::DeathForgetsWeak) {
            // Release: pairs with the Acquire in `load`. Model: weak_upgrade_against_death.
            cell.target.store(crate::slot::NULL, Release);
        }
        Some(cell)
    }
}

impl<L: Language> Mutator<L> {
    /// The weak cell of `o`; the same one every time.
    ///
    /// # Safety
    /// The caller holds a reference to `o`.
    pub unsafe fn weak_cell(&self, o: Obj) -> Arc<WeakCell> {
        // SAFETY: the caller's promise.
        unsafe { self.mark_seen(o) };
        let mut shard = self.runtime().weak.shard(o).lock();
        let cell = shard.entry(o.address()).or_insert_with(|| {
            o.header().flags.fetch_or(HAS_WEAK, Relaxed);
            Arc::new(WeakCell { target: AtomicPtr::new(o.as_ptr()) })
        });
        cell.clone()
    }

    /// A reference to the object that `cell` names, if it lives. The caller owns it.
    pub fn upgrade(&self, cell: &WeakCell) -> Option<Obj> {
        loop {
            let o = cell.load()?;
            // SAFETY: loaded just now; the cell's object was SEEN when the cell was made.
            if !unsafe { self.try_incref(o) } {
                return None;
            }
            if cell.load() == Some(o) || mutated(Mutation::UpgradeSkipsRecheck) {
                return Some(o);
            }
            // SAFETY: the reference was just taken, to a stranger in a reused block.
            unsafe { self.decref_quietly(o) };
        }
    }

    /// Clears the weak cell of a dead object and tells the language.
    #[cold]
    pub(crate) fn clear_weak_of(&self, o: Obj) {
        if let Some(cell) = self.runtime().weak.clear(o) {
            self.runtime().language().weak_cleared(self, &cell);
        }
    }
}

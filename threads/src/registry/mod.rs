//! The registry of thread slots: register, attach, detach, exit, claim.
//!
//! A slot outlives its thread: the next thread to register takes it over with the data in it.
//! `word` has the states; `stop` stops the world; `thread` is what one thread holds.

mod fork;
mod slot;
mod stop;
mod thread;
pub mod word;

pub use slot::{Claim, Slot};
pub use stop::Stopped;
pub use thread::Thread;

use self::fork::Renewable;
use crate::lock::Parking;
use crate::qsbr::Qsbr;
use crate::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, Ordering::*};
use crate::sync::{Arc, Condvar, Mutation, Mutex, mutated, weaken};
use word::*;

/// Slots a chunk holds. Chunks never move, so growing stops nobody.
const CHUNK: usize = if cfg!(loom) { 2 } else { 64 };
/// Chunks a registry may have.
const CHUNKS: usize = if cfg!(loom) { 2 } else { 1023 };
/// The largest slot index; 0 is no slot, and `u16::MAX` stays free for the layer above.
pub const MAX_SLOTS: usize = CHUNK * CHUNKS;

/// What only the holder of the world lock may look at.
#[derive(Default)]
struct World {
    /// A stop-the-world is being asked for or is in force.
    stopping: bool,
    /// Slots without a thread.
    free: Vec<u16>,
    /// Threads that have a slot.
    registered: usize,
}

/// All thread slots of one runtime. `D` is what a thread carries: the registry lets one thread at a
/// time touch it.
pub struct Registry<D> {
    chunks: Box<[AtomicPtr<Slot<D>>]>,
    /// Slots ever made. Changed and scanned by read-modify-writes: see `slots_to_scan`.
    len: AtomicU32,
    world: Renewable<Mutex<World>>,
    /// `world.stopping` became false.
    changed: Renewable<Condvar>,
    /// Slots a stop still waits for, and one for the stopper while it asks.
    pending: AtomicU32,
    /// Woken when `pending` becomes 0.
    all_stopped: Renewable<crate::Parker>,
    /// More than one thread has been registered at once: object locks are in use.
    crowded: AtomicBool,
    qsbr: Qsbr,
    parking: Renewable<Parking>,
    make: fn(u16) -> D,
}

// SAFETY: the slots' data is touched only by the thread that the slot's word admits; everything
// else is atomics and locks. A slot's data moves between threads, hence `D: Send`; its parts that
// other threads may touch at any time are reached through `Slot::data`, hence `D: Sync`.
unsafe impl<D: Send + Sync> Send for Registry<D> {}
// SAFETY: as above.
unsafe impl<D: Send + Sync> Sync for Registry<D> {}

impl<D: Send + Sync> Registry<D> {
    /// An empty registry; `make` builds the data of the slot with the given index (1 and up).
    pub fn new(make: fn(u16) -> D) -> Self {
        Self {
            chunks: (0..CHUNKS).map(|_| AtomicPtr::new(std::ptr::null_mut())).collect(),
            len: AtomicU32::new(0),
            world: Renewable::new(Mutex::new(World::default())),
            changed: Renewable::new(Condvar::new()),
            pending: AtomicU32::new(0),
            all_stopped: Renewable::new(crate::Parker::new()),
            crowded: AtomicBool::new(false),
            qsbr: Qsbr::new(),
            parking: Renewable::new(Parking::new()),
            make,
        }
    }

    /// Gives the calling OS thread a slot, DETACHED. Waits while the world is stopped.
    ///
    /// The second thread of a registry first stops the world, so that no thread that skips object
    /// locks is inside one, and tells the slots that they are not alone. So an OS thread that is
    /// attached must not register a second slot.
    ///
    /// # Panics
    /// When [`MAX_SLOTS`] threads are registered.
    pub fn register(self: &Arc<Self>) -> Thread<D> {
        let mut world = self.world.lock();
        while world.stopping && !mutated(Mutation::RegisterDuringStop) {
            self.changed.wait(&mut world);
        }
        let slot = self.take_slot(&mut world);
        world.registered += 1;
        let second = world.registered == 2 && !self.crowded();
        slot.alone.store(!second && !self.crowded(), Relaxed);
        if second {
            world.stopping = true;
        }
        drop(world);
        if second {
            self.become_crowded();
        }
        Thread::new(self.clone(), slot)
    }

    /// Tells every slot that object locks count from now on.
    fn become_crowded(&self) {
        let tell = || {
            self.crowded.store(true, Relaxed);
            self.slots().for_each(|s| s.alone.store(false, Relaxed));
        };
        if mutated(Mutation::SecondThreadDoesNotStop) {
            tell();
            self.world.lock().stopping = false;
            return;
        }
        self.stop_slots(0);
        tell();
        self.resume_slots();
    }

    /// Whether more than one thread has ever been registered at once.
    #[inline]
    pub fn crowded(&self) -> bool {
        // Relaxed: written under a stop; whoever must see it has passed that stop.
        self.crowded.load(Relaxed)
    }

    /// A slot without a thread, or a new one, now DETACHED.
    fn take_slot(&self, world: &mut World) -> &Slot<D> {
        for k in (0..world.free.len()).rev() {
            let slot = self.slot(world.free[k]);
            let w = slot.word.load(Relaxed);
            // A claimed slot is left for somebody else. Relaxed: it is attach that acquires what the
            // last holder released, through this read-modify-write.
            // Model: claim_against_exit_and_start.
            let left = phase(w) == GONE || mutated(Mutation::RegisterIgnoresClaim);
            let clear = if mutated(Mutation::RegisterForgetsRequests) { REQUESTS } else { 0 };
            if left && slot.word.compare_exchange(w, to(w, DETACHED, clear), Relaxed, Relaxed).is_ok() {
                world.free.swap_remove(k);
                return slot;
            }
        }
        self.new_slot()
    }

    /// Makes the next slot, DETACHED. The caller holds the world lock.
    fn new_slot(&self) -> &Slot<D> {
        let len = self.len.load(Relaxed) as usize;
        assert!(len < MAX_SLOTS, "too many threads: {MAX_SLOTS} slots are in use");
        let chunk = &self.chunks[len / CHUNK];
        if chunk.load(Relaxed).is_null() {
            let first = (len + 1) as u16;
            let slots: Box<[Slot<D>]> =
                (0..CHUNK as u16).map(|k| Slot::new(first + k, (self.make)(first + k))).collect();
            // Release: pairs with the Acquire in `slot`.
            chunk.store(Box::into_raw(slots).cast(), Release);
        }
        let slot = self.slot((len + 1) as u16);
        slot.word.store(DETACHED, Relaxed);
        // Release: pairs with the Acquire in `slots`. Acquire: pairs with the Release in
        // `slots_to_scan`, after which this slot's thread finds what was unlinked gone.
        self.len.fetch_add(1, AcqRel);
        slot
    }

    /// The slot with this index (1 and up).
    #[inline]
    pub fn slot(&self, index: u16) -> &Slot<D> {
        let k = index as usize - 1;
        // Acquire: pairs with the Release in `new_slot`.
        let chunk = self.chunks[k / CHUNK].load(Acquire);
        debug_assert!(!chunk.is_null());
        // SAFETY: an index is handed out only after its chunk was published; a chunk holds CHUNK
        // slots and is freed with the registry.
        unsafe { &*chunk.add(k % CHUNK) }
    }

    /// All slots ever made.
    pub fn slots(&self) -> impl Iterator<Item = &Slot<D>> {
        // Acquire: pairs with the Release in `new_slot`.
        (1..=self.len.load(Acquire) as u16).map(|i| self.slot(i))
    }

    /// All slots of which one may be attached, for QSBR. A read-modify-write, for the same reason as
    /// that on each slot's word: a slot that this does not count is made after it and reads from it.
    /// (After a plain load, a new thread and the scan could miss each other.)
    pub(crate) fn slots_to_scan(&self) -> impl Iterator<Item = &Slot<D>> {
        // Acquire and Release: pair with `new_slot`. Model: qsbr_retire_against_start.
        let len = match mutated(Mutation::ScanMissesNewSlot) {
            true => self.len.load(Acquire),
            false => self.len.fetch_add(0, AcqRel),
        };
        (1..=len as u16).map(|i| self.slot(i))
    }

    /// Threads that have a slot now.
    pub fn registered(&self) -> usize {
        self.world.lock().registered
    }

    /// Where threads sleep that wait for an object's lock.
    #[inline]
    pub fn parking(&self) -> &Parking {
        &self.parking
    }

    /// Reclamation for lock-free readers.
    #[inline]
    pub fn qsbr(&self) -> &Qsbr {
        &self.qsbr
    }

    /// Sets request bits in a slot's word and returns the word it met: its phase says who has to
    /// answer. What the caller wrote before is visible to whoever takes the request.
    #[inline]
    pub fn request(&self, index: u16, bits: u32) -> u32 {
        debug_assert_eq!(bits & !REQUESTS, 0);
        // Release: pairs with the Acquire in `Thread::answer` and `claim`.
        if mutated(Mutation::PushWithoutRequest) {
            return self.slot(index).word.load(Relaxed);
        }
        self.slot(index).word.fetch_or(bits, weaken(Mutation::RequestRelaxed, AcqRel))
    }

    /// Claims a slot that is DETACHED or GONE, so as to work on its data on its behalf. The caller
    /// is attached and passes no safepoint before it releases the claim.
    pub fn claim(&self, index: u16) -> Option<Claim<'_, D>> {
        let slot = self.slot(index);
        let mut w = slot.word.load(Relaxed);
        loop {
            let claimed = match phase(w) {
                DETACHED => CLAIMED,
                GONE => CLAIMED_GONE,
                _ => return None,
            };
            // Acquire: pairs with the Release of the slot's last holder (detach, exit, unclaim).
            // Model: merge_on_behalf_against_attach.
            let acquire = weaken(Mutation::ClaimRelaxed, Acquire);
            match slot.word.compare_exchange(w, to(w, claimed, 0), acquire, Relaxed) {
                Ok(_) => return Some(Claim { registry: self, slot }),
                Err(now) => w = now,
            }
        }
    }
}

impl<D> Drop for Registry<D> {
    fn drop(&mut self) {
        for chunk in &self.chunks {
            let p = chunk.load(Relaxed);
            if !p.is_null() {
                // SAFETY: made by `Box::into_raw` in `new_slot`; nobody else has the registry now.
                drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(p, CHUNK)) });
            }
        }
    }
}

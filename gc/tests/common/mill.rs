//! The mill: threads that make, share, drop, weakly reference and resurrect objects, grow lists and
//! fight for locks, as long as they are told to.

use super::common::*;
use heddle_gc::Obj;
use heddle_gc::WeakCell;
use heddle_gc::mock::*;
use heddle_threads::sync::Mutex;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicU64};

/// Objects that every thread reaches.
pub struct Shared {
    /// Nodes whose slots hold anything.
    pub shelves: Vec<Obj>,
    /// A node whose slots hold lists.
    pub lists: Obj,
    /// Weak references to anything.
    pub weak: Vec<Mutex<Option<Arc<WeakCell>>>>,
    /// Objects made so far.
    pub made: AtomicU64,
    /// Everybody ends soon.
    pub stop: AtomicBool,
}

const SHELVES: usize = 24;
const SLOTS: u32 = 12;
const LISTS: u32 = 8;
const LONGEST: usize = 600;

impl Shared {
    /// Makes them; the caller frees them with [`Shared::clear`].
    pub fn new(m: &Thread) -> Self {
        let lists = node(m, LISTS, 0);
        // SAFETY: fresh; the lists' references move in.
        (0..LISTS as usize).for_each(|k| unsafe { set(m, lists, k, Some(list(m, 4))) });
        Self {
            shelves: (0..SHELVES).map(|_| node(m, SLOTS, 0)).collect(),
            lists,
            weak: (0..32).map(|_| Mutex::new(None)).collect(),
            made: AtomicU64::new(0),
            stop: AtomicBool::new(false),
        }
    }

    /// Gives everything up.
    pub fn clear(&self, m: &Thread) {
        self.shelves.iter().for_each(|&o| drop_ref(m, o));
        drop_ref(m, self.lists);
    }
}

/// Frees what finalisers saved.
pub fn empty_saved(m: &Thread) -> usize {
    let saved = std::mem::take(&mut *m.runtime().language().saved.lock());
    saved.iter().for_each(|&o| drop_ref(m, o));
    saved.len()
}

/// Collects until nothing is left of what nobody holds.
pub fn collect_all(m: &Thread) {
    loop {
        let freed = m.collect();
        m.blocking(|| ());
        if freed + empty_saved(m) == 0 {
            return;
        }
    }
}

fn kind(rng: &mut Rng) -> u32 {
    match rng.below(400) {
        0..30 => FINALISER,
        30..40 => SAVED,
        40 => BUFFER,
        _ => 0,
    }
}

/// One thread's turn: makes `quota` objects, unless everybody is told to stop.
pub fn mill(t: &Thread, shared: &Shared, rng: &mut Rng, quota: usize) {
    let mut held: Vec<Obj> = Vec::new();
    let mut made = 0;
    while made < quota && !shared.stop.load(Relaxed) {
        let shelf = shared.shelves[rng.below(SHELVES)];
        let slot = rng.below(SLOTS as usize);
        // Shelves and the node of lists outlive the mill, `held` holds one reference an entry, and what
        // is read is owned.
        match rng.below(20) {
            0..10 => {
                let o = if rng.one_in(20) { node(t, 0, LEAF) } else { node(t, 3, kind(rng)) };
                made += 1;
                link_somewhere(t, o, &held, rng);
                held.push(o);
            }
            10 | 11 => {
                let value = held.pop();
                // SAFETY: the shelf lives, the value's reference moves in.
                unsafe { set(t, shelf, slot, value) };
            }
            // SAFETY: the shelf lives.
            12..15 => held.extend(unsafe { get(t, shelf, slot) }),
            15 | 16 => work_on_list(t, shared, &mut held, rng),
            17 => work_on_weak(t, shared, &mut held, rng),
            _ if held.is_empty() => {}
            _ => drop_ref(t, held.swap_remove(rng.below(held.len()))),
        }
        while held.len() > 100 {
            drop_ref(t, held.swap_remove(rng.below(held.len())));
        }
        t.safepoint();
        match rng.below(20_000) {
            0 => _ = t.collect(),
            1 => _ = t.check_sanity(None).expect("sane"),
            2..12 => _ = empty_saved(t),
            12..40 => t.blocking(std::thread::yield_now),
            _ => {}
        }
    }
    held.iter().for_each(|&o| drop_ref(t, o));
    shared.made.fetch_add(made as u64, Relaxed);
}

/// Less than one edge an object, so that what is reachable stays bounded.
fn link_somewhere(t: &Thread, o: Obj, held: &[Obj], rng: &mut Rng) {
    let takes_links = |o: Obj| o.shape() & (LIST | LEAF) == 0;
    if held.is_empty() || !takes_links(o) {
        return;
    }
    let other = held[rng.below(held.len())];
    if rng.one_in(3) {
        link(t, o, 0, other);
    }
    if rng.one_in(5) && takes_links(other) {
        link(t, other, 1, o);
    }
    if rng.one_in(40) {
        link(t, o, 2, o);
    }
}

fn work_on_list(t: &Thread, shared: &Shared, held: &mut Vec<Obj>, rng: &mut Rng) {
    let which = rng.below(LISTS as usize);
    // SAFETY: as in `mill`; entries of the node of lists are never empty.
    unsafe {
        let list_ = get(t, shared.lists, which).expect("a list");
        let len = list_len(list_);
        match rng.below(8) {
            0 if len >= LONGEST => set(t, shared.lists, which, Some(list(t, 4))),
            0 => list_grow(t, list_, 1 + rng.below(16)),
            1 | 2 => {
                if let Some(old) = list_replace(t, list_, rng.below(len), held.pop()) {
                    drop_ref(t, old);
                }
            }
            _ => held.extend(list_get(t, list_, rng.below(len))),
        }
        drop_ref(t, list_);
    }
}

fn work_on_weak(t: &Thread, shared: &Shared, held: &mut Vec<Obj>, rng: &mut Rng) {
    let place = &shared.weak[rng.below(shared.weak.len())];
    if rng.one_in(2) {
        let cell = place.lock().clone();
        held.extend(cell.and_then(|c| t.upgrade(&c)));
    } else if let Some(&o) = held.last() {
        // SAFETY: held.
        let cell = unsafe { t.weak_cell(o) };
        *place.lock() = Some(cell);
    }
}

//! Sweeping: garbage is released and its blocks go straight to their pages' free lists, page by
//! page in parallel, while the world is stopped.
//!
//! Garbage is unreachable and nobody is between two safepoints, so nobody can see it. References
//! from garbage to what lives are given up afterwards, one by one, through the counting API.

use super::find::{GARBAGE, PageRef, View, is_candidate, word};
use crate::Obj;
use crate::heap::{Page, clear_header};
use crate::slot::SlotData;
use crate::{Language, Mutator};
use heddle_threads::registry::Stopped;
use heddle_threads::sync::atomic::Ordering::Relaxed;
use rayon::prelude::*;

/// What sweeping one page left to do.
struct Swept {
    page: PageRef,
    freed: usize,
    /// Charged bytes that were released.
    uncharged: usize,
    /// References that the garbage held to objects that live.
    outgoing: Vec<Obj>,
}

impl<L: Language> Mutator<L> {
    /// Frees everything that has its GARBAGE bit. The world is stopped. How many objects.
    pub(super) fn sweep(&self, view: &View<'_>, pool: Option<&rayon::ThreadPool>) -> usize {
        let language = self.runtime().language();
        let one = |p: &PageRef| sweep_page(language, *p);
        // Nothing on a page is cleared before the garbage that points to it, on any page, has been
        // looked at: only words are, and those stay.
        let swept: Vec<Swept> = match pool {
            None => view.pages.iter().filter_map(one).collect(),
            Some(pool) => pool.install(|| view.in_parallel().filter_map(one).collect()),
        };
        let mut freed = 0;
        for s in swept {
            freed += s.freed;
            self.charge(-(s.uncharged as isize));
            let slot = s.page.get().slot;
            // SAFETY: the world is stopped.
            let heap = unsafe { &self.slot_data_of(slot).local().heap };
            heap.blocks_freed(s.page.0, self);
            for o in s.outgoing {
                self.pay(o, 1);
            }
        }
        freed
    }

    /// Gives back the empty pages that the slots keep. The world is stopped.
    pub(super) fn trim_heaps(&self, stopped: &Stopped<'_, SlotData>) {
        for slot in stopped.registry().slots() {
            // SAFETY: the world is stopped.
            unsafe { slot.data().local() }.heap.trim(self);
        }
    }
}

fn sweep_page<L: Language>(language: &L, page: PageRef) -> Option<Swept> {
    let p: &Page = page.get();
    let mut swept = Swept { page, freed: 0, uncharged: 0, outgoing: Vec::new() };
    for o in p.objects().filter(|&o| is_candidate(o)) {
        // No word: the page was reclaimed and taken again between the pauses.
        if word(&o).is_none_or(|w| w.load(Relaxed) & GARBAGE == 0) {
            continue;
        }
        // SAFETY: garbage: nobody else sees or changes it.
        unsafe {
            language.trace(o, |child| {
                if word(&child).is_none_or(|w| w.load(Relaxed) & GARBAGE == 0) {
                    swept.outgoing.push(child);
                }
            });
            swept.uncharged += language.release(o);
        }
        clear_header(o);
        // SAFETY: the block is free, and this worker has the page to itself.
        unsafe { p.give(o) };
        swept.freed += 1;
    }
    (swept.freed != 0).then_some(swept)
}

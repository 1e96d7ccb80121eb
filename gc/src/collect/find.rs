//! Finding garbage: internal references are counted, and what is held from outside is marked.
//!
//! One word a block, beside the page for the time of the collection:
//!
//! ```text
//!   bit 31     REACHED  held from outside, or reached from such an object
//!   bit 30     GARBAGE  judged
//!   bits 0..30          references from tracked objects of other pages
//! ```
//!
//! and a 16-bit count of the references from the same page, which is where most come from: the one
//! worker that has the page counts those without an atomic operation.

use crate::header::{FINALISED, HAS_WEAK, IMMORTAL, TRACKED};
use crate::heap::{Arena, Page, Zeroed};
use crate::{Language, Obj};
use heddle_threads::sync::Mutex;
use heddle_threads::sync::atomic::{AtomicU32, Ordering::Relaxed};
use rayon::prelude::*;
use std::cell::Cell;
use std::sync::Arc;

const REACHED: u32 = 1 << 31;
pub(super) const GARBAGE: u32 = 1 << 30;
const INTERNAL: u32 = GARBAGE - 1;

/// A marking task hands half of its stack to another when it grows beyond this.
const SPLIT: usize = 1024;

/// The collector's threads: none for one, else a pool of its own, made when first needed.
pub(super) struct Workers {
    threads: usize,
    pool: Mutex<Option<Arc<rayon::ThreadPool>>>,
    /// The memory of the last collection's counts: fresh memory costs page faults.
    spare: Mutex<Option<Zeroed>>,
}

/// Pages that a worker takes at once.
const PORTION: usize = 16;

/// The most that is kept for the next collection's counts.
const SPARE_BYTES: usize = 32 << 20;

impl Workers {
    pub fn new(threads: usize) -> Self {
        // ThreadSanitizer does not see how rayon hands work over (by fences, and by std's locks, which
        // are not instrumented): collect serially there.
        let threads = if cfg!(heddle_tsan) { 1 } else { threads.max(1) };
        Self { threads, pool: Mutex::new(None), spare: Mutex::new(None) }
    }

    /// In the child of a fork: the pool's threads do not exist, so it cannot even be dropped.
    pub fn forget(&self) {
        std::mem::forget(self.pool.lock().take());
    }

    /// Memory for the counts of a collection, and whether it has to be zeroed first.
    fn counts(&self, bytes: usize) -> Option<(Zeroed, bool)> {
        let fits = |z: &Zeroed| z.bytes() >= bytes && z.bytes() / 4 <= bytes;
        let spare = self.spare.lock().take().filter(fits);
        spare.map(|z| (z, true)).or_else(|| Zeroed::new(bytes).map(|z| (z, false)))
    }

    /// Keeps it for the next collection.
    fn keep(&self, counts: Zeroed) {
        if counts.bytes() <= SPARE_BYTES {
            *self.spare.lock() = Some(counts);
        }
    }

    /// The pool, unless one thread is enough or no other can be had.
    pub fn pool(&self) -> Option<Arc<rayon::ThreadPool>> {
        if self.threads == 1 {
            return None;
        }
        let mut pool = self.pool.lock();
        if pool.is_none() {
            let named = |k| format!("heddle-collector-{k}");
            let built = rayon::ThreadPoolBuilder::new().num_threads(self.threads).thread_name(named);
            *pool = built.build().ok().map(Arc::new);
        }
        pool.clone()
    }
}

/// A page that worker threads may look at while the world is stopped.
#[derive(Clone, Copy)]
pub(super) struct PageRef(pub *mut Page);

// SAFETY: the world is stopped; each page's cells are written by at most one worker.
unsafe impl Send for PageRef {}
// SAFETY: as above.
unsafe impl Sync for PageRef {}

impl PageRef {
    pub fn get(&self) -> &Page {
        // SAFETY: pages in use while the world is stopped; see the type.
        unsafe { &*self.0 }
    }
}

/// The heap as a collection sees it: all pages, each with its words.
pub(super) struct View<'w> {
    pub pages: Vec<PageRef>,
    counts: Option<Zeroed>,
    /// The counts are those of an earlier collection.
    dirty: bool,
    workers: &'w Workers,
}

impl<'w> View<'w> {
    /// All pages in use.
    pub fn pages(arena: &Arena) -> Vec<PageRef> {
        arena.pages().into_iter().map(PageRef).collect()
    }

    /// The pages for worker threads, in small portions: cores may run at different speeds.
    pub fn in_parallel(&self) -> rayon::iter::MaxLen<rayon::slice::Iter<'_, PageRef>> {
        self.pages.par_iter().with_max_len(PORTION)
    }

    /// Gives every page in use its words and counts, all 0. `None`: there is no memory for them.
    pub fn new(arena: &Arena, workers: &'w Workers) -> Option<Self> {
        let pages = Self::pages(arena);
        let total: usize = pages.iter().map(|p| p.get().blocks as usize).sum();
        let bytes = total * (size_of::<AtomicU32>() + size_of::<Cell<u16>>());
        let (counts, dirty) = workers.counts(bytes)?;
        let words = counts.start().cast::<AtomicU32>();
        let near = words.wrapping_add(total).cast::<Cell<u16>>();
        let mut start = 0;
        for p in &pages {
            p.get().side.set(words.wrapping_add(start));
            p.get().near.set(near.wrapping_add(start));
            start += p.get().blocks as usize;
        }
        Some(Self { pages, counts: Some(counts), dirty, workers })
    }
}

impl Drop for View<'_> {
    fn drop(&mut self) {
        for p in &self.pages {
            p.get().side.set(std::ptr::null());
            p.get().near.set(std::ptr::null());
        }
        self.workers.keep(self.counts.take().expect("taken only here"));
    }
}

/// The word of an object, if its page was there when the collection began.
#[inline(always)]
pub(super) fn word(o: &Obj) -> Option<&AtomicU32> {
    // SAFETY: the page of an object is in use; `side` is null or this collection's.
    unsafe {
        let page = Page::of(*o);
        if (*page).side.get().is_null() {
            return None;
        }
        Some((*page).side_of(*o))
    }
}

/// Whether this collection has judged the object to be garbage.
#[inline(always)]
pub(super) fn is_garbage(o: &Obj) -> bool {
    word(o).is_some_and(|w| w.load(Relaxed) & GARBAGE != 0)
}

/// Whether the collector judges this object.
#[inline(always)]
pub(super) fn is_candidate(o: Obj) -> bool {
    o.flags() & TRACKED != 0 && o.shape() != 0
}

/// What a page's judgement found.
#[derive(Default)]
pub(super) struct Found {
    pub garbage: usize,
    /// Garbage with a finaliser that has not run, or with a weak cell.
    pub special: Vec<Obj>,
}

/// Finds the garbage and sets its GARBAGE bits.
pub(super) fn find<L: Language>(language: &L, view: &View<'_>, pool: Option<&rayon::ThreadPool>) -> Found {
    match pool {
        None => {
            if view.dirty {
                view.pages.iter().for_each(clear);
            }
            view.pages.iter().for_each(|p| count_internal::<L, false>(language, p));
            let mut stack = Vec::new();
            for p in &view.pages {
                mark_page::<L, false>(language, p, &mut stack, None);
            }
            view.pages.iter().map(|p| judge(language, p)).fold(Found::default(), join)
        }
        Some(pool) => pool.install(|| {
            if view.dirty {
                view.in_parallel().for_each(clear);
            }
            view.in_parallel().for_each(|p| count_internal::<L, true>(language, p));
            rayon::scope(|scope| {
                view.in_parallel().for_each_init(Vec::new, |stack, p| {
                    mark_page::<L, true>(language, p, stack, Some(scope));
                });
            });
            view.in_parallel().map(|p| judge(language, p)).reduce(Found::default, join)
        }),
    }
}

fn join(mut a: Found, mut b: Found) -> Found {
    a.garbage += b.garbage;
    a.special.append(&mut b.special);
    a
}

/// Zeroes the counts of a page.
fn clear(page: &PageRef) {
    let (p, blocks) = (page.get(), page.get().blocks as usize);
    // SAFETY: the page has that many of each, and this worker has the page.
    unsafe {
        p.side.get().cast_mut().write_bytes(0, blocks);
        p.near.get().cast_mut().write_bytes(0, blocks);
    }
}

/// Adds, for every reference that an object of this page holds, one to the target's word.
fn count_internal<L: Language, const PARALLEL: bool>(language: &L, page: &PageRef) {
    for o in page.get().objects().filter(|&o| is_candidate(o)) {
        // SAFETY: the world is stopped.
        unsafe {
            language.trace(o, |child| {
                if child.flags() & TRACKED == 0 {
                    return;
                }
                if Page::of(child) == page.0 {
                    let near = page.get().near_of(child);
                    if near.get() != u16::MAX {
                        return near.set(near.get() + 1);
                    }
                }
                if let Some(w) = word(&child) {
                    if PARALLEL {
                        w.fetch_add(1, Relaxed);
                    } else {
                        w.store(w.load(Relaxed) + 1, Relaxed);
                    }
                }
            });
        }
    }
}

/// Marks what is held from outside in this page, and all it reaches.
fn mark_page<'s, L: Language, const PARALLEL: bool>(
    language: &'s L,
    page: &PageRef,
    stack: &mut Vec<Obj>,
    scope: Option<&rayon::Scope<'s>>,
) {
    for o in page.get().objects().filter(|o| o.shape() != 0) {
        if !is_candidate(o) {
            // Not judged (it cannot be in a cycle, or is dying), but what it keeps without counting
            // must live: a dying object's finaliser needs its type.
            // SAFETY: the world is stopped.
            if let Some(kept) = unsafe { language.uncounted(o) }
                && kept.flags() & TRACKED != 0
                && word(&kept).is_some_and(reach::<PARALLEL>)
            {
                stack.push(kept);
                mark_from::<L, PARALLEL>(language, stack, scope);
            }
            continue;
        }
        let Some(w) = word(&o) else { continue };
        // SAFETY: this worker has the page.
        let near = unsafe { page.get().near_of(o) }.get();
        let internal = i64::from(w.load(Relaxed) & INTERNAL) + i64::from(near);
        let held = o.references() > internal || o.flags() & IMMORTAL != 0;
        if held && reach::<PARALLEL>(w) {
            stack.push(o);
            mark_from::<L, PARALLEL>(language, stack, scope);
        }
    }
}

/// Sets REACHED. Whether it was not set.
#[inline(always)]
fn reach<const PARALLEL: bool>(w: &AtomicU32) -> bool {
    let old = w.load(Relaxed);
    if old & REACHED != 0 {
        return false;
    }
    if PARALLEL {
        return w.fetch_or(REACHED, Relaxed) & REACHED == 0;
    }
    w.store(old | REACHED, Relaxed);
    true
}

/// Marks everything that the objects on the stack reach.
fn mark_from<'s, L: Language, const PARALLEL: bool>(
    language: &'s L,
    stack: &mut Vec<Obj>,
    scope: Option<&rayon::Scope<'s>>,
) {
    while let Some(o) = stack.pop() {
        let mut visit = |child: Obj| {
            if child.flags() & TRACKED != 0 && word(&child).is_some_and(reach::<PARALLEL>) {
                stack.push(child);
            }
        };
        // SAFETY: the world is stopped.
        unsafe {
            language.trace(o, &mut visit);
            if let Some(kept) = language.uncounted(o) {
                visit(kept);
            }
        }
        if let Some(scope) = scope
            && stack.len() > SPLIT
        {
            let mut half = stack.split_off(stack.len() / 2);
            scope.spawn(move |scope| mark_from::<L, PARALLEL>(language, &mut half, Some(scope)));
        }
    }
}

/// Sets GARBAGE on what was not reached.
fn judge<L: Language>(language: &L, page: &PageRef) -> Found {
    let mut found = Found::default();
    for o in page.get().objects().filter(|&o| is_candidate(o)) {
        let Some(w) = word(&o) else { continue };
        if w.load(Relaxed) & REACHED != 0 {
            continue;
        }
        w.store(GARBAGE, Relaxed);
        found.garbage += 1;
        let flags = o.flags();
        // SAFETY: the world is stopped.
        let finaliser = flags & FINALISED == 0 && unsafe { language.has_finaliser(o) };
        if finaliser || flags & HAS_WEAK != 0 {
            found.special.push(o);
        }
    }
    found
}

/// Judges `pinned` objects again, each of which has one reference more than the program gave it:
/// clears GARBAGE on those that are now held from outside, and on what they reach. Gives them back.
/// `pages` are all pages in use now: what is not garbage may keep some of it without counting.
pub(super) fn judge_again<L: Language>(language: &L, pages: &[PageRef], pinned: &[Obj]) -> Vec<Obj> {
    // SAFETY (both traces below): the world is stopped.
    for o in pinned {
        let add = |child: Obj| {
            if let Some(w) = word(&child).filter(|w| w.load(Relaxed) & GARBAGE != 0) {
                w.store(w.load(Relaxed) + 1, Relaxed);
            }
        };
        // SAFETY: the world is stopped.
        unsafe { language.trace(*o, add) };
    }
    let mut alive = Vec::new();
    let mut stack = Vec::new();
    let mut rescue = |o: Obj, stack: &mut Vec<Obj>| {
        if let Some(w) = word(&o).filter(|w| w.load(Relaxed) & GARBAGE != 0) {
            w.store(0, Relaxed);
            alive.push(o);
            stack.push(o);
        }
    };
    for page in pages {
        for o in page.get().objects().filter(|o| o.shape() != 0 && !is_garbage(o)) {
            // SAFETY: the world is stopped.
            if let Some(kept) = unsafe { language.uncounted(o) } {
                rescue(kept, &mut stack);
            }
        }
    }
    for &o in pinned {
        let internal = word(&o).map_or(0, |w| i64::from(w.load(Relaxed) & INTERNAL));
        if o.references() > internal + 1 || o.flags() & IMMORTAL != 0 {
            rescue(o, &mut stack);
        }
        // (The first round also takes what the loop above has found.)
        while let Some(o) = stack.pop() {
            // SAFETY: the world is stopped.
            unsafe {
                language.trace(o, |child| rescue(child, &mut stack));
                if let Some(kept) = language.uncounted(o) {
                    rescue(kept, &mut stack);
                }
            }
        }
    }
    alive
}

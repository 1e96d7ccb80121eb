//! One slot's heap: for each size class a current page, and a list of others with free blocks.
//!
//! A page is in one of three places: it is `current`; it is in the `partial` list; or it is full
//! and in no list until one of its blocks is freed. A few empty pages are kept in their lists; the
//! others, and at a collection all, go back to the arena through QSBR.

use super::classes::{CLASSES, SizeClass};
use super::page::{Block, Page, ReturnedPages};
use super::{OutOfMemory, PAGE_SIZE};
use crate::header::{Header, Holds, Obj};
use crate::slot::COLLECT;
use crate::stats::bump;
use crate::{Language, Mutator};
use heddle_threads::Retired;
use heddle_threads::sync::atomic::Ordering::*;
use heddle_threads::sync::{Mutation, mutated, weaken};
use std::cell::Cell;
use std::ptr::null_mut;

/// Empty pages that a slot keeps: work that allocates and frees in turns need not ask the arena.
const KEPT: u32 = if cfg!(loom) { 0 } else { 16 };

/// The pages of one slot; touched by its holder alone.
pub(crate) struct LocalHeap {
    slot: u16,
    /// Empty pages in the partial lists.
    kept: Cell<u32>,
    classes: [ClassHeap; CLASSES],
}

struct ClassHeap {
    /// Null before the first allocation.
    current: Cell<*mut Page>,
    partial: Cell<*mut Page>,
}

impl ClassHeap {
    /// Puts `page` in the place of the current page, which has nothing free.
    fn make_current(&self, page: *mut Page) {
        let old = self.current.replace(page);
        // SAFETY: both are in use and this slot's.
        unsafe {
            (*page).set_current(true);
            if !old.is_null() {
                (*old).set_current(false);
            }
        }
    }
}

impl LocalHeap {
    pub fn new(slot: u16) -> Self {
        let class = |_| ClassHeap { current: Cell::new(null_mut()), partial: Cell::new(null_mut()) };
        Self { slot, kept: Cell::new(0), classes: std::array::from_fn(class) }
    }

    /// Takes a free block off the current page.
    #[inline(always)]
    fn take(&self, class: SizeClass) -> Option<*mut Block> {
        // SAFETY: a SizeClass is below CLASSES.
        let page = unsafe { self.classes.get_unchecked(class.0 as usize) }.current.get();
        if page.is_null() {
            return None;
        }
        // SAFETY: a slot's current page is in use and its holder's.
        let page = unsafe { &*page };
        let block = page.free.get();
        if block.is_null() {
            return None;
        }
        // SAFETY: a block of the page's free list.
        page.free.set(unsafe { Block::link(block) });
        Some(block)
    }

    /// Makes the next page with something free the current one.
    #[cold]
    fn refill<L: Language>(&self, class: SizeClass, m: &Mutator<L>) -> Result<(), OutOfMemory> {
        let heap = &self.classes[class.0 as usize];
        self.take_returned(&m.slot_data().returned, m);
        let current = heap.current.get();
        if !current.is_null() {
            // SAFETY: a slot's current page is in use and its holder's.
            if unsafe { &*current }.refill() {
                return Ok(());
            }
        }
        let next = heap.partial.get();
        if next.is_null() {
            // On failure the exhausted page stays current.
            heap.make_current(m.runtime().arena.take(self.slot, class)?);
            m.page_taken();
        } else {
            self.unlink(next);
            // SAFETY: pages in the list are in use and this slot's.
            if unsafe { &*next }.is_empty() {
                self.kept.set(self.kept.get() - 1);
            }
            heap.make_current(next);
        }
        // SAFETY: just taken from the arena or from the list.
        let found = unsafe { &*heap.current.get() }.refill();
        debug_assert!(found);
        Ok(())
    }

    /// Takes back what other threads have freed in this slot's pages.
    pub fn take_returned<L: Language>(&self, returned: &ReturnedPages, m: &Mutator<L>) {
        returned.take(|page| self.blocks_freed(page, m));
    }

    /// Puts a page where it belongs after blocks of it were freed.
    #[cold]
    pub fn blocks_freed<L: Language>(&self, page: *mut Page, m: &Mutator<L>) {
        // SAFETY: a page of this slot, in use.
        let p = unsafe { &*page };
        if p.current.get() {
            return;
        }
        if p.clear_full() {
            self.link(page);
        }
        if !p.is_empty() {
            return;
        }
        if self.kept.get() < KEPT {
            self.kept.set(self.kept.get() + 1);
        } else {
            self.unlink(page);
            m.retire_page(page);
        }
    }

    /// Gives the kept empty pages back.
    pub fn trim<L: Language>(&self, m: &Mutator<L>) {
        for heap in &self.classes {
            let mut page = heap.partial.get();
            while !page.is_null() {
                // SAFETY: pages in the list are in use and this slot's.
                let p = unsafe { &*page };
                let next = p.next.get();
                if p.is_empty() {
                    self.unlink(page);
                    m.retire_page(page);
                }
                page = next;
            }
        }
        self.kept.set(0);
    }

    fn link(&self, page: *mut Page) {
        // SAFETY: pages in the list are in use and this slot's.
        unsafe {
            let head = &self.classes[(*page).class.0 as usize].partial;
            let next = head.replace(page);
            (*page).next.set(next);
            (*page).previous.set(null_mut());
            if !next.is_null() {
                (*next).previous.set(page);
            }
        }
    }

    fn unlink(&self, page: *mut Page) {
        // SAFETY: pages in the list are in use and this slot's.
        unsafe {
            let (next, previous) = ((*page).next.get(), (*page).previous.get());
            if previous.is_null() {
                self.classes[(*page).class.0 as usize].partial.set(next);
            } else {
                (*previous).next.set(next);
            }
            if !next.is_null() {
                (*next).previous.set(previous);
            }
        }
    }
}

impl<L: Language> Mutator<L> {
    /// A fresh object: one reference, the caller's; shape 0, so that no walker looks at it until
    /// the caller has initialised it and sets its shape. What its contents held before is still
    /// there.
    #[inline(always)]
    pub fn alloc(&self, class: SizeClass, holds: Holds) -> Result<Obj, OutOfMemory> {
        let block = match self.local().heap.take(class) {
            Some(block) => block,
            None => self.alloc_slow(class)?,
        };
        // SAFETY: a block of a page in use, ours; its header is valid.
        let h: &Header = unsafe { &(*block).header };
        h.local.store(1, Relaxed);
        h.owner.store(self.index(), Relaxed);
        h.flags.store(holds as u8, Relaxed);
        // Release: pairs with the Acquire in `try_incref_atomic`: a stale reader that takes a
        // reference to this object finds the slot it came from changed.
        // Model: fresh_header_against_stale_reader.
        h.shared.store(0, weaken(Mutation::FreshHeaderRelaxed, Release));
        // SAFETY: a block's address is not null, and its page is in use.
        Ok(unsafe { Obj::from_ptr(block.cast()).unwrap_unchecked() })
    }

    #[cold]
    fn alloc_slow(&self, class: SizeClass) -> Result<*mut Block, OutOfMemory> {
        let heap = &self.local().heap;
        heap.refill(class, self)?;
        heap.take(class).ok_or(OutOfMemory)
    }

    /// Frees the block of a dead object.
    ///
    /// # Safety
    /// `o` is dead, nothing names it any more, and what it held has been given up.
    #[inline(always)]
    pub(crate) unsafe fn free(&self, o: Obj) {
        clear_header(o);
        // SAFETY: the page of a dead object is in use until its last block is free.
        let p = unsafe { &*Page::of(o) };
        if p.slot == self.index() {
            self.give_back(o, p);
        } else {
            self.free_remote(o.as_ptr().cast(), p);
        }
    }

    /// [`Mutator::free`] for a private object of this thread: its shared word is 0, and since this
    /// thread is its owner, its page is of our slot.
    ///
    /// # Safety
    /// As for [`Mutator::free`].
    #[inline(always)]
    pub(crate) unsafe fn free_private(&self, o: Obj) {
        debug_assert_eq!(o.header().shared.load(Relaxed), 0);
        clear_owner(o);
        // SAFETY: the page of a dead object is in use until its last block is free.
        self.give_back(o, unsafe { &*Page::of(o) });
    }

    /// Gives a free block back to its page, which is of our slot.
    #[inline(always)]
    fn give_back(&self, o: Obj, p: &Page) {
        debug_assert_eq!(p.slot, self.index());
        // SAFETY: a free block of this page, and the page is of our slot.
        if unsafe { p.give(o) } {
            self.local().heap.blocks_freed(std::ptr::from_ref(p).cast_mut(), self);
        }
    }

    #[cold]
    fn free_remote(&self, block: *mut Block, page: &Page) {
        bump(&self.local().counters.remote_frees);
        let slot = if mutated(Mutation::RemoteReturnsToFreer) { self.index() } else { page.slot };
        // SAFETY: the block is dead and in our hands. Afterwards the page may be gone at any time,
        // unless we were the first: then its holder cannot take the block before we have told it.
        if unsafe { page.push_remote(block) } {
            self.slot_data_of(slot).returned.push(page);
        }
    }

    /// Gives an empty page back once no reader can see it.
    fn retire_page(&self, page: *mut Page) {
        self.runtime().arena.retiring();
        // The page header's own words are free to use now: the arena's address goes there.
        // SAFETY: the page is empty and in no list; its `next` is nobody's.
        unsafe { (*page).next.set(std::sync::Arc::as_ptr(&self.runtime().arena).cast_mut().cast()) };
        if mutated(Mutation::PageGivenAtOnce) {
            // SAFETY: none: this is the mutation.
            return unsafe { give_page(page.cast(), PAGE_SIZE) };
        }
        self.retire(Retired { block: page.cast(), bytes: PAGE_SIZE, free: give_page });
    }

    /// A page was taken from the arena: perhaps a collection is due.
    fn page_taken(&self) {
        if self.heap_has_grown() {
            self.ask_self(COLLECT);
        }
    }
}

/// Frees a page that `retire_page` retired.
///
/// # Safety
/// `page` was retired with its arena's address in `next`, and the arena lives.
unsafe fn give_page(page: *mut u8, _bytes: usize) {
    let page = page.cast::<Page>();
    // SAFETY: the caller's promise.
    unsafe {
        let arena = (*page).next.get().cast::<super::Arena>();
        (*arena).give(page);
    }
}

/// Makes the header of a dead object that of a free block: a stale reader that looks is refused.
#[inline(always)]
pub(crate) fn clear_header(o: Obj) {
    // Relaxed, all: a stale reader refuses a count of 0 whichever of these it sees; the block's
    // next life begins with a Release.
    o.header().shared.store(0, Relaxed);
    clear_owner(o);
}

/// What is left of [`clear_header`] if the shared word is 0 already.
#[inline(always)]
fn clear_owner(o: Obj) {
    let h = o.header();
    h.owner.store(0, Relaxed);
    h.shape.store(0, Relaxed);
}

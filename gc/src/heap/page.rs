//! One page: 64 KiB at a 64 KiB boundary, a page header and blocks of one size.
//!
//! | field | touched by |
//! |---|---|
//! | `slot`, `block`, `blocks`, `chunk`, `reciprocal` | written when the page is taken from the arena; read by all |
//! | `free`, `freed`, `used`, `fresh`, `current`, `next`, `previous` | the holder of the page's slot |
//! | `remote` | anybody attached pushes (Release); the holder takes all (Acquire) |
//! | `next_returned` | whoever pushed the first remote block; then the holder, until it takes the blocks |
//! | `side`, `near` | the collector |
//!
//! Blocks are taken from `free` and given to `freed`; when `free` is empty, `freed` takes its place.
//! So an allocation need not wait for the store of the free before it, and `used` is touched by
//! frees alone: it counts the blocks of `free` as used, which is exact on every page but the current
//! one, whose `free` alone is not empty.
//!
//! A page is on its slot's [`ReturnedPages`] stack from the push of its first remote block until the
//! holder takes the stack: so the holder finds remote frees without looking at every full page, and
//! a page is on the stack at most once.

use super::PAGE_SIZE;
use super::classes::{SIZES, SizeClass};
use crate::header::{Header, Obj};
use heddle_threads::sync::atomic::{AtomicPtr, AtomicU32, Ordering::*};
use heddle_threads::sync::{Mutation, UnsafeCell, mutated, weaken};
use std::cell::Cell;
use std::ptr::null_mut;

/// Where the blocks of a page start.
const FIRST_BLOCK: usize = if cfg!(loom) { 1024 } else { 256 };
/// Under loom a page has this many blocks.
const MODEL_BLOCKS: usize = 3;

/// A free block: a header, then the link. In the native build the link lies over the contents.
#[repr(C)]
pub(crate) struct Block {
    pub header: Header,
    /// The next free block of the same list.
    link: UnsafeCell<*mut Block>,
}

impl Block {
    /// # Safety
    /// `block` is free and in no list, or in the caller's hands.
    #[inline(always)]
    pub unsafe fn set_link(block: *mut Block, next: *mut Block) {
        // SAFETY: the caller's promise.
        unsafe { (*block).link.with_mut(|p| *p = next) };
    }

    /// # Safety
    /// `block` is free and the caller has it, or the list it is in, to itself.
    #[inline(always)]
    pub unsafe fn link(block: *mut Block) -> *mut Block {
        // SAFETY: the caller's promise.
        unsafe { (*block).link.with(|p| *p) }
    }
}

/// In `used`: the page is in no list of the heap, because nothing in it was free.
const FULL: u32 = 1 << 31;

/// The header of a page.
#[repr(C)]
pub(crate) struct Page {
    /// The slot whose holder allocates here.
    pub slot: u16,
    pub class: SizeClass,
    /// Bytes of a block.
    pub block: u32,
    /// Blocks in the page.
    pub blocks: u32,
    /// The arena's chunk that the page lies in.
    pub chunk: u32,
    /// `2^32 / block`, rounded up: turns an offset into an index without a division.
    reciprocal: u32,
    /// Blocks to allocate.
    pub free: Cell<*mut Block>,
    /// Blocks that were freed since `free` was filled.
    freed: Cell<*mut Block>,
    /// Blocks in use or in `free`, remote frees not yet taken back among them; one more on the
    /// current page; [`FULL`] if the page is in no list of the heap.
    used: Cell<u32>,
    /// Blocks from here on were never used and are in no list.
    pub fresh: Cell<u32>,
    /// The heap allocates from it.
    pub current: Cell<bool>,
    pub next: Cell<*mut Page>,
    pub previous: Cell<*mut Page>,
    next_returned: UnsafeCell<*mut Page>,
    /// During a collection, one word a block.
    pub side: Cell<*const AtomicU32>,
    /// During a collection, references from this page itself, one count a block.
    pub near: Cell<*const Cell<u16>>,
    /// Blocks that other threads have freed; on a line of its own.
    remote: RemoteList,
}

#[repr(align(64))]
struct RemoteList(AtomicPtr<Block>);

const _: () = assert!(size_of::<Page>() <= FIRST_BLOCK);

impl Page {
    /// Makes a page of the memory at `memory`.
    ///
    /// # Safety
    /// `memory` is PAGE_SIZE bytes at a PAGE_SIZE boundary, nobody else's; its bytes are zero, or
    /// what an earlier page of any class left and no reader can see any more.
    pub unsafe fn initialise(memory: *mut u8, chunk: u32, slot: u16, class: SizeClass) -> *mut Page {
        let page = memory.cast::<Page>();
        let block = SIZES[class.0 as usize];
        let fits = (PAGE_SIZE - FIRST_BLOCK) as u32 / block;
        // SAFETY: the caller's promise.
        unsafe {
            page.write(Page {
                slot,
                class,
                block,
                blocks: if cfg!(loom) { MODEL_BLOCKS as u32 } else { fits },
                chunk,
                reciprocal: u32::MAX / block + 1,
                free: Cell::new(null_mut()),
                freed: Cell::new(null_mut()),
                used: Cell::new(0),
                fresh: Cell::new(0),
                current: Cell::new(false),
                next: Cell::new(null_mut()),
                previous: Cell::new(null_mut()),
                next_returned: UnsafeCell::new(null_mut()),
                side: Cell::new(std::ptr::null()),
                near: Cell::new(std::ptr::null()),
                remote: RemoteList(AtomicPtr::new(null_mut())),
            });
        }
        page
    }

    /// The page that a block lies in.
    #[inline(always)]
    pub fn of(o: Obj) -> *mut Page {
        let p = o.as_ptr().cast::<u8>();
        p.wrapping_sub(p as usize % PAGE_SIZE).cast()
    }

    /// The block with this index.
    #[inline(always)]
    pub fn block_at(&self, index: u32) -> *mut Block {
        let offset = FIRST_BLOCK + index as usize * self.block as usize;
        std::ptr::from_ref(self).cast_mut().cast::<u8>().wrapping_add(offset).cast()
    }

    /// The object with this index, which must be below `fresh`.
    #[inline(always)]
    pub fn object_at(&self, index: u32) -> Obj {
        // SAFETY: blocks below `fresh` have headers.
        let o = unsafe { Obj::from_ptr(self.block_at(index).cast()) };
        // SAFETY: a block's address is not null.
        unsafe { o.unwrap_unchecked() }
    }

    /// The index of a block of this page.
    #[inline(always)]
    pub fn index_of(&self, o: Obj) -> usize {
        let offset = o.address() % PAGE_SIZE - FIRST_BLOCK;
        ((offset as u64 * u64::from(self.reciprocal)) >> 32) as usize
    }

    /// The collector's word for a block of this page.
    ///
    /// # Safety
    /// A collection has set `side` for this page.
    #[inline(always)]
    pub unsafe fn side_of(&self, o: Obj) -> &AtomicU32 {
        // SAFETY: `side` has a word for each block.
        unsafe { &*self.side.get().add(self.index_of(o)) }
    }

    /// How often this page's own objects refer to one of its blocks.
    ///
    /// # Safety
    /// A collection has set `near` for this page, and the caller is the one worker that has it.
    #[inline(always)]
    pub unsafe fn near_of(&self, o: Obj) -> &Cell<u16> {
        // SAFETY: `near` has a count for each block.
        unsafe { &*self.near.get().add(self.index_of(o)) }
    }

    /// All blocks that were ever used.
    pub fn objects(&self) -> impl Iterator<Item = Obj> + '_ {
        (0..self.fresh.get()).map(|k| self.object_at(k))
    }

    /// Makes the page current, or no longer: then everything in it is used.
    pub fn set_current(&self, current: bool) {
        self.current.set(current);
        self.used.set(if current { self.used.get() + 1 } else { (self.used.get() - 1) | FULL });
    }

    /// Takes FULL off. Whether it was on.
    pub fn clear_full(&self) -> bool {
        let used = self.used.get();
        self.used.set(used & !FULL);
        used & FULL != 0
    }

    /// Whether no block of a page that is not current is in use.
    pub fn is_empty(&self) -> bool {
        self.used.get() & !FULL == 0
    }

    /// On the current page, whose `free` is empty: fills it with what was freed, or with fresh
    /// blocks. Whether there were any.
    pub fn refill(&self) -> bool {
        debug_assert!(self.free.get().is_null());
        if self.freed.get().is_null() {
            return self.freshen();
        }
        self.free.set(self.freed.replace(null_mut()));
        self.used.set(self.fresh.get() + 1);
        true
    }

    /// Turns up to a few kilobytes of fresh blocks into free ones. Whether there were any.
    fn freshen(&self) -> bool {
        let start = self.fresh.get();
        let batch = (4096 / self.block).max(1);
        let end = (start + batch).min(self.blocks);
        for k in (start..end).rev() {
            let block = self.block_at(k);
            // SAFETY: the page's own memory; nobody has seen this block since the page was taken.
            unsafe {
                block.cast::<Header>().write(Header::free());
                if cfg!(loom) {
                    (&raw mut (*block).link).write(UnsafeCell::new(null_mut()));
                }
                Block::set_link(block, self.free.get());
            }
            self.free.set(block);
        }
        self.fresh.set(end);
        self.used.set(self.used.get() + (end - start));
        end > start
    }

    /// For the sanity check: blocks that are used by this page's count, and blocks in its lists.
    pub fn census(&self) -> (u32, u32) {
        let length = |mut block: *mut Block| {
            let mut n = 0;
            while !block.is_null() {
                n += 1;
                // SAFETY: the caller holds the page's slot.
                block = unsafe { Block::link(block) };
            }
            n
        };
        let (free, freed) = (length(self.free.get()), length(self.freed.get()));
        let used = self.used.get() & !FULL;
        (used - free - u32::from(self.current.get()), free + freed)
    }

    /// Gives a block back. Whether the heap has to look where the page belongs now: nothing is used
    /// any more, or it is in no list.
    ///
    /// # Safety
    /// The block lies in this page, its header is a free block's, and the caller holds the page's
    /// slot.
    #[inline(always)]
    pub unsafe fn give(&self, o: Obj) -> bool {
        // SAFETY: the caller's promise.
        unsafe { self.push_freed(o.as_ptr().cast()) };
        // FULL is the sign.
        self.used.get() as i32 <= 0
    }

    /// # Safety
    /// As for [`Page::give`].
    #[inline(always)]
    unsafe fn push_freed(&self, block: *mut Block) {
        // SAFETY: the caller's promise.
        unsafe { Block::set_link(block, self.freed.get()) };
        self.freed.set(block);
        self.used.set(self.used.get() - 1);
    }

    /// Another thread frees a block of this page. Whether the page must be put on its slot's stack
    /// by the caller.
    ///
    /// # Safety
    /// `block` lies in this page, is free, and is in the caller's hands.
    pub unsafe fn push_remote(&self, block: *mut Block) -> bool {
        let list = &self.remote.0;
        let mut head = list.load(Relaxed);
        loop {
            // SAFETY: the caller's promise.
            unsafe { Block::set_link(block, head) };
            // Release: pairs with the Acquire in `take_remote`: link and header come first.
            // Acquire: pairs with the Release there: if the list was emptied, its page's
            // `next_returned` has been read and is ours to write. Model: remote_free_against_owner.
            let release = weaken(Mutation::RemotePushRelaxed, AcqRel);
            match list.compare_exchange_weak(head, block, release, Relaxed) {
                Ok(_) => return head.is_null(),
                Err(now) => head = now,
            }
        }
    }

    /// Blocks that others have freed and that the holder has not taken back. No thread runs.
    #[cfg(loom)]
    pub fn remote_blocks(&self) -> u32 {
        let mut n = 0;
        let mut block = self.remote.0.load(Acquire);
        while !block.is_null() {
            n += 1;
            // SAFETY: no thread runs.
            block = unsafe { Block::link(block) };
        }
        n
    }

    /// The holder takes back what others have freed.
    pub fn take_remote(&self) {
        // Acquire and Release: pair with those in `push_remote`.
        let acquire = match () {
            _ if mutated(Mutation::RemoteTakeRelaxed) => Relaxed,
            _ if mutated(Mutation::RemoteTakeUnreleased) => Acquire,
            _ => AcqRel,
        };
        let mut block = self.remote.0.swap(null_mut(), acquire);
        while !block.is_null() {
            // SAFETY: the list is the holder's now.
            let next = unsafe { Block::link(block) };
            // SAFETY: as above.
            unsafe { self.push_freed(block) };
            block = next;
        }
    }
}

/// The pages of one slot that have remote frees.
pub(crate) struct ReturnedPages(AtomicPtr<Page>);

impl ReturnedPages {
    pub fn new() -> Self {
        Self(AtomicPtr::new(null_mut()))
    }

    /// Puts a page on the stack: its first remote block has just been pushed by the caller.
    pub fn push(&self, page: &Page) {
        if mutated(Mutation::RemoteForgetsPage) {
            return;
        }
        let mut head = self.0.load(Relaxed);
        loop {
            // SAFETY: between the push of the first remote block and this push, the field is ours.
            page.next_returned.with_mut(|p| unsafe { *p = head });
            // Release: pairs with the Acquire in `take`.
            match self.0.compare_exchange_weak(head, std::ptr::from_ref(page).cast_mut(), Release, Relaxed) {
                Ok(_) => return,
                Err(now) => head = now,
            }
        }
    }

    /// The holder of the slot takes all pages, and calls `each` for them with nothing remote left.
    pub fn take(&self, mut each: impl FnMut(*mut Page)) {
        if self.0.load(Relaxed).is_null() {
            return;
        }
        // Acquire: pairs with the Release in `push`.
        let mut page = self.0.swap(null_mut(), Acquire);
        while !page.is_null() {
            // SAFETY: pages on the stack are in use. The link first: once the remote list is empty
            // another thread may push the page again.
            let (next, p) = unsafe { ((*page).next_returned.with(|p| *p), &*page) };
            p.take_remote();
            each(page);
            page = next;
        }
    }
}

//! One page: 64 KiB at a 64 KiB boundary, a page header and blocks of one size.
//!
//! | field | touched by |
//! |---|---|
//! | `slot`, `block`, `blocks`, `reciprocal` | written when the page is taken from the arena; read by all |
//! | `free`, `used`, `fresh`, `full`, `current`, `next`, `previous` | the holder of the page's slot |
//! | `remote` | anybody attached pushes (Release); the holder takes all (Acquire) |
//! | `next_returned` | whoever pushed the first remote block; then the holder |
//! | `side` | the collector |
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
    /// `2^32 / block`, rounded up: turns an offset into an index without a division.
    reciprocal: u32,
    /// Free blocks.
    pub free: Cell<*mut Block>,
    /// Blocks in use, remote frees not yet taken back among them; one more on the current page.
    pub used: Cell<u32>,
    /// Blocks from here on were never used and are in no list.
    pub fresh: Cell<u32>,
    /// In no list of the heap, because nothing was free.
    pub full: Cell<bool>,
    /// The heap allocates from it.
    pub current: Cell<bool>,
    pub next: Cell<*mut Page>,
    pub previous: Cell<*mut Page>,
    pub next_returned: Cell<*mut Page>,
    /// During a collection, one word a block.
    pub side: Cell<*const AtomicU32>,
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
    pub unsafe fn initialise(memory: *mut u8, slot: u16, class: SizeClass) -> *mut Page {
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
                reciprocal: u32::MAX / block + 1,
                free: Cell::new(null_mut()),
                used: Cell::new(0),
                fresh: Cell::new(0),
                full: Cell::new(false),
                current: Cell::new(false),
                next: Cell::new(null_mut()),
                previous: Cell::new(null_mut()),
                next_returned: Cell::new(null_mut()),
                side: Cell::new(std::ptr::null()),
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

    /// All blocks that were ever used.
    pub fn objects(&self) -> impl Iterator<Item = Obj> + '_ {
        (0..self.fresh.get()).map(|k| self.object_at(k))
    }

    /// Turns up to a few kilobytes of fresh blocks into free ones. Whether there were any.
    pub fn freshen(&self) -> bool {
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
        end > start
    }

    /// Blocks in the free list; for the sanity check.
    pub fn free_blocks(&self) -> u32 {
        let mut n = 0;
        let mut block = self.free.get();
        while !block.is_null() {
            n += 1;
            // SAFETY: the caller holds the page's slot.
            block = unsafe { Block::link(block) };
        }
        n
    }

    /// Puts a free block on the free list. Returns how many are used then.
    ///
    /// # Safety
    /// The block lies in this page, its header is a free block's, and the caller holds the page's
    /// slot.
    #[inline(always)]
    pub unsafe fn put_free(&self, o: Obj) -> u32 {
        let block = o.as_ptr().cast::<Block>();
        // SAFETY: the caller's promise.
        unsafe { Block::set_link(block, self.free.get()) };
        self.free.set(block);
        let used = self.used.get() - 1;
        self.used.set(used);
        used
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
            // Release: pairs with the Acquire in `take_remote`: link and header come first. Acquire:
            // pairs with the Release there: if the list was just taken, its holder has read
            // `next_returned`, which we may write now. Model: remote_free_against_owner.
            let release = weaken(Mutation::RemotePushRelaxed, AcqRel);
            match list.compare_exchange_weak(head, block, release, Relaxed) {
                Ok(_) => return head.is_null(),
                Err(now) => head = now,
            }
        }
    }

    /// The holder takes back what others have freed.
    pub fn take_remote(&self) {
        // Acquire and Release: pair with their opposites in `push_remote`.
        let acquire = weaken(Mutation::RemoteTakeRelaxed, AcqRel);
        let mut block = self.remote.0.swap(null_mut(), acquire);
        while !block.is_null() {
            // SAFETY: the list is the holder's now.
            let next = unsafe { Block::link(block) };
            // SAFETY: as above.
            unsafe { Block::set_link(block, self.free.get()) };
            self.free.set(block);
            self.used.set(self.used.get() - 1);
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
            page.next_returned.set(head);
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
            let (next, p) = unsafe { ((*page).next_returned.get(), &*page) };
            p.take_remote();
            each(page);
            page = next;
        }
    }
}

//! Where pages come from: chunks of 4 MiB of address space, cut into pages, kept for good.
//!
//! Its lock is a leaf that only attached threads take, once a page. Which pages are in use is known
//! here, so the whole heap can be walked.

use super::classes::SizeClass;
use super::page::Page;
use super::system;
use super::{OutOfMemory, PAGE_SIZE};
use heddle_threads::sync::Mutex;
use heddle_threads::sync::atomic::{AtomicUsize, Ordering::Relaxed};

const CHUNK_PAGES: usize = if cfg!(loom) { 4 } else { 64 };
/// Free pages beyond this many may give their memory back to the system.
const KEPT_PAGES: usize = 64;

/// The pages of one runtime.
pub(crate) struct Arena {
    inner: Mutex<Inner>,
    in_use: AtomicUsize,
    /// Pages in use that are empty and wait for readers.
    retired: AtomicUsize,
}

#[derive(Default)]
struct Inner {
    chunks: Vec<Chunk>,
    /// Free pages that still have their memory.
    free: Vec<FreePage>,
    /// The fewest that `free` has held since the last collection: so many were not needed.
    idle: usize,
    /// Free pages whose memory was given back: zeroes when touched.
    empty: Vec<FreePage>,
}

/// A page that nobody uses, and the chunk it lies in.
#[derive(Clone, Copy)]
struct FreePage {
    chunk: u32,
    memory: *mut u8,
}

struct Chunk {
    base: *mut u8,
    /// What to unmap: address and bytes.
    mapping: (*mut u8, usize),
    /// One bit a page.
    in_use: u64,
}

// SAFETY: the pointers name memory that this arena owns.
unsafe impl Send for Inner {}

impl Arena {
    pub fn new() -> Self {
        Self {
            inner: Mutex::new(Inner::default()),
            in_use: AtomicUsize::new(0),
            retired: AtomicUsize::new(0),
        }
    }

    /// A page for a slot, with nothing in it.
    pub fn take(&self, slot: u16, class: SizeClass) -> Result<*mut Page, OutOfMemory> {
        let mut inner = self.inner.lock();
        let page = match inner.free.pop().or_else(|| inner.empty.pop()) {
            Some(page) => page,
            None => {
                inner.add_chunk()?;
                inner.empty.pop().ok_or(OutOfMemory)?
            }
        };
        inner.idle = inner.idle.min(inner.free.len());
        inner.mark(page, true);
        // SAFETY: the page was free: no reader sees it (it came back through QSBR).
        let page = unsafe { Page::initialise(page.memory, page.chunk, slot, class) };
        self.in_use.fetch_add(1, Relaxed);
        Ok(page)
    }

    /// Takes a page back. No reader can see it any more.
    pub fn give(&self, page: *mut Page) {
        // SAFETY: a page in use, of this arena.
        let page = FreePage { chunk: unsafe { (*page).chunk }, memory: page.cast() };
        let mut inner = self.inner.lock();
        inner.mark(page, false);
        self.in_use.fetch_sub(1, Relaxed);
        self.retired.fetch_sub(1, Relaxed);
        inner.free.push(page);
    }

    /// Gives the system the memory of the free pages that nobody has needed since the last call.
    /// Once a collection: what a program frees and soon needs again costs no page faults.
    pub fn release_idle(&self) {
        let mut inner = self.inner.lock();
        let idle = inner.idle.saturating_sub(KEPT_PAGES);
        let pages: Vec<FreePage> = inner.free.drain(..idle).collect();
        inner.idle = inner.free.len();
        for page in pages {
            // SAFETY: the page's own memory, in use by nobody.
            unsafe { system::discard(page.memory, PAGE_SIZE) };
            inner.empty.push(page);
        }
    }

    /// Pages in use now.
    pub fn pages_in_use(&self) -> usize {
        self.in_use.load(Relaxed)
    }

    /// A page in use is empty now; `give` follows when no reader can see it any more.
    pub fn retiring(&self) {
        self.retired.fetch_add(1, Relaxed);
    }

    /// Pages in use with something in them, about.
    pub fn live_pages(&self) -> usize {
        self.pages_in_use().saturating_sub(self.retired.load(Relaxed))
    }

    /// All pages in use. The caller has stopped the world.
    pub fn pages(&self) -> Vec<*mut Page> {
        let inner = self.inner.lock();
        let mut pages = Vec::with_capacity(self.pages_in_use());
        for chunk in &inner.chunks {
            let in_use = (0..CHUNK_PAGES).filter(|k| chunk.in_use >> k & 1 != 0);
            pages.extend(in_use.map(|k| chunk.base.wrapping_add(k * PAGE_SIZE).cast::<Page>()));
        }
        pages
    }
}

impl Inner {
    fn mark(&mut self, page: FreePage, in_use: bool) {
        let chunk = &mut self.chunks[page.chunk as usize];
        let bit = 1 << ((page.memory as usize - chunk.base as usize) / PAGE_SIZE);
        chunk.in_use = if in_use { chunk.in_use | bit } else { chunk.in_use & !bit };
    }

    fn add_chunk(&mut self) -> Result<(), OutOfMemory> {
        let bytes = (CHUNK_PAGES + 1) * PAGE_SIZE;
        let start = system::map(bytes).ok_or(OutOfMemory)?;
        let base = start.wrapping_add(start.align_offset(PAGE_SIZE));
        if !self.chunks.is_empty() {
            // The first chunk stays small for small programs.
            system::prefer_huge(base, CHUNK_PAGES * PAGE_SIZE);
        }
        let chunk = self.chunks.len() as u32;
        self.chunks.push(Chunk { base, mapping: (start, bytes), in_use: 0 });
        // Lowest address first.
        let page = |k: usize| FreePage { chunk, memory: base.wrapping_add(k * PAGE_SIZE) };
        self.empty.extend((0..CHUNK_PAGES).rev().map(page));
        Ok(())
    }
}

impl Drop for Arena {
    fn drop(&mut self) {
        for chunk in &self.inner.lock().chunks {
            // SAFETY: mapped by `add_chunk`; the runtime is gone, and with it every reader.
            unsafe { system::unmap(chunk.mapping.0, chunk.mapping.1) };
        }
    }
}

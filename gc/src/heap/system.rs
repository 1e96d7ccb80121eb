//! Address space from the system. Under loom, ordinary memory.

pub(super) use backend::{discard, map, prefer_huge, unmap};

/// Memory that is zeroed when new; in huge pages if it is large.
#[cfg(not(loom))]
pub(crate) struct Zeroed {
    start: *mut u8,
    bytes: usize,
}

// SAFETY: it only owns the mapping; what lies in it has rules of its own.
#[cfg(not(loom))]
unsafe impl Send for Zeroed {}
// SAFETY: as above.
#[cfg(not(loom))]
unsafe impl Sync for Zeroed {}

#[cfg(not(loom))]
impl Zeroed {
    /// `bytes` of zeroes, at a page boundary; `None` if the system has no more.
    pub fn new(bytes: usize) -> Option<Self> {
        let bytes = bytes.max(1);
        let start = map(bytes)?;
        prefer_huge(start, bytes);
        Some(Self { start, bytes })
    }

    /// How many bytes there are.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Where it starts.
    pub fn start(&self) -> *mut u8 {
        self.start
    }
}

#[cfg(not(loom))]
impl Drop for Zeroed {
    fn drop(&mut self) {
        // SAFETY: mapped in `new`.
        unsafe { unmap(self.start, self.bytes) };
    }
}

#[cfg(not(loom))]
mod backend {
    use std::ptr::null_mut;

    /// `bytes` of zeroed address space.
    pub fn map(bytes: usize) -> Option<*mut u8> {
        let (prot, flags) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS);
        // SAFETY: a fresh anonymous mapping.
        let p = unsafe { libc::mmap(null_mut(), bytes, prot, flags, -1, 0) };
        (p != libc::MAP_FAILED).then_some(p.cast())
    }

    /// # Safety
    /// Mapped by `map` with the same size, used by nobody.
    pub unsafe fn unmap(p: *mut u8, bytes: usize) {
        // SAFETY: the caller's promise.
        unsafe { libc::munmap(p.cast(), bytes) };
    }

    /// Asks for huge pages: a fault a 2 MiB instead of one each 4 KiB. Only a wish.
    pub fn prefer_huge(p: *mut u8, bytes: usize) {
        // SAFETY: advice on the caller's own mapping; it changes no contents.
        unsafe { libc::madvise(p.cast(), bytes, libc::MADV_HUGEPAGE) };
    }

    /// Gives the memory back; it reads as zeroes from now on.
    ///
    /// # Safety
    /// Part of a mapping of `map`, at page boundaries; nobody needs what it holds.
    pub unsafe fn discard(p: *mut u8, bytes: usize) {
        // SAFETY: the caller's promise.
        unsafe { libc::madvise(p.cast(), bytes, libc::MADV_DONTNEED) };
    }
}

/// Not zeroed: `Page::freshen` writes every header. Aligned so that all bits that the table of debts
/// looks at are the same in every execution.
#[cfg(loom)]
mod backend {
    use std::alloc::{Layout, alloc, dealloc};

    fn layout(bytes: usize) -> Layout {
        Layout::from_size_align(bytes, 2 << 20).expect("a valid layout")
    }

    pub fn map(bytes: usize) -> Option<*mut u8> {
        // SAFETY: the size is not 0.
        let p = unsafe { alloc(layout(bytes)) };
        (!p.is_null()).then_some(p)
    }

    /// # Safety
    /// Mapped by `map` with the same size, used by nobody.
    pub unsafe fn unmap(p: *mut u8, bytes: usize) {
        // SAFETY: the caller's promise.
        unsafe { dealloc(p, layout(bytes)) };
    }

    pub fn prefer_huge(_p: *mut u8, _bytes: usize) {}

    /// # Safety
    /// None needed: nothing happens.
    pub unsafe fn discard(_p: *mut u8, _bytes: usize) {}
}

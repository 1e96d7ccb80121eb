//! Characters outside the blocks of their strs. Several strs may share them: `a + b` writes `b` behind `a` where there is room, so
//! that text built by `+=` is not copied at each step.
//!
//! ```text
//! header: strs that share it | bytes that are written | bytes there are room for, then the characters
//! ```
//! A str's characters never change: a str is the first `len` of them, and who extends one claims the bytes behind it by moving
//! `used` from just there. It must never know kinds of text.

use heddle_threads::sync::atomic::{AtomicUsize, Ordering::*};
use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};
use std::ptr::NonNull;

#[repr(C)]
struct Header {
    /// Strs that point here. Release on the way down, so that the last one frees after all reads.
    strs: AtomicUsize,
    /// Bytes that belong to some str. Relaxed: whoever moves it owns what it moved over; readers find bytes through strs only.
    used: AtomicUsize,
    capacity: usize,
}

/// A pointer to the characters, behind their header.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(super) struct Outside(NonNull<u8>);

fn layout(capacity: usize) -> Layout {
    Layout::from_size_align(size_of::<Header>() + capacity, align_of::<Header>())
        .expect("a str's bytes fit the address space")
}

impl Outside {
    /// Room for `capacity` bytes, the first `used` of which one str is to be made of.
    pub fn new(used: usize, capacity: usize) -> Outside {
        // SAFETY: the layout is not empty.
        let p = unsafe { alloc(layout(capacity)) };
        let Some(p) = NonNull::new(p) else { handle_alloc_error(layout(capacity)) };
        let header = Header { strs: AtomicUsize::new(1), used: AtomicUsize::new(used), capacity };
        // SAFETY: fresh, large enough, and aligned for it.
        unsafe {
            p.cast::<Header>().write(header);
            Outside(p.add(size_of::<Header>()))
        }
    }

    /// The characters.
    #[inline(always)]
    pub fn data(self) -> *mut u8 {
        self.0.as_ptr()
    }

    /// # Safety
    /// A str points here.
    unsafe fn header<'a>(self) -> &'a Header {
        // SAFETY: `new` wrote it; it stays as long as a str points here.
        unsafe { &*self.0.as_ptr().sub(size_of::<Header>()).cast::<Header>() }
    }

    /// Claims `more` bytes behind the first `len`, for one more str: false if they are taken, or there is no room.
    ///
    /// # Safety
    /// A str of `len` bytes, kept alive by the caller, points here.
    pub unsafe fn extend(self, len: usize, more: usize) -> bool {
        // SAFETY: the caller's promise.
        let header = unsafe { self.header() };
        if len + more > header.capacity
            || header.used.compare_exchange(len, len + more, Relaxed, Relaxed).is_err()
        {
            return false;
        }
        header.strs.fetch_add(1, Relaxed);
        true
    }

    /// One str less: bytes that were freed.
    ///
    /// # Safety
    /// Called once for each str that points here, when it is dead.
    pub unsafe fn release(self) -> usize {
        // SAFETY: the caller's promise.
        let header = unsafe { self.header() };
        // AcqRel: the last one frees after all that the others did.
        if header.strs.fetch_sub(1, AcqRel) != 1 {
            return 0;
        }
        let capacity = header.capacity;
        // SAFETY: made with this layout; nobody points here any more.
        unsafe { dealloc(self.0.as_ptr().sub(size_of::<Header>()), layout(capacity)) };
        capacity
    }
}

//! The object heap: 64 KiB pages of equal blocks, each page owned by one thread slot.
//!
//! - Allocation and free by the owner are a few plain instructions on a page's free list.
//! - Another thread's free pushes onto the page's atomic list ([`page`]); the owner takes it back
//!   when it runs out, and a collection does so for slots without a thread.
//! - Pages can be walked, so the collector keeps no lists of objects.
//! - A free block keeps a valid header (count 0, not SEEN, shape 0) until its page is reclaimed
//!   through QSBR, so a stale reader is safe. Only then may the page serve another size class.
//! - Blocks end at 8 KiB: larger contents are payloads of their own, from the global allocator.
//!
//! [`classes`] has the sizes, [`page`] one page, [`arena`] where pages come from, [`local`] one
//! slot's heap.

mod arena;
mod classes;
mod local;
mod page;
mod system;

pub(crate) use arena::Arena;
pub use classes::SizeClass;
pub(crate) use local::{LocalHeap, clear_header};
pub(crate) use page::{Page, ReturnedPages};
#[cfg(not(loom))]
pub(crate) use system::Zeroed;

use crate::header::Header;

/// Bytes of a page, which is also its alignment.
pub const PAGE_SIZE: usize = 64 << 10;

/// Where an object's contents start in its block. (loom's atomics are larger, and it keeps the
/// free-list link apart so that it can watch it.)
pub const PAYLOAD_OFFSET: usize =
    if cfg!(loom) { size_of::<page::Block>().next_multiple_of(16) } else { size_of::<Header>() };

/// The heap could not get memory from the system, or was asked for a block beyond its largest.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OutOfMemory;

impl std::fmt::Display for OutOfMemory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the object heap is out of memory")
    }
}

impl std::error::Error for OutOfMemory {}

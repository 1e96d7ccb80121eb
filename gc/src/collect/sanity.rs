//! The sanity check: counts and pages are derived again from the heap and compared.
//!
//! In a stopped world with counts at rest, an object's count must be the number of references that
//! other objects hold to it, plus those that the program holds (registers, handles), which the
//! caller names if it can.

use crate::header::*;
use crate::heap::Page;
use crate::{Language, Mutator, Obj};
use heddle_threads::sync::atomic::Ordering::Relaxed;
use std::collections::HashMap;

/// What the check found wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SanityError {
    /// An object's count is not what its holders add up to.
    Count {
        /// The object's address.
        object: usize,
        /// Its shape.
        shape: u32,
        /// References its header counts.
        counted: i64,
        /// References that were found.
        found: i64,
    },
    /// A reference leads to a free block.
    Dangling {
        /// The holder's address.
        holder: usize,
        /// The block's address.
        block: usize,
    },
    /// A header's state bits contradict each other.
    State {
        /// The object's address.
        object: usize,
        /// Its `owner`, `local` and `shared` fields.
        fields: (u16, u32, u32),
    },
    /// A page's count of used blocks is wrong.
    Page {
        /// The page's address.
        page: usize,
        /// Blocks it says are used.
        used: u32,
        /// Blocks that are in use, in its free list, and fresh.
        found: (u32, u32, u32),
    },
}

/// A walk of the whole heap that adds up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// Initialised objects.
    pub objects: usize,
    /// Those of them that are immortal.
    pub immortal: usize,
}

impl<L: Language> Mutator<L> {
    /// Checks the whole heap. `roots` are all references that the program holds outside the heap,
    /// one entry each; with `None` counts may exceed what was found. Stops the world.
    pub fn check_sanity(&self, roots: Option<&[Obj]>) -> Result<Census, SanityError> {
        let stopped = self.stop_the_world();
        let pages = self.runtime().arena.pages();
        let mut found: HashMap<usize, i64> = HashMap::new();
        for r in roots.unwrap_or(&[]) {
            *found.entry(r.address()).or_default() += 1;
        }
        for slot in stopped.registry().slots() {
            debug_assert!(slot.data().inbox.lock().is_empty());
        }
        let mut census = Census::default();
        let live = |o: &Obj| o.shape() != 0;
        // SAFETY: pages in use, the world is stopped.
        let pages: Vec<&Page> = pages.iter().map(|&p| unsafe { &*p }).collect();
        for o in pages.iter().flat_map(|p| p.objects()).filter(live) {
            let mut dangling = None;
            let visit = |child: Obj| {
                *found.entry(child.address()).or_default() += 1;
                dangling = dangling.or((child.shape() == 0 && child.owner() == 0).then_some(child));
            };
            // SAFETY: the world is stopped.
            unsafe { self.runtime().language().trace(o, visit) };
            if let Some(block) = dangling {
                return Err(SanityError::Dangling { holder: o.address(), block: block.address() });
            }
        }
        for o in pages.iter().flat_map(|p| p.objects()).filter(live) {
            census.objects += 1;
            if o.flags() & IMMORTAL != 0 {
                census.immortal += 1;
                continue;
            }
            check_state(o)?;
            let (counted, found) = (o.references(), found.get(&o.address()).copied().unwrap_or(0));
            if counted < found || (roots.is_some() && counted != found) {
                return Err(SanityError::Count { object: o.address(), shape: o.shape(), counted, found });
            }
        }
        pages.iter().try_for_each(|p| check_page(p))?;
        Ok(census)
    }
}

fn check_state(o: Obj) -> Result<(), SanityError> {
    let h = o.header();
    let (owner, local, shared) = (h.owner.load(Relaxed), h.local.load(Relaxed), h.shared.load(Relaxed));
    let merged = shared & MERGED != 0;
    // SAFETY: the page of a live object is in use.
    let slot = unsafe { (*Page::of(o)).slot };
    let good = if merged {
        owner == 0 && local == 0 && shared & QUEUED == 0 && count(shared) >= 0
    } else {
        owner == slot && shared & QUEUED == 0 && (local != 0 || shared == 0) && count(shared) >= 0
    };
    if good {
        Ok(())
    } else {
        Err(SanityError::State { object: o.address(), fields: (owner, local, shared) })
    }
}

fn check_page(page: &Page) -> Result<(), SanityError> {
    let in_use = page.objects().filter(|o| o.shape() != 0 || o.owner() != 0).count() as u32;
    let (used, free) = page.census();
    if used + free == page.fresh.get() && in_use <= used {
        return Ok(());
    }
    let page_address = std::ptr::from_ref(page) as usize;
    Err(SanityError::Page { page: page_address, used, found: (in_use, free, page.fresh.get()) })
}

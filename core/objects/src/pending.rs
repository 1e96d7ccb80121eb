//! Signals and exceptions from outside: what arrives at a thread while it runs.
//!
//! Must never know what has arrived: whoever makes such things (`signal`, `_thread`) says who looks at them.

use crate::error::Res;
use crate::thread::Thread;
use heddle_threads::sync::atomic::{AtomicU64, Ordering::*};

/// Bumped while some thread has something pending: read at every safepoint, written rarely.
pub static PENDING: AtomicU64 = AtomicU64::new(0);

/// What looks at pending things.
pub type PendingFn = fn(&Thread) -> Res<()>;
static PENDING_FN: AtomicU64 = AtomicU64::new(0);

/// Says who handles pending things.
pub fn set_pending_handler(f: PendingFn) {
    // Release: pairs with the Acquire in `handle`.
    PENDING_FN.store(f as usize as u64, Release);
}

/// Something is pending: some thread's next safepoint calls the handler. Async-signal-safe.
pub fn raise_pending() {
    PENDING.fetch_add(1, AcqRel);
}

/// One pending thing is dealt with.
pub fn lower_pending() {
    PENDING.fetch_sub(1, AcqRel);
}

/// Deals with what has arrived, if anything has.
#[inline(always)]
pub fn poll(t: &Thread) -> Res<()> {
    if PENDING.load(Relaxed) != 0 { handle(t) } else { Ok(()) }
}

#[cold]
fn handle(t: &Thread) -> Res<()> {
    let p = PENDING_FN.load(Acquire);
    if p == 0 {
        return Ok(());
    }
    // SAFETY: `set_pending_handler` stored a function of this type.
    (unsafe { std::mem::transmute::<usize, PendingFn>(p as usize) })(t)
}

//! The slot word: one atomic `u32` that says what a thread slot is doing and what is asked of it.
//!
//! ```text
//!   bits 0..3   phase
//!   bit  3      WANTS   the slot's thread sleeps until the phase is ATTACHED
//!   bit  4      STOP    a stop-the-world waits for this slot
//!   bit  5      QUIESCE reclamation waits for this slot to announce a quiescent state
//!   bits 8..    requests of the layer above (its inbox, its ticks, its collections)
//! ```
//!
//! | phase | who may touch the slot's data | left by |
//! |---|---|---|
//! | `GONE` | nobody | register (-> DETACHED), claim (-> CLAIMED_GONE) |
//! | `DETACHED` | nobody: the thread blocks or runs foreign code | attach, claim, a stop |
//! | `ATTACHED` | the slot's thread | detach, exit (the thread itself), safepoint under STOP |
//! | `CLAIMED`, `CLAIMED_GONE` | the attached thread that claimed it | that thread |
//! | `STOPPED` | the thread that stopped the world | resume |
//!
//! Every change of phase is a read-modify-write of this word, and every request is one too. So a
//! thread that detaches cannot miss a request, and whoever makes a request learns the phase it met:
//! no `fence(SeqCst)` is needed anywhere in this crate.
//!
//! A running thread without requests has exactly the value [`ATTACHED`]: a safepoint is one load
//! and one compare.

/// The phase bits.
pub const PHASE: u32 = 0b111;
/// No thread has the slot; its data waits for the next thread.
pub const GONE: u32 = 0;
/// A thread has the slot but runs no managed code.
pub const DETACHED: u32 = 1;
/// The slot's thread runs managed code.
pub const ATTACHED: u32 = 2;
/// An attached thread works on behalf of a detached one.
pub const CLAIMED: u32 = 3;
/// An attached thread works on behalf of an ended one.
pub const CLAIMED_GONE: u32 = 4;
/// The world is stopped and this slot is part of it.
pub const STOPPED: u32 = 5;

/// The slot's thread sleeps until the phase is `ATTACHED`.
pub const WANTS: u32 = 1 << 3;
/// A stop-the-world waits for this slot.
pub const STOP: u32 = 1 << 4;
/// Reclamation waits for this slot.
pub const QUIESCE: u32 = 1 << 5;
/// Requests of the layer above start here.
pub const FIRST_REQUEST: u32 = 1 << 8;
/// All bits that belong to the layer above.
pub const REQUESTS: u32 = !(FIRST_REQUEST - 1);

/// The phase of a word.
#[inline(always)]
pub const fn phase(word: u32) -> u32 {
    word & PHASE
}

/// `word` with another phase and without the bits in `clear`.
#[inline(always)]
pub const fn to(word: u32, phase: u32, clear: u32) -> u32 {
    (word & !(PHASE | clear)) | phase
}

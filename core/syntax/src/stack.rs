//! Room on the native stack for work that recurses over a tree.
//!
//! A tree's depth is known before it is built ([`crate::Tree::depth`]), so whoever walks it asks for the room it needs
//! once, instead of checking at each level. Must never know what is walked.

/// Generous bound on the stack one level of a tree takes in any walk of this crate or of the compiler, in bytes.
const BYTES_PER_LEVEL: usize = 2 * 1024;
/// Room for what does not depend on depth.
const BASE: usize = 256 * 1024;

/// Runs `work` with native stack enough for recursion over a tree of the given depth.
///
/// Runs in place when enough is left on this thread's stack; else on a new segment that is unmapped afterwards.
pub fn with_room_for<R>(depth: u32, work: impl FnOnce() -> R) -> R {
    let needed = BASE + depth as usize * BYTES_PER_LEVEL;
    stacker::maybe_grow(needed, needed, work)
}

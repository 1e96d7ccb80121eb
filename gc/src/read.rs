//! Reading a slot without a lock: take a reference to what it holds, or learn why not.
//!
//! Rules
//! 1. Load the slot (Acquire), take a reference (`try_incref`), then check that the slot still
//!    holds the same **and** that its table is still the current one. A slot of an old table may
//!    still hold the address of a block that was freed and is used by another object: the slot
//!    alone would not tell.
//! 2. In between nothing allocates, merges or polls a safepoint.
//! 3. Contents (characters, elements, keys) are read only with a reference in hand.
//! 4. A reference that was taken in vain is given up quietly: nothing runs here.
//! 5. A value that a guard vouches for (a version beside the place that holds it) is read like a slot, with the guard for its
//!    table: whoever takes the value out of its place first changes the guard, and only then gives up the place's reference.

use crate::{Language, Mutator, Obj};
use heddle_threads::sync::{Mutation, mutated};

/// Why a lock-free read did not succeed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReadError {
    /// The slot or its table changed meanwhile: look again from the start.
    Changed,
    /// The object cannot be taken without the lock (nobody has marked it SEEN yet, or it is
    /// dying): take the container's lock, [`Mutator::mark_seen`], and read there.
    Locked,
}

impl<L: Language> Mutator<L> {
    /// Reads one slot. `load` loads it with Acquire; `object` says which object a loaded word
    /// names, if any; `current` says whether the slot's table is still the one that its container
    /// publishes (loading with Acquire). On success the caller owns a reference to the object.
    ///
    /// # Safety
    /// The slot's table was loaded since this thread's last safepoint; words in it that name
    /// objects hold references to them; writers store them with Release and change a table's slots
    /// only while it is current.
    #[inline(always)]
    pub unsafe fn read<W: Copy + PartialEq>(
        &self,
        load: impl Fn() -> W,
        object: impl Fn(W) -> Option<Obj>,
        current: impl Fn() -> bool,
    ) -> Result<W, ReadError> {
        let word = load();
        let Some(o) = object(word) else {
            return if current() { Ok(word) } else { Err(ReadError::Changed) };
        };
        // SAFETY: the caller's promise: `o` was just loaded from a slot that held a reference.
        if !unsafe { self.try_incref(o) } {
            return Err(ReadError::Locked);
        }
        let same = load() == word || mutated(Mutation::ReadSkipsRecheck);
        let fresh = current() || mutated(Mutation::ReadSkipsTable);
        if same && fresh {
            return Ok(word);
        }
        // SAFETY: the reference was just taken.
        unsafe { self.decref_quietly(o) };
        Err(ReadError::Changed)
    }

    /// Takes a reference to what `word` names, which some place holds as long as the guard stands: `holds` says whether it does,
    /// loading with Acquire. `None`: it does not, or the object cannot be taken without a lock.
    ///
    /// # Safety
    /// Rule 5: while the guard stands, a place holds a reference to the object; its writers change the guard with Release before
    /// they give that reference up.
    #[inline(always)]
    pub unsafe fn read_guarded<W: Copy + PartialEq>(
        &self,
        word: W,
        object: impl Fn(W) -> Option<Obj>,
        holds: impl Fn() -> bool,
    ) -> Option<W> {
        if !holds() {
            return None;
        }
        // Model: guarded_value_against_change.
        let still = || mutated(Mutation::GuardSkipsRecheck) || holds();
        // SAFETY: the guard stood just now, so the place held a reference.
        unsafe { self.read(|| word, object, still) }.ok()
    }
}

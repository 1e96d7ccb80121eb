//! What the collector has to ask the language above.

use crate::weak::WeakCell;
use crate::{Mutator, Obj};
use std::sync::Arc;

/// What objects contain and what happens when they end. Implemented once by the language.
///
/// Objects allocated as [`Holds::Nothing`](crate::Holds::Nothing) are freed without a question, but
/// for their weak references. `trace` and `release` run no managed code; they may run on any thread, several at once on
/// different objects, while the world is stopped or on a dead object.
pub trait Language: Sized + Send + Sync + 'static {
    /// Calls `visit` once for every counted reference that `o` holds (twice if it holds two).
    ///
    /// # Safety
    /// `o` has a non-zero shape, and nobody changes it meanwhile.
    unsafe fn trace(&self, o: Obj, visit: impl FnMut(Obj));

    /// An object that `o` keeps alive without counting it: its type. Such an object is freed by the
    /// collector alone, so it must be part of a counted cycle.
    ///
    /// # Safety
    /// As for [`Language::trace`].
    unsafe fn uncounted(&self, _o: Obj) -> Option<Obj> {
        None
    }

    /// Whether `o` has a finaliser that must see it before it is freed.
    ///
    /// # Safety
    /// As for [`Language::trace`].
    unsafe fn has_finaliser(&self, _o: Obj) -> bool {
        false
    }

    /// Runs the finaliser. The caller holds a reference for the time of the call. May run managed
    /// code, and may make the object reachable again.
    fn finalise(&self, _mutator: &Mutator<Self>, _o: Obj) {}

    /// A weak cell of a dead object was cleared: time for callbacks. May run managed code.
    fn weak_cleared(&self, _mutator: &Mutator<Self>, _cell: &Arc<WeakCell>) {}

    /// Frees what `o` holds outside its block and returns how many bytes of it were charged
    /// ([`Mutator::charge`]). Its counted references have been taken care of.
    ///
    /// # Safety
    /// `o` is dead and nobody can see it; called once.
    unsafe fn release(&self, _o: Obj) -> usize {
        0
    }

    /// In the child of a fork, before anything else runs: the other threads are gone, and what
    /// their frames held is to be given up through the mutator.
    fn after_fork_in_child(&self, _mutator: &Mutator<Self>) {}
}

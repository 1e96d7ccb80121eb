//! A walk over all objects in a stopped world, for those who look at the heap from outside (`gc.get_objects` and its kin).
//!
//! Must never know what the objects are: the language says what they hold.

use super::find::is_candidate;
use crate::{Language, Mutator, Obj};

impl<L: Language> Mutator<L> {
    /// The tracked objects that `pick` chooses, each with one more reference, which the caller owns. Stops the world.
    fn pick_objects(&self, mut pick: impl FnMut(Obj) -> bool) -> Vec<Obj> {
        let stopped = self.stop_the_world();
        let mut picked = Vec::new();
        for page in self.runtime().arena.pages() {
            // SAFETY: a page in use, and the world is stopped.
            for o in unsafe { &*page }.objects() {
                if is_candidate(o) && o.references() > 0 && pick(o) {
                    // SAFETY: somebody holds a reference, and nobody runs who could drop it.
                    unsafe { self.incref(o) };
                    picked.push(o);
                }
            }
        }
        drop(stopped);
        picked
    }

    /// All tracked objects, each with one more reference, which the caller owns. Stops the world.
    pub fn all_objects(&self) -> Vec<Obj> {
        self.pick_objects(|_| true)
    }

    /// The tracked objects that hold one of `of`, each with one more reference, which the caller owns. Stops the world.
    pub fn referrers(&self, of: &[Obj]) -> Vec<Obj> {
        let language = self.runtime().language();
        self.pick_objects(|o| {
            let mut found = false;
            // SAFETY: the world is stopped.
            unsafe { language.trace(o, |child| found |= of.contains(&child)) };
            found
        })
    }

    /// What the objects `of` hold, each with one more reference, which the caller owns; something held twice is there twice.
    /// Stops the world.
    pub fn referents(&self, of: &[Obj]) -> Vec<Obj> {
        let language = self.runtime().language();
        let stopped = self.stop_the_world();
        let mut found = Vec::new();
        for &o in of {
            // SAFETY: the world is stopped.
            unsafe { language.trace(o, |child| found.push(child)) };
        }
        for &child in &found {
            // SAFETY: its holder keeps it, and nobody runs who could change that.
            unsafe { self.incref(child) };
        }
        drop(stopped);
        found
    }
}

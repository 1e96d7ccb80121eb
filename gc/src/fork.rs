//! `fork` of a process that runs several threads.
//!
//! The world is stopped and all counts are at rest (debts paid, inboxes merged). The child has one
//! thread. The other slots are GONE there: their heaps wait for new threads, their dead are buried
//! by the forking thread, and what their frames held is the language's to give up.

use crate::{Language, Mutator};
use std::io;

impl<L: Language> Mutator<L> {
    /// Forks the process: `Ok(0)` in the child, the child's pid in the parent.
    ///
    /// # Safety
    /// As for `fork(2)`: what foreign code and threads outside this runtime hold is as it was. The
    /// global allocator must survive a fork (glibc's and mimalloc do).
    pub unsafe fn fork(&self) -> io::Result<i32> {
        let mut stopped = self.stop_the_world();
        // SAFETY: the caller's promise; the world is stopped.
        let pid = unsafe { stopped.fork() }?;
        if pid == 0 {
            for slot in stopped.registry().slots().filter(|s| s.index() != self.index()) {
                // SAFETY: the world is stopped, and that slot's thread does not exist here.
                let local = unsafe { slot.data().local() };
                local.finalising.set(0);
                local.floor.set(0);
                self.local().dead.borrow_mut().append(&mut local.dead.borrow_mut());
            }
            self.runtime().ticker.forget_after_fork();
            self.runtime().collector.forget_after_fork(self.index());
        }
        drop(stopped);
        if pid == 0 {
            self.runtime().language().after_fork_in_child(self);
            self.bury_dead();
        }
        Ok(pid)
    }
}

//! Two containers at once, with both locks: what one has of the other's keys, as far as that can be known without running code.

use super::find::{Here, PythonEq};
use super::table::Entry;
use super::{Hashed, Owner};
use crate::thread::Thread;
use heddle_threads::lock::lock_two;

/// What the second container has for a key of the first.
pub enum Match {
    /// This entry.
    At(u32),
    /// Nothing.
    No,
    /// One of these entries, if Python code says so.
    Ask(Vec<u32>),
}

/// With the locks of both held, calls `f` with both.
pub fn with_both<const N: usize, const M: usize, A>(
    t: &Thread,
    a: Owner<N>,
    b: Owner<M>,
    f: impl FnOnce(&Hashed<N>, &Hashed<M>) -> A,
) -> A {
    let _locks = lock_two(a.lock(), b.lock(), &t.m);
    f(a.hashed, b.hashed)
}

/// Under both locks: calls `f` with each entry of `a` and what `b` has for it, until it says false.
pub fn against<const N: usize, const M: usize>(
    a: &Hashed<N>,
    b: &Hashed<M>,
    mut f: impl FnMut(u32, &Entry<N>, Match) -> bool,
) {
    let table = a.table();
    for e in table.live() {
        let entry = table.entry(e);
        let found = match b.find_locked::<PythonEq>(entry.hash(), entry.key().peek()) {
            Here::At(e) => Match::At(e),
            Here::Absent => Match::No,
            Here::Ask => Match::Ask(b.with_hash(entry.hash())),
        };
        if !f(e, entry, found) {
            return;
        }
    }
}

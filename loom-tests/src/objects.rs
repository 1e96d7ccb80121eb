//! What the models of `heddle-gc` share: a runtime of the mock language with its threads, and what
//! must hold when all is over.

use heddle_gc::header::{MERGED, SEEN};
use heddle_gc::mock::{self, Mock, Thread};
use heddle_gc::{Obj, Runtime};
use heddle_threads::sync::atomic::{AtomicBool, AtomicU32, Ordering::*};
use std::sync::Arc;

/// A leaf with a buffer that loom watches.
pub(crate) const WATCHED: u32 = mock::LEAF | mock::BUFFER;

/// A runtime of the mock language.
pub(crate) type World = Arc<Runtime<Mock>>;

/// A runtime and `N` attached threads, in slots 1 to `N`.
pub(crate) fn world<const N: usize>() -> (World, [Thread; N]) {
    let world = Runtime::new(Mock::default());
    let threads = world.attach_all();
    (world, threads)
}

/// Ends the threads that are left and checks that nothing else is: no block, no entry in an inbox.
pub(crate) fn finish(world: &World, threads: impl IntoIterator<Item = Thread>) {
    threads.into_iter().for_each(drop);
    assert_nothing_left(world);
}

/// No block is in use, and no inbox has an entry. No thread runs.
pub(crate) fn assert_nothing_left(world: &World) {
    assert_eq!(world.queued_entries(), 0, "an inbox still has entries");
    assert_eq!(world.live_blocks(), 0, "objects that live for ever, or blocks freed twice");
}

/// How many finalisers have run.
pub(crate) fn finalised(world: &World) -> usize {
    world.language().finalised.load(Relaxed)
}

/// One more reference of `to` to `o`, which `from` holds: counted by `from`, moved to `to`.
pub(crate) fn lend(from: &Thread, o: Obj) -> Obj {
    // SAFETY: `from` holds a reference.
    unsafe { from.incref(o) };
    o
}

/// One reference more to an object of which this thread holds one.
pub(crate) fn incref(m: &Thread, o: Obj) {
    // SAFETY: the models hold a reference wherever they call this.
    unsafe { m.incref(o) };
}

/// One reference less.
pub(crate) fn decref(m: &Thread, o: Obj) {
    // SAFETY: the models hold the reference that they give up.
    unsafe { m.decref(o) };
}

/// Reads the buffer of an object that this thread holds a reference to: it must not have been freed,
/// and whoever frees it must come after this.
pub(crate) fn use_it(o: Obj) {
    // SAFETY: a reference is held; if the code under test breaks that promise, loom or the assertion
    // says so, for the models' buffers stay where they are.
    unsafe { mock::buffer(o).with(|b| assert_eq!((*b)[0], 0, "used after it was freed")) };
}

/// The state table of `heddle_gc::header`, as seen by the holder of a reference.
pub(crate) fn assert_merged_means_merged(o: Obj) {
    let (owner, local, shared) = o.fields();
    assert!(shared & MERGED == 0 || (owner, local) == (0, 0), "MERGED was published too early");
}

/// A merged object with one reference, `holder`'s: in `owner`'s heap, in no thread's hands.
pub(crate) fn merged(owner: &Thread, holder: &Thread, kind: u32) -> Obj {
    let o = mock::node(owner, 0, kind);
    incref(holder, o);
    decref(owner, o);
    owner.pay_debts();
    assert_eq!(o.fields(), (0, 0, MERGED | SEEN | heddle_gc::header::ONE));
    o
}

/// Joins the other thread, and ends both.
pub(crate) fn finish_with(world: &World, mine: Thread, other: loom::thread::JoinHandle<Thread>) {
    let other = other.join().unwrap();
    finish(world, [mine, other]);
}

/// A reference that one thread gives to another; without it, nothing is known.
#[derive(Clone)]
pub(crate) struct Gift(Arc<AtomicBool>);

impl Default for Gift {
    fn default() -> Self {
        Self(Arc::new(AtomicBool::new(false)))
    }
}

impl Gift {
    /// Gives it.
    pub(crate) fn give(&self) {
        // Release: pairs with the Acquire in `take`. A swap, for loom lets a plain store come between
        // the load and the store of another thread's read-modify-write.
        self.0.swap(true, Release);
    }

    /// Takes it, if it is there.
    pub(crate) fn take(&self) -> bool {
        // Acquire: pairs with the Release in `give`.
        self.0.swap(false, Acquire)
    }
}

/// Puts a reference into slot 0 of the node `k`, and gives up the one that was there.
pub(crate) fn put(m: &Thread, k: Obj, value: Option<Obj>) {
    // SAFETY: the model holds a reference to `k`.
    unsafe { mock::set(m, k, 0, value) };
}

/// Reads slot 0 of the node `k`.
pub(crate) fn get(m: &Thread, k: Obj) -> Option<Obj> {
    // SAFETY: the model holds a reference to `k`.
    unsafe { mock::get(m, k, 0) }
}

/// Takes every free block of the page that the watched objects are in: the next one that is freed
/// there is the next one that is used.
pub(crate) fn fill<const N: usize>(m: &Thread) -> [Obj; N] {
    [(); N].map(|()| mock::node(m, 0, WATCHED))
}

/// Gives up references, one to each.
pub(crate) fn decref_all(m: &Thread, objects: impl IntoIterator<Item = Obj>) {
    objects.into_iter().for_each(|o| decref(m, o));
}

/// A point where loom tries every order of the threads that pass it. It orders nothing for the code
/// under test.
///
/// loom looks for a race with the *last* access to a location only. In "A loads; B loads, then writes"
/// it finds B's own load, and never runs B before A. The models whose threads meet in no other place
/// take turns around what they check.
#[derive(Clone)]
pub(crate) struct Turn(Arc<AtomicU32>);

impl Default for Turn {
    fn default() -> Self {
        Self(Arc::new(AtomicU32::new(0)))
    }
}

impl Turn {
    /// Passes.
    pub(crate) fn pass(&self) {
        self.0.fetch_add(1, Relaxed);
    }
}

//! What the tests share: a number that only its slot's holder may touch, a thread that takes object
//! locks, and a watchdog.
#![allow(dead_code)]

use heddle_threads::sync::UnsafeCell;
use heddle_threads::{Blocking, Parker, Parking, Registry, Stopped, Thread};
use std::cell::RefCell;
use std::sync::Arc;
use std::sync::mpsc;
use std::thread::{self, ScopedJoinHandle};
use std::time::Duration;

/// A plain number: two threads that touch it at once lose counts (and ThreadSanitizer sees them).
#[derive(Default)]
pub struct Plot(UnsafeCell<u64>);

// SAFETY: the tests touch it only under the protocol that they test.
unsafe impl Send for Plot {}
// SAFETY: as above.
unsafe impl Sync for Plot {}

impl Plot {
    pub fn bump(&self) {
        self.add(1);
    }

    pub fn add(&self, n: i64) {
        // SAFETY: the protocol under test lets one thread in.
        self.0.with_mut(|p| unsafe { *p = (*p).wrapping_add_signed(n) });
    }

    pub fn get(&self) -> u64 {
        // SAFETY: as above.
        self.0.with(|p| unsafe { *p })
    }
}

/// A thread that takes object locks.
pub struct Locker<'t, D>(pub &'t Thread<D>);

impl<D: Send + Sync> Blocking for Locker<'_, D> {
    fn alone(&self) -> bool {
        self.0.alone()
    }
    fn parking(&self) -> &Parking {
        self.0.parking()
    }
    fn parker(&self) -> &Parker {
        self.0.lock_parker()
    }
    fn blocked(&self, sleep: impl FnOnce()) {
        detach(self.0);
        sleep();
        self.0.attach();
    }
}

pub fn registry() -> Arc<Registry<Plot>> {
    Arc::new(Registry::new(|_| Plot::default()))
}

/// A safepoint.
pub fn poll<D: Send + Sync>(thread: &Thread<D>) {
    if thread.is_asked() {
        thread.answer();
    }
}

pub fn detach<D: Send + Sync>(thread: &Thread<D>) {
    thread.try_detach(0).expect("nothing stands against it");
}

pub fn exit<D: Send + Sync>(thread: Thread<D>) {
    thread.try_exit(0).expect("nothing stands against it");
}

pub fn stop<D: Send + Sync>(thread: &Thread<D>) -> Stopped<'_, D> {
    thread.stop_the_world(0).unwrap_or_else(|_| panic!("nobody makes requests"))
}

/// Runs `test`; a test that hangs fails rather than waits for ever.
pub fn within(limit: Duration, test: impl FnOnce() + Send + 'static) {
    let (done, wait) = mpsc::channel();
    let runner = std::thread::spawn(move || {
        test();
        let _ = done.send(());
    });
    match wait.recv_timeout(limit) {
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("hangs: not done after {limit:?}"),
        // Done, or it panicked.
        _ => runner.join().unwrap_or_else(|p| std::panic::resume_unwind(p)),
    }
}

/// The usual limit: far above what a test needs.
pub const LIMIT: Duration = Duration::from_secs(60);

/// Threads that [`scope`] joins.
pub struct Crew<'s, 'env: 's> {
    scope: &'s thread::Scope<'s, 'env>,
    handles: RefCell<Vec<ScopedJoinHandle<'s, ()>>>,
}

impl<'s> Crew<'s, '_> {
    pub fn spawn(&self, run: impl FnOnce() + Send + 's) {
        self.handles.borrow_mut().push(self.scope.spawn(run));
    }
}

/// As `std::thread::scope`, but joins each thread by its handle: ThreadSanitizer sees that, and does not
/// see how std's scope waits.
pub fn scope<'env>(run: impl for<'s> FnOnce(&Crew<'s, 'env>)) {
    thread::scope(|scope| {
        let crew = Crew { scope, handles: RefCell::default() };
        run(&crew);
        for handle in crew.handles.into_inner() {
            handle.join().unwrap_or_else(|p| std::panic::resume_unwind(p));
        }
    });
}

//! Lock skipping: a runtime with one thread takes no object locks; the second thread to register
//! stops the first before it runs.
//!
//! Invariant: no thread is inside a skipped lock while another thread is attached. Orderings: the
//! flag is read and written with Relaxed; the stop carries it.

use crate::explore::{Plot, detach, exhaustive, poll, registry};
use crate::models::byte_lock::Locker;
use heddle_threads::ByteLock;
use loom::thread;
use std::sync::Arc;

/// The second thread arrives while the first goes in and out of locks that it skips.
pub fn skipped_lock_against_second_thread() {
    exhaustive(|| {
        let (registry, [a]) = registry(|_| Plot::default());
        assert!(a.alone());
        a.attach();
        let shared = Arc::new((ByteLock::new(), Plot::default()));
        let second = {
            let (registry, shared) = (registry.clone(), shared.clone());
            thread::spawn(move || {
                let b = registry.register();
                b.attach();
                assert!(!b.alone());
                let locker = Locker(&b);
                let guard = shared.0.lock(&locker);
                shared.1.bump();
                drop(guard);
                detach(&b);
            })
        };
        for _ in 0..2 {
            let locker = Locker(&a);
            let guard = shared.0.lock(&locker);
            shared.1.bump();
            drop(guard);
            poll(&a);
        }
        detach(&a);
        second.join().unwrap();
        assert_eq!(shared.1.get(), 3);
        assert!(!a.alone() && registry.crowded());
    });
}

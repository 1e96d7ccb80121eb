//! Watches for absent keys.
//!
//! Invariant: whoever finds a key does not find a watch that was begun before the key was there. Orderings: a key is published after
//! the watch has ended.

use crate::explore::exhaustive;
use heddle_threads::Watch;
use heddle_threads::sync::atomic::{AtomicU32, AtomicU64, Ordering::*};
use loom::thread;
use std::sync::Arc;

struct Table {
    watch: Watch,
    /// 0: the key is not there.
    place: AtomicU32,
}

/// A key is added while another thread uses a note that says it is absent.
pub fn absent_key_against_new_key() {
    exhaustive(|| {
        let table = Arc::new(Table { watch: Watch::new(), place: AtomicU32::new(0) });
        let noted = table.watch.start(&AtomicU64::new(1)).expect("a number");
        let other = table.clone();
        let reader = thread::spawn(move || {
            // Acquire: pairs with the Release below.
            if other.place.load(Acquire) != 0 {
                assert_ne!(other.watch.number(), noted, "the note says that the key is absent");
            }
        });
        table.watch.end_before(|| table.place.store(1, Release));
        reader.join().unwrap();
    });
}

//! QSBR: a block that was unlinked is freed only when no attached thread can look at it any more.
//!
//! Orderings: unlinking happens before the epoch's advance; a thread that announces an epoch finds
//! what was unlinked before it gone; its reads happen before its announcement; the scan of a slot
//! that is not attached happens before its next attach, and the registration of a slot that the scan
//! did not know happens after the scan.

use crate::explore::{Plot, bounded, detach, exhaustive, poll, registry};
use heddle_threads::sync::atomic::{AtomicUsize, Ordering::*};
use heddle_threads::{Limbo, Registry, Retired, Thread};
use loom::thread;
use std::sync::Arc;

const FREED: u32 = 99;

/// Two versions of a table, and which one is current.
#[derive(Default)]
struct Shared {
    tables: [Plot; 2],
    current: AtomicUsize,
}

unsafe fn free(block: *mut u8, _bytes: usize) {
    // SAFETY: the block is a table of a `Shared` that outlives the registry.
    unsafe { (*block.cast::<Plot>()).set(FREED) };
}

impl Shared {
    /// What a lock-free reader does.
    fn read(&self) {
        // Acquire: pairs with the Release in `replace`.
        let table = &self.tables[self.current.load(Acquire)];
        assert_ne!(table.get(), FREED);
    }

    /// Publishes the second table and retires the first.
    fn replace(&self, limbo: &mut Limbo) {
        self.tables[1].set(1);
        // Release: pairs with the Acquire in `read`.
        self.current.store(1, Release);
        let block = std::ptr::from_ref(&self.tables[0]).cast_mut().cast();
        assert!(limbo.retire(Retired { block, bytes: 8, free }), "limbos are small under loom");
    }
}

/// Replaces the table and frees as soon as it may be.
fn replace_and_reclaim(writer: &Thread<()>, shared: &Shared, rounds: usize) {
    let mut limbo = Limbo::default();
    shared.replace(&mut limbo);
    writer.registry().flush(&mut limbo);
    for _ in 0..rounds {
        poll(writer);
        writer.announce();
        writer.registry().reclaim();
    }
}

/// Nobody looks any more: a last reclaim frees everything.
fn assert_freed(registry: &Registry<()>, shared: &Shared) {
    registry.reclaim();
    assert_eq!(registry.qsbr().waiting_bytes(), 0);
    assert_eq!(shared.tables[0].get(), FREED);
}

/// A reader attaches while a table is replaced and freed.
pub fn qsbr_retire_against_attach() {
    exhaustive(|| {
        let (registry, [a, b]) = registry(|_| ());
        let shared = Arc::new(Shared::default());
        a.attach();
        let reader = {
            let shared = shared.clone();
            thread::spawn(move || {
                b.attach();
                shared.read();
                detach(&b);
            })
        };
        replace_and_reclaim(&a, &shared, 1);
        reader.join().unwrap();
        assert_freed(&registry, &shared);
    });
}

/// A reader that is attached reads, passes a safepoint and reads again.
pub fn qsbr_retire_against_reader() {
    exhaustive(|| {
        let (registry, [a, b]) = registry(|_| ());
        let shared = Arc::new(Shared::default());
        a.attach();
        b.attach();
        let reader = {
            let shared = shared.clone();
            thread::spawn(move || {
                shared.read();
                b.announce();
                shared.read();
                detach(&b);
            })
        };
        replace_and_reclaim(&a, &shared, 1);
        reader.join().unwrap();
        assert_freed(&registry, &shared);
    });
}

/// A thread starts, in a new slot, and reads, while a table is replaced and freed.
pub fn qsbr_retire_against_start() {
    exhaustive(|| {
        // Object locks count already: the third thread stops nobody.
        let (registry, [a, _b]) = registry(|_| ());
        let shared = Arc::new(Shared::default());
        a.attach();
        let reader = {
            let (registry, shared) = (registry.clone(), shared.clone());
            thread::spawn(move || {
                let c = registry.register();
                c.attach();
                shared.read();
                detach(&c);
            })
        };
        replace_and_reclaim(&a, &shared, 1);
        reader.join().unwrap();
        assert_freed(&registry, &shared);
    });
}

/// A reader stops for a third thread's stop of the world, while the one that has replaced the table frees it before it stops, too.
pub fn qsbr_retire_against_stopping_reader() {
    bounded(2, || {
        let (registry, [a, b, c]) = registry(|_| ());
        let shared = Arc::new(Shared::default());
        a.attach();
        b.attach();
        let reader = {
            let shared = shared.clone();
            thread::spawn(move || {
                shared.read();
                poll(&b);
                shared.read();
                detach(&b);
            })
        };
        let mut limbo = Limbo::default();
        shared.replace(&mut limbo);
        registry.flush(&mut limbo);
        let stopper = thread::spawn(move || {
            // Not in the way: it attaches after the flush.
            c.attach();
            drop(c.stop_the_world(0));
            detach(&c);
        });
        a.announce();
        registry.reclaim();
        detach(&a);
        reader.join().unwrap();
        stopper.join().unwrap();
        assert_freed(&registry, &shared);
    });
}

/// One thread retires, another frees, a third attaches and reads.
pub fn qsbr_reclaim_by_another() {
    bounded(3, || {
        let (registry, [a, b, c]) = registry(|_| ());
        let shared = Arc::new(Shared::default());
        a.attach();
        c.attach();
        let reader = {
            let shared = shared.clone();
            thread::spawn(move || {
                b.attach();
                shared.read();
                detach(&b);
            })
        };
        let reclaimer = {
            let registry = registry.clone();
            thread::spawn(move || {
                c.announce();
                registry.reclaim();
                detach(&c);
            })
        };
        let mut limbo = Limbo::default();
        shared.replace(&mut limbo);
        registry.flush(&mut limbo);
        a.announce();
        detach(&a);
        reader.join().unwrap();
        reclaimer.join().unwrap();
        assert_freed(&registry, &shared);
    });
}

/// A reader that was asked to announce stands in the way no longer once it has answered.
pub fn qsbr_asked_reader_announces() {
    exhaustive(|| {
        let (registry, [a, b]) = registry(|_| ());
        let shared = Arc::new(Shared::default());
        a.attach();
        b.attach();
        let reader = {
            let shared = shared.clone();
            thread::spawn(move || {
                shared.read();
                let asked = b.is_asked();
                if asked {
                    b.answer();
                    // It was asked after the table had been replaced: it has learnt that.
                    assert_eq!(shared.current.load(Relaxed), 1);
                }
                shared.read();
                asked
            })
        };
        replace_and_reclaim(&a, &shared, 1);
        // The reader stays attached.
        if reader.join().unwrap() {
            assert_freed(&registry, &shared);
        }
    });
}

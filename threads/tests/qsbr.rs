//! QSBR: what readers may see lives, what they may not is freed, and bytes stay bounded.
// Tests use std's own threads and atomics beside the kernel's.
#![allow(clippy::disallowed_types, clippy::disallowed_methods)]
#![cfg(not(loom))]

mod common;

use common::*;
use heddle_threads::{Limbo, Registry, Retired, Thread};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicUsize, Ordering::*};
use std::thread;

/// Bytes freed by a test's blocks; each block knows its counter.
struct Block {
    body: Vec<u64>,
    freed: Arc<AtomicUsize>,
}

const WORDS: usize = 8 << 10;
const BYTES: usize = WORDS * 8;

fn block(value: u64, freed: &Arc<AtomicUsize>) -> *mut Block {
    Box::into_raw(Box::new(Block { body: vec![value; WORDS], freed: freed.clone() }))
}

unsafe fn free(p: *mut u8, bytes: usize) {
    // SAFETY: `retired` gave a pointer that `block` made, once.
    let mut b = unsafe { Box::from_raw(p.cast::<Block>()) };
    b.freed.fetch_add(bytes, Relaxed);
    // A late reader finds a mixture.
    b.body.iter_mut().step_by(2).for_each(|w| *w = u64::MAX);
}

fn retired(p: *mut Block) -> Retired {
    Retired { block: p.cast(), bytes: BYTES, free }
}

/// A block that goes through a limbo at once.
fn retire<D: Send + Sync>(t: &Thread<D>, p: *mut Block) {
    let mut limbo = Limbo::default();
    limbo.retire(retired(p));
    t.registry().flush(&mut limbo);
    assert!(limbo.is_empty());
}

fn crowd() -> (Arc<Registry<Plot>>, Thread<Plot>, Thread<Plot>) {
    let registry = registry();
    let (a, b) = (registry.register(), registry.register());
    (registry, a, b)
}

#[test]
fn an_attached_reader_holds_a_block_until_it_passes_a_safepoint() {
    let (registry, a, b) = crowd();
    let freed = Arc::default();
    a.attach();
    b.attach();
    retire(&a, block(1, &freed));
    for _ in 0..3 {
        poll(&a);
        registry.reclaim();
    }
    assert_eq!(freed.load(Relaxed), 0);
    assert_eq!(registry.qsbr().waiting_bytes(), BYTES);
    assert!(b.is_asked(), "the reader in the way is asked");
    poll(&b);
    registry.reclaim();
    assert_eq!(freed.load(Relaxed), BYTES);
    assert_eq!(registry.qsbr().waiting_bytes(), 0);
}

#[test]
fn a_detached_thread_holds_nothing() {
    let (registry, a, b) = crowd();
    let freed = Arc::default();
    a.attach();
    b.attach();
    retire(&a, block(1, &freed));
    detach(&b);
    poll(&a);
    a.announce();
    registry.reclaim();
    assert_eq!(freed.load(Relaxed), BYTES);
}

#[test]
fn a_later_batch_waits_for_itself() {
    let (registry, a, b) = crowd();
    let freed = Arc::default();
    a.attach();
    b.attach();
    retire(&a, block(1, &freed));
    b.announce();
    retire(&a, block(2, &freed));
    a.announce();
    registry.reclaim();
    assert_eq!(freed.load(Relaxed), BYTES);
    b.announce();
    registry.reclaim();
    assert_eq!(freed.load(Relaxed), 2 * BYTES);
}

#[test]
fn a_limbo_is_full_by_bytes_or_by_blocks() {
    let freed = Arc::default();
    let registry = registry();
    let mut limbo = Limbo::default();
    assert!(!limbo.retire(Retired { bytes: 16, ..retired(block(1, &freed)) }));
    assert!(limbo.retire(Retired { bytes: 1 << 20, ..retired(block(1, &freed)) }));
    assert_eq!(limbo.bytes(), 16 + (1 << 20));
    registry.flush(&mut limbo);
    let full = (1..1000).find(|_| limbo.retire(Retired { bytes: 16, ..retired(block(1, &freed)) }));
    assert_eq!(full, Some(256));
    registry.flush(&mut limbo);
    drop(registry);
    assert_eq!(freed.load(Relaxed), 16 + (1 << 20) + 256 * 16, "the registry's end frees the rest");
}

#[test]
fn a_stop_is_a_quiescent_state() {
    let (registry, a, b) = crowd();
    let freed = Arc::default();
    a.attach();
    retire(&a, block(1, &freed));
    {
        let _stopped = stop(&a);
        a.announce();
        registry.reclaim();
    }
    assert_eq!(freed.load(Relaxed), BYTES);
    drop(b);
}

/// CPython 132519: what waits is bounded in bytes. Readers read a shared block while writers replace it;
/// others attach, read once and detach, or start and end.
#[test]
fn bytes_stay_bounded() {
    const REPLACED: usize = 3_000;
    const BOUND: usize = 4 << 20;
    within(LIMIT, || {
        let (registry, a, b) = crowd();
        let freed: Arc<AtomicUsize> = Arc::default();
        let current = AtomicPtr::new(block(0, &freed));
        let quit = AtomicBool::new(false);
        let read = || {
            // SAFETY: the caller is attached and passes no safepoint meanwhile.
            let body = unsafe { &(*current.load(Acquire)).body };
            assert!(body.iter().step_by(511).all(|w| *w == body[0]));
        };
        let most = AtomicUsize::new(0);
        scope(|s| {
            for _ in 0..2 {
                s.spawn(|| {
                    let t = registry.register();
                    t.attach();
                    while !quit.load(Relaxed) {
                        read();
                        poll(&t);
                    }
                    exit(t);
                });
            }
            s.spawn(|| {
                let b = b;
                while !quit.load(Relaxed) {
                    b.attach();
                    read();
                    detach(&b);
                }
            });
            s.spawn(|| {
                while !quit.load(Relaxed) {
                    let t = registry.register();
                    t.attach();
                    read();
                    exit(t);
                }
            });
            a.attach();
            let mut limbo = Limbo::default();
            for k in 1..=REPLACED {
                let old = current.swap(block(k as u64, &freed), AcqRel);
                if limbo.retire(retired(old)) {
                    registry.flush(&mut limbo);
                }
                poll(&a);
                registry.reclaim();
                most.fetch_max(registry.qsbr().waiting_bytes(), Relaxed);
                while registry.qsbr().waiting_bytes() > BOUND {
                    thread::yield_now();
                    poll(&a);
                    registry.reclaim();
                }
            }
            registry.flush(&mut limbo);
            quit.store(true, Relaxed);
            detach(&a);
        });
        a.attach();
        registry.reclaim();
        assert_eq!(freed.load(Relaxed), REPLACED * BYTES);
        assert!(most.load(Relaxed) <= BOUND + (1 << 20));
        // SAFETY: the last one; nobody reads.
        unsafe { free(current.load(Relaxed).cast(), BYTES) };
    });
}

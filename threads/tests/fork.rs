//! `fork` from a stopped world: the child attaches, locks, starts threads, stops its world, exits.
//!
//! Not under ThreadSanitizer, which does not follow a fork of a process with threads.
// Tests use std's own threads and atomics beside the kernel's.
#![allow(clippy::disallowed_types, clippy::disallowed_methods)]
#![cfg(not(any(loom, heddle_tsan)))]

mod common;

use common::*;
use heddle_threads::registry::word::{GONE, phase};
use heddle_threads::{ByteLock, Registry, Thread};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::*};
use std::thread;

/// Forks and runs `child` there; the child's exit status, 0 if `child` returned.
fn fork(t: &Thread<Plot>, child: impl FnOnce()) -> i32 {
    let mut stopped = stop(t);
    // SAFETY: the other threads of this process use the registry through their own holds; the child
    // allocates, which glibc sees to, and leaves by `_exit`.
    let pid = unsafe { stopped.fork() }.expect("fork");
    if pid == 0 {
        // SAFETY: plain system calls; a child that hangs is killed by the alarm.
        unsafe { libc::alarm(20) };
        let fine = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            drop(stopped);
            child();
        }));
        // SAFETY: ends the child without running what belongs to the parent.
        unsafe { libc::_exit(i32::from(fine.is_err())) };
    }
    drop(stopped);
    let mut status = -1;
    // SAFETY: waits for our own child; the thread is not running managed code, but holds no lock.
    t.try_detach(0).expect("nothing stands against it");
    // SAFETY: `status` is ours.
    assert_eq!(unsafe { libc::waitpid(pid, &mut status, 0) }, pid);
    t.attach();
    status
}

/// What every child does: its one thread runs, locks, starts another, stops the world.
fn live(registry: &Arc<Registry<Plot>>, t: &Thread<Plot>, lock: &ByteLock, value: &Plot) {
    let me = t.slot().index();
    assert!(registry.slots().filter(|s| s.index() != me).all(|s| phase(s.word()) == GONE));
    assert_eq!(registry.registered(), 1);
    assert!(!lock.is_locked(), "nobody holds a lock while the world is stopped");
    let before = value.get();
    scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                let t = registry.register();
                t.attach();
                for _ in 0..200 {
                    let locker = Locker(&t);
                    let guard = lock.lock(&locker);
                    value.bump();
                    drop(guard);
                    poll(&t);
                }
                exit(t);
            });
        }
        for round in 0..200 {
            let locker = Locker(t);
            let guard = lock.lock(&locker);
            value.bump();
            drop(guard);
            poll(t);
            if round % 50 == 0 {
                drop(stop(t));
            }
        }
        detach(t);
    });
    t.attach();
    assert_eq!(value.get(), before + 600);
    t.announce();
    registry.reclaim();
}

#[test]
fn a_lone_thread_forks() {
    within(LIMIT, || {
        let registry = registry();
        let (lock, value) = (ByteLock::new(), Plot::default());
        let t = registry.register();
        t.attach();
        assert_eq!(fork(&t, || live(&registry, &t, &lock, &value)), 0);
        assert!(t.alone(), "the child's second thread is not the parent's");
        exit(t);
    });
}

/// CPython 117303, 115035, 116522: others lock, sleep on locks, detach, end and start at the moment of
/// the fork.
#[test]
fn fork_among_busy_threads() {
    within(LIMIT, || {
        let registry = registry();
        let (lock, value, quit) = (ByteLock::new(), Plot::default(), AtomicBool::new(false));
        scope(|s| {
            for k in 0..6 {
                let (registry, lock, value, quit) = (&registry, &lock, &value, &quit);
                s.spawn(move || {
                    while !quit.load(Relaxed) {
                        let t = registry.register();
                        t.attach();
                        for round in 0..20 {
                            let locker = Locker(&t);
                            let guard = lock.lock(&locker);
                            value.bump();
                            if round == k {
                                thread::yield_now();
                            }
                            drop(guard);
                            poll(&t);
                            if round % 7 == 0 {
                                detach(&t);
                                t.attach();
                            }
                        }
                        exit(t);
                    }
                });
            }
            let t = registry.register();
            t.attach();
            for _ in 0..60 {
                let status = fork(&t, || live(&registry, &t, &lock, &value));
                if status != 0 {
                    quit.store(true, Relaxed);
                    detach(&t);
                    panic!("the child failed with status {status}");
                }
                poll(&t);
            }
            quit.store(true, Relaxed);
            exit(t);
        });
        assert_eq!(registry.registered(), 0);
    });
}

/// A child forks too.
#[test]
fn grandchildren() {
    within(LIMIT, || {
        let registry = registry();
        let (lock, value) = (ByteLock::new(), Plot::default());
        let (t, other) = (registry.register(), registry.register());
        t.attach();
        let status = fork(&t, || {
            assert_eq!(fork(&t, || live(&registry, &t, &lock, &value)), 0);
            live(&registry, &t, &lock, &value);
        });
        assert_eq!(status, 0);
        exit(t);
        exit(other);
    });
}

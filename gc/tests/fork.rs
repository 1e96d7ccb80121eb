//! `fork` while other threads work: each child collects, checks, frees what it can, and ends.
//!
//! Not under ThreadSanitizer, which does not survive a fork of a process with threads.
// Tests use std's own threads and atomics beside the kernel's.
#![allow(clippy::disallowed_types, clippy::disallowed_methods)]
#![cfg(not(any(loom, heddle_tsan)))]

#[path = "common/mod.rs"]
mod common;
#[path = "common/mill.rs"]
mod mill_;

use common::*;
use heddle_gc::mock::{FINALISER, HOOKED, Mock, Thread, node};
use heddle_gc::{Config, Runtime};
use mill_::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::*};
use std::time::{Duration, Instant};

/// Forks; the child runs `f` and ends; the parent waits for it, but not for ever.
fn fork(m: &Thread, f: impl FnOnce()) {
    // SAFETY: glibc's allocator survives a fork, and the child ends without running exit handlers.
    let pid = unsafe { m.fork() }.expect("a child");
    if pid == 0 {
        let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(f));
        // SAFETY: ends the process.
        unsafe { libc::_exit(if ended.is_ok() { 0 } else { 1 }) };
    }
    wait_for(m, pid);
}

fn wait_for(m: &Thread, pid: i32) {
    let (start, mut status) = (Instant::now(), 0);
    m.blocking(|| {
        // SAFETY: waits for, or kills, our own child.
        unsafe {
            while libc::waitpid(pid, &mut status, libc::WNOHANG) == 0 {
                if start.elapsed() > Duration::from_secs(30) {
                    libc::kill(pid, libc::SIGKILL);
                    libc::waitpid(pid, &mut status, 0);
                    status = -1;
                    break;
                }
                std::thread::sleep(Duration::from_millis(1));
            }
        }
    });
    if status != 0 {
        // No panic: this thread is attached, and unwinding would wait for others that want to stop it.
        eprintln!("a child failed or hung: status {status}");
        std::process::exit(101);
    }
}

fn ring(m: &Thread, kind: u32) {
    let o = node(m, 1, kind);
    link(m, o, 0, o);
    drop_ref(m, o);
}

#[test]
fn a_child_of_a_single_thread_goes_on() {
    let m = quiet().attach();
    let o = node(&m, 1, 0);
    fork(&m, || {
        assert_eq!(census(&m, &[o]), 1);
        drop_ref(&m, o);
        ring(&m, FINALISER);
        assert_eq!(m.collect(), 1);
        assert_eq!(census(&m, &[]), 0);
        elsewhere(&m, |t| ring(t, 0));
        assert_eq!(m.collect(), 1);
    });
    drop_ref(&m, o);
    assert_eq!(census(&m, &[]), 0);
}

#[test]
fn children_of_a_busy_process_collect_check_and_end() {
    for collector_threads in [1, 2] {
        let config = Config { collector_threads, first_collection: 1 << 20, stress: 0 };
        let rt = Runtime::with_config(Default::default(), config);
        let m = rt.attach();
        let (seed, shared, left) = (Rng::seed(), Shared::new(&m), AtomicUsize::new(8));
        println!("HEDDLE_SEED={seed}");
        std::thread::scope(|s| {
            for k in 0..8 {
                let (rt, shared, left) = (&rt, &shared, &left);
                s.spawn(move || {
                    let mut rng = Rng::silent(seed + k);
                    while !shared.stop.load(Relaxed) {
                        mill(&rt.attach(), shared, &mut rng, 20_000);
                    }
                    left.fetch_sub(1, Relaxed);
                });
            }
            for _ in 0..50 {
                m.blocking(|| std::thread::sleep(Duration::from_millis(3)));
                fork(&m, || {
                    m.collect();
                    m.check_sanity(None).expect("sane");
                    shared.clear(&m);
                    collect_all(&m);
                    elsewhere(&m, |t| ring(t, FINALISER));
                    m.collect();
                    m.check_sanity(None).expect("sane");
                });
            }
            shared.stop.store(true, Relaxed);
            // Detached: the others may want to stop the world.
            m.blocking(|| {
                while left.load(Relaxed) != 0 {
                    std::thread::sleep(Duration::from_millis(1));
                }
            });
        });
        shared.clear(&m);
        collect_all(&m);
        assert_eq!(census(&m, &[]), 0);
    }
}

/// The child of a finaliser ends the collection that the parent has begun, with threads of its own.
#[test]
fn a_finaliser_that_a_collection_runs_may_fork() {
    for collector_threads in [1, 2] {
        let config = Config { collector_threads, first_collection: usize::MAX / 4, stress: 0 };
        let m = Runtime::with_config(Mock::default(), config).attach();
        let pid = Arc::new(AtomicUsize::new(usize::MAX));
        let out = pid.clone();
        *m.runtime().language().on_finalise.lock() = Some(Arc::new(move |m: &Thread, _| {
            // SAFETY: as in `fork` above.
            out.store(unsafe { m.fork() }.expect("a child") as usize, Relaxed);
            assert_eq!(m.collect(), 0, "one at a time");
        }));
        ring(&m, HOOKED);
        let freed = m.collect();
        if pid.load(Relaxed) == 0 {
            ring(&m, FINALISER);
            let good = freed == 1 && m.collect() == 1 && m.check_sanity(Some(&[])).is_ok();
            // SAFETY: ends the child.
            unsafe { libc::_exit(i32::from(!good)) };
        }
        wait_for(&m, pid.load(Relaxed) as i32);
        assert_eq!((freed, census(&m, &[])), (1, 0));
        *m.runtime().language().on_finalise.lock() = None;
    }
}

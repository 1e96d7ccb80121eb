//! What takes wall time: collections, stops of the world, attach and detach; each as single
//! latencies, for median and worst.

use heddle_gc::mock::{self, Mock, Thread};
use heddle_gc::{Config, Runtime};
use std::hint::black_box;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Barrier};
use std::time::Instant;

/// Seconds of one collection of `cycles` two-object cycles, by `threads` collector threads. Each
/// object has two slots, one of them empty.
pub fn collect_cycles(cycles: usize, threads: usize, rounds: usize) -> Vec<f64> {
    let config = Config { collector_threads: threads, first_collection: usize::MAX / 4, ..Config::default() };
    let runtime = Runtime::with_config(Mock::default(), config);
    let m = runtime.attach();
    (0..rounds)
        .map(|_| {
            (0..cycles).for_each(|_| make_cycle(&m));
            let start = Instant::now();
            let freed = m.collect();
            let t = start.elapsed().as_secs_f64();
            assert_eq!(freed, 2 * cycles, "all of it is garbage");
            t
        })
        .collect()
}

fn make_cycle(m: &Thread) {
    let (a, b) = (mock::node(m, 2, 0), mock::node(m, 2, 0));
    // SAFETY: fresh objects; each one's reference moves into the other.
    unsafe {
        mock::set(m, a, 0, Some(b));
        mock::set(m, b, 0, Some(a));
    }
}

/// Nanoseconds of single calls of `f`.
fn latencies(count: usize, mut f: impl FnMut()) -> Vec<f64> {
    (0..count)
        .map(|_| {
            let start = Instant::now();
            f();
            start.elapsed().as_nanos() as f64
        })
        .collect()
}

/// Nanoseconds from asking for a stop of the world until it runs again (a census of an empty heap
/// in between), while `threads - 1` others run to safepoints.
pub fn stops(threads: usize, count: usize) -> Vec<f64> {
    with_busy_threads(threads - 1, |m| {
        latencies(count, || {
            black_box(m.stats());
        })
    })
}

/// Nanoseconds of a detach and attach, with `threads - 1` others running.
pub fn detaches(threads: usize, count: usize) -> Vec<f64> {
    with_busy_threads(threads - 1, |m| latencies(count, || m.blocking(|| ())))
}

fn with_busy_threads(threads: usize, body: impl FnOnce(&Thread) -> Vec<f64>) -> Vec<f64> {
    let runtime = Runtime::new(Mock::default());
    let m = runtime.attach();
    let done = Arc::new(AtomicBool::new(false));
    let running = Arc::new(Barrier::new(threads + 1));
    let busy: Vec<_> = (0..threads)
        .map(|_| {
            let (runtime, done, running) = (runtime.clone(), done.clone(), running.clone());
            std::thread::spawn(move || {
                let m = runtime.attach();
                m.blocking(|| running.wait());
                while !done.load(Relaxed) {
                    let o = mock::node(&m, 2, 0);
                    // SAFETY: the fresh object's one reference.
                    unsafe { m.decref(o) };
                    m.safepoint();
                }
            })
        })
        .collect();
    m.blocking(|| running.wait());
    let result = body(&m);
    done.store(true, Relaxed);
    m.blocking(|| busy.into_iter().for_each(|t| t.join().expect("a busy thread panicked")));
    result
}

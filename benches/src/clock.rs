//! Thread CPU time, and loops measured with it.

use std::hint::black_box;
use std::sync::{Arc, Barrier};

/// The calling thread's CPU time in nanoseconds.
pub fn thread_cpu_ns() -> f64 {
    let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: `t` is a timespec on this frame.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut t) };
    t.tv_sec as f64 * 1e9 + t.tv_nsec as f64
}

/// Thread CPU time of `n` calls of `f` with 0, 1, ... `n - 1`.
#[inline(always)]
pub fn time(n: u64, mut f: impl FnMut(u64)) -> f64 {
    let start = thread_cpu_ns();
    for k in 0..n {
        f(black_box(k));
    }
    thread_cpu_ns() - start
}

/// Runs `body` on `threads` threads at once; the mean of what they return. Each calls the barrier
/// when it is ready.
pub fn together(threads: usize, body: impl Fn(usize, &Barrier) -> f64 + Send + Sync + 'static) -> f64 {
    let barrier = Arc::new(Barrier::new(threads));
    let body = Arc::new(body);
    let handles: Vec<_> = (0..threads)
        .map(|t| {
            let (barrier, body) = (barrier.clone(), body.clone());
            std::thread::spawn(move || body(t, &barrier))
        })
        .collect();
    let times = handles.into_iter().map(|h| h.join().expect("a benchmark thread panicked"));
    times.sum::<f64>() / threads as f64
}

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

/// Keeps the calling thread on one core, or lets it (and the threads that it starts) use all.
/// Cores of one machine may run at different speeds: both sides of a ratio should use the same.
pub fn pin(one_core: bool) {
    // SAFETY: the set lives on this frame, and its size is given. A refusal leaves things as they are.
    unsafe {
        let mut set: libc::cpu_set_t = std::mem::zeroed();
        let cores = std::thread::available_parallelism().map_or(1, |n| n.get());
        let all = libc::sysconf(libc::_SC_NPROCESSORS_ONLN).max(cores as libc::c_long) as usize;
        (0..if one_core { 1 } else { all }).for_each(|core| libc::CPU_SET(core, &mut set));
        libc::sched_setaffinity(0, size_of::<libc::cpu_set_t>(), &set);
    }
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

/// How many times as much two threads get done as one: a spin on registers alone, wall time. Below
/// 1.9 the machine is not idle, and figures of two threads mean nothing.
pub fn ceiling() -> f64 {
    let spin = || (0..200_000_000u64).fold(1u64, |x, k| black_box(x).wrapping_mul(3).wrapping_add(k));
    let run = |threads: usize| {
        let start = std::time::Instant::now();
        let handles: Vec<_> = (0..threads).map(|_| std::thread::spawn(move || black_box(spin()))).collect();
        for h in handles {
            h.join().expect("the spin does not panic");
        }
        start.elapsed().as_secs_f64()
    };
    // The best of three each: a probe must not be hit by what it is to rule out.
    let best = |threads| (0..3).map(|_| run(threads)).fold(f64::MAX, f64::min);
    2.0 * best(1) / best(2)
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

//! What the tests of this crate share: a small random number generator, a view of raw headers, a
//! registry of what a test still holds, and the process's memory.

// Each test binary uses a part of this.
#![allow(dead_code)]

use heddle_gc::mock::{Mock, Thread};
use heddle_gc::{Config, Header, Obj, Runtime};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, Ordering::Relaxed};
use std::time::{Duration, Instant};

/// A runtime of the mock language.
pub type Rt = Arc<Runtime<Mock>>;

/// Sizes shrink under ThreadSanitizer, which slows everything about tenfold.
pub const fn scaled(n: usize) -> usize {
    if cfg!(heddle_tsan) { n / 20 + 1 } else { n }
}

/// A runtime that never collects by itself, with one collector thread.
pub fn quiet() -> Rt {
    runtime(1)
}

/// A runtime that never collects by itself.
pub fn runtime(collector_threads: usize) -> Rt {
    let config = Config { collector_threads, first_collection: usize::MAX / 4, stress: 0 };
    Runtime::with_config(Mock::default(), config)
}

/// Runs `f` on a new OS thread that is attached meanwhile, and waits, detached, for its end.
pub fn elsewhere<R: Send>(m: &Thread, f: impl FnOnce(&Thread) -> R + Send) -> R {
    let rt = m.runtime().clone();
    m.blocking(|| std::thread::scope(|s| s.spawn(|| f(&rt.attach())).join().expect("no panic there")))
}

/// The header's fields as they lie in memory. `Header`'s documentation fixes the layout.
#[repr(C)]
pub struct Raw {
    /// References that the owner counts.
    pub local: AtomicU32,
    /// The others' count and the state bits.
    pub shared: AtomicU32,
    /// Class and layout.
    pub shape: AtomicU32,
    /// The owner's slot.
    pub owner: AtomicU16,
    /// The lock.
    pub lock: AtomicU8,
    /// The flags.
    pub flags: AtomicU8,
}

/// The raw header of an object.
pub fn raw<'a>(o: Obj) -> &'a Raw {
    assert_eq!(size_of::<Raw>(), size_of::<Header>());
    // SAFETY: headers are five atomics laid out like this, and live as long as their page.
    unsafe { &*o.as_ptr().cast::<Raw>() }
}

/// `(owner, local, state bits, count)` of a header.
pub fn fields(o: Obj) -> (u16, u32, u32, i32) {
    let (r, shared) = (raw(o), raw(o).shared.load(Relaxed));
    (r.owner.load(Relaxed), r.local.load(Relaxed), shared & 7, heddle_gc::header::count(shared))
}

/// Gives up a reference.
pub fn drop_ref(m: &Thread, o: Obj) {
    // SAFETY: tests call this with a reference they own.
    unsafe { m.decref(o) };
}

/// One more reference, to something the test holds.
pub fn keep(m: &Thread, o: Obj) -> Obj {
    // SAFETY: tests call this with an object they hold.
    unsafe { m.incref(o) };
    o
}

/// Puts a new reference to `to` into slot `k` of `from`.
pub fn link(m: &Thread, from: Obj, k: usize, to: Obj) {
    // SAFETY: tests call this with nodes they hold.
    unsafe { heddle_gc::mock::set(m, from, k, Some(keep(m, to))) };
}

/// How many initialised objects the heap has; everything in it must add up with `roots`.
pub fn census(m: &Thread, roots: &[Obj]) -> usize {
    m.check_sanity(Some(roots)).expect("a sane heap").objects
}

/// Bytes of this process that are in memory.
pub fn resident() -> usize {
    let statm = std::fs::read_to_string("/proc/self/statm").expect("Linux");
    let pages: usize = statm.split(' ').nth(1).and_then(|n| n.parse().ok()).expect("a number");
    pages * 4096
}

/// Polls safepoints until `done`, for at most `limit`. How long it took.
pub fn poll_until(m: &Thread, limit: Duration, mut done: impl FnMut() -> bool) -> Duration {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < limit, "nothing happened within {limit:?}");
        m.safepoint();
        std::hint::spin_loop();
    }
    start.elapsed()
}

/// xorshift64*.
pub struct Rng(u64);

impl Rng {
    /// From a seed; prints it, so that a failure can be replayed.
    pub fn new(seed: u64) -> Self {
        println!("seed {seed}");
        Self::silent(seed)
    }

    /// From a seed.
    pub fn silent(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// The seed to use: `HEDDLE_SEED`, or one that differs from run to run.
    pub fn seed() -> u64 {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let fresh = || now.map_or(1, |d| d.as_nanos() as u64);
        std::env::var("HEDDLE_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or_else(fresh)
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        ((self.next() >> 33) as usize) % n
    }

    /// True once in `n` times.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

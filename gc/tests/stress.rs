//! Eight threads make, share, drop, weakly reference and resurrect objects under collections.
//!
//! `HEDDLE_STRESS` is how many objects (default: a tenth of the full run, which is 10000000);
//! `HEDDLE_SEED` replays a run, as far as threads can be replayed.
// Tests use std's own threads and atomics beside the kernel's.
#![allow(clippy::disallowed_types, clippy::disallowed_methods)]
#![cfg(not(loom))]

#[path = "common/mod.rs"]
mod common;
#[path = "common/mill.rs"]
mod mill_;

use common::*;
use heddle_gc::{Config, Runtime};
use mill_::*;
use std::sync::atomic::{AtomicUsize, Ordering::*};
use std::time::{Duration, Instant};

const THREADS: usize = 8;
/// Each thread ends and is replaced this many times.
const LIVES: usize = 10;

fn total() -> usize {
    std::env::var("HEDDLE_STRESS").ok().and_then(|n| n.parse().ok()).unwrap_or(scaled(1_000_000))
}

fn grind(config: Config, total: usize, bound: usize) {
    let rt = Runtime::with_config(Default::default(), config);
    let m = rt.attach();
    let (seed, start, began) = (Rng::seed(), resident(), Instant::now());
    println!("HEDDLE_SEED={seed} HEDDLE_STRESS={total}");
    let shared = Shared::new(&m);
    let (left, mut most) = (AtomicUsize::new(THREADS), 0);
    std::thread::scope(|s| {
        for k in 0..THREADS {
            let (rt, shared, left) = (&rt, &shared, &left);
            s.spawn(move || {
                for life in 0..LIVES {
                    let mut rng = Rng::silent(seed + (k * LIVES + life) as u64);
                    let turn = || mill(&rt.attach(), shared, &mut rng, total / THREADS / LIVES + 1);
                    std::thread::scope(|s| s.spawn(turn).join().expect("no panic there"));
                }
                left.fetch_sub(1, Relaxed);
            });
        }
        while left.load(Relaxed) != 0 {
            m.blocking(|| std::thread::sleep(Duration::from_millis(20)));
            most = most.max(resident());
        }
    });
    println!("{} objects in {:?}, at most {} MiB", shared.made.load(Relaxed), began.elapsed(), most >> 20);
    println!("{:?}", m.stats());
    shared.clear(&m);
    collect_all(&m);
    assert_eq!(census(&m, &[]), 0, "no object is left");
    assert_eq!(m.stats().waiting_bytes, 0, "nothing waits for readers");
    assert!(cfg!(heddle_tsan) || most < start + bound, "{most} bytes in memory after {start}");
}

#[test]
fn threads_share_everything() {
    let config = Config { collector_threads: 1, first_collection: 4 << 20, stress: 0 };
    grind(config, total(), 256 << 20);
}

#[test]
fn threads_share_everything_while_two_threads_collect() {
    let config = Config { collector_threads: 2, first_collection: 4 << 20, stress: 0 };
    grind(config, total() / 10, 256 << 20);
}

#[test]
fn threads_share_everything_in_stress_mode() {
    let config = Config { collector_threads: 1, first_collection: 4 << 20, stress: 200 };
    grind(config, total() / 20, 256 << 20);
}

//! A multithreaded program in the mock language: threads grow binary trees, plant them in one
//! shared list, walk the trees that others have planted, and uproot old ones, while a collector
//! takes away what was made cyclic. It checks itself: every tree must have all its nodes whenever it
//! is walked, and at the end nothing is left.
//!
//! `cargo run --release -p heddle-gc --example forest [THREADS [ROUNDS]]`
#![allow(clippy::disallowed_types, clippy::disallowed_methods)]

use heddle_gc::mock::{self, Mock, Thread};
use heddle_gc::{Config, Obj, Runtime};
use std::sync::Arc;
use std::time::Instant;

/// Trees have `2^DEPTH - 1` nodes.
const DEPTH: u32 = 10;
/// Places in the shared list.
const PLACES: usize = 64;

fn main() {
    let mut args = std::env::args().skip(1).map(|a| a.parse::<usize>().expect("a number"));
    let cores = std::thread::available_parallelism().map_or(1, |n| n.get());
    let (threads, rounds) = (args.next().unwrap_or(cores), args.next().unwrap_or(4000));
    let one = run(1, rounds);
    let many = run(threads, rounds);
    println!(
        "1 thread: {one:.0} trees/s; {threads} threads: {many:.0} trees/s, {:.2} times as many",
        many / one
    );
}

/// Trees a second that `threads` threads grow and walk, `rounds` each.
fn run(threads: usize, rounds: usize) -> f64 {
    let runtime = Runtime::with_config(Mock::default(), Config::default());
    let m = runtime.attach();
    let forest = mock::list(&m, PLACES);
    let start = Instant::now();
    let gardeners: Vec<_> = (0..threads)
        .map(|t| {
            let runtime = runtime.clone();
            std::thread::spawn(move || tend(&runtime, forest, t as u64 + 1, rounds))
        })
        .collect();
    m.blocking(|| gardeners.into_iter().for_each(|g| g.join().expect("a gardener panicked")));
    let seconds = start.elapsed().as_secs_f64();
    // SAFETY: the list's one reference is this thread's.
    unsafe { m.decref(forest) };
    m.collect();
    let census = m.check_sanity(Some(&[])).expect("the heap adds up");
    assert_eq!(census.objects, 0, "nothing is left");
    println!("{threads} threads: {:?}", m.stats());
    (threads * rounds) as f64 / seconds
}

/// One thread's work: `rounds` trees grown, planted, walked.
fn tend(runtime: &Arc<Runtime<Mock>>, forest: Obj, mut seed: u64, rounds: usize) {
    let m = runtime.attach();
    for _ in 0..rounds {
        let tree = grow(&m, DEPTH);
        if next(&mut seed).is_multiple_of(4) {
            // A cycle: the root's third slot leads back to it.
            // SAFETY: this thread holds the tree.
            unsafe {
                m.incref(tree);
                mock::set(&m, tree, 2, Some(tree));
            }
        }
        let place = next(&mut seed) as usize % PLACES;
        // SAFETY: the main thread holds the list; the tree's reference moves into it.
        let old = unsafe { mock::list_replace(&m, forest, place, Some(tree)) };
        // SAFETY: the place's reference is this thread's now.
        old.into_iter().for_each(|old| unsafe { m.decref(old) });
        let place = next(&mut seed) as usize % PLACES;
        // SAFETY: the main thread holds the list.
        if let Some(other) = unsafe { mock::list_get(&m, forest, place) } {
            assert_eq!(walk(&m, other), (1 << DEPTH) - 1, "a tree has all its nodes");
            // SAFETY: the read's reference.
            unsafe { m.decref(other) };
        }
        m.safepoint();
    }
}

fn grow(m: &Thread, depth: u32) -> Obj {
    let node = mock::node(m, 3, 0);
    if depth > 1 {
        for side in 0..2 {
            // SAFETY: the fresh node is this thread's.
            unsafe { mock::set(m, node, side, Some(grow(m, depth - 1))) };
        }
    }
    node
}

fn walk(m: &Thread, node: Obj) -> u32 {
    let below = |side| {
        // SAFETY: the caller holds the node.
        let child = unsafe { mock::get(m, node, side) };
        child.map_or(0, |child| {
            let n = walk(m, child);
            // SAFETY: the read's reference.
            unsafe { m.decref(child) };
            n
        })
    };
    1 + below(0) + below(1)
}

fn next(seed: &mut u64) -> u64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    *seed
}

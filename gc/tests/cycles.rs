//! Cycle collection: exactly the garbage, in the right order, at the right times.
// Tests use std's own threads and atomics beside the kernel's.
#![allow(clippy::disallowed_types, clippy::disallowed_methods)]
#![cfg(not(loom))]

mod common;

use common::*;
use heddle_gc::mock::{FINALISER, HOOKED, LEAF, TYPED, Thread, node, replace, set_type, slots};
use heddle_gc::{Config, Obj, Runtime};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::*};
use std::sync::{Arc, Mutex};
use std::time::Duration;

fn finalised(m: &Thread) -> usize {
    m.runtime().language().finalised.load(Relaxed)
}

/// A garbage ring of `n` nodes.
fn ring(m: &Thread, n: usize, kind: u32) {
    let nodes: Vec<Obj> = (0..n).map(|_| node(m, 2, kind)).collect();
    (0..n).for_each(|k| link(m, nodes[k], 0, nodes[(k + 1) % n]));
    nodes.iter().for_each(|&o| drop_ref(m, o));
}

#[test]
fn rings_of_all_sizes_are_garbage_and_what_is_held_is_not() {
    for threads in [1, 2] {
        let m = runtime(threads).attach();
        (1..100).for_each(|n| ring(&m, n, if n % 3 == 0 { FINALISER } else { 0 }));
        let live = node(&m, 2, 0);
        link(&m, live, 0, live);
        let held = node(&m, 2, 0);
        link(&m, live, 1, held);
        link(&m, held, 0, live);
        drop_ref(&m, held);
        assert_eq!(m.collect(), 99 * 100 / 2);
        assert_eq!(census(&m, &[live]), 2);
        drop_ref(&m, live);
        assert_eq!(m.collect(), 2);
        assert_eq!(census(&m, &[]), 0);
    }
}

/// A graph of `n` nodes; its roots are the objects held by the returned entries.
struct Graph {
    nodes: Vec<Obj>,
    edges: Vec<Vec<usize>>,
    roots: Vec<bool>,
}

impl Graph {
    fn random(m: &Thread, rng: &mut Rng) -> Self {
        let n = 1 + rng.below(40);
        let kind = |rng: &mut Rng| if rng.one_in(5) { FINALISER } else { 0 };
        let nodes: Vec<Obj> = (0..n).map(|_| node(m, 4, kind(rng))).collect();
        let mut edges = vec![Vec::new(); n];
        let density = 1 + rng.below(4);
        for (from, out) in edges.iter_mut().enumerate() {
            for k in 0..rng.below(density + 1) {
                let to = rng.below(n);
                out.push(to);
                link(m, nodes[from], k, nodes[to]);
            }
        }
        let one_in = 2 + rng.below(10);
        Self { nodes, edges, roots: (0..n).map(|_| rng.one_in(one_in)).collect() }
    }

    /// The reference: plain reachability.
    fn reachable(&self) -> usize {
        let mut seen = vec![false; self.nodes.len()];
        let mut stack: Vec<usize> = (0..self.nodes.len()).filter(|&k| self.roots[k]).collect();
        while let Some(k) = stack.pop() {
            if !std::mem::replace(&mut seen[k], true) {
                stack.extend(&self.edges[k]);
            }
        }
        seen.iter().filter(|&&s| s).count()
    }

    fn drop_others(&self, m: &Thread) -> Vec<Obj> {
        let (kept, others): (Vec<_>, Vec<_>) = (0..self.nodes.len()).partition(|&k| self.roots[k]);
        others.iter().for_each(|&k| drop_ref(m, self.nodes[k]));
        kept.iter().map(|&k| self.nodes[k]).collect()
    }
}

#[test]
fn random_graphs_keep_exactly_what_is_reachable() {
    let mut rng = Rng::new(Rng::seed());
    let (one, two) = (runtime(1).attach(), runtime(1));
    drop(two);
    for _ in 0..scaled(3000) {
        let g = Graph::random(&one, &mut rng);
        // Some are touched by another thread, so that counts lie in both places.
        if rng.one_in(50) {
            elsewhere(&one, |t| g.nodes.iter().for_each(|&o| drop_ref(t, keep(t, o))));
        }
        let roots = g.drop_others(&one);
        one.collect();
        assert_eq!(census(&one, &roots), g.reachable());
        roots.iter().for_each(|&o| drop_ref(&one, o));
        one.collect();
        assert_eq!(census(&one, &[]), 0);
    }
}

/// Several graphs of several owners at once, with one and with two collector threads.
#[test]
fn two_collector_threads_find_what_one_finds() {
    let seed = Rng::seed();
    let mut results = Vec::new();
    for threads in [1, 2] {
        let (m, mut rng) = (runtime(threads).attach(), Rng::new(seed));
        let (mut live, mut roots, mut freed) = (0, Vec::new(), Vec::new());
        for _ in 0..scaled(60) {
            for _ in 0..40 {
                let g = Graph::random(&m, &mut rng);
                live += g.reachable();
                roots.extend(g.drop_others(&m));
            }
            freed.push(m.collect());
        }
        assert_eq!(census(&m, &roots), live);
        results.push((live, freed, finalised(&m)));
        roots.iter().for_each(|&o| drop_ref(&m, o));
        m.collect();
        assert_eq!(census(&m, &[]), 0);
    }
    assert_eq!(results[0], results[1]);
}

/// A type that only its instances name, and they do not count; it holds itself, as classes do.
fn new_type(m: &Thread) -> Obj {
    let ty = node(m, 1, FINALISER);
    link(m, ty, 0, ty);
    ty
}

fn instance(m: &Thread, ty: Obj, slots: u32, kind: u32) -> Obj {
    let o = node(m, slots, TYPED | kind);
    // SAFETY: fresh; the type is part of a counted cycle.
    unsafe { set_type(o, ty) };
    o
}

#[test]
fn an_uncounted_edge_keeps_its_target() {
    for threads in [1, 2] {
        let m = runtime(threads).attach();
        let ty = new_type(&m);
        let (tracked, leaf) = (instance(&m, ty, 2, 0), instance(&m, ty, 0, LEAF));
        drop_ref(&m, ty);
        assert_eq!(m.collect(), 0);
        drop_ref(&m, tracked);
        assert_eq!(m.collect(), 0, "the leaf's type");
        drop_ref(&m, leaf);
        assert_eq!((m.collect(), finalised(&m)), (1, 1));
        // Instances and type in one piece of garbage.
        let ty = new_type(&m);
        let o = instance(&m, ty, 1, FINALISER);
        link(&m, o, 0, o);
        drop_ref(&m, ty);
        drop_ref(&m, o);
        assert_eq!(m.collect(), 2);
        assert_eq!(census(&m, &[]), 0);
    }
}

/// The last instance dies at the stop itself: its finaliser still needs its type.
#[test]
fn a_dying_object_keeps_its_type() {
    let m = quiet().attach();
    elsewhere(&m, |_| ());
    let ty = new_type(&m);
    let types = Arc::new(AtomicUsize::new(0));
    let count = types.clone();
    *m.runtime().language().on_finalise.lock() = Some(Arc::new(move |_: &Thread, o| {
        // SAFETY: finalisers hold a reference; the type must live.
        let ty = unsafe { heddle_gc::mock::type_of(o) }.expect("typed");
        assert_ne!(ty.shape(), 0, "the type was freed under its instance");
        count.fetch_add(1, Relaxed);
    }));
    let o = instance(&m, ty, 1, HOOKED);
    // Owed by this thread while another's debt stands: nobody knows that it is the last.
    raw(o).shared.store(heddle_gc::header::SEEN | heddle_gc::header::ONE, Relaxed);
    raw(o).local.store(1, Relaxed);
    drop_ref(&m, ty);
    let (rt, step) = (m.runtime().clone(), AtomicUsize::new(0));
    std::thread::scope(|s| {
        s.spawn(|| {
            let t = rt.attach();
            keep(&t, o);
            drop_ref(&t, o);
            drop_ref(&t, o); // as many debts as this thread has references
            step.store(1, Relaxed);
            poll_until(&t, Duration::from_secs(20), || step.load(Relaxed) == 2);
        });
        poll_until(&m, Duration::from_secs(20), || step.load(Relaxed) == 1);
        keep(&m, o);
        drop_ref(&m, o);
        drop_ref(&m, o);
        m.collect();
        step.store(2, Relaxed);
    });
    assert_eq!(types.load(Relaxed), 1);
    *m.runtime().language().on_finalise.lock() = None;
    m.collect();
    assert_eq!(census(&m, &[]), 0);
}

/// An object that a finaliser makes may be an instance of a class that was garbage.
#[test]
fn a_finaliser_may_make_an_instance_of_a_garbage_type() {
    let m = quiet().attach();
    let made = Arc::new(Mutex::new(Vec::new()));
    let out = made.clone();
    let ty = new_type(&m);
    *m.runtime().language().on_finalise.lock() =
        Some(Arc::new(move |m: &Thread, _| out.lock().expect("made").push(instance(m, ty, 1, 0))));
    let o = instance(&m, ty, 1, HOOKED);
    link(&m, o, 0, o);
    drop_ref(&m, o);
    drop_ref(&m, ty);
    assert_eq!(m.collect(), 1, "the first instance");
    let made = made.lock().expect("made").clone();
    // SAFETY: the instance is held.
    assert_ne!(unsafe { heddle_gc::mock::type_of(made[0]) }.map(Obj::shape), Some(0));
    assert_eq!(census(&m, &made), 2);
    *m.runtime().language().on_finalise.lock() = None;
    drop_ref(&m, made[0]);
    assert_eq!(m.collect(), 1);
    assert_eq!(census(&m, &[]), 0);
}

/// PEP 442: every finaliser runs once, on objects that are whole, before anything is freed.
#[test]
fn finalisers_see_the_whole_cycle_and_may_save_part_of_it() {
    for threads in [1, 2] {
        let m = runtime(threads).attach();
        let nodes: Vec<Obj> = (0..10).map(|_| node(&m, 2, HOOKED)).collect();
        (0..10).for_each(|k| link(&m, nodes[k], 0, nodes[(k + 1) % 10]));
        let (all, saved, runs) = (nodes.clone(), nodes[3], Arc::new(AtomicUsize::new(0)));
        let count = runs.clone();
        *m.runtime().language().on_finalise.lock() = Some(Arc::new(move |m: &Thread, o| {
            assert!(all.iter().all(|o| o.shape() != 0), "nothing is freed before all have run");
            count.fetch_add(1, Relaxed);
            if o == all[0] {
                // 3 is saved, and cut off from 4: 4 to 9 and 0 to 2 stay garbage.
                keep(m, saved);
                // SAFETY: held.
                let next = unsafe { replace(m, saved, 0, None) };
                drop_ref(m, next.expect("a neighbour"));
            }
        }));
        nodes.iter().for_each(|&o| drop_ref(&m, o));
        let freed = m.collect();
        assert_eq!(runs.load(Relaxed), 10);
        assert_eq!(census(&m, &[saved]), 1, "freed {freed}");
        drop_ref(&m, saved);
        assert_eq!((runs.load(Relaxed), census(&m, &[])), (10, 0));
        *m.runtime().language().on_finalise.lock() = None;
    }
}

/// CPython 153809: what is dying when the world stops is neither judged nor counted as a holder.
#[test]
fn objects_that_die_during_a_collection_are_left_alone() {
    let m = quiet().attach();
    let child = node(&m, 2, 0);
    link(&m, child, 0, child);
    let parent = node(&m, 2, HOOKED);
    link(&m, parent, 0, child);
    drop_ref(&m, child);
    let beside: Vec<Obj> = (0..5).map(|_| node(&m, 1, FINALISER)).collect();
    let top = node(&m, 6, 0);
    link(&m, top, 0, parent);
    beside.iter().enumerate().for_each(|(k, &o)| link(&m, top, k + 1, o));
    beside.iter().chain([&parent]).for_each(|&o| drop_ref(&m, o));
    *m.runtime().language().on_finalise.lock() = Some(Arc::new(move |m: &Thread, o| {
        // `beside` waits, dead, on the list; `child` is held by a dying object alone.
        assert_eq!(m.collect(), 0);
        m.check_sanity(None).expect("sane");
        // SAFETY: finalisers hold a reference.
        assert_ne!(unsafe { slots(o) }[0].load(Relaxed), std::ptr::null_mut());
    }));
    drop_ref(&m, top);
    *m.runtime().language().on_finalise.lock() = None;
    assert_eq!((m.collect(), finalised(&m)), (1, 6));
    assert_eq!(census(&m, &[]), 0);
}

#[test]
fn several_threads_may_ask_for_collections_at_once() {
    let m = runtime(2).attach();
    let (rt, freed, left) = (m.runtime().clone(), AtomicUsize::new(0), AtomicUsize::new(4));
    let work = || {
        let t = rt.attach();
        for k in 0..scaled(200) {
            ring(&t, 1 + k % 10, if k % 4 == 0 { FINALISER } else { 0 });
            freed.fetch_add(t.collect(), Relaxed);
        }
        left.fetch_sub(1, Relaxed);
        // No other safepoint: asking is one.
        while left.load(Relaxed) != 0 {
            freed.fetch_add(t.collect(), Relaxed);
        }
    };
    // Detached to the end of the last of them: each may be stopping the world until then.
    m.blocking(|| {
        std::thread::scope(|s| {
            let threads: Vec<_> = (0..4).map(|_| s.spawn(work)).collect();
            // ThreadSanitizer sees a join, not the end of a scope.
            threads.into_iter().for_each(|t| t.join().expect("no panic there"));
        });
    });
    freed.fetch_add(m.collect(), Relaxed);
    assert_eq!(freed.load(Relaxed), (0..scaled(200)).map(|k| 4 * (1 + k % 10)).sum());
    assert_eq!(census(&m, &[]), 0);
}

// Not under ThreadSanitizer, which does not see how rayon hands work over.
#[cfg(not(heddle_tsan))]
#[test]
fn no_collection_starts_on_a_rayon_worker() {
    let rt = runtime(2);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool");
    let freed = pool.install(|| {
        let t = rt.attach();
        ring(&t, 5, 0);
        t.collect()
    });
    assert_eq!(freed, 0);
    assert_eq!(rt.attach().collect(), 5);
}

#[test]
fn collections_grow_rarer_while_the_live_heap_grows() {
    let config = Config { collector_threads: 1, first_collection: 1 << 20, stress: 0 };
    let m = Runtime::with_config(Default::default(), config).attach();
    let mut live = Vec::new();
    while live.len() < 2_000_000 {
        live.push(node(&m, 1, 0));
        m.safepoint();
    }
    let n = m.stats().collections;
    assert!((4..=8).contains(&n), "64 MiB in doublings of 1 MiB: {n} collections");
    live.iter().for_each(|&o| drop_ref(&m, o));
}

#[test]
fn cyclic_garbage_keeps_memory_bounded() {
    let config = Config { collector_threads: 1, first_collection: 1 << 20, stress: 0 };
    for kind in [0, FINALISER] {
        let m = Runtime::with_config(Default::default(), config.clone()).attach();
        for k in 0..400_000 {
            ring(&m, 3, kind);
            m.safepoint();
            if k % 10_000 == 0 {
                let bytes = m.stats().page_bytes;
                assert!(bytes < 6 << 20, "{} KiB after {k} rings", bytes >> 10);
            }
        }
        let n = m.stats().collections;
        assert!((15..100).contains(&n), "{n} collections for 38 MiB of garbage");
    }
}

#[test]
fn stress_mode_collects_at_every_safepoint() {
    for every in [1, 2, 7] {
        let config = Config { collector_threads: 1, first_collection: usize::MAX / 4, stress: every };
        let m = Runtime::with_config(Default::default(), config).attach();
        let before = m.stats().collections;
        for _ in 0..100 {
            ring(&m, 2, FINALISER);
            m.safepoint();
        }
        let n = m.stats().collections - before;
        assert!(n >= 100 / u64::from(every) && n <= 100, "{n} collections, one in {every}");
        m.runtime().set_stress(0);
        m.collect();
        assert_eq!(census(&m, &[]), 0);
        assert_eq!(finalised(&m), 200);
    }
}

/// CPython 151518: a thread that collects in a tight loop does not keep others out.
#[test]
fn a_tight_loop_of_collections_starves_nobody() {
    let m = runtime(1).attach();
    let (rt, done) = (m.runtime().clone(), AtomicBool::new(false));
    std::thread::scope(|s| {
        s.spawn(|| {
            for _ in 0..200 {
                let t = rt.attach();
                ring(&t, 2, 0);
                (0..10).for_each(|_| t.blocking(|| ()));
            }
            done.store(true, Relaxed);
        });
        while !done.load(Relaxed) {
            m.collect();
        }
    });
    m.collect();
    assert_eq!(census(&m, &[]), 0);
}

/// CPython 148953: threads that start while the world is being stopped, again and again.
#[test]
fn eight_threads_start_at_once_while_the_world_is_being_stopped() {
    for _ in 0..scaled(60) {
        let rt = runtime(1);
        let left = AtomicUsize::new(8);
        std::thread::scope(|s| {
            let start = || {
                s.spawn(|| {
                    let t = rt.attach();
                    ring(&t, 3, 0);
                    t.collect();
                    drop(t);
                    left.fetch_sub(1, Relaxed);
                })
            };
            let threads: Vec<_> = (0..8).map(|_| start()).collect();
            let m = rt.attach();
            while left.load(Relaxed) != 0 {
                m.collect();
            }
            // ThreadSanitizer sees a join, not the end of a scope.
            threads.into_iter().for_each(|t| t.join().expect("no panic there"));
        });
        let m = rt.attach();
        m.collect();
        assert_eq!(census(&m, &[]), 0);
    }
}

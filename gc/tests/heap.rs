//! The object heap: reuse, pages that come and go, remote frees, adoption, bounded memory.
// Tests use std's own threads and atomics beside the kernel's.
#![allow(clippy::disallowed_types, clippy::disallowed_methods)]
#![cfg(not(loom))]

mod common;

use common::*;
use heddle_gc::mock::{BUFFER, Thread, list, list_grow, node};
use heddle_gc::{Config, Obj, Runtime};
use heddle_threads::sync::Mutex;
use std::collections::HashSet;
use std::collections::VecDeque;

const PAGE: u64 = heddle_gc::heap::PAGE_SIZE as u64;

fn pages(m: &Thread) -> u64 {
    m.stats().page_bytes / PAGE
}

/// Passes enough safepoints for retired memory to go, on the only attached thread.
fn settle(m: &Thread) {
    m.collect();
    m.blocking(|| ());
    m.collect();
}

#[test]
fn blocks_of_every_class_are_aligned_disjoint_and_reused() {
    let m = quiet().attach();
    for round in 0..3 {
        let objects: Vec<(Obj, u32)> =
            (0..2000).map(|k| (k * 37 + round) % 250).map(|n| (node(&m, n, 0), n)).collect();
        let mut spans: Vec<(usize, usize)> =
            objects.iter().map(|&(o, n)| (o.as_ptr() as usize, 16 + n as usize * 8)).collect();
        spans.sort();
        assert!(spans.windows(2).all(|w| w[0].0 + w[0].1 <= w[1].0 && w[1].0 % 16 == 0));
        assert_eq!(census(&m, &objects.iter().map(|x| x.0).collect::<Vec<_>>()), 2000);
        objects.iter().for_each(|&(o, _)| drop_ref(&m, o));
    }
    assert_eq!(census(&m, &[]), 0);
    assert!(pages(&m) < 250, "{}", pages(&m));
}

#[test]
fn a_page_is_filled_up_again() {
    let m = quiet().attach();
    let objects: Vec<Obj> = (0..20_000).map(|_| node(&m, 1, 0)).collect();
    let before = pages(&m);
    let (odd, even): (Vec<_>, Vec<_>) = objects.iter().enumerate().partition(|(k, _)| k % 2 == 1);
    odd.iter().for_each(|x| drop_ref(&m, *x.1));
    let again: Vec<Obj> = (0..10_000).map(|_| node(&m, 1, 0)).collect();
    assert_eq!(pages(&m), before);
    let unique: HashSet<_> = again.iter().chain(even.iter().map(|x| x.1)).collect();
    assert_eq!(unique.len(), 20_000);
    again.iter().chain(even.iter().map(|x| x.1)).for_each(|&o| drop_ref(&m, o));
    assert_eq!(census(&m, &[]), 0);
}

#[test]
fn empty_pages_return_and_serve_other_classes() {
    let m = quiet().attach();
    for slots in [1, 20, 250] {
        let objects: Vec<Obj> = (0..400_000 / slots).map(|_| node(&m, slots, 0)).collect();
        assert!(pages(&m) > 10);
        objects.iter().for_each(|&o| drop_ref(&m, o));
        settle(&m);
        // One current page a class stays.
        assert!(pages(&m) <= 3, "{}", pages(&m));
        assert_eq!(m.stats().waiting_bytes, 0);
    }
}

#[test]
fn the_owner_finds_what_others_have_freed() {
    let m = quiet().attach();
    let before = pages(&m);
    for _ in 0..20 {
        let objects: Vec<Obj> = (0..10_000).map(|_| node(&m, 2, 0)).collect();
        elsewhere(&m, |t| objects.iter().for_each(|&o| drop_ref(t, o)));
    }
    let stats = m.stats();
    assert!(stats.remote_frees >= 150_000, "{stats:?}");
    assert!(pages(&m) <= before + 2 * 10_000 * 32 / PAGE + 5, "{}", pages(&m));
    assert_eq!(census(&m, &[]), 0);
}

#[test]
fn the_pages_of_a_sleeping_or_ended_owner_return_with_a_collection() {
    let m = quiet().attach();
    let objects: Vec<Obj> = (0..100_000).map(|_| node(&m, 2, 0)).collect();
    elsewhere(&m, |t| {
        let full = pages(t);
        objects.iter().for_each(|&o| drop_ref(t, o));
        settle(t);
        assert!(pages(t) < full / 10, "{} of {full}", pages(t));
    });
    let orphans = elsewhere(&m, |t| (0..100_000).map(|_| node(t, 2, 0)).collect::<Vec<_>>());
    let full = pages(&m);
    orphans.iter().for_each(|&o| drop_ref(&m, o));
    settle(&m);
    assert!(pages(&m) < full / 10, "{} of {full}", pages(&m));
    assert_eq!(census(&m, &[]), 0);
}

#[test]
fn the_next_thread_takes_over_the_slot_and_its_heap() {
    let m = quiet().attach();
    let first = elsewhere(&m, |t| (t.index(), node(t, 3, 0)));
    let full = pages(&m);
    for _ in 0..50 {
        let (index, o) = elsewhere(&m, |t| (t.index(), node(t, 3, 0)));
        assert_eq!(index, first.0);
        assert_eq!(o.owner(), index);
        // The adopter counts the orphans of the slot as its own.
        elsewhere(&m, |t| drop_ref(t, keep(t, o)));
        drop_ref(&m, o);
    }
    assert_eq!(pages(&m), full);
    drop_ref(&m, first.1);
    assert_eq!(census(&m, &[]), 0);
}

/// CPython 132519: 135 MB became 6.7 GB when big lists passed between threads.
#[test]
fn memory_stays_bounded_when_big_blocks_pass_between_threads() {
    let (rounds, bound) = (scaled(20_000), 96 << 20);
    let config = Config { first_collection: 16 << 20, ..Config::default() };
    let rt = Runtime::with_config(Default::default(), config);
    let m = rt.attach();
    let start = resident();
    // At most 64 wait; `None` is the end.
    let queue = Mutex::new(VecDeque::<Option<Obj>>::new());
    let room = || queue.lock().len() < 64;
    let next = || queue.lock().pop_front();
    let mut most = 0;
    std::thread::scope(|s| {
        let consumer = s.spawn(|| {
            let t = rt.attach();
            loop {
                match next() {
                    Some(Some(o)) => drop_ref(&t, o),
                    Some(None) => return,
                    None => t.blocking(std::thread::yield_now),
                }
                t.safepoint();
            }
        });
        for k in 0..rounds {
            let o = if k % 2 == 0 {
                node(&m, 2, BUFFER)
            } else {
                let o = list(&m, 4096);
                // SAFETY: the list is held. The old table, 32 KiB, waits for readers.
                (0..3).for_each(|_| unsafe { list_grow(&m, o, 1) });
                o
            };
            while !room() {
                m.blocking(std::thread::yield_now);
            }
            queue.lock().push_back(Some(o));
            m.safepoint();
            if k % 100 == 0 {
                most = most.max(resident());
            }
        }
        queue.lock().push_back(None);
        m.blocking(|| consumer.join().expect("no panic there"));
    });
    println!("at most {} MiB more", most.saturating_sub(start) >> 20);
    assert!(cfg!(heddle_tsan) || most.saturating_sub(start) < bound, "{most} after {start}");
    settle(&m);
    let stats = m.stats();
    assert_eq!((census(&m, &[]), stats.waiting_bytes), (0, 0));
}

/// A thread that retires a little and then waits, again and again, never fills its limbo.
#[test]
fn retired_memory_goes_although_a_thread_blocks_often() {
    let m = quiet().attach();
    let mut most = 0;
    for k in 0..scaled(2000) {
        let o = list(&m, 2000);
        // SAFETY: the list is held.
        unsafe { list_grow(&m, o, 1) };
        drop_ref(&m, o);
        m.blocking(|| ());
        if k % 100 == 99 {
            most = most.max(m.stats().waiting_bytes);
        }
    }
    assert!(most <= 1 << 20, "{most} bytes wait");
}

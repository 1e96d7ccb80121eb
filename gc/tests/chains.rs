//! Freeing long chains needs no native stack.
// Tests use std's own threads and atomics beside the kernel's.
#![allow(clippy::disallowed_types, clippy::disallowed_methods)]
#![cfg(not(loom))]

mod common;

use common::*;
use heddle_gc::Obj;
use heddle_gc::mock::{FINALISER, Thread, node, set};

const LINKS: usize = scaled(1_000_000);

/// A chain; the caller owns a reference to its head. Its tail is the second.
fn chain(m: &Thread, links: usize, kind: u32) -> (Obj, Obj) {
    let tail = node(m, 1, kind);
    let mut head = tail;
    for _ in 1..links {
        let next = node(m, 1, kind);
        // SAFETY: fresh; the chain's reference moves in.
        unsafe { set(m, next, 0, Some(head)) };
        head = next;
    }
    (head, tail)
}

fn on_a_small_stack(f: impl FnOnce(&Thread) + Send) {
    let rt = quiet();
    std::thread::scope(|s| {
        let small = std::thread::Builder::new().stack_size(256 << 10);
        small.spawn_scoped(s, || f(&rt.attach())).expect("a thread").join().expect("no panic there");
    });
}

#[test]
fn a_long_chain_is_freed() {
    on_a_small_stack(|m| {
        let (head, _) = chain(m, LINKS, 0);
        drop_ref(m, head);
        assert_eq!(census(m, &[]), 0);
    });
}

#[test]
fn a_long_chain_of_finalisers_is_freed() {
    on_a_small_stack(|m| {
        let (head, _) = chain(m, LINKS / 4, FINALISER);
        drop_ref(m, head);
        assert_eq!(census(m, &[]), 0);
    });
}

#[test]
fn a_long_chain_of_another_thread_is_freed() {
    on_a_small_stack(|m| {
        let (head, _) = elsewhere(m, |t| chain(t, LINKS / 4, 0));
        drop_ref(m, head);
        assert_eq!(census(m, &[]), 0);
    });
}

#[test]
fn a_long_chain_is_collected_as_part_of_a_cycle() {
    on_a_small_stack(|m| {
        let (head, tail) = chain(m, LINKS, 0);
        link(m, tail, 0, head);
        drop_ref(m, head);
        assert_eq!(m.collect(), LINKS);
        assert_eq!(census(m, &[]), 0);
    });
}

#[test]
fn a_long_chain_hanging_off_a_cycle_dies_with_it() {
    on_a_small_stack(|m| {
        // The chain belongs to another thread's slot and is held by the garbage and by a live node.
        let (head, _) = elsewhere(m, |t| chain(t, LINKS / 4, FINALISER));
        let (ring, live) = (node(m, 2, 0), node(m, 1, 0));
        link(m, ring, 0, ring);
        link(m, ring, 1, head);
        link(m, live, 0, head);
        drop_ref(m, head);
        drop_ref(m, ring);
        assert_eq!(m.collect(), 1);
        assert_eq!(census(m, &[live]), 1 + LINKS / 4);
        drop_ref(m, live);
        assert_eq!(census(m, &[]), 0);
    });
}

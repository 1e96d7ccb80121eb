//! Allocate + free of small objects: Heddle's heap beside mimalloc and the system allocator.

use crate::Case;
use crate::clock::{thread_cpu_ns, time};
use heddle_gc::mock::{self, Mock};
use heddle_gc::{Obj, Runtime, SizeClass};
use mimalloc::MiMalloc;
use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;

/// Blocks that are alive at once in the batch cases.
const BATCH: usize = 1000;

/// The cases. An object of k words is a header and k words; the rivals get blocks of that size and
/// write the same words.
pub fn cases() -> Vec<Case> {
    macro_rules! sizes {
        ($($words:literal)*) => { vec![$(
            Case::new(concat!("alloc/heddle_", $words, "_words"), |n| heddle_pairs::<$words>(n)),
            Case::new(concat!("alloc/mimalloc_", $words, "_words"), |n| pairs::<$words>(&MiMalloc, n)),
            Case::new(concat!("alloc/system_", $words, "_words"), |n| pairs::<$words>(&System, n)),
            Case::new(concat!("alloc_batch/heddle_", $words, "_words"), |n| heddle_batches::<$words>(n)),
            Case::new(concat!("alloc_batch/mimalloc_", $words, "_words"), |n| batches::<$words>(&MiMalloc, n)),
            Case::new(concat!("alloc_batch/system_", $words, "_words"), |n| batches::<$words>(&System, n)),
        )*] };
    }
    sizes!(2 4 6 14 30)
}

#[inline(always)]
fn heddle_new<const WORDS: usize>(m: &mock::Thread, class: SizeClass) -> Obj {
    let o = mock::leaf(m, class);
    fill::<WORDS>(o.payload());
    o
}

/// The words of a fresh object.
#[inline(always)]
fn fill<const WORDS: usize>(p: *mut u64) {
    // SAFETY: the block has that many words.
    (0..WORDS).for_each(|k| unsafe { p.add(k).write(0) });
}

fn class(words: usize) -> SizeClass {
    SizeClass::for_payload(8 * words).expect("small")
}

#[inline(always)]
fn heddle_pairs<const WORDS: usize>(n: u64) -> f64 {
    let runtime = Runtime::new(Mock::default());
    let m = runtime.attach();
    let class = class(WORDS);
    time(n, |_| {
        let o = heddle_new::<WORDS>(&m, class);
        // SAFETY: the fresh object's one reference.
        unsafe { m.decref(black_box(o)) };
    })
}

#[inline(always)]
fn heddle_batches<const WORDS: usize>(n: u64) -> f64 {
    let runtime = Runtime::new(Mock::default());
    let m = runtime.attach();
    let class = class(WORDS);
    let mut live: Vec<Obj> = Vec::with_capacity(BATCH);
    let start = thread_cpu_ns();
    for _ in 0..n.div_ceil(BATCH as u64) {
        for _ in 0..BATCH {
            live.push(heddle_new::<WORDS>(&m, class));
        }
        for o in live.drain(..) {
            // SAFETY: the fresh objects' one reference each.
            unsafe { m.decref(black_box(o)) };
        }
    }
    per(n, thread_cpu_ns() - start)
}

fn layout(words: usize) -> Layout {
    Layout::from_size_align(16 + 8 * words, 16).expect("a valid layout")
}

/// What an object needs before it can be used: a header and its words.
#[inline(always)]
fn initialise<const WORDS: usize>(p: *mut u8) {
    // SAFETY: the block has that many words.
    unsafe {
        p.cast::<u64>().write(1);
        p.cast::<u64>().add(1).write(WORDS as u64);
        fill::<WORDS>(p.cast::<u64>().add(2));
    }
}

#[inline(always)]
fn pairs<const WORDS: usize>(a: &impl GlobalAlloc, n: u64) -> f64 {
    time(n, |_| {
        let layout = layout(WORDS);
        // SAFETY: allocated and freed with the same layout.
        unsafe {
            let p = a.alloc(layout);
            initialise::<WORDS>(p);
            a.dealloc(black_box(p), layout);
        }
    })
}

#[inline(always)]
fn batches<const WORDS: usize>(a: &impl GlobalAlloc, n: u64) -> f64 {
    let layout = layout(WORDS);
    let mut live: Vec<*mut u8> = Vec::with_capacity(BATCH);
    let start = thread_cpu_ns();
    for _ in 0..n.div_ceil(BATCH as u64) {
        for _ in 0..BATCH {
            // SAFETY: the layout is not empty.
            let p = unsafe { a.alloc(layout) };
            initialise::<WORDS>(p);
            live.push(p);
        }
        for p in live.drain(..) {
            // SAFETY: allocated with the same layout.
            unsafe { a.dealloc(black_box(p), layout) };
        }
    }
    per(n, thread_cpu_ns() - start)
}

/// The time for exactly `n` operations, from that of whole batches.
fn per(n: u64, t: f64) -> f64 {
    t * n as f64 / (n.div_ceil(BATCH as u64) * BATCH as u64) as f64
}

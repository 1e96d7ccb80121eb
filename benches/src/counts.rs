//! Increment + decrement pairs: the owner's, a foreign thread's, plain atomics', `Arc`'s.
//!
//! "In use" means that somebody else holds the object for the time of the benchmark, as a module
//! holds a function. With several objects (a power of two) they are used in rotation.

use crate::Case;
use crate::clock::{time, together};
use heddle_gc::mock::{self, Mock};
use heddle_gc::{Mutator, Obj, Runtime};
use std::hint::black_box;
use std::sync::atomic::{AtomicU32, Ordering::*};
use std::sync::{Arc, mpsc};

/// The loop without an operation.
pub const EMPTY: &str = "count/empty_loop";
/// The loop over objects in rotation without an operation.
pub const EMPTY_ROTATION: &str = "count/empty_rotation";

/// Objects that a thread of its own has made and holds, detached, until this is dropped.
pub struct Held {
    /// The runtime they live in.
    pub runtime: Arc<Runtime<Mock>>,
    /// The objects.
    pub objects: Vec<Obj>,
    release: Option<mpsc::Sender<()>>,
    owner: Option<std::thread::JoinHandle<()>>,
}

impl Held {
    /// `count` objects, held by their owner.
    pub fn new(count: usize) -> Self {
        let runtime = Runtime::new(Mock::default());
        let (release, wait) = mpsc::channel::<()>();
        let (send, objects) = mpsc::channel();
        let for_owner = runtime.clone();
        let owner = std::thread::spawn(move || {
            let m = for_owner.attach();
            let made: Vec<Obj> = (0..count).map(|_| mock::node(&m, 2, 0)).collect();
            send.send(made.clone()).expect("the benchmark waits");
            m.blocking(|| wait.recv().ok());
            // SAFETY: the references are this thread's.
            made.into_iter().for_each(|o| unsafe { m.decref(o) });
        });
        let objects = objects.recv().expect("the owner sends");
        Self { runtime, objects, release: Some(release), owner: Some(owner) }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        drop(self.release.take());
        if let Some(owner) = self.owner.take() {
            owner.join().expect("the owner thread panicked");
        }
    }
}

#[inline(always)]
fn pair(m: &Mutator<Mock>, o: Obj) {
    // SAFETY: somebody holds the object for the time of the benchmark.
    unsafe {
        m.incref(o);
        m.decref(black_box(o));
    }
}

#[inline(always)]
fn atomic_pair(a: &AtomicU32) {
    a.fetch_add(1, Relaxed);
    if black_box(a).fetch_sub(1, AcqRel) == 1 {
        unreachable!("the count started at 1");
    }
}

/// The cases.
pub fn cases() -> Vec<Case> {
    let mut cases = vec![
        Case::new(EMPTY, |n| {
            let x = Box::new(0u32);
            let p = std::ptr::from_ref(&*x);
            time(n, |_| {
                black_box(black_box(p));
            })
        }),
        Case::new("count/owner_pair", |n| {
            let runtime = Runtime::new(Mock::default());
            let m = runtime.attach();
            let o = mock::node(&m, 2, 0);
            let t = time(n, |_| pair(&m, black_box(o)));
            // SAFETY: this thread's reference.
            unsafe { m.decref(o) };
            t
        }),
        Case::new("count/atomic_pair", |n| {
            let a = Box::new(AtomicU32::new(1));
            time(n, |_| atomic_pair(black_box(&a)))
        }),
        Case::new("count/arc_pair", |n| {
            let a = Arc::new(1u32);
            time(n, |_| drop(black_box(Arc::clone(black_box(&a)))))
        }),
        Case::new("count/foreign_pair", |n| {
            let held = Held::new(1);
            let m = held.runtime.attach();
            let o = held.objects[0];
            let t = time(n, |_| pair(&m, black_box(o)));
            drop(m);
            t
        }),
        Case::new("count/foreign_pair_2_threads", |n| foreign_together(1, n, 2)),
        Case::new("count/atomic_pair_2_threads", |n| atomic_together(1, n, 2)),
        Case::new("count/arc_pair_2_threads", |n| {
            let a = Arc::new(1u32);
            together(2, move |_, b| {
                b.wait();
                time(n, |_| drop(black_box(Arc::clone(black_box(&a)))))
            })
        }),
        Case::new("count/owner_pair_of_object_in_use", |n| owner_and_foreigner(1, n)[0]),
        Case::new(EMPTY_ROTATION, |n| {
            let objects: Vec<u64> = (0..256).collect();
            time(n, |k| {
                black_box(black_box(std::ptr::from_ref(&objects[k as usize & (objects.len() - 1)])));
            })
        }),
    ];
    macro_rules! rotation {
        ($($count:literal)*) => {$(
            cases.push(Case {
                name: concat!("rotation/", $count, "/owner"),
                run: Box::new(|n| owner_and_foreigner($count, n)[0]),
                empty: EMPTY_ROTATION,
            });
            cases.push(Case {
                name: concat!("rotation/", $count, "/foreigner"),
                run: Box::new(|n| owner_and_foreigner($count, n)[1]),
                empty: EMPTY_ROTATION,
            });
            cases.push(Case {
                name: concat!("rotation/", $count, "/atomic_2_threads"),
                run: Box::new(|n| atomic_together($count, n, 2)),
                empty: EMPTY_ROTATION,
            });
        )*};
    }
    rotation!(1 16 256 4096);
    cases
}

/// Foreign pairs on `threads` threads over the same `count` objects.
fn foreign_together(count: usize, n: u64, threads: usize) -> f64 {
    let held = Arc::new(Held::new(count));
    let inside = held.clone();
    let t = together(threads, move |_, barrier| {
        let m = inside.runtime.attach();
        m.blocking(|| barrier.wait());
        let objects = &inside.objects;
        time(n, |k| pair(&m, black_box(objects[k as usize & (count - 1)])))
    });
    drop(held);
    t
}

/// The owner and one other thread use the same `count` objects: each one's time.
fn owner_and_foreigner(count: usize, n: u64) -> [f64; 2] {
    let runtime = Runtime::new(Mock::default());
    let (send, receive) = mpsc::channel::<Vec<Obj>>();
    let barrier = Arc::new(std::sync::Barrier::new(2));
    let (r, b) = (runtime.clone(), barrier.clone());
    let foreigner = std::thread::spawn(move || {
        let m = r.attach();
        let objects = m.blocking(|| receive.recv().expect("the owner sends"));
        // Once around, so that every object is SEEN before the clocks start.
        objects.iter().for_each(|&o| pair(&m, o));
        m.blocking(|| b.wait());
        let t = time(n, |k| pair(&m, black_box(objects[k as usize & (count - 1)])));
        m.blocking(|| b.wait());
        t
    });
    let m = runtime.attach();
    let objects: Vec<Obj> = (0..count).map(|_| mock::node(&m, 2, 0)).collect();
    send.send(objects.clone()).expect("the other thread waits");
    m.blocking(|| barrier.wait());
    let mine = time(n, |k| pair(&m, black_box(objects[k as usize & (count - 1)])));
    m.blocking(|| barrier.wait());
    let theirs = m.blocking(|| foreigner.join().expect("the other thread panicked"));
    // SAFETY: this thread's references.
    objects.into_iter().for_each(|o| unsafe { m.decref(o) });
    [mine, theirs]
}

/// Plain atomic pairs on `threads` threads over the same `count` counters, laid out like objects.
fn atomic_together(count: usize, n: u64, threads: usize) -> f64 {
    #[repr(align(32))]
    struct Counter(AtomicU32);
    let counters: Arc<Vec<Counter>> = Arc::new((0..count).map(|_| Counter(AtomicU32::new(1))).collect());
    together(threads, move |_, barrier| {
        barrier.wait();
        time(n, |k| atomic_pair(&black_box(&counters[k as usize & (count - 1)]).0))
    })
}

//! The byte lock, taken and skipped, beside `parking_lot::Mutex`; safepoints; attach and detach.

use crate::Case;
use crate::clock::{time, together};
use heddle_gc::mock::{self, Mock};
use heddle_gc::{Mutator, Obj, Runtime};
use parking_lot::Mutex;
use std::hint::black_box;
use std::sync::Arc;

/// The cases.
pub fn cases() -> Vec<Case> {
    vec![
        Case::new("lock/skipped", |n| locks(n, false)),
        Case::new("lock/taken", |n| locks(n, true)),
        Case::new("lock/parking_lot", |n| {
            let lock = Box::new(Mutex::new(()));
            time(n, |_| drop(black_box(black_box(&lock).lock())))
        }),
        Case::new("lock/contended_2_threads", |n| {
            let runtime = Runtime::new(Mock::default());
            let maker = runtime.attach();
            let o = mock::node(&maker, 2, 0);
            let inside = runtime.clone();
            let t = maker.blocking(move || {
                together(2, move |_, barrier| {
                    let m = inside.attach();
                    m.blocking(|| barrier.wait());
                    time(n, |_| lock_once(&m, o))
                })
            });
            // SAFETY: this thread's reference.
            unsafe { maker.decref(o) };
            t
        }),
        Case::new("lock/parking_lot_contended_2_threads", |n| {
            let lock = Arc::new(Mutex::new(()));
            together(2, move |_, barrier| {
                barrier.wait();
                time(n, |_| drop(black_box(black_box(&lock).lock())))
            })
        }),
        Case::new("thread/safepoint", |n| {
            let runtime = Runtime::new(Mock::default());
            let m = runtime.attach();
            time(n, |_| black_box(&m).safepoint())
        }),
        Case::new("thread/detach_attach", |n| {
            let runtime = Runtime::new(Mock::default());
            let m = runtime.attach();
            time(n, |_| black_box(&m).blocking(|| ()))
        }),
    ]
}

fn lock_once(m: &Mutator<Mock>, o: Obj) {
    let o = black_box(o);
    let guard = o.lock().lock(m);
    black_box(o);
    drop(guard);
}

/// Uncontended locks, with a second thread registered (`taken`) or not.
fn locks(n: u64, taken: bool) -> f64 {
    let runtime = Runtime::new(Mock::default());
    let m = runtime.attach();
    if taken {
        let other = runtime.clone();
        m.blocking(|| std::thread::spawn(move || drop(other.attach())).join().expect("it attaches"));
    }
    let o = mock::node(&m, 2, 0);
    let t = time(n, |_| lock_once(&m, o));
    // SAFETY: this thread's reference.
    unsafe { m.decref(o) };
    t
}

//! Reading a shared slot without a lock, retiring a block, and upgrading a weak reference, beside `crossbeam-epoch`
//! and `std::sync::Weak`.

use crate::Case;
use crate::clock::{time, together};
use crate::counts::Held;
use crossbeam_epoch as epoch;
use heddle_gc::Runtime;
use heddle_gc::mock::{self, Mock};
use heddle_threads::Retired;
use std::hint::black_box;
use std::sync::atomic::Ordering::Acquire;
use std::sync::{Arc, Mutex};

/// The cases.
pub fn cases() -> Vec<Case> {
    vec![
        Case::new("read/slot", |n| slot_reads(n, 1)),
        Case::new("read/slot_2_threads", |n| slot_reads(n, 2)),
        Case::new("read/epoch_pin_and_clone", |n| epoch_reads(n, 1)),
        Case::new("read/epoch_pin_and_clone_2_threads", |n| epoch_reads(n, 2)),
        Case::new("read/mutex_and_clone", |n| {
            let slot = Mutex::new(Arc::new(1u64));
            time(n, |_| drop(black_box(black_box(&slot).lock().expect("not poisoned").clone())))
        }),
        Case::new("reclaim/heddle_retire", |n| {
            let runtime = Runtime::new(Mock::default());
            let m = runtime.attach();
            time(n, |k| {
                let block = Box::into_raw(Box::new(k)).cast();
                m.retire(Retired { block, bytes: size_of::<u64>(), free: free_box });
                m.safepoint();
            })
        }),
        Case::new("reclaim/epoch_defer", |n| {
            time(n, |k| {
                let guard = epoch::pin();
                let block = epoch::Owned::new(k).into_shared(&guard);
                // SAFETY: nobody else has seen the block.
                unsafe { guard.defer_destroy(black_box(block)) };
            })
        }),
        Case::new("weak/upgrade", |n| {
            let held = Held::new(1);
            let m = held.runtime.attach();
            // SAFETY: the owner holds the object.
            let cell = unsafe { m.weak_cell(held.objects[0]) };
            time(n, |_| {
                let o = m.upgrade(black_box(&cell)).expect("it is held");
                // SAFETY: the upgrade's reference.
                unsafe { m.decref(black_box(o)) };
            })
        }),
        Case::new("weak/std_upgrade", |n| {
            let strong = Arc::new(1u64);
            let weak = Arc::downgrade(&strong);
            time(n, |_| drop(black_box(black_box(&weak).upgrade())))
        }),
    ]
}

/// One shared node's slot is read, by threads that did not make it.
fn slot_reads(n: u64, threads: usize) -> f64 {
    let held = Arc::new(Held::new(2));
    {
        let m = held.runtime.attach();
        let [container, value] = held.objects[..] else { unreachable!("two were made") };
        // SAFETY: the owner holds both.
        unsafe {
            m.incref(value);
            mock::set(&m, container, 0, Some(value));
        }
    }
    let inside = held.clone();
    let t = together(threads, move |_, barrier| {
        let m = inside.runtime.attach();
        m.blocking(|| barrier.wait());
        let container = inside.objects[0];
        time(n, |_| {
            // SAFETY: the owner holds the container.
            let value = unsafe { mock::get(&m, black_box(container), 0) }.expect("set above");
            // SAFETY: the read's reference.
            unsafe { m.decref(black_box(value)) };
        })
    });
    drop(held);
    t
}

/// # Safety
/// `block` came out of a `Box<u64>`.
unsafe fn free_box(block: *mut u8, _bytes: usize) {
    // SAFETY: the caller's promise.
    drop(unsafe { Box::from_raw(block.cast::<u64>()) });
}

/// The same with epoch-based reclamation and an atomic count.
fn epoch_reads(n: u64, threads: usize) -> f64 {
    let slot = Arc::new(epoch::Atomic::new(Arc::new(1u64)));
    together(threads, move |_, barrier| {
        barrier.wait();
        time(n, |_| {
            let guard = epoch::pin();
            let shared = black_box(&slot).load(Acquire, &guard);
            // SAFETY: nobody changes the slot.
            drop(black_box(unsafe { shared.deref() }.clone()));
        })
    })
}

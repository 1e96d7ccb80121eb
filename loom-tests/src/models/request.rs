//! Requests: work for another thread is put into its inbox and told to its slot's word; the phase
//! that the teller meets says who answers.
//!
//! Invariant: once everybody is done, no entry is left behind, and each was worked off once, by
//! somebody who held the slot. Orderings: a request publishes what was written before it to whoever
//! takes the request (the thread at a safepoint, or a claimer).

use crate::explore::{Plot, exhaustive, registry};
use heddle_threads::registry::word::{DETACHED, FIRST_REQUEST, GONE, phase};
use heddle_threads::sync::atomic::{AtomicU32, Ordering::*};
use heddle_threads::{Claim, Registry, Slot};
use loom::thread;
use std::sync::Arc;

const INBOX: u32 = FIRST_REQUEST;

/// A toy inbox: a number of entries, and how many were worked off.
#[derive(Default)]
struct Mail {
    inbox: AtomicU32,
    /// Touched by the holder of the slot.
    done: Plot,
}

/// The holder of the slot works off what is there.
fn work_off(slot: &Slot<Mail>) {
    // Acquire: pairs with the Release in `push`.
    for _ in 0..slot.data().inbox.swap(0, Acquire) {
        slot.data().done.bump();
    }
}

/// An attached thread pushes an entry to slot `index` and, if nobody else is going to, works it off.
fn push(registry: &Registry<Mail>, index: u16) {
    registry.slot(index).data().inbox.fetch_add(1, Release);
    if matches!(phase(registry.request(index, INBOX)), DETACHED | GONE)
        && let Some(claim) = registry.claim(index)
    {
        release(claim);
    }
}

/// Works off until nothing more has come.
fn release(mut claim: Claim<'_, Mail>) {
    loop {
        claim.take(INBOX);
        work_off(claim.slot());
        match claim.release(INBOX) {
            Ok(()) => return,
            Err(again) => claim = again,
        }
    }
}

/// Two threads push to a third one that sleeps: each may find the slot claimed by the other.
pub fn inbox_against_claim() {
    exhaustive(|| {
        let (registry, [a, b, _c]) = registry(|_| Mail::default());
        a.attach();
        b.attach();
        let other = {
            let registry = registry.clone();
            thread::spawn(move || push(&registry, 3))
        };
        push(&registry, 3);
        other.join().unwrap();
        assert_eq!(registry.slot(3).data().inbox.load(Relaxed), 0);
        assert_eq!(registry.slot(3).data().done.get(), 2);
    });
}

/// A push to a thread that is about to detach.
pub fn inbox_against_detach() {
    exhaustive(|| {
        let (registry, [a, b]) = registry(|_| Mail::default());
        a.attach();
        b.attach();
        let owner = thread::spawn(move || {
            while b.try_detach(INBOX).is_err() {
                b.answer();
                work_off(b.slot());
            }
        });
        push(&registry, 2);
        owner.join().unwrap();
        assert_eq!(registry.slot(2).data().inbox.load(Relaxed), 0);
        assert_eq!(registry.slot(2).data().done.get(), 1);
    });
}

/// What was written before a request is seen by the thread that answers it.
pub fn request_carries_data() {
    exhaustive(|| {
        let (registry, [a, b]) = registry(|_| Plot::default());
        let letter = Arc::new(Plot::default());
        a.attach();
        b.attach();
        let reader = {
            let letter = letter.clone();
            thread::spawn(move || {
                if b.answer() & INBOX != 0 {
                    assert_eq!(letter.get(), 1);
                }
            })
        };
        letter.bump();
        registry.request(2, INBOX);
        reader.join().unwrap();
    });
}

/// What was written before a request is seen by the claimer who takes it.
pub fn request_reaches_claimer() {
    exhaustive(|| {
        let (registry, [a, b, _c]) = registry(|_| Plot::default());
        let letter = Arc::new(Plot::default());
        a.attach();
        b.attach();
        let claimer = {
            let (registry, letter) = (registry.clone(), letter.clone());
            thread::spawn(move || {
                let claim = registry.claim(3).expect("nobody else claims it");
                if claim.take(INBOX) != 0 {
                    assert_eq!(letter.get(), 1);
                }
                assert!(claim.release(0).is_ok());
            })
        };
        letter.bump();
        registry.request(3, INBOX);
        claimer.join().unwrap();
    });
}

//! Claims: an attached thread works on the data of a slot whose thread is detached or gone.
//!
//! Invariant: the slot's thread, a claimer and the stopper of the world exclude one another.
//! Orderings: a claim acquires what the last holder released (detach, exit, another claim); the
//! release of a claim publishes to attach, register, claim and stop.

use crate::explore::{Plot, bounded, detach, exhaustive, exit, poll, registry};
use heddle_threads::{Registry, Thread};
use loom::thread;

/// Works on behalf of slot `index`, if its thread does not run.
fn bump_on_behalf(registry: &Registry<Plot>, index: u16) -> bool {
    let Some(claim) = registry.claim(index) else { return false };
    claim.slot().data().bump();
    assert!(claim.release(0).is_ok());
    true
}

fn run_once(thread: &Thread<Plot>) {
    thread.attach();
    thread.slot().data().bump();
    detach(thread);
}

/// A claimer works on behalf of a thread that comes and goes.
pub fn merge_on_behalf_against_attach() {
    exhaustive(|| {
        let (registry, [a, b]) = registry(|_| Plot::default());
        a.attach();
        let runner = thread::spawn(move || {
            run_once(&b);
            run_once(&b);
        });
        let mut done = 2;
        done += u32::from(bump_on_behalf(&registry, 2));
        done += u32::from(bump_on_behalf(&registry, 2));
        detach(&a);
        runner.join().unwrap();
        assert_eq!(registry.slot(2).data().get(), done);
    });
}

/// The world stops while a claim is held: the stop waits for its release.
pub fn claim_against_stop() {
    bounded(3, || {
        // Slot 3 is detached and slot 4 gone: both can be claimed.
        let (registry, [a, b, _c, d]) = registry(|_| Plot::default());
        exit(&d);
        a.attach();
        b.attach();
        let claimer = {
            let registry = registry.clone();
            thread::spawn(move || {
                let done = bump_on_behalf(&registry, 3) as u32;
                let done_gone = bump_on_behalf(&registry, 4) as u32;
                poll(&b);
                detach(&b);
                (done, done_gone)
            })
        };
        {
            let stopped = a.stop_the_world(0).expect("nobody makes requests");
            stopped.registry().slots().for_each(|s| s.data().bump());
        }
        detach(&a);
        let (done, done_gone) = claimer.join().unwrap();
        assert_eq!(registry.slot(3).data().get(), 1 + done);
        assert_eq!(registry.slot(4).data().get(), 1 + done_gone);
    });
}

/// A thread wants to attach while its slot is claimed, and the world stops before the release.
pub fn claim_against_stop_and_attach() {
    bounded(2, || {
        let (registry, [a, b, c]) = registry(|_| Plot::default());
        a.attach();
        b.attach();
        let claimer = {
            let registry = registry.clone();
            thread::spawn(move || {
                let done = bump_on_behalf(&registry, 3) as u32;
                detach(&b);
                done
            })
        };
        let runner = thread::spawn(move || run_once(&c));
        {
            let stopped = a.stop_the_world(0).expect("nobody makes requests");
            stopped.registry().slots().for_each(|s| s.data().bump());
        }
        detach(&a);
        let done = claimer.join().unwrap();
        runner.join().unwrap();
        assert_eq!(registry.slot(3).data().get(), 2 + done);
    });
}

/// A thread ends and another starts, perhaps in its slot, while a claimer works on behalf of the
/// slot in between.
pub fn claim_against_exit_and_start() {
    exhaustive(|| {
        let (registry, [a, b]) = registry(|_| Plot::default());
        a.attach();
        let runner = {
            let registry = registry.clone();
            thread::spawn(move || {
                b.attach();
                b.slot().data().bump();
                exit(&b);
                let c = registry.register();
                c.attach();
                c.slot().data().bump();
                detach(&c);
                c.slot().index()
            })
        };
        let done = bump_on_behalf(&registry, 2) as u32;
        detach(&a);
        let index = runner.join().unwrap();
        let reused = u32::from(index == 2);
        assert_eq!(registry.slot(2).data().get(), 1 + done + reused);
        // A claimed slot is left for somebody else; without a claim the slot is reused.
        assert!(reused == 1 || done == 1);
    });
}

//! Stop-the-world: while the world is stopped, the stopper alone touches the slots' data, and
//! nobody sleeps for ever.
//!
//! Orderings: detach, exit and the answer to a stop publish the thread's writes to the stopper;
//! resume publishes the stopper's to whoever attaches or wakes.

use crate::explore::{Plot, bounded, detach, exhaustive, exit, poll, registry};
use heddle_threads::{Stopped, Thread};
use loom::thread;

/// Stops the world and writes to every slot's data.
fn stop_and_bump(thread: &Thread<Plot>) {
    let stopped: Stopped<'_, _> = thread.stop_the_world(0).expect("nobody makes requests");
    stopped.registry().slots().for_each(|s| s.data().bump());
}

/// A thread attaches, runs into a safepoint, detaches, while another stops the world.
pub fn stop_against_attach() {
    exhaustive(|| {
        let (registry, [a, b]) = registry(|_| Plot::default());
        let runner = thread::spawn(move || {
            b.attach();
            b.slot().data().bump();
            poll(&b);
            b.slot().data().bump();
            detach(&b);
        });
        a.attach();
        stop_and_bump(&a);
        detach(&a);
        runner.join().unwrap();
        assert_eq!(registry.slot(2).data().get(), 3);
    });
}

/// A thread detaches and comes back, while another stops the world: the stop may arrive at any
/// moment of the detach.
pub fn stop_against_detach() {
    exhaustive(|| {
        let (registry, [a, b]) = registry(|_| Plot::default());
        a.attach();
        b.attach();
        let runner = thread::spawn(move || {
            b.slot().data().bump();
            detach(&b);
            b.attach();
            b.slot().data().bump();
            detach(&b);
        });
        stop_and_bump(&a);
        detach(&a);
        runner.join().unwrap();
        assert_eq!(registry.slot(2).data().get(), 3);
    });
}

/// A thread ends while another stops the world: the ended thread's data is the stopper's too.
pub fn stop_against_exit() {
    exhaustive(|| {
        let (registry, [a, b]) = registry(|_| Plot::default());
        a.attach();
        b.attach();
        let runner = thread::spawn(move || {
            b.slot().data().bump();
            exit(&b);
        });
        stop_and_bump(&a);
        detach(&a);
        runner.join().unwrap();
        assert_eq!(registry.slot(2).data().get(), 2);
        assert_eq!(registry.registered(), 1);
    });
}

/// A thread starts, in a slot that another has left, while the world is stopped.
pub fn stop_against_start() {
    exhaustive(|| {
        let (registry, [a, b]) = registry(|_| Plot::default());
        exit(&b);
        a.attach();
        let starter = {
            let registry = registry.clone();
            thread::spawn(move || {
                let c = registry.register();
                c.attach();
                c.slot().data().bump();
                // What the stopper changes everywhere is changed for new threads too, or not yet.
                registry.slot(1).data().get();
                exit(&c);
            })
        };
        stop_and_bump(&a);
        exit(&a);
        starter.join().unwrap();
        let sum: u32 = registry.slots().map(|s| s.data().get()).sum();
        assert_eq!(sum, 3, "the stopper wrote to both slots, the new thread to one");
        assert_eq!(registry.registered(), 0);
    });
}

/// Two threads stop the world at once: one of them is stopped by the other first.
pub fn stop_against_stop() {
    // Two threads; without a bound it passes too, in 200,000 executions.
    bounded(4, || {
        let (registry, [a, b]) = registry(|_| Plot::default());
        a.attach();
        b.attach();
        let other = thread::spawn(move || {
            stop_and_bump(&b);
            detach(&b);
        });
        stop_and_bump(&a);
        detach(&a);
        other.join().unwrap();
        registry.slots().for_each(|s| assert_eq!(s.data().get(), 2));
    });
}

//! Benchmarks of the kernel's primitives, each beside its rivals.
//!
//! A [`Case`] runs one operation `n` times and says how much thread CPU time that took (the clock
//! stands still while the thread does not run). Two things use the cases: the criterion benchmarks
//! in `benches/primitives.rs`, and the program `ratios`, which interleaves them in one run, subtracts
//! the empty loop and prints the ratios that the acceptance figures are about. What takes wall time
//! by nature (a collection, a stop of the world) is in [`pauses`].
//!
//! This crate uses std's atomics and threads directly: they are what is being compared.
#![allow(clippy::disallowed_types, clippy::disallowed_methods)]

pub mod alloc;
pub mod clock;
pub mod counts;
pub mod locks;
pub mod pauses;
pub mod reads;

/// One operation that can be measured.
pub struct Case {
    /// `group/name`, as criterion shows it.
    pub name: &'static str,
    /// Runs the operation `n` times; the thread CPU time that took, in nanoseconds. With several
    /// threads each runs it `n` times, and the answer is their mean.
    pub run: Box<dyn FnMut(u64) -> f64>,
    /// The loop that is subtracted, if not [`counts::EMPTY`].
    pub empty: &'static str,
}

impl Case {
    /// A case whose loop overhead is the empty loop's.
    pub fn new(name: &'static str, run: impl FnMut(u64) -> f64 + 'static) -> Self {
        Self { name, run: Box::new(run), empty: counts::EMPTY }
    }
}

/// All cases.
pub fn cases() -> Vec<Case> {
    let mut all = counts::cases();
    all.extend(locks::cases());
    all.extend(reads::cases());
    all.extend(alloc::cases());
    all
}

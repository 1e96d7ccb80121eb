//! Objects for a runtime without a global lock: the 16-byte header, biased reference counts whose
//! deferred decrements become credits, the per-thread heap, weak references and cycle collection.
//!
//! This crate knows no Python: what an object contains is the [`Language`]'s business. It stands on
//! `heddle-threads` alone.
//!
//! Start with `README.md` beside this file (each protocol, its rules, its model), then read
//! [`header`] (what a count is), [`count`] (how it changes), [`heap`] and [`collect`].

// Models run no collections: what only those use is idle there.
#![cfg_attr(loom, allow(unused))]

pub mod collect;
pub mod count;
mod fork;
pub mod header;
pub mod heap;
mod language;
pub mod mock;
#[cfg(loom)]
mod model;
mod mutator;
pub mod read;
mod runtime;
mod slot;
mod stats;
mod ticker;
pub mod weak;

pub use header::{Header, Holds, Obj};
pub use heap::{OutOfMemory, SizeClass};
pub use language::Language;
pub use mutator::Mutator;
pub use runtime::{Config, Runtime};
pub use slot::FIRST_LANGUAGE_REQUEST;
pub use stats::Stats;
pub use weak::WeakCell;

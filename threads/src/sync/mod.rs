//! The only place where `threads` and `gc` get atomics, locks, cells and spawns from.
//!
//! Two backends behind one face: [`native`] (std's atomics and futex locks) and, under
//! `--cfg loom`, [`model`] (loom's, so that a model checker runs the shipping code). clippy's
//! `disallowed-types` keeps everybody else from reaching around this module.
//!
//! [`mutation`] weakens chosen steps of the shipping code so that the models can prove their worth;
//! outside loom it compiles to nothing.
#![allow(clippy::disallowed_types, clippy::disallowed_methods, clippy::disallowed_macros)]

#[cfg(not(loom))]
pub mod atomic;
pub mod mutation;

#[cfg(loom)]
mod model;
#[cfg(not(loom))]
mod native;

#[cfg(loom)]
pub use model::*;
#[cfg(not(loom))]
pub use native::*;

pub use mutation::{Mutation, mutated, weaken};

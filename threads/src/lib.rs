//! OS threads for a runtime without a global lock: who may run, when everybody stops, how readers
//! without locks stay safe, and the one-byte lock.
//!
//! This crate knows no objects. What a thread *carries* (its heap, its debts) is the type parameter
//! `D` of [`Registry`]; this crate hands it out to exactly one thread at a time and never looks in.
//!
//! Start with `README.md` beside this file: every protocol with its states, its rules and the loom
//! model that checks it. Then read [`registry::word`], the one atomic word all of it turns on.

pub mod event;
pub mod lock;
pub mod parker;
pub mod qsbr;
pub mod registry;
pub mod sync;
pub mod watch;

pub use event::{Event, Once, OnceState};
pub use lock::{Blocking, ByteLock, Parking};
pub use parker::Parker;
pub use qsbr::{Limbo, Retired};
pub use registry::{Claim, Registry, Slot, Stopped, Thread};
pub use watch::Watch;

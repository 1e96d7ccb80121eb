//! Python in a Rust program.
//!
//! Where to start reading: [`start`], the order in which a runtime comes up.

mod start;

pub use heddle_stdlib::sys::Settings;
pub use start::{run_file, start};

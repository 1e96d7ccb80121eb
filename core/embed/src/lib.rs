//! Python in a Rust program.
//!
//! [`Runtime`] is the way in for Rust programs. Where to start reading: [`start`], the order in which a runtime comes up.

mod convert;
mod program;
mod runtime;
mod start;

pub use convert::{FromPython, IntoArgs, IntoPython};
pub use heddle_stdlib::sys::{Settings, Stdio};
pub use program::{Options, Program, run_program};
pub use runtime::{Error, Python, Runtime};
pub use start::start;

pub use heddle_stdlib::LIBRARY_ROOT;

/// Lets the process's main thread use a stack of so many bytes: it grows up to the limit of the moment.
pub fn raise_stack_limit(bytes: u64) {
    // SAFETY: plain system calls on a local struct.
    unsafe {
        let mut limit: libc::rlimit = std::mem::zeroed();
        if libc::getrlimit(libc::RLIMIT_STACK, &mut limit) == 0 && limit.rlim_cur < bytes {
            limit.rlim_cur = if limit.rlim_max < bytes { limit.rlim_max } else { bytes };
            libc::setrlimit(libc::RLIMIT_STACK, &limit);
        }
    }
}

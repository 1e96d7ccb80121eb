//! The start-up policy of the `heddle` executable: from the command line and the environment to a [`Config`].
//!
//! ```
//! use heddle_cli::{Run, configure};
//!
//! let arguments = ["heddle", "-O", "-W", "error", "-m", "unittest", "-v"].map(Into::into);
//! let config = configure(arguments.into(), &|_| None).expect("a run");
//! assert_eq!(config.run, Run::Module("unittest".into()));
//! assert_eq!(config.argv, ["-m", "-v"]);
//! assert_eq!((config.flags.optimize, config.warnoptions.len()), (1, 1));
//! ```
//!
//! What it must never know: Python objects, the interpreter. It reads no file, and the environment only through the function it is
//! given; what it says about a run it says as plain data. Arguments are `OsString`s: the interpreter decodes them as Python does.
//!
//! Where to start reading: `config.rs` (what comes out), `settle.rs` (in which order what is decided), `getopt.rs` (CPython's rules
//! for options). The expected behaviour is CPython 3.14's, recorded in `tests/oracle/`.

#![forbid(unsafe_code)]

mod command_line;
mod config;
mod environment;
mod getopt;
mod help;
mod locale;
mod settle;
mod warn_options;
mod x_options;

pub use config::{CheckPycs, Config, Early, FirstPath, Flags, HashSeed, Paths, Run, Stdio};
pub use settle::configure;

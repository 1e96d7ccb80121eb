//! Numbers with Python's semantics: the arithmetic under `int`, `float`, `complex`, formatting, `math` and marshal.
//!
//! It must never know Python objects, threads or the interpreter: values come in as Rust values and views of them
//! ([`IntRef`], `f64`, [`complex::Complex`]), results and errors go out the same way, errors with the kind of
//! exception and CPython's text. Start reading at [`int`].

pub mod ascii;
pub mod complex;
pub mod error;
pub mod float;
pub mod format;
pub mod int;
pub mod math;
mod scale;
mod sys;

pub use complex::Complex;
pub use error::{ErrorKind, IntError};
pub use float::FloatError;
pub use int::{BigInt, Int, IntRef};

//! The algorithms of `bytes` and `bytearray`. Case and classes are ASCII's: bytes from 0x80 have none.
//!
//! It must never know text beyond ASCII, nor who owns the bytes.

mod case;
mod edit;
mod find;
mod hex;

pub use crate::repr::repr_bytes as repr;
pub use case::*;
pub use edit::*;
pub use find::*;
pub use hex::*;

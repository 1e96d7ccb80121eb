//! The algorithms of `bytes` and `bytearray`. Case and classes are ASCII's: bytes from 0x80 have none.
//!
//! It must never know text beyond ASCII, nor who owns the bytes.

mod case;

pub use case::*;

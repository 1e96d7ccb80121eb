//! Text as Python has it: sequences of code points (lone surrogates allowed) in the narrowest of four storages, the
//! algorithms of `str` and `bytes`, and the codecs between the two.
//!
//! What it must never know: Python objects, exceptions, threads, the interpreter. Errors come out as values or go through
//! callbacks; ranges are already clamped by the caller, as `slice.indices` would.
//!
//! ```
//! use heddle_text::{Buf, Kind, View};
//!
//! let mut buf = Buf::new();
//! buf.push_str("na");
//! buf.push('ï' as u32);
//! buf.push_view(View::Ascii(b"ve"));
//! let text = buf.finish();
//! assert_eq!(text.kind(), Kind::Latin1);
//! assert_eq!(text.view().slice(0..2), "na");
//! ```
//!
//! Where to start reading: [`View`] borrows, [`Buf`] builds, [`Owned`] is what a builder leaves.

#![forbid(unsafe_code)]

mod buf;
pub mod bytes;
mod case;
mod class;
pub mod codec;
mod edit;
mod find;
mod layout;
mod repr;
mod seq;
pub mod unicode;
mod unit;
mod view;
mod wtf8;

pub use buf::{Buf, Owned, Storage};
pub use edit::Translated;
pub use find::bounds;
pub use view::{Chars, Kind, View};

/// Which end of a text or of bytes a strip works on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// `lstrip`.
    Left,
    /// `rstrip`.
    Right,
    /// `strip`.
    Both,
}

//! Formatting by the format mini-language (`format`, f-strings, `str.format`) and by `%`.
//! [`spec`] reads a specification, [`number`] writes numbers by it, [`printf`] reads `%` formats and writes numbers
//! by them. Text is the object layer's: it gets the paddings from [`Padding`].

pub mod number;
pub mod printf;
pub mod spec;
#[cfg(test)]
mod tests;

use crate::{ErrorKind, IntError};
use std::fmt;

/// An error of formatting: the exception and CPython's message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FormatError {
    /// The exception.
    pub kind: ErrorKind,
    /// Its text.
    pub message: String,
}

impl FormatError {
    pub(crate) fn value(message: impl Into<String>) -> FormatError {
        FormatError { kind: ErrorKind::Value, message: message.into() }
    }

    pub(crate) fn memory() -> FormatError {
        FormatError { kind: ErrorKind::Memory, message: String::new() }
    }
}

impl From<IntError> for FormatError {
    fn from(error: IntError) -> FormatError {
        FormatError { kind: error.kind(), message: error.message().to_string() }
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for FormatError {}

/// Where a value stands in its field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Align {
    /// `<`
    Left,
    /// `>`
    Right,
    /// `^`
    Center,
    /// `=`: the sign to the left, the digits to the right.
    AfterSign,
}

/// How many fill characters go before and after a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Padding {
    /// Before it.
    pub left: usize,
    /// After it.
    pub right: usize,
}

impl Padding {
    /// The padding of a text of `length` code points in a field of `width`. (`=` counts as `>`.)
    pub fn new(length: usize, width: usize, align: Align) -> Padding {
        let total = width.saturating_sub(length);
        let left = match align {
            Align::Left => 0,
            Align::Right | Align::AfterSign => total,
            Align::Center => total / 2,
        };
        Padding { left, right: total - left }
    }
}

/// An empty string with room for a field; widths come from programs, and may be absurd.
pub(crate) fn with_room(bytes: usize) -> Result<String, FormatError> {
    let mut text = String::new();
    text.try_reserve_exact(bytes).map_err(|_| FormatError::memory())?;
    Ok(text)
}

pub(crate) fn fill(text: &mut String, c: char, count: usize) {
    text.extend(std::iter::repeat_n(c, count));
}

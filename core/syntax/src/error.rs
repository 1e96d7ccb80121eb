//! Syntax errors and warnings in CPython's terms: class, message, lines and columns.
//!
//! Must never know how an error was found.

use std::fmt;

/// The Python exception class an error is raised as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorClass {
    /// `SyntaxError`
    SyntaxError,
    /// `IndentationError`
    IndentationError,
    /// `TabError`
    TabError,
    /// `MemoryError`: the source nests deeper than the parser goes (CPython: "Parser stack overflowed").
    MemoryError,
}

impl ErrorClass {
    /// The name of the Python class.
    pub fn name(self) -> &'static str {
        match self {
            ErrorClass::SyntaxError => "SyntaxError",
            ErrorClass::IndentationError => "IndentationError",
            ErrorClass::TabError => "TabError",
            ErrorClass::MemoryError => "MemoryError",
        }
    }
}

/// A syntax error with the attributes a Python `SyntaxError` has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The exception class to raise.
    pub class: ErrorClass,
    /// `msg`
    pub message: String,
    /// `filename`
    pub filename: String,
    /// `lineno`, 1-based; 0 when the error has no place.
    pub lineno: u32,
    /// `offset`, 1-based, in characters; 0 where CPython gives 0.
    pub offset: i32,
    /// `end_lineno`, 1-based.
    pub end_lineno: u32,
    /// `end_offset`, 1-based, exclusive; 0 or -1 where CPython gives no end.
    pub end_offset: i32,
    /// `text`: the source line, or `None` when the error has no place.
    pub text: Option<String>,
}

impl SyntaxError {
    /// An error about the file as a whole.
    pub fn bare(class: ErrorClass, message: String, filename: &str) -> SyntaxError {
        SyntaxError {
            class,
            message,
            filename: filename.to_owned(),
            lineno: 0,
            offset: 0,
            end_lineno: 0,
            end_offset: 0,
            text: None,
        }
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({}, line {})", self.class.name(), self.message, self.filename, self.lineno)
    }
}

impl std::error::Error for SyntaxError {}

/// A `SyntaxWarning` for the compiler to issue (it may become an error under `-W error`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxWarning {
    /// The text of the warning.
    pub message: String,
    /// 1-based line.
    pub lineno: u32,
    /// Byte offset in the source.
    pub start: u32,
}

/// Where a fault ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// At this byte offset (exclusive).
    At(u32),
    /// The end equals the start, as in errors of the tokenizer.
    Same,
    /// On the start's line with this raw `end_offset`.
    Column(i32),
    /// Raw `offset` and `end_offset` on the start's line.
    Bare { offset: i32, end: i32 },
}

/// An error at byte offsets, before it is given lines and columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) class: ErrorClass,
    pub(crate) message: String,
    pub(crate) start: u32,
    pub(crate) end: End,
}

impl Fault {
    /// A `SyntaxError` over a byte range.
    pub(crate) fn new(message: impl Into<String>, start: u32, end: u32) -> Fault {
        Fault { class: ErrorClass::SyntaxError, message: message.into(), start, end: End::At(end) }
    }

    /// A `SyntaxError` whose end equals its start.
    pub(crate) fn at(message: impl Into<String>, start: u32) -> Fault {
        Fault { class: ErrorClass::SyntaxError, message: message.into(), start, end: End::Same }
    }
}

//! Code objects as data: what a compiler makes and an interpreter loads.
//!
//! Must never know Python objects: constants are a language-neutral enum.

use crate::positions::Positions;
use std::sync::Arc;

/// A constant. Equal constants are interchangeable: floats compare by their bits, and `1`, `1.0` and `True` differ.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Const {
    /// `None`
    None,
    /// `False` or `True`
    Bool(bool),
    /// `...`
    Ellipsis,
    /// An integer of 64 bits.
    Int(i64),
    /// A larger integer: sign and magnitude, least significant byte first, without zero bytes at the end.
    BigInt {
        /// Whether it is below zero.
        negative: bool,
        /// The magnitude.
        magnitude: Box<[u8]>,
    },
    /// A float, by its bits.
    Float(u64),
    /// A complex number, by the bits of its parts.
    Complex(u64, u64),
    /// A string in generalised UTF-8 (lone surrogates are three bytes).
    Str(Box<[u8]>),
    /// Bytes.
    Bytes(Box<[u8]>),
    /// A tuple.
    Tuple(Box<[Const]>),
    /// A frozen set: distinct members, in the order of the source.
    FrozenSet(Box<[Const]>),
    /// A nested code object.
    Code(Arc<Code>),
}

impl Const {
    /// A string constant.
    pub fn str(text: &str) -> Const {
        Const::Str(text.as_bytes().into())
    }
}

/// CPython's `co_flags`.
#[allow(missing_docs)]
pub mod flags {
    pub const OPTIMIZED: u32 = 1;
    pub const NEWLOCALS: u32 = 2;
    pub const VARARGS: u32 = 4;
    pub const VARKEYWORDS: u32 = 8;
    pub const NESTED: u32 = 0x10;
    pub const GENERATOR: u32 = 0x20;
    pub const COROUTINE: u32 = 0x80;
    pub const ITERABLE_COROUTINE: u32 = 0x100;
    pub const ASYNC_GENERATOR: u32 = 0x200;
    pub const FUTURE_ANNOTATIONS: u32 = 0x1000000;
    pub const FUTURE_BARRY: u32 = 0x400000;
    pub const FUTURE_GENERATOR_STOP: u32 = 0x800000;
    pub const HAS_DOCSTRING: u32 = 0x4000000;
    pub const METHOD: u32 = 0x8000000;
}

/// A row of the exception table. Rows are in order of search: the first whose range holds the instruction is taken.
///
/// The interpreter then clears every temporary register from `depth` up, puts the exception into register `depth` and goes
/// on at `handler`. Registers below `depth` keep their values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Handler {
    /// First word of the range.
    pub start: u32,
    /// Word after the range.
    pub end: u32,
    /// First word of the handler.
    pub handler: u32,
    /// The register of the exception.
    pub depth: u32,
}

/// A code object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Code {
    /// `co_name`
    pub name: Box<str>,
    /// `co_qualname`
    pub qualname: Box<str>,
    /// `co_filename`
    pub filename: Box<str>,
    /// `co_firstlineno`
    pub first_line: u32,
    /// `co_flags`
    pub flags: u32,
    /// `co_argcount`: positional parameters, positional-only ones included.
    pub argcount: u32,
    /// `co_posonlyargcount`
    pub posonlyargcount: u32,
    /// `co_kwonlyargcount`
    pub kwonlyargcount: u32,
    /// `co_varnames`: register i holds variable i, or its cell.
    pub varnames: Vec<Box<str>>,
    /// `co_cellvars`
    pub cellvars: Vec<Box<str>>,
    /// The register of each cell.
    pub cell_registers: Vec<u32>,
    /// `co_freevars`: found in the function's closure, not in registers.
    pub freevars: Vec<Box<str>>,
    /// Names of globals, attributes and so on.
    pub names: Vec<Box<str>>,
    /// Constants.
    pub constants: Vec<Const>,
    /// The instructions.
    pub words: Vec<u32>,
    /// The exception table.
    pub handlers: Vec<Handler>,
    /// Where each instruction is in the source.
    pub positions: Positions,
    /// Number of registers of a frame.
    pub registers: u32,
    /// The first temporary register; those below it are variables.
    pub first_temp: u32,
    /// Number of inline caches, each a 64-bit word that starts as 0.
    pub caches: u32,
}

impl Code {
    /// The number of parameters, `*args` and `**kwargs` included: registers `0..parameters()` are set by a call.
    pub fn parameters(&self) -> u32 {
        let variadic = u32::from(self.flags & flags::VARARGS != 0);
        self.argcount + self.kwonlyargcount + variadic + u32::from(self.flags & flags::VARKEYWORDS != 0)
    }

    /// The code objects among its constants.
    pub fn children(&self) -> impl Iterator<Item = &Arc<Code>> {
        self.constants.iter().filter_map(|constant| match constant {
            Const::Code(code) => Some(code),
            _ => None,
        })
    }

    /// The row of the exception table for an instruction.
    pub fn handler_of(&self, word: u32) -> Option<&Handler> {
        self.handlers.iter().find(|row| row.start <= word && word < row.end)
    }
}

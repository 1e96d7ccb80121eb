//! Python 3.14 source text to syntax tree to symbol tables.
//!
//! What it must never know: bytecode, Python objects, the interpreter. Strings come out as [`literal::Text`], errors as
//! [`SyntaxError`] values; nothing here panics on any input, and no input overflows the native stack.
//!
//! ```
//! use heddle_syntax::{Mode, Source, parse, symtable::SymbolTable};
//!
//! let source = Source::new("<string>", "def f(x):\n    return lambda: x\n")?;
//! let tree = parse(source, Mode::Exec)?;
//! let table = SymbolTable::build(&tree)?;
//! heddle_syntax::check(&tree, &table)?;
//! assert_eq!(table.scopes().len(), 4); // module, f's annotations, f, lambda
//! # Ok::<(), heddle_syntax::SyntaxError>(())
//! ```
//!
//! Where to start reading: `parse.rs` shows the stages. A source ([`Source`]) is scanned (`scan`: CPython's tokenizer rules,
//! nesting bounds from `depth`), parsed by ruff's parser, and checked for what ruff accepts and CPython's grammar does not
//! (`check`). When scanning or parsing fails, `diagnose` parses again, slowly, to say what CPython would say. String
//! values are decoded by [`literal`]. Scopes are in [`symtable`]; [`check`] finds what CPython's compiler refuses.
//!
//! The stages in CPython's order, so that the first error is CPython's: [`parse`], [`symtable::SymbolTable::build`],
//! [`check`]. Whoever recurses over a tree does so inside [`with_room_for`]`(tree.depth(), ...)`.

#![forbid(unsafe_code)]

mod check;
mod depth;
mod diagnose;
mod encoding;
pub use encoding::foreign_encoding;
mod error;
pub mod literal;
mod parse;
mod places;
mod scan;
mod source;
mod stack;
pub mod symtable;
mod tokens;

pub use check::{check, check_with_warnings};
pub use error::{ErrorClass, SyntaxError, SyntaxWarning};
pub use parse::{Mode, Tree, parse};
pub use places::Places;
pub use ruff_python_ast as ast;
pub use ruff_text_size as text_size;
pub use source::{Position, Source};
pub use stack::with_room_for;
pub use tokens::{LexToken, TokenKind, tokenize};

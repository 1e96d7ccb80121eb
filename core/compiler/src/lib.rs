//! Python 3.14 syntax trees to Heddle's register bytecode.
//!
//! ```
//! use heddle_compiler::{Options, compile};
//! use heddle_syntax::{Mode, Source, check, parse, symtable::SymbolTable};
//!
//! let tree = parse(Source::new("<string>", "def f(x):\n    return x + 1\n")?, Mode::Exec)?;
//! let table = SymbolTable::build(&tree)?;
//! check(&tree, &table)?;
//! let code = compile(&tree, &table, Options::default()).expect("compiles");
//! assert_eq!(&*code.name, "<module>");
//! # Ok::<(), heddle_syntax::SyntaxError>(())
//! ```
//!
//! What it must never know: Python objects, the interpreter. Its input has passed `check`; what it still cannot express comes
//! out as a [`CompileError`], never a panic.
//!
//! Where to start reading: `unit.rs` (what is kept of the code object being made: registers, names, constants, blocks), then
//! `expr.rs` and `stmt.rs`. An expression is compiled to a register: `expr(e, None)` lets it choose (a variable's own register,
//! read in place, or the next temporary), `expr(e, Some(r))` says where. Temporaries are a stack.

#![forbid(unsafe_code)]

mod calls;
mod class;
mod comprehension;
mod cond;
mod constant;
mod control;
mod expr;
mod fold;
mod function;
mod generics;
mod import;
mod matching;
mod names;
mod stmt;
mod strings;
mod target;
mod tries;
mod unit;

pub use constant::literal;
pub use fold::signed_number;
pub use heddle_bytecode::Const;
use heddle_bytecode::{Code, Op, Position};
use heddle_syntax::ast;
use heddle_syntax::symtable::{ScopeId, SymbolTable};
use heddle_syntax::text_size::TextRange;
use heddle_syntax::{Mode, Source, Tree, with_room_for};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;
use unit::Unit;

/// How to compile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// 0; 1 (`-O`): no assertions, `__debug__` is false; 2 (`-OO`): no docstrings either.
    pub optimize: u8,
    /// Future features in force from outside, as code flags.
    pub flags: u32,
}

/// What cannot be compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompileError {
    /// What is wrong.
    pub message: String,
    /// The 1-based line; 0 if it concerns the file.
    pub line: u32,
}

impl std::fmt::Display for CompileError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for CompileError {}

pub(crate) type Result<T = ()> = std::result::Result<T, CompileError>;

/// Compiles a checked tree.
pub fn compile(
    tree: &Tree,
    table: &SymbolTable,
    options: Options,
) -> std::result::Result<Code, CompileError> {
    compile_with(tree, table, options, &Constants::default())
}

/// Constants by the offset in the source where the literal that stands for each of them starts.
pub type Constants = FxHashMap<u32, Const>;

/// [`compile`] of a tree some of whose number literals stand for other constants.
pub fn compile_with(
    tree: &Tree,
    table: &SymbolTable,
    options: Options,
    constants: &Constants,
) -> std::result::Result<Code, CompileError> {
    // Code generation goes through more frames a level than a plain walk does.
    with_room_for(tree.depth().saturating_mul(6), || {
        let mut compiler = Compiler::new(tree, table, options, constants);
        compiler.module(tree)
    })
}

pub(crate) struct Compiler<'a> {
    pub(crate) source: &'a Source,
    pub(crate) table: &'a SymbolTable,
    pub(crate) options: Options,
    pub(crate) mode: Mode,
    /// Code objects being made, the innermost last.
    pub(crate) units: Vec<Unit<'a>>,
    /// Names that some `:=` in the file binds; their registers are not read in place.
    pub(crate) walrus: FxHashSet<&'a str>,
    pub(crate) future: u32,
    /// Ranges of expressions known not to be constant.
    pub(crate) not_constant: RefCell<FxHashSet<TextRange>>,
    pub(crate) constants: &'a Constants,
}

impl<'a> Compiler<'a> {
    fn new(
        tree: &'a Tree,
        table: &'a SymbolTable,
        options: Options,
        constants: &'a Constants,
    ) -> Compiler<'a> {
        Compiler {
            source: tree.source(),
            table,
            options,
            mode: tree.mode(),
            units: Vec::new(),
            walrus: walrus_names(tree.source().text()),
            future: options.flags | future_flags(tree),
            not_constant: RefCell::default(),
            constants,
        }
    }

    fn module(&mut self, tree: &'a Tree) -> Result<Code> {
        self.enter(ScopeId(0), "<module>", 1)?;
        match tree.root() {
            ast::Mod::Module(module) => self.module_body(&module.body)?,
            ast::Mod::Expression(root) => {
                let value = self.expr(&root.body, None)?;
                self.emit(Op::RETURN, &[value]);
            }
        }
        self.leave()
    }

    pub(crate) fn fail<T>(&self, message: impl Into<String>, range: TextRange) -> Result<T> {
        Err(CompileError { message: message.into(), line: self.source.line_of(range.start().to_u32()) })
    }

    /// Lines and byte columns of a range.
    pub(crate) fn position(&self, range: TextRange) -> Position {
        let [line, column, end_line, end_column] =
            self.source.span(range.start().to_u32(), range.end().to_u32());
        Position { line, end_line, column, end_column }
    }
}

/// The names before each `:=` of a text, and maybe more. (Programs that make trees use `@` in names.)
fn walrus_names(text: &str) -> FxHashSet<&str> {
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '@') || !c.is_ascii();
    let names = text.match_indices(":=").map(|(at, _)| {
        let before = text[..at].trim_end_matches([' ', '\t', '\n', '\\', '\u{c}']);
        let start = before.trim_end_matches(word).len();
        &before[start..]
    });
    names.collect()
}

fn future_flags(tree: &Tree) -> u32 {
    use heddle_bytecode::flags;
    let ast::Mod::Module(module) = tree.root() else { return 0 };
    let mut found = 0;
    for statement in &module.body {
        let ast::Stmt::ImportFrom(import) = statement else { continue };
        if import.level != 0 || import.module.as_ref().is_none_or(|name| name.as_str() != "__future__") {
            continue;
        }
        for alias in &import.names {
            found |= match alias.name.as_str() {
                "annotations" => flags::FUTURE_ANNOTATIONS,
                "barry_as_FLUFL" => flags::FUTURE_BARRY,
                "generator_stop" => flags::FUTURE_GENERATOR_STOP,
                "division" => 0x20000,
                "absolute_import" => 0x40000,
                "with_statement" => 0x80000,
                "print_function" => 0x100000,
                "unicode_literals" => 0x200000,
                _ => 0,
            };
        }
    }
    found
}

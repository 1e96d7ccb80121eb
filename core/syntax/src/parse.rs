//! Source to tree: scans first (errors of the tokenizer, nesting bounds, escapes), then runs ruff's parser, and asks
//! [`crate::diagnose`] for CPython's words when either fails.
//!
//! Must never know scopes.

use crate::depth::{DepthMeter, MAX_DEPTH};
use crate::error::{End, ErrorClass, Fault, SyntaxError, SyntaxWarning};
use crate::scan::{Kind, Scanner, number_warning};
use crate::source::Source;
use crate::stack::with_room_for;
use crate::{check, diagnose, literal};
use ruff_python_ast::{Mod, ModModule, PythonVersion};
use ruff_python_parser::ParseOptions;

/// What the source is compiled as: the modes of Python's `compile()`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// `exec`: a file of statements.
    Exec,
    /// `eval`: one expression.
    Eval,
    /// `single`: one interactive statement.
    Single,
}

/// A parsed source file. Dropping it never overflows the stack, however deep the tree.
#[derive(Debug)]
pub struct Tree {
    source: Source,
    root: Mod,
    mode: Mode,
    depth: u32,
    warnings: Vec<SyntaxWarning>,
}

impl Tree {
    /// A tree that was not parsed, over its skeleton ([`crate::Places`]); `depth` bounds its depth. Fails on what CPython's parser
    /// refuses outright.
    pub fn from_parts(source: Source, root: Mod, mode: Mode, depth: u32) -> Result<Tree, SyntaxError> {
        let tree = Tree { source, root, mode, depth, warnings: Vec::new() };
        match check::grammar(&tree.source, &tree.root, mode) {
            Ok(()) => Ok(tree),
            Err(fault) => Err(tree.source.error(fault)),
        }
    }

    /// The source the tree's ranges refer to.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The root: a module for `exec` and `single`, an expression for `eval`.
    pub fn root(&self) -> &Mod {
        &self.root
    }

    /// The mode it was parsed in.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// A bound on the depth of the tree, for [`with_room_for`].
    pub fn depth(&self) -> u32 {
        self.depth
    }

    /// Warnings about escapes, in source order.
    pub fn warnings(&self) -> &[SyntaxWarning] {
        &self.warnings
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        let root = std::mem::replace(&mut self.root, empty_module());
        with_room_for(self.depth, || drop(root));
    }
}

fn empty_module() -> Mod {
    Mod::Module(ModModule {
        node_index: Default::default(),
        range: Default::default(),
        body: Default::default(),
    })
}

/// Parses a source, with all errors that CPython's parser gives; those of scopes come from
/// [`crate::symtable::SymbolTable::build`].
pub fn parse(source: Source, mode: Mode) -> Result<Tree, SyntaxError> {
    match parse_root(&source, mode) {
        Ok((root, scan)) => Ok(Tree { source, root, mode, depth: scan.depth, warnings: scan.warnings }),
        Err(fault) => Err(source.error(fault)),
    }
}

struct Scan {
    depth: u32,
    failed: bool,
    warnings: Vec<SyntaxWarning>,
}

fn parse_root(source: &Source, mode: Mode) -> Result<(Mod, Scan), Fault> {
    let scan = scan(source)?;
    with_room_for(scan.depth, || {
        if scan.failed {
            return Err(diagnose::diagnose(source, mode, None));
        }
        let options = match mode {
            Mode::Exec | Mode::Single => ruff_python_parser::Mode::Module,
            Mode::Eval => ruff_python_parser::Mode::Expression,
        };
        let options = ParseOptions::from(options).with_target_version(PythonVersion::PY314);
        let parsed = ruff_python_parser::parse_unchecked(source.text(), options);
        let complaint = parsed
            .errors()
            .iter()
            .map(|error| error.location)
            .chain(parsed.unsupported_syntax_errors().iter().map(|error| error.range))
            .min_by_key(|range| range.start());
        if let Some(range) = complaint {
            let fault = diagnose::diagnose(source, mode, Some(range));
            drop(parsed);
            return Err(fault);
        }
        let root = parsed.into_syntax();
        match check::grammar(source, &root, mode) {
            Ok(()) => Ok((root, scan)),
            Err(fault) => Err(fault),
        }
    })
}

/// The pass over the tokens: depth, escapes, and whether the tokenizer or an escape fails.
fn scan(source: &Source) -> Result<Scan, Fault> {
    let mut scanner = Scanner::new(source);
    let mut meter = DepthMeter::default();
    let mut scan = Scan { depth: 0, failed: false, warnings: Vec::new() };
    loop {
        let Ok(token) = scanner.next() else {
            scan.failed = true;
            break;
        };
        meter.add(token, source.text());
        match token.kind {
            Kind::End => break,
            Kind::String | Kind::FMiddle => {
                scan.failed |= literal::check_token(source, token, &mut scan.warnings).is_err();
            }
            Kind::Number => scan.warnings.extend(number_warning(source, token)),
            _ => {}
        }
    }
    scan.depth = meter.deepest();
    if scan.depth > MAX_DEPTH {
        return Err(Fault {
            class: ErrorClass::MemoryError,
            message: "Parser stack overflowed - Python source too complex to parse".to_owned(),
            start: 0,
            end: End::Same,
        });
    }
    Ok(scan)
}

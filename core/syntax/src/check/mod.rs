//! What CPython refuses after parsing: in the AST, and in its compiler once the scopes are known.
//!
//! `return`, `yield`, `await`, `break` and `continue` out of place, misplaced stars, repeated keywords, `__debug__`,
//! patterns that cannot match, `__future__` imports. One walk over the tree, made after the symbol table, so that the first
//! error is CPython's. Must never know bytecode. Start reading at [`check`]; `statements` is the walk.

mod expressions;
mod future;
mod patterns;
mod statements;
mod warnings;

use crate::error::{Fault, SyntaxError, SyntaxWarning};
use crate::parse::{Mode, Tree};
use crate::source::Source;
use crate::stack::with_room_for;
use crate::symtable::SymbolTable;
use ruff_python_ast::Mod;
use ruff_text_size::{Ranged, TextRange};

/// Finds the first thing CPython's compiler refuses in a tree whose scopes are sound.
pub fn check(tree: &Tree, table: &SymbolTable) -> Result<(), SyntaxError> {
    check_with_warnings(tree, table).map(drop)
}

/// [`check`], and what is suspicious besides what [`Tree::warnings`] has.
pub fn check_with_warnings(tree: &Tree, table: &SymbolTable) -> Result<Vec<SyntaxWarning>, SyntaxError> {
    with_room_for(tree.depth(), || {
        let mut walk = Walk::new(tree.source(), table);
        let result = match tree.root() {
            Mod::Module(module) => walk.body(&module.body),
            Mod::Expression(root) => walk.expression(&root.body),
        };
        result.map_err(|fault| tree.source().error(fault))?;
        Ok(walk.warnings)
    })
}

/// What ruff's parser accepts and CPython's refuses before it makes scopes.
pub(crate) fn grammar(source: &Source, root: &Mod, mode: Mode) -> Result<(), Fault> {
    let Mod::Module(module) = root else { return Ok(()) };
    if mode == Mode::Single {
        for pair in module.body.windows(2) {
            let end = pair[0].end().to_usize();
            let between = source.text().get(end..pair[1].start().to_usize()).unwrap_or("");
            if let Some(line_end) = between.find('\n') {
                let at = (end + line_end) as u32;
                return Err(Fault::new(
                    "multiple statements found while compiling a single statement",
                    at,
                    at + 1,
                ));
            }
        }
    }
    future::check_features(&module.body)
}

type Done = Result<(), Fault>;

fn fail<T>(message: impl Into<String>, range: TextRange) -> Result<T, Fault> {
    Err(Fault::new(message, range.start().to_u32(), range.end().to_u32()))
}

/// What kind of code the walk is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Module,
    Class,
    Function,
    AsyncFunction,
    /// A comprehension: what it may await is decided where it stands.
    Comprehension,
}

#[derive(Clone, Copy)]
struct Context {
    place: Place,
    in_loop: bool,
    /// In an `except*` block: no `return` at all.
    in_star: bool,
    /// In an `except*` block and no loop inside it: no `break` or `continue`.
    loop_in_star: bool,
    /// An `async def` with a `yield`.
    async_generator: bool,
    /// In a `finally` block.
    in_finally: bool,
    /// In a `finally` block and no loop inside it.
    loop_in_finally: bool,
    /// How many loops, `with` items, `try` parts and handlers stand around this in the same code object.
    blocks: usize,
}

/// CPython's `CO_MAXBLOCKS`.
const MAX_BLOCKS: usize = 21;

impl Context {
    fn new(place: Place) -> Context {
        Context {
            place,
            in_loop: false,
            in_star: false,
            loop_in_star: false,
            async_generator: false,
            in_finally: false,
            loop_in_finally: false,
            blocks: 0,
        }
    }
}

struct Walk<'a> {
    table: &'a SymbolTable,
    source: &'a Source,
    context: Context,
    warnings: Vec<SyntaxWarning>,
    /// Whether `__debug__` occurs at all.
    debug: bool,
    /// Whether `from __future__` imports are still allowed.
    at_head: bool,
}

impl<'a> Walk<'a> {
    fn new(source: &'a Source, table: &'a SymbolTable) -> Walk<'a> {
        Walk {
            table,
            source,
            context: Context::new(Place::Module),
            warnings: Vec::new(),
            debug: source.text().contains("__debug__"),
            at_head: true,
        }
    }

    /// Walks something in another context.
    fn within(&mut self, context: Context, work: impl FnOnce(&mut Self) -> Done) -> Done {
        let before = std::mem::replace(&mut self.context, context);
        work(self)?;
        self.context = before;
        Ok(())
    }

    /// `__debug__` cannot be bound.
    fn refuse_debug(&self, name: &str, range: TextRange) -> Done {
        if self.debug && name == "__debug__" {
            return fail("cannot assign to __debug__", range);
        }
        Ok(())
    }
}

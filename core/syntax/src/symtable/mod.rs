//! Symbol tables: the scopes of a tree, and for each name in each scope whether it is local, global, free or a cell.
//!
//! Scopes follow CPython 3.14: module, function (lambdas and comprehensions among them), class, annotations (PEP 649),
//! type parameters, type aliases, and bounds or defaults of type variables (PEP 695, 696).
//!
//! # Finding the scope of a node
//!
//! Scopes are numbered in the order in which the compiler must enter them, a parent before its children, so a walk in the
//! same order meets them as 0, 1, 2 ... [`SymbolTable::scope_of`] finds one by the *range of its node* and its kind:
//!
//! | kind | node whose range is the key |
//! |---|---|
//! | `Module` | the empty range at 0 |
//! | `Function` | the `FunctionDef`, `Lambda`, or comprehension expression |
//! | `Class` | the `ClassDef` |
//! | `Annotations` | the `FunctionDef`; for variables: the `ClassDef`, or the empty range at 0 for the module |
//! | `TypeParams` | the `TypeParams` |
//! | `TypeAlias` | the `TypeAlias` statement |
//! | `TypeVarBound`, `TypeVarDefault` | the type parameter |
//!
//! The order of a walk, where it is not source order: a function's defaults, then its decorators, then type parameters,
//! annotations, body; a comprehension's first iterable belongs to the enclosing scope and comes first, then the target,
//! conditions and further clauses, a dict's value before its key, the element last; an assignment's value before its
//! targets; `name := value` the value first.
//!
//! # Comprehensions
//!
//! A list, set or dict comprehension keeps a scope of its own here. [`Scope::inlined`] says that CPython would run it in
//! its parent's frame (PEP 709); names are resolved under that assumption: a variable of the parent that only an inlined
//! comprehension reads is no cell. The compiler gives its locals registers of their own in the parent's frame.
//!
//! Must never know bytecode. Start reading at [`SymbolTable::build`]; `builder` makes scopes, `resolve` binds names.

mod builder;
mod declare;
mod dump;
mod expressions;
mod generics;
mod names;
mod resolve;
mod statements;

use crate::error::SyntaxError;
use crate::parse::Tree;
use crate::stack::with_room_for;
pub use dump::dump;
pub use names::{NameId, Names, mangle};
use ruff_text_size::TextRange;
use rustc_hash::FxHashMap;

/// A scope, by number: an index into [`SymbolTable::scopes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ScopeId(pub u32);

/// What makes a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScopeKind {
    /// A file or an expression.
    Module,
    /// A function, lambda or comprehension.
    Function,
    /// A class body.
    Class,
    /// Annotations, evaluated when asked for.
    Annotations,
    /// The type parameters of a function, class or alias.
    TypeParams,
    /// The value of a type alias.
    TypeAlias,
    /// A type variable's bound or constraints.
    TypeVarBound,
    /// A type parameter's default.
    TypeVarDefault,
}

/// Which comprehension a function scope is, if it is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comprehension {
    /// `[... for ...]`
    List,
    /// `{... for ...}`
    Set,
    /// `{...: ... for ...}`
    Dict,
    /// `(... for ...)`
    Generator,
}

/// Where a name of a scope lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Binding {
    /// In this scope and no other.
    Local,
    /// In this scope, and inner scopes refer to it.
    Cell,
    /// In an enclosing function-like scope.
    Free,
    /// In the module, by a `global` statement.
    GlobalExplicit,
    /// In the module or the built-ins.
    #[default]
    GlobalImplicit,
}

/// What a scope does with a name: a set of the constants below.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct SymbolFlags(pub u16);

impl SymbolFlags {
    /// Read.
    pub const USED: SymbolFlags = SymbolFlags(1);
    /// Assigned, or bound by `def`, `class`, `for`, `with`, `except`, a pattern, `del`.
    pub const ASSIGNED: SymbolFlags = SymbolFlags(1 << 1);
    /// A parameter.
    pub const PARAMETER: SymbolFlags = SymbolFlags(1 << 2);
    /// Named by `global`.
    pub const GLOBAL: SymbolFlags = SymbolFlags(1 << 3);
    /// Named by `nonlocal`.
    pub const NONLOCAL: SymbolFlags = SymbolFlags(1 << 4);
    /// Bound by an import.
    pub const IMPORTED: SymbolFlags = SymbolFlags(1 << 5);
    /// Has an annotation.
    pub const ANNOTATED: SymbolFlags = SymbolFlags(1 << 6);
    /// An iteration variable of a comprehension.
    pub const ITERATION: SymbolFlags = SymbolFlags(1 << 7);
    /// A type parameter.
    pub const TYPE_PARAM: SymbolFlags = SymbolFlags(1 << 8);
    /// Bound in this class, and free in an inner scope where it means something else.
    pub const FREE_IN_CLASS: SymbolFlags = SymbolFlags(1 << 9);
    /// A cell of a comprehension inlined into this scope.
    pub const INLINED_CELL: SymbolFlags = SymbolFlags(1 << 10);

    const BOUND: SymbolFlags = SymbolFlags(
        SymbolFlags::ASSIGNED.0
            | SymbolFlags::PARAMETER.0
            | SymbolFlags::IMPORTED.0
            | SymbolFlags::TYPE_PARAM.0,
    );

    /// Whether any of the given flags is set.
    pub fn any(self, flags: SymbolFlags) -> bool {
        self.0 & flags.0 != 0
    }

    /// Whether the scope binds the name.
    pub fn is_bound(self) -> bool {
        self.any(SymbolFlags::BOUND)
    }
}

impl std::ops::BitOr for SymbolFlags {
    type Output = SymbolFlags;
    fn bitor(self, other: SymbolFlags) -> SymbolFlags {
        SymbolFlags(self.0 | other.0)
    }
}

/// A name in a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// The name, mangled.
    pub name: NameId,
    /// What the scope does with it.
    pub flags: SymbolFlags,
    /// Where it lives.
    pub binding: Binding,
}

/// A scope. Its symbols are in [`SymbolTable::symbols`].
#[derive(Clone, Debug)]
pub struct Scope {
    /// What makes it.
    pub kind: ScopeKind,
    /// The function's, class's or alias's name; `<lambda>`, `<listcomp>` and so on; `top` for the module.
    pub name: NameId,
    /// The enclosing scope; `None` for the module.
    pub parent: Option<ScopeId>,
    /// Inner scopes in order.
    pub children: Vec<ScopeId>,
    /// The range of its node (see the table in the module's documentation).
    pub range: TextRange,
    /// Parameters in order: positional, keyword-only, `*args`, `**kwargs`.
    pub parameters: Vec<NameId>,
    /// Set for comprehensions.
    pub comprehension: Option<Comprehension>,
    /// A comprehension that runs in its parent's frame.
    pub inlined: bool,
    /// Is inside a function-like scope.
    pub nested: bool,
    /// Holds a `yield`, or is a generator expression.
    pub generator: bool,
    /// Is `async`, or holds an `await` or an asynchronous comprehension.
    pub coroutine: bool,
    /// Is the body of an `async def`.
    pub async_function: bool,
    /// Takes `*args`.
    pub variadic: bool,
    /// Takes `**kwargs`.
    pub variadic_keywords: bool,
    /// Has a `return` with a value.
    pub returns_value: bool,
    /// An annotation or type scope that sees the names of the class around it through `__classdict__`.
    pub sees_class: bool,
    /// A class whose methods need its `__class__` cell.
    pub needs_class_cell: bool,
    /// A class whose annotation or type scopes need its `__classdict__` cell.
    pub needs_classdict: bool,
    /// A class or module with annotations under a condition (all of a module's count as such).
    pub conditional_annotations: bool,
    /// The scope of this class's or module's variable annotations.
    pub annotations: Option<ScopeId>,
    /// Under `from __future__ import annotations`: exists, but is no child of its parent.
    pub detached: bool,
    /// First symbol and number of symbols in the table.
    symbols: (u32, u32),
}

impl Scope {
    /// Whether names bound here are visible in inner scopes.
    pub fn is_function_like(&self) -> bool {
        !matches!(self.kind, ScopeKind::Module | ScopeKind::Class)
    }
}

/// The scopes of a tree.
#[derive(Debug)]
pub struct SymbolTable {
    names: Names,
    scopes: Vec<Scope>,
    symbols: Vec<Symbol>,
    by_node: FxHashMap<(TextRange, ScopeKind), ScopeId>,
    future_annotations: bool,
}

impl SymbolTable {
    /// Builds the table of a tree, or gives the error CPython gives about its scopes.
    pub fn build(tree: &Tree) -> Result<SymbolTable, SyntaxError> {
        with_room_for(tree.depth(), || {
            let builder = builder::Builder::new(tree);
            builder.run(tree).and_then(resolve::resolve).map_err(|fault| tree.source().error(fault))
        })
    }

    /// The scope of the file itself.
    pub fn module(&self) -> ScopeId {
        ScopeId(0)
    }

    /// All scopes, by number.
    pub fn scopes(&self) -> &[Scope] {
        &self.scopes
    }

    /// A scope by id.
    ///
    /// # Panics
    /// If the id is of another table.
    pub fn scope(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0 as usize]
    }

    /// The scope that a node makes (the module's documentation says which range each kind goes by).
    pub fn scope_of(&self, range: TextRange, kind: ScopeKind) -> Option<ScopeId> {
        self.by_node.get(&(range, kind)).copied()
    }

    /// The symbols of a scope, sorted by name id.
    pub fn symbols(&self, id: ScopeId) -> &[Symbol] {
        let (first, count) = self.scope(id).symbols;
        &self.symbols[first as usize..(first + count) as usize]
    }

    /// A name's symbol in a scope. The name must be mangled ([`SymbolTable::mangled`]).
    pub fn lookup(&self, scope: ScopeId, name: NameId) -> Option<Symbol> {
        let symbols = self.symbols(scope);
        symbols.binary_search_by_key(&name, |symbol| symbol.name).ok().map(|at| symbols[at])
    }

    /// The names.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// Whether `from __future__ import annotations` is in force.
    pub fn future_annotations(&self) -> bool {
        self.future_annotations
    }
}

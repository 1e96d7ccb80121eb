//! The first pass: walks the tree, opens scopes, and notes what each does with its names.
//!
//! Must never know where a name lives; that is `resolve`. Start reading at [`Builder::run`].

use super::{Binding, Comprehension, NameId, Names, Scope, ScopeId, ScopeKind, Symbol, SymbolFlags, mangle};
use crate::error::Fault;
use crate::parse::Tree;
use ruff_python_ast::{Mod, Stmt};
use ruff_text_size::{TextRange, TextSize};
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;

pub(super) type Done = Result<(), Fault>;

/// What the walk keeps about a scope beside the [`Scope`] itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Extra {
    /// Indices of its symbols in order of first sight.
    pub(super) symbols: Vec<u32>,
    /// How many iterables of comprehensions the walk is inside of.
    pub(super) in_iterable: u32,
    pub(super) in_iteration_target: bool,
    pub(super) in_conditional: bool,
    /// The walk is in an annotation of a function's local variable, which is never evaluated.
    pub(super) unevaluated: bool,
    /// In the type parameters of a class only these names are mangled.
    pub(super) mangled_only: Option<Rc<std::cell::RefCell<FxHashSet<NameId>>>>,
    /// `global` and `nonlocal` statements, for errors.
    pub(super) directives: Vec<(NameId, TextRange)>,
    /// How messages call a type variable's scope.
    pub(super) described: &'static str,
}

pub(super) struct Builder {
    pub(super) names: Names,
    pub(super) scopes: Vec<Scope>,
    pub(super) extra: Vec<Extra>,
    pub(super) symbols: Vec<Symbol>,
    pub(super) by_name: FxHashMap<(ScopeId, NameId), u32>,
    pub(super) by_node: FxHashMap<(TextRange, ScopeKind), ScopeId>,
    pub(super) current: ScopeId,
    /// The innermost class's name, for mangling.
    pub(super) class: Option<Rc<str>>,
    pub(super) future_annotations: bool,
}

/// The range that stands for the module as a node.
pub(super) fn module_range() -> TextRange {
    TextRange::empty(TextSize::new(0))
}

impl Builder {
    pub(super) fn new(tree: &Tree) -> Builder {
        let mut builder = Builder {
            names: Names::default(),
            scopes: Vec::new(),
            extra: Vec::new(),
            symbols: Vec::new(),
            by_name: FxHashMap::default(),
            by_node: FxHashMap::default(),
            current: ScopeId(0),
            class: None,
            future_annotations: has_future_annotations(tree),
        };
        let scope = builder.new_scope("top", ScopeKind::Module, module_range(), None);
        builder.current = scope;
        builder
    }

    pub(super) fn run(mut self, tree: &Tree) -> Result<Builder, Fault> {
        match tree.root() {
            Mod::Module(module) => self.statements(&module.body)?,
            Mod::Expression(root) => self.expression(&root.body)?,
        }
        Ok(self)
    }

    fn new_scope(
        &mut self,
        name: &str,
        kind: ScopeKind,
        range: TextRange,
        parent: Option<ScopeId>,
    ) -> ScopeId {
        let id = ScopeId(self.scopes.len() as u32);
        let mut extra = Extra::default();
        let mut nested = false;
        if let Some(parent) = parent {
            let outer = &self.scopes[parent.0 as usize];
            nested = outer.nested || outer.is_function_like();
            let outer = &self.extra[parent.0 as usize];
            extra.in_iterable = outer.in_iterable;
            if kind != ScopeKind::Class {
                extra.mangled_only.clone_from(&outer.mangled_only);
            }
        }
        self.scopes.push(Scope {
            kind,
            name: self.names.intern(name),
            parent,
            children: Vec::new(),
            range,
            parameters: Vec::new(),
            comprehension: None,
            inlined: false,
            nested,
            generator: false,
            coroutine: false,
            async_function: false,
            variadic: false,
            variadic_keywords: false,
            returns_value: false,
            sees_class: false,
            needs_class_cell: false,
            needs_classdict: false,
            conditional_annotations: false,
            annotations: None,
            detached: false,
            symbols: (0, 0),
        });
        self.extra.push(extra);
        self.by_node.insert((range, kind), id);
        id
    }

    /// Opens a scope inside the current one and makes it current; returns the outer one for [`Builder::leave`].
    pub(super) fn enter(&mut self, name: &str, kind: ScopeKind, range: TextRange) -> ScopeId {
        let outer = self.current;
        let id = self.new_scope(name, kind, range, Some(outer));
        if kind == ScopeKind::Annotations && self.future_annotations {
            self.scopes[id.0 as usize].detached = true;
        } else {
            self.scopes[outer.0 as usize].children.push(id);
        }
        self.current = id;
        if matches!(
            kind,
            ScopeKind::Annotations
                | ScopeKind::TypeAlias
                | ScopeKind::TypeVarBound
                | ScopeKind::TypeVarDefault
        ) {
            self.implicit(".format", SymbolFlags::PARAMETER | SymbolFlags::USED);
            let format = self.names.intern(".format");
            self.scope().parameters.push(format);
        }
        outer
    }

    pub(super) fn leave(&mut self, outer: ScopeId) {
        self.current = outer;
    }

    pub(super) fn scope(&mut self) -> &mut Scope {
        &mut self.scopes[self.current.0 as usize]
    }

    pub(super) fn kind(&self) -> ScopeKind {
        self.scopes[self.current.0 as usize].kind
    }

    pub(super) fn here(&mut self) -> &mut Extra {
        &mut self.extra[self.current.0 as usize]
    }

    pub(super) fn comprehension(&self) -> Option<Comprehension> {
        self.scopes[self.current.0 as usize].comprehension
    }

    /// Adds flags to a name that no source spells (or that is never mangled) in the current scope.
    pub(super) fn implicit(&mut self, name: &str, flags: SymbolFlags) {
        let id = self.names.intern(name);
        let at = self.symbol_at(self.current, id);
        self.symbols[at].flags = self.symbols[at].flags | flags;
    }

    /// The index of a symbol, made if it is not there.
    pub(super) fn symbol_at(&mut self, scope: ScopeId, name: NameId) -> usize {
        if let Some(at) = self.by_name.get(&(scope, name)) {
            return *at as usize;
        }
        let at = self.symbols.len();
        self.symbols.push(Symbol { name, flags: SymbolFlags::default(), binding: Binding::default() });
        self.by_name.insert((scope, name), at as u32);
        self.extra[scope.0 as usize].symbols.push(at as u32);
        at
    }

    pub(super) fn flags_in(&self, scope: ScopeId, name: NameId) -> SymbolFlags {
        self.by_name.get(&(scope, name)).map_or(SymbolFlags::default(), |at| self.symbols[*at as usize].flags)
    }

    /// The id of a name as the current scope means it, mangled where that applies.
    pub(super) fn mangled(&mut self, name: &str) -> NameId {
        if !name.starts_with("__") || name.ends_with("__") {
            return self.names.intern(name);
        }
        let Some(mangled) = self.class.as_deref().and_then(|class| mangle(class, name)) else {
            return self.names.intern(name);
        };
        let plain = self.names.intern(name);
        match &self.extra[self.current.0 as usize].mangled_only {
            Some(only) if !only.borrow().contains(&plain) => plain,
            _ => self.names.intern(&mangled),
        }
    }

    pub(super) fn use_name(&mut self, name: &str) {
        let id = self.mangled(name);
        let at = self.symbol_at(self.current, id);
        self.symbols[at].flags = self.symbols[at].flags | SymbolFlags::USED;
    }

    pub(super) fn assign_name(&mut self, name: &str, range: TextRange) -> Done {
        self.define(name, SymbolFlags::ASSIGNED, range)
    }

    /// Adds a binding to the current scope.
    pub(super) fn define(&mut self, name: &str, flags: SymbolFlags, range: TextRange) -> Done {
        let id = self.mangled(name);
        self.define_in(self.current, id, flags, range)
    }

    pub(super) fn define_in(
        &mut self,
        scope: ScopeId,
        id: NameId,
        flags: SymbolFlags,
        range: TextRange,
    ) -> Done {
        let at = self.symbol_at(scope, id);
        let old = self.symbols[at].flags;
        let text = self.names.text(id);
        if flags.any(SymbolFlags::PARAMETER) && old.any(SymbolFlags::PARAMETER) {
            return fail(format!("duplicate argument '{text}' in function definition"), range);
        }
        if flags.any(SymbolFlags::TYPE_PARAM) && old.any(SymbolFlags::TYPE_PARAM) {
            return fail(format!("duplicate type parameter '{text}'"), range);
        }
        let mut new = old | flags;
        if self.extra[scope.0 as usize].in_iteration_target {
            if old.any(SymbolFlags::GLOBAL | SymbolFlags::NONLOCAL) {
                let message =
                    format!("comprehension inner loop cannot rebind assignment expression target '{text}'");
                return fail(message, range);
            }
            new = new | SymbolFlags::ITERATION;
        }
        self.symbols[at].flags = new;
        if flags.any(SymbolFlags::PARAMETER) {
            self.scopes[scope.0 as usize].parameters.push(id);
        }
        if flags.any(SymbolFlags::GLOBAL) && scope != ScopeId(0) {
            let module = self.symbol_at(ScopeId(0), id);
            self.symbols[module].flags = self.symbols[module].flags | SymbolFlags::GLOBAL;
        }
        Ok(())
    }
}

pub(super) fn fail<T>(message: impl Into<String>, range: TextRange) -> Result<T, Fault> {
    Err(Fault::new(message, range.start().to_u32(), range.end().to_u32()))
}

/// Whether the file opens with `from __future__ import annotations` (a later one is an error found by [`crate::check`]).
fn has_future_annotations(tree: &Tree) -> bool {
    let Mod::Module(module) = tree.root() else { return false };
    module.body.iter().any(|statement| match statement {
        Stmt::ImportFrom(import) => {
            import.module.as_ref().is_some_and(|name| name.as_str() == "__future__")
                && import.level == 0
                && import.names.iter().any(|alias| alias.name.as_str() == "annotations")
        }
        _ => false,
    })
}

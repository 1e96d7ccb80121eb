//! The second pass: decides where each name lives.
//!
//! Scopes are numbered parents first, so names are bound in ascending order (errors come out in CPython's order) and free
//! names are handed outwards in descending order. Must never know the tree.

use super::builder::{Builder, fail};
use super::{Binding, NameId, ScopeId, ScopeKind, Symbol, SymbolFlags, SymbolTable};
use crate::error::Fault;
use ruff_text_size::TextRange;
use rustc_hash::FxHashSet;

/// Names every class binds for the scopes inside it.
const CLASS_NAMES: [&str; 3] = ["__class__", "__classdict__", "__conditional_annotations__"];

pub(super) fn resolve(mut builder: Builder) -> Result<SymbolTable, Fault> {
    let class_names = CLASS_NAMES.map(|name| builder.names.intern(name));
    let mut resolver =
        Resolver { free: vec![FxHashSet::default(); builder.scopes.len()], builder, class_names };
    for id in 0..resolver.builder.scopes.len() {
        resolver.bind(ScopeId(id as u32))?;
    }
    for id in (0..resolver.builder.scopes.len()).rev() {
        resolver.close(ScopeId(id as u32));
    }
    Ok(flatten(resolver.builder))
}

struct Resolver {
    builder: Builder,
    class_names: [NameId; 3],
    /// Names each scope leaves to the scopes around it.
    free: Vec<FxHashSet<NameId>>,
}

impl Resolver {
    /// Decides for each name of a scope, as far as outer scopes decide it.
    fn bind(&mut self, scope: ScopeId) -> Result<(), Fault> {
        let class = self.class_seen(scope);
        let count = self.builder.extra[scope.0 as usize].symbols.len();
        for nth in 0..count {
            let at = self.builder.extra[scope.0 as usize].symbols[nth] as usize;
            let binding = self.binding(scope, class, self.builder.symbols[at])?;
            self.builder.symbols[at].binding = binding;
            if binding == Binding::Free {
                self.free[scope.0 as usize].insert(self.builder.symbols[at].name);
            }
        }
        Ok(())
    }

    fn binding(&self, scope: ScopeId, class: Option<ScopeId>, symbol: Symbol) -> Result<Binding, Fault> {
        let flags = symbol.flags;
        let text = || self.builder.names.text(symbol.name);
        if flags.any(SymbolFlags::GLOBAL) {
            if flags.any(SymbolFlags::NONLOCAL) {
                return fail(
                    format!("name '{}' is nonlocal and global", text()),
                    self.directive(scope, symbol.name),
                );
            }
            return Ok(Binding::GlobalExplicit);
        }
        if flags.any(SymbolFlags::NONLOCAL) {
            let place = self.directive(scope, symbol.name);
            if self.builder.scopes[scope.0 as usize].parent.is_none() {
                return fail("nonlocal declaration not allowed at module level", place);
            }
            return match self.enclosing(scope, symbol.name) {
                None => fail(format!("no binding for nonlocal '{}' found", text()), place),
                Some(found) if found.any(SymbolFlags::TYPE_PARAM) => {
                    fail(format!("nonlocal binding not allowed for type parameter '{}'", text()), place)
                }
                Some(_) => Ok(Binding::Free),
            };
        }
        if flags.is_bound() {
            return Ok(Binding::Local);
        }
        if let Some(class) = class {
            let in_class = self.builder.flags_in(class, symbol.name);
            if in_class.any(SymbolFlags::GLOBAL) {
                return Ok(Binding::GlobalExplicit);
            }
            if in_class.is_bound() && !in_class.any(SymbolFlags::NONLOCAL) {
                return Ok(Binding::GlobalImplicit);
            }
        }
        Ok(if self.enclosing(scope, symbol.name).is_some() { Binding::Free } else { Binding::GlobalImplicit })
    }

    /// The class whose names a scope sees through `__classdict__`.
    fn class_seen(&self, mut scope: ScopeId) -> Option<ScopeId> {
        loop {
            let found = &self.builder.scopes[scope.0 as usize];
            if !found.sees_class {
                return None;
            }
            scope = found.parent?;
            if self.builder.scopes[scope.0 as usize].kind == ScopeKind::Class {
                return Some(scope);
            }
        }
    }

    /// The flags of a name in the function-like scope around `scope` that binds it.
    fn enclosing(&self, scope: ScopeId, name: NameId) -> Option<SymbolFlags> {
        let mut next = self.builder.scopes[scope.0 as usize].parent;
        while let Some(id) = next {
            let outer = &self.builder.scopes[id.0 as usize];
            next = outer.parent;
            match outer.kind {
                ScopeKind::Module => return None,
                ScopeKind::Class => {
                    if self.class_names.contains(&name) {
                        return Some(SymbolFlags::ASSIGNED);
                    }
                }
                _ => {
                    let flags = self.builder.flags_in(id, name);
                    if flags.any(SymbolFlags::GLOBAL) {
                        return None;
                    }
                    if flags.is_bound() && !flags.any(SymbolFlags::NONLOCAL) {
                        return Some(flags);
                    }
                }
            }
        }
        None
    }

    fn directive(&self, scope: ScopeId, name: NameId) -> TextRange {
        let directives = &self.builder.extra[scope.0 as usize].directives;
        directives.iter().find(|(id, _)| *id == name).map_or(TextRange::default(), |(_, range)| *range)
    }

    /// Takes in what inner scopes leave free: makes cells, and passes on the rest.
    fn close(&mut self, scope: ScopeId) {
        let mut inner = FxHashSet::default();
        let mut inlined_cells = FxHashSet::default();
        for child in self.builder.scopes[scope.0 as usize].children.clone() {
            let mut free = std::mem::take(&mut self.free[child.0 as usize]);
            if self.is_inlined(scope, child) {
                self.builder.scopes[child.0 as usize].inlined = true;
                self.inline(scope, child, &mut free, &mut inlined_cells);
            }
            inner.extend(free);
        }
        match self.builder.scopes[scope.0 as usize].kind {
            ScopeKind::Module => inner.clear(),
            ScopeKind::Class => self.close_class(scope, &mut inner),
            _ => self.make_cells(scope, &mut inner, &inlined_cells),
        }
        for name in inlined_cells {
            if let Some(at) = self.builder.by_name.get(&(scope, name)) {
                let symbol = &mut self.builder.symbols[*at as usize];
                symbol.flags = symbol.flags | SymbolFlags::INLINED_CELL;
            }
        }
        self.pass_on(scope, inner);
    }

    fn is_inlined(&self, scope: ScopeId, child: ScopeId) -> bool {
        let child = &self.builder.scopes[child.0 as usize];
        child.comprehension.is_some() && !child.generator && !self.builder.scopes[scope.0 as usize].sees_class
    }

    /// A comprehension in its parent's frame reads the parent's variables without a cell, unless a scope in it needs one.
    /// Directly in a class, the names that only a class binds for inner scopes mean nothing to it.
    fn inline(
        &mut self,
        scope: ScopeId,
        child: ScopeId,
        free: &mut FxHashSet<NameId>,
        cells: &mut FxHashSet<NameId>,
    ) {
        let in_class = self.builder.scopes[scope.0 as usize].kind == ScopeKind::Class;
        for at in &self.builder.extra[child.0 as usize].symbols {
            let symbol = self.builder.symbols[*at as usize];
            if symbol.flags.any(SymbolFlags::PARAMETER) {
                continue;
            }
            if in_class && symbol.binding == Binding::Free && self.class_names.contains(&symbol.name) {
                self.builder.symbols[*at as usize].binding = Binding::GlobalImplicit;
                free.remove(&symbol.name);
                continue;
            }
            if symbol.binding == Binding::Cell || symbol.flags.any(SymbolFlags::INLINED_CELL) {
                cells.insert(symbol.name);
            }
            let own = self.builder.flags_in(scope, symbol.name).is_bound();
            if own && !in_class && !self.free_in_child(child, symbol.name) {
                free.remove(&symbol.name);
            }
        }
    }

    fn free_in_child(&self, scope: ScopeId, name: NameId) -> bool {
        self.builder.scopes[scope.0 as usize].children.iter().any(|child| {
            let symbol = self.builder.by_name.get(&(*child, name));
            let is_free =
                symbol.is_some_and(|at| self.builder.symbols[*at as usize].binding == Binding::Free);
            is_free && (!self.builder.scopes[child.0 as usize].inlined || self.free_in_child(*child, name))
        })
    }

    fn close_class(&mut self, scope: ScopeId, inner: &mut FxHashSet<NameId>) {
        let class = &mut self.builder.scopes[scope.0 as usize];
        class.needs_class_cell |= inner.remove(&self.class_names[0]);
        class.needs_classdict |= inner.remove(&self.class_names[1]);
        class.conditional_annotations |= inner.remove(&self.class_names[2]);
    }

    fn make_cells(&mut self, scope: ScopeId, inner: &mut FxHashSet<NameId>, inlined: &FxHashSet<NameId>) {
        for at in &self.builder.extra[scope.0 as usize].symbols {
            let symbol = &mut self.builder.symbols[*at as usize];
            if symbol.binding == Binding::Local
                && (inner.contains(&symbol.name) || inlined.contains(&symbol.name))
            {
                symbol.binding = Binding::Cell;
                inner.remove(&symbol.name);
            }
        }
    }

    /// What is still free goes outwards, leaving a free symbol in each scope it passes.
    fn pass_on(&mut self, scope: ScopeId, inner: FxHashSet<NameId>) {
        let found = &self.builder.scopes[scope.0 as usize];
        let class_like = found.kind == ScopeKind::Class || found.sees_class;
        for name in inner {
            if let Some(at) = self.builder.by_name.get(&(scope, name)) {
                if class_like {
                    let symbol = &mut self.builder.symbols[*at as usize];
                    symbol.flags = symbol.flags | SymbolFlags::FREE_IN_CLASS;
                }
            } else if self.enclosing(scope, name).is_some() {
                let at = self.builder.symbol_at(scope, name);
                self.builder.symbols[at].binding = Binding::Free;
            }
            self.free[scope.0 as usize].insert(name);
        }
    }
}

/// Lays the symbols out scope by scope, sorted by name.
fn flatten(builder: Builder) -> SymbolTable {
    let mut symbols = Vec::with_capacity(builder.symbols.len());
    let mut scopes = builder.scopes;
    for (scope, extra) in scopes.iter_mut().zip(&builder.extra) {
        let first = symbols.len();
        symbols.extend(extra.symbols.iter().map(|at| builder.symbols[*at as usize]));
        symbols[first..].sort_unstable_by_key(|symbol| symbol.name);
        scope.symbols = (first as u32, (symbols.len() - first) as u32);
    }
    SymbolTable {
        names: builder.names,
        scopes,
        symbols,
        by_node: builder.by_node,
        future_annotations: builder.future_annotations,
    }
}

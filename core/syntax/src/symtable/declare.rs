//! `global`, `nonlocal` and `:=`: declarations that reach beyond their scope.
//!
//! Must never know other statements.

use super::builder::{Builder, Done, fail};
use super::{ScopeId, ScopeKind, SymbolFlags};
use ruff_python_ast::{ExprName, Identifier};
use ruff_text_size::{Ranged, TextRange};

impl Builder {
    pub(super) fn global(&mut self, names: &[Identifier], range: TextRange) -> Done {
        self.declare(names, range, SymbolFlags::GLOBAL, "global")
    }

    pub(super) fn nonlocal(&mut self, names: &[Identifier], range: TextRange) -> Done {
        self.declare(names, range, SymbolFlags::NONLOCAL, "nonlocal")
    }

    fn declare(&mut self, names: &[Identifier], range: TextRange, flag: SymbolFlags, word: &str) -> Done {
        for name in names {
            let id = self.mangled(name.as_str());
            let old = self.flags_in(self.current, id);
            let name = name.as_str();
            if old.any(SymbolFlags::PARAMETER) {
                return fail(format!("name '{name}' is parameter and {word}"), range);
            }
            if old.any(SymbolFlags::USED) {
                return fail(format!("name '{name}' is used prior to {word} declaration"), range);
            }
            if old.any(SymbolFlags::ANNOTATED) {
                return fail(format!("annotated name '{name}' can't be {word}"), range);
            }
            if old.any(SymbolFlags::ASSIGNED) {
                return fail(format!("name '{name}' is assigned to before {word} declaration"), range);
            }
            self.define_in(self.current, id, flag, range)?;
            self.here().directives.push((id, range));
        }
        Ok(())
    }

    /// Binds the target of `:=` inside a comprehension in the scope around all comprehensions.
    pub(super) fn named_target_in_comprehension(&mut self, target: &ExprName) -> Done {
        let range = target.range();
        let id = self.mangled(&target.id);
        let mut scope = self.current;
        loop {
            let found = &self.scopes[scope.0 as usize];
            let (kind, parent) = (found.kind, found.parent);
            if found.comprehension.is_some() {
                if self.flags_in(scope, id).any(SymbolFlags::ITERATION) {
                    let message = format!(
                        "assignment expression cannot rebind comprehension iteration variable '{}'",
                        target.id
                    );
                    return fail(message, range);
                }
            } else {
                return self.bind_named_target(scope, kind, target);
            }
            match parent {
                Some(outer) => scope = outer,
                None => return Ok(()),
            }
        }
    }

    fn bind_named_target(&mut self, scope: ScopeId, kind: ScopeKind, target: &ExprName) -> Done {
        let range = target.range();
        let id = self.mangled(&target.id);
        let place = match kind {
            ScopeKind::Module => {
                self.define_in(self.current, id, SymbolFlags::GLOBAL, range)?;
                self.here().directives.push((id, range));
                return self.define_in(scope, id, SymbolFlags::GLOBAL, range);
            }
            ScopeKind::Function | ScopeKind::Annotations => {
                let is_global = self.flags_in(scope, id).any(SymbolFlags::GLOBAL);
                let flag = if is_global { SymbolFlags::GLOBAL } else { SymbolFlags::NONLOCAL };
                self.define_in(self.current, id, flag, range)?;
                self.here().directives.push((id, range));
                return self.define_in(scope, id, SymbolFlags::ASSIGNED, range);
            }
            ScopeKind::Class => "in a class body",
            ScopeKind::TypeParams => "within the definition of a generic",
            ScopeKind::TypeAlias => "in a type alias",
            ScopeKind::TypeVarBound | ScopeKind::TypeVarDefault => "in a TypeVar bound",
        };
        fail(format!("assignment expression within a comprehension cannot be used {place}"), range)
    }

    /// `yield`, `await` and `:=` have no place in scopes that are evaluated lazily.
    pub(super) fn refuse_in_lazy_scope(&mut self, what: &str, range: TextRange) -> Done {
        let place = match self.kind() {
            ScopeKind::Annotations => "an annotation",
            ScopeKind::TypeVarBound | ScopeKind::TypeVarDefault => self.here().described,
            ScopeKind::TypeAlias => "a type alias",
            ScopeKind::TypeParams => "the definition of a generic",
            ScopeKind::Module | ScopeKind::Function | ScopeKind::Class => return Ok(()),
        };
        fail(format!("{what} cannot be used within {place}"), range)
    }
}

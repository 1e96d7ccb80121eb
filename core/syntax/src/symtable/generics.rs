//! Scopes that are evaluated lazily: annotations (PEP 649), type parameters and type aliases (PEP 695, 696).
//!
//! Must never know how they are evaluated.

use super::builder::{Builder, Done, module_range};
use super::{ScopeId, ScopeKind, SymbolFlags};
use ruff_python_ast::{self as ast, Expr, Parameters, TypeParam, TypeParams};
use ruff_text_size::{Ranged, TextRange};
use std::rc::Rc;

/// What a list of type parameters belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Generic {
    Function { keyword_defaults: bool },
    Class,
    Alias,
}

impl Builder {
    /// Lets the current scope, directly inside a class or in one that sees it, look names up in that class.
    fn see_class(&mut self, outer: ScopeId) {
        let around = &self.scopes[outer.0 as usize];
        if around.kind == ScopeKind::Class || around.sees_class {
            self.scope().sees_class = true;
            self.implicit("__classdict__", SymbolFlags::USED);
        }
    }

    /// The annotations of a function: always a scope, even an empty one.
    pub(super) fn function_annotations(&mut self, def: &ast::StmtFunctionDef) -> Done {
        let outer = self.enter("__annotate__", ScopeKind::Annotations, def.range);
        self.see_class(outer);
        self.parameter_annotations(&def.parameters)?;
        self.optional(def.returns.as_deref())?;
        self.leave(outer);
        Ok(())
    }

    fn parameter_annotations(&mut self, parameters: &Parameters) -> Done {
        let positional = parameters.posonlyargs.iter().chain(&parameters.args);
        for parameter in positional {
            self.optional(parameter.parameter.annotation.as_deref())?;
        }
        for parameter in [&parameters.vararg, &parameters.kwarg].into_iter().flatten() {
            self.optional(parameter.annotation.as_deref())?;
        }
        parameters
            .kwonlyargs
            .iter()
            .try_for_each(|parameter| self.optional(parameter.parameter.annotation.as_deref()))
    }

    /// The annotation of a variable: one scope for all of a class or module.
    pub(super) fn variable_annotation(&mut self, annotation: &Expr) -> Done {
        let outer = self.current;
        let kind = self.kind();
        let conditional =
            kind == ScopeKind::Module || (kind == ScopeKind::Class && self.here().in_conditional);
        if conditional && !self.scope().conditional_annotations {
            self.scope().conditional_annotations = true;
            self.implicit("__conditional_annotations__", SymbolFlags::USED);
        }
        match self.scope().annotations {
            Some(existing) => self.current = existing,
            None => {
                let range = if kind == ScopeKind::Module { module_range() } else { self.scope().range };
                self.enter("__annotate__", ScopeKind::Annotations, range);
                let made = self.current;
                self.scopes[outer.0 as usize].annotations = Some(made);
                if kind == ScopeKind::Class && !self.future_annotations {
                    self.see_class(outer);
                }
            }
        }
        self.here().unevaluated = kind == ScopeKind::Function;
        self.expression(annotation)?;
        self.here().unevaluated = false;
        self.leave(outer);
        Ok(())
    }

    /// Opens the scope of type parameters and binds them; the caller leaves it.
    pub(super) fn enter_type_params(
        &mut self,
        name: &str,
        params: &TypeParams,
        generic: Generic,
    ) -> Result<ScopeId, crate::error::Fault> {
        let outer = self.enter(name, ScopeKind::TypeParams, params.range);
        self.see_class(outer);
        match generic {
            Generic::Class => {
                self.here().mangled_only = Some(Rc::default());
                self.implicit(".type_params", SymbolFlags::ASSIGNED | SymbolFlags::USED);
                self.implicit(".generic_base", SymbolFlags::ASSIGNED | SymbolFlags::USED);
            }
            Generic::Function { keyword_defaults } => {
                self.define(".defaults", SymbolFlags::PARAMETER, params.range)?;
                if keyword_defaults {
                    self.define(".kwdefaults", SymbolFlags::PARAMETER, params.range)?;
                }
            }
            Generic::Alias => {}
        }
        params.type_params.iter().try_for_each(|param| self.type_param(param))?;
        Ok(outer)
    }

    fn type_param(&mut self, param: &TypeParam) -> Done {
        let (name, bound, default) = match param {
            TypeParam::TypeVar(node) => (&node.name, node.bound.as_deref(), node.default.as_deref()),
            TypeParam::TypeVarTuple(node) => (&node.name, None, node.default.as_deref()),
            TypeParam::ParamSpec(node) => (&node.name, None, node.default.as_deref()),
        };
        if let Some(only) = self.here().mangled_only.clone() {
            let plain = self.names.intern(name.as_str());
            only.borrow_mut().insert(plain);
        }
        self.define(name.as_str(), SymbolFlags::TYPE_PARAM | SymbolFlags::ASSIGNED, param.range())?;
        if let Some(bound) = bound {
            let described = if bound.is_tuple_expr() { "a TypeVar constraint" } else { "a TypeVar bound" };
            self.lazy_part(name.as_str(), ScopeKind::TypeVarBound, param.range(), bound, described)?;
        }
        if let Some(default) = default {
            let described = match param {
                TypeParam::TypeVar(_) => "a TypeVar default",
                TypeParam::TypeVarTuple(_) => "a TypeVarTuple default",
                TypeParam::ParamSpec(_) => "a ParamSpec default",
            };
            self.lazy_part(name.as_str(), ScopeKind::TypeVarDefault, param.range(), default, described)?;
        }
        Ok(())
    }

    fn lazy_part(
        &mut self,
        name: &str,
        kind: ScopeKind,
        range: TextRange,
        value: &Expr,
        described: &'static str,
    ) -> Done {
        let outer = self.enter(name, kind, range);
        self.here().described = described;
        self.see_class(outer);
        self.expression(value)?;
        self.leave(outer);
        Ok(())
    }

    pub(super) fn type_alias(&mut self, node: &ast::StmtTypeAlias) -> Done {
        self.expression(&node.name)?;
        let name = match &*node.name {
            Expr::Name(name) => name.id.as_str(),
            _ => "",
        };
        let outer = match &node.type_params {
            Some(params) => Some(self.enter_type_params(name, params, Generic::Alias)?),
            None => None,
        };
        let around = self.enter(name, ScopeKind::TypeAlias, node.range);
        self.see_class(around);
        self.expression(&node.value)?;
        self.leave(around);
        if let Some(outer) = outer {
            self.leave(outer);
        }
        Ok(())
    }
}

//! Names in statements, and the scopes of functions and classes.
//!
//! Must never know expressions beyond their place.

use super::builder::{Builder, Done, fail};
use super::generics::Generic;
use super::{ScopeId, ScopeKind, SymbolFlags};
use ruff_python_ast::{self as ast, ExceptHandler, Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};

impl Builder {
    pub(super) fn statements(&mut self, body: &[Stmt]) -> Done {
        body.iter().try_for_each(|statement| self.statement(statement))
    }

    /// Statements that may not run: annotations among them are conditional.
    fn conditional(&mut self, work: impl FnOnce(&mut Builder) -> Done) -> Done {
        let before = std::mem::replace(&mut self.here().in_conditional, true);
        work(self)?;
        self.here().in_conditional = before;
        Ok(())
    }

    fn statement(&mut self, statement: &Stmt) -> Done {
        match statement {
            Stmt::Expr(node) => self.expression(&node.value),
            Stmt::Assign(node) => {
                self.expressions(&node.targets)?;
                self.expression(&node.value)
            }
            Stmt::AugAssign(node) => {
                self.expression(&node.target)?;
                self.expression(&node.value)
            }
            Stmt::AnnAssign(node) => self.annotated(node),
            Stmt::Return(node) => {
                self.optional(node.value.as_deref())?;
                self.scope().returns_value |= node.value.is_some();
                Ok(())
            }
            Stmt::Delete(node) => self.expressions(&node.targets),
            Stmt::Raise(node) => {
                self.optional(node.exc.as_deref())?;
                self.optional(node.cause.as_deref())
            }
            Stmt::Assert(node) => {
                self.expression(&node.test)?;
                self.optional(node.msg.as_deref())
            }
            Stmt::Import(node) => node.names.iter().try_for_each(|alias| self.import(alias)),
            Stmt::ImportFrom(node) => node.names.iter().try_for_each(|alias| self.import(alias)),
            Stmt::Global(node) => self.global(&node.names, node.range),
            Stmt::Nonlocal(node) => self.nonlocal(&node.names, node.range),
            Stmt::FunctionDef(node) => self.function(node),
            Stmt::ClassDef(node) => self.class(node),
            Stmt::TypeAlias(node) => self.type_alias(node),
            _ => self.compound(statement),
        }
    }

    fn compound(&mut self, statement: &Stmt) -> Done {
        match statement {
            Stmt::If(node) => {
                self.expression(&node.test)?;
                self.conditional(|this| {
                    this.statements(&node.body)?;
                    node.elif_else_clauses.iter().try_for_each(|clause| {
                        this.optional(clause.test.as_ref())?;
                        this.statements(&clause.body)
                    })
                })
            }
            Stmt::For(node) => {
                self.expression(&node.target)?;
                self.expression(&node.iter)?;
                self.conditional(|this| {
                    this.statements(&node.body)?;
                    this.statements(&node.orelse)
                })
            }
            Stmt::While(node) => {
                self.expression(&node.test)?;
                self.conditional(|this| {
                    this.statements(&node.body)?;
                    this.statements(&node.orelse)
                })
            }
            Stmt::With(node) => self.with(node),
            Stmt::Match(node) => {
                self.expression(&node.subject)?;
                self.conditional(|this| node.cases.iter().try_for_each(|case| this.case(case)))
            }
            Stmt::Try(node) => self.conditional(|this| {
                this.statements(&node.body)?;
                node.handlers.iter().try_for_each(|handler| this.handler(handler))?;
                this.statements(&node.orelse)?;
                this.statements(&node.finalbody)
            }),
            _ => Ok(()),
        }
    }

    fn with(&mut self, node: &ast::StmtWith) -> Done {
        self.conditional(|this| {
            for item in &node.items {
                this.expression(&item.context_expr)?;
                this.optional(item.optional_vars.as_deref())?;
            }
            this.statements(&node.body)
        })
    }

    fn case(&mut self, case: &ast::MatchCase) -> Done {
        self.pattern(&case.pattern)?;
        self.optional(case.guard.as_deref())?;
        self.statements(&case.body)
    }

    fn handler(&mut self, handler: &ExceptHandler) -> Done {
        let ExceptHandler::ExceptHandler(handler) = handler;
        self.optional(handler.type_.as_deref())?;
        if let Some(name) = &handler.name {
            self.assign_name(name.as_str(), handler.range)?;
        }
        self.statements(&handler.body)
    }

    fn annotated(&mut self, node: &ast::StmtAnnAssign) -> Done {
        match &*node.target {
            Expr::Name(name) => self.annotated_name(name, node)?,
            target => self.expression(target)?,
        }
        self.variable_annotation(&node.annotation)?;
        self.optional(node.value.as_deref())
    }

    fn annotated_name(&mut self, name: &ast::ExprName, node: &ast::StmtAnnAssign) -> Done {
        let id = self.mangled(&name.id);
        let old = self.flags_in(self.current, id);
        let declared = SymbolFlags::GLOBAL | SymbolFlags::NONLOCAL;
        if node.simple && old.any(declared) && self.current != ScopeId(0) {
            let word = if old.any(SymbolFlags::GLOBAL) { "global" } else { "nonlocal" };
            return fail(format!("annotated name '{}' can't be {word}", name.id), node.range);
        }
        if node.simple {
            self.define(&name.id, SymbolFlags::ANNOTATED | SymbolFlags::ASSIGNED, name.range)
        } else if node.value.is_some() {
            self.assign_name(&name.id, name.range)
        } else {
            Ok(())
        }
    }

    fn import(&mut self, alias: &ast::Alias) -> Done {
        let name = match &alias.asname {
            Some(name) => name.as_str(),
            None => alias.name.as_str().split('.').next().unwrap_or(""),
        };
        if name != "*" {
            return self.define(name, SymbolFlags::IMPORTED, alias.range);
        }
        if self.kind() == ScopeKind::Module {
            return Ok(());
        }
        fail("import * only allowed at module level", alias.range)
    }

    fn function(&mut self, def: &ast::StmtFunctionDef) -> Done {
        self.assign_name(def.name.as_str(), statement_range(def.range, &def.decorator_list))?;
        self.defaults(&def.parameters)?;
        def.decorator_list.iter().try_for_each(|decorator| self.expression(&decorator.expression))?;
        let outer = match &def.type_params {
            Some(params) => {
                let generic = Generic::Function {
                    keyword_defaults: def
                        .parameters
                        .kwonlyargs
                        .iter()
                        .any(|parameter| parameter.default.is_some()),
                };
                Some(self.enter_type_params(def.name.as_str(), params, generic)?)
            }
            None => None,
        };
        self.function_annotations(def)?;
        let around = self.enter(def.name.as_str(), ScopeKind::Function, def.range);
        self.scope().async_function = def.is_async;
        self.scope().coroutine = def.is_async;
        self.parameters(&def.parameters)?;
        self.statements(&def.body)?;
        self.leave(around);
        if let Some(outer) = outer {
            self.leave(outer);
        }
        Ok(())
    }

    fn class(&mut self, def: &ast::StmtClassDef) -> Done {
        self.assign_name(def.name.as_str(), statement_range(def.range, &def.decorator_list))?;
        def.decorator_list.iter().try_for_each(|decorator| self.expression(&decorator.expression))?;
        let class_around = self.class.clone();
        let outer = match &def.type_params {
            Some(params) => {
                self.class = Some(def.name.as_str().into());
                Some(self.enter_type_params(def.name.as_str(), params, Generic::Class)?)
            }
            None => None,
        };
        if let Some(arguments) = &def.arguments {
            self.arguments(arguments)?;
        }
        let around = self.enter(def.name.as_str(), ScopeKind::Class, def.range);
        self.class = Some(def.name.as_str().into());
        if def.type_params.is_some() {
            self.implicit("__type_params__", SymbolFlags::ASSIGNED);
            self.implicit(".type_params", SymbolFlags::USED);
        }
        self.statements(&def.body)?;
        self.leave(around);
        self.class = class_around;
        if let Some(outer) = outer {
            self.leave(outer);
        }
        Ok(())
    }
}

/// A definition without its decorators, as CPython places errors about its name.
fn statement_range(range: TextRange, decorators: &[ast::Decorator]) -> TextRange {
    match decorators.last() {
        Some(last) => TextRange::new(last.end(), range.end()),
        None => range,
    }
}

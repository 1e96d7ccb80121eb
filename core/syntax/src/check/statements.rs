//! The walk over statements.
//!
//! Must never know where names live, beyond what the table says of a function.

use super::future::is_future;
use super::{Context, Done, MAX_BLOCKS, Place, Walk, fail};
use crate::error::Fault;
use crate::symtable::ScopeKind;
use ruff_python_ast::{self as ast, ExceptHandler, Expr, Stmt, TypeParam};
use ruff_text_size::{Ranged, TextRange};

impl Walk<'_> {
    pub(super) fn body(&mut self, body: &[Stmt]) -> Done {
        body.iter().try_for_each(|statement| self.statement(statement))
    }

    fn statement(&mut self, statement: &Stmt) -> Done {
        self.leave_head(statement)?;
        match statement {
            Stmt::Expr(node) => self.expression(&node.value),
            Stmt::Assign(node) => {
                self.expression(&node.value)?;
                node.targets.iter().try_for_each(|target| self.target(target))
            }
            Stmt::AugAssign(node) => {
                self.target(&node.target)?;
                self.expression(&node.value)
            }
            Stmt::AnnAssign(node) => {
                self.optional(node.value.as_deref())?;
                self.target(&node.target)?;
                self.annotation(Some(&node.annotation))
            }
            Stmt::Return(node) => self.return_statement(node),
            Stmt::Delete(node) => node.targets.iter().try_for_each(|target| self.delete_target(target)),
            Stmt::Raise(node) => {
                self.optional(node.exc.as_deref())?;
                self.optional(node.cause.as_deref())
            }
            Stmt::Assert(node) => {
                self.suspicious_assertion(node);
                self.expression(&node.test)?;
                self.optional(node.msg.as_deref())
            }
            Stmt::Import(node) => node.names.iter().try_for_each(|alias| self.alias(alias)),
            Stmt::ImportFrom(node) => node.names.iter().try_for_each(|alias| self.alias(alias)),
            Stmt::Break(node) => self.loop_exit("break", node.range, "'break' outside loop"),
            Stmt::Continue(node) => self.loop_exit("continue", node.range, "'continue' not properly in loop"),
            Stmt::FunctionDef(node) => self.function(node),
            Stmt::ClassDef(node) => self.class(node),
            Stmt::TypeAlias(node) => {
                self.type_params(node.type_params.as_deref())?;
                self.within(Context::new(Place::Function), |this| this.expression(&node.value))
            }
            _ => self.compound(statement),
        }
    }

    /// Notes when the head of the file, where `__future__` imports may stand, is over.
    fn leave_head(&mut self, statement: &Stmt) -> Done {
        if let Stmt::ImportFrom(import) = statement
            && is_future(import)
        {
            if self.at_head {
                return Ok(());
            }
            return fail("from __future__ imports must occur at the beginning of the file", import.range);
        }
        let docstring =
            matches!(statement, Stmt::Expr(node) if matches!(*node.value, Expr::StringLiteral(_)));
        let first = self.source.text()[..statement.start().to_usize()].lines().all(is_blank);
        self.at_head &= docstring && first;
        Ok(())
    }

    fn compound(&mut self, statement: &Stmt) -> Done {
        match statement {
            Stmt::If(node) => {
                self.expression(&node.test)?;
                self.body(&node.body)?;
                node.elif_else_clauses.iter().try_for_each(|clause| {
                    self.optional(clause.test.as_ref())?;
                    self.body(&clause.body)
                })
            }
            Stmt::For(node) => {
                self.refuse_async(node.is_async, "'async for'", node.range)?;
                self.expression(&node.iter)?;
                self.target(&node.target)?;
                self.loop_body(&node.body, node.range)?;
                self.body(&node.orelse)
            }
            Stmt::While(node) => {
                self.expression(&node.test)?;
                self.loop_body(&node.body, node.range)?;
                self.body(&node.orelse)
            }
            Stmt::With(node) => {
                self.refuse_async(node.is_async, "'async with'", node.range)?;
                for item in &node.items {
                    self.expression(&item.context_expr)?;
                    item.optional_vars.as_ref().map_or(Ok(()), |target| self.target(target))?;
                }
                let context = self.nested(node.items.len(), node.range)?;
                self.within(context, |this| this.body(&node.body))
            }
            Stmt::Match(node) => self.match_statement(node),
            Stmt::Try(node) => self.try_statement(node),
            _ => Ok(()),
        }
    }

    fn refuse_async(&self, is_async: bool, what: &str, range: TextRange) -> Done {
        if is_async && self.context.place != Place::AsyncFunction {
            return fail(format!("{what} outside async function"), range);
        }
        Ok(())
    }

    /// The context `more` blocks further in.
    fn nested(&self, more: usize, range: TextRange) -> Result<Context, Fault> {
        let blocks = self.context.blocks + more;
        if blocks > MAX_BLOCKS {
            return fail("too many statically nested blocks", range);
        }
        Ok(Context { blocks, ..self.context })
    }

    fn loop_body(&mut self, body: &[Stmt], range: TextRange) -> Done {
        let context =
            Context { in_loop: true, loop_in_star: false, loop_in_finally: false, ..self.nested(1, range)? };
        self.within(context, |this| this.body(body))
    }

    fn loop_exit(&mut self, word: &str, range: TextRange, message: &str) -> Done {
        if self.context.loop_in_finally {
            self.leaves_finally(word, range);
        }
        if self.context.loop_in_star {
            return self.refuse_in_star(range);
        }
        if self.context.in_loop { Ok(()) } else { fail(message, range) }
    }

    fn refuse_in_star(&self, range: TextRange) -> Done {
        fail("'break', 'continue' and 'return' cannot appear in an except* block", range)
    }

    fn return_statement(&mut self, node: &ast::StmtReturn) -> Done {
        if !matches!(self.context.place, Place::Function | Place::AsyncFunction) {
            return fail("'return' outside function", node.range);
        }
        if self.context.in_finally {
            self.leaves_finally("return", node.range);
        }
        if node.value.is_some() && self.context.async_generator {
            return fail("'return' with value in async generator", node.range);
        }
        self.optional(node.value.as_deref())?;
        if self.context.in_star { self.refuse_in_star(node.range) } else { Ok(()) }
    }

    fn try_statement(&mut self, node: &ast::StmtTry) -> Done {
        if node.finalbody.is_empty() {
            return self.try_except(node);
        }
        let context = self.nested(1, node.range)?;
        self.within(context, |this| this.try_except(node))?;
        let context = Context { in_finally: true, loop_in_finally: true, ..context };
        self.within(context, |this| this.body(&node.finalbody))
    }

    fn try_except(&mut self, node: &ast::StmtTry) -> Done {
        let context = self.nested(usize::from(!node.handlers.is_empty()), node.range)?;
        self.within(context, |this| this.body(&node.body))?;
        for (index, ExceptHandler::ExceptHandler(handler)) in node.handlers.iter().enumerate() {
            if handler.type_.is_none() && index + 1 < node.handlers.len() {
                return fail("default 'except:' must be last", handler.range);
            }
            self.optional(handler.type_.as_deref())?;
            if let Some(name) = &handler.name {
                self.refuse_debug(name.as_str(), handler.range)?;
            }
            let star = node.is_star;
            let context = Context {
                in_star: star || self.context.in_star,
                loop_in_star: star || self.context.loop_in_star,
                ..self.nested(2, handler.range)?
            };
            self.within(context, |this| this.body(&handler.body))?;
        }
        self.body(&node.orelse)
    }

    fn alias(&mut self, alias: &ast::Alias) -> Done {
        let name = alias.asname.as_ref().unwrap_or(&alias.name);
        self.refuse_debug(name.as_str(), alias.range)
    }

    fn function(&mut self, node: &ast::StmtFunctionDef) -> Done {
        self.refuse_debug(node.name.as_str(), without_decorators(node.range, &node.decorator_list))?;
        node.decorator_list.iter().try_for_each(|decorator| self.expression(&decorator.expression))?;
        self.parameters(&node.parameters)?;
        self.type_params(node.type_params.as_deref())?;
        for parameter in node.parameters.iter() {
            self.annotation(parameter.annotation())?;
        }
        self.annotation(node.returns.as_deref())?;
        let place = if node.is_async { Place::AsyncFunction } else { Place::Function };
        let scope = self.table.scope_of(node.range, ScopeKind::Function);
        let generator = scope.is_some_and(|id| self.table.scope(id).generator);
        let context = Context { async_generator: node.is_async && generator, ..Context::new(place) };
        self.within(context, |this| this.body(&node.body))
    }

    fn class(&mut self, node: &ast::StmtClassDef) -> Done {
        self.refuse_debug(node.name.as_str(), without_decorators(node.range, &node.decorator_list))?;
        node.decorator_list.iter().try_for_each(|decorator| self.expression(&decorator.expression))?;
        self.type_params(node.type_params.as_deref())?;
        if let Some(arguments) = &node.arguments {
            self.arguments(arguments)?;
        }
        self.within(Context::new(Place::Class), |this| this.body(&node.body))
    }

    /// Annotations run in a function of their own, and a starred one may stand at `*args`.
    fn annotation(&mut self, annotation: Option<&Expr>) -> Done {
        let Some(annotation) = annotation else { return Ok(()) };
        self.within(Context::new(Place::Function), |this| match annotation {
            Expr::Starred(node) => this.expression(&node.value),
            other => this.expression(other),
        })
    }

    fn type_params(&mut self, params: Option<&ast::TypeParams>) -> Done {
        let mut seen_default = false;
        for param in params.into_iter().flat_map(|params| &params.type_params) {
            let (name, bound, default) = match param {
                TypeParam::TypeVar(node) => (&node.name, node.bound.as_deref(), node.default.as_deref()),
                TypeParam::TypeVarTuple(node) => (&node.name, None, node.default.as_deref()),
                TypeParam::ParamSpec(node) => (&node.name, None, node.default.as_deref()),
            };
            self.refuse_debug(name.as_str(), param.range())?;
            if seen_default && default.is_none() {
                let message =
                    format!("non-default type parameter '{}' follows default type parameter", name.as_str());
                return fail(message, param.range());
            }
            seen_default |= default.is_some();
            self.annotation(bound)?;
            self.annotation(default)?;
        }
        Ok(())
    }
}

fn is_blank(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with('#')
}

fn without_decorators(range: TextRange, decorators: &[ast::Decorator]) -> TextRange {
    decorators.last().map_or(range, |last| TextRange::new(last.end(), range.end()))
}

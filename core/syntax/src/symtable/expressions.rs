//! Names in expressions and patterns, and the scopes of lambdas and comprehensions.
//!
//! Must never know statements.

use super::builder::{Builder, Done, fail};
use super::{Comprehension, ScopeKind, SymbolFlags};
use ruff_python_ast::{
    self as ast, Expr, ExprContext, FStringPart, InterpolatedStringElement, Parameters, Pattern,
};
use ruff_text_size::{Ranged, TextRange};

impl Builder {
    pub(super) fn expressions<'a>(&mut self, all: impl IntoIterator<Item = &'a Expr>) -> Done {
        all.into_iter().try_for_each(|expression| self.expression(expression))
    }

    pub(super) fn optional(&mut self, expression: Option<&Expr>) -> Done {
        expression.map_or(Ok(()), |expression| self.expression(expression))
    }

    pub(super) fn expression(&mut self, expression: &Expr) -> Done {
        match expression {
            Expr::Name(name) => self.name(name),
            Expr::Attribute(node) => self.expression(&node.value),
            Expr::Call(node) => {
                self.expression(&node.func)?;
                self.arguments(&node.arguments)
            }
            Expr::BinOp(node) => {
                self.expression(&node.left)?;
                self.expression(&node.right)
            }
            Expr::Subscript(node) => {
                self.expression(&node.value)?;
                self.expression(&node.slice)
            }
            Expr::BoolOp(node) => self.expressions(&node.values),
            Expr::UnaryOp(node) => self.expression(&node.operand),
            Expr::Compare(node) => {
                self.expression(&node.left)?;
                self.expressions(node.comparators.iter())
            }
            Expr::If(node) => {
                self.expression(&node.test)?;
                self.expression(&node.body)?;
                self.expression(&node.orelse)
            }
            Expr::Dict(node) => node.items.iter().try_for_each(|item| {
                self.optional(item.key.as_ref())?;
                self.expression(&item.value)
            }),
            Expr::Set(node) => self.expressions(&node.elts),
            Expr::List(node) => self.expressions(&node.elts),
            Expr::Tuple(node) => self.expressions(&node.elts),
            Expr::Slice(node) => {
                self.optional(node.lower.as_deref())?;
                self.optional(node.upper.as_deref())?;
                self.optional(node.step.as_deref())
            }
            Expr::Starred(node) => self.expression(&node.value),
            Expr::FString(node) => self.f_string(node),
            Expr::TString(node) => node.value.iter().try_for_each(|part| self.pieces(part.elements.iter())),
            _ => self.rare_expression(expression),
        }
    }

    fn rare_expression(&mut self, expression: &Expr) -> Done {
        match expression {
            Expr::Lambda(node) => self.lambda(node),
            Expr::Named(node) => self.named(node),
            Expr::ListComp(node) => {
                self.comprehension_scope(Comprehension::List, node.range, &node.generators, &node.elt, None)
            }
            Expr::SetComp(node) => {
                self.comprehension_scope(Comprehension::Set, node.range, &node.generators, &node.elt, None)
            }
            Expr::Generator(node) => self.comprehension_scope(
                Comprehension::Generator,
                node.range,
                &node.generators,
                &node.elt,
                None,
            ),
            Expr::DictComp(node) => {
                let key = node.key.as_deref();
                let (elt, value) = key.map_or((&*node.value, None), |key| (key, Some(&*node.value)));
                self.comprehension_scope(Comprehension::Dict, node.range, &node.generators, elt, value)
            }
            Expr::Yield(node) => {
                self.refuse_in_lazy_scope("yield expression", node.range)?;
                self.optional(node.value.as_deref())?;
                self.note_yield(node.range)
            }
            Expr::YieldFrom(node) => {
                self.refuse_in_lazy_scope("yield expression", node.range)?;
                self.expression(&node.value)?;
                self.note_yield(node.range)
            }
            Expr::Await(node) => {
                self.refuse_in_lazy_scope("await expression", node.range)?;
                self.expression(&node.value)?;
                self.scope().coroutine = true;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn name(&mut self, name: &ast::ExprName) -> Done {
        if self.here().unevaluated {
            return Ok(());
        }
        if name.ctx != ExprContext::Load {
            return self.assign_name(&name.id, name.range);
        }
        self.use_name(&name.id);
        if name.id.as_str() == "super" && self.scope().is_function_like() {
            self.implicit("__class__", SymbolFlags::USED);
        }
        Ok(())
    }

    pub(super) fn arguments(&mut self, arguments: &ast::Arguments) -> Done {
        self.expressions(arguments.args.iter())?;
        arguments.keywords.iter().try_for_each(|keyword| self.expression(&keyword.value))
    }

    fn f_string(&mut self, node: &ast::ExprFString) -> Done {
        node.value.iter().try_for_each(|part| match part {
            FStringPart::Literal(_) => Ok(()),
            FStringPart::FString(part) => self.pieces(part.elements.iter()),
        })
    }

    fn pieces<'a>(&mut self, mut pieces: impl Iterator<Item = &'a InterpolatedStringElement>) -> Done {
        pieces.try_for_each(|piece| {
            let InterpolatedStringElement::Interpolation(field) = piece else { return Ok(()) };
            self.expression(&field.expression)?;
            field.format_spec.as_ref().map_or(Ok(()), |spec| self.pieces(spec.elements.iter()))
        })
    }

    fn named(&mut self, node: &ast::ExprNamed) -> Done {
        self.refuse_in_lazy_scope("named expression", node.range)?;
        if self.here().in_iterable > 0 {
            let message = "assignment expression cannot be used in a comprehension iterable expression";
            return fail(message, node.range);
        }
        if self.comprehension().is_some()
            && let Expr::Name(target) = &*node.target
        {
            self.named_target_in_comprehension(target)?;
        }
        self.expression(&node.value)?;
        self.expression(&node.target)
    }

    fn note_yield(&mut self, range: TextRange) -> Done {
        self.scope().generator = true;
        let place = match self.comprehension() {
            None => return Ok(()),
            Some(Comprehension::List) => "list comprehension",
            Some(Comprehension::Set) => "set comprehension",
            Some(Comprehension::Dict) => "dict comprehension",
            Some(Comprehension::Generator) => "generator expression",
        };
        fail(format!("'yield' inside {place}"), range)
    }

    fn lambda(&mut self, node: &ast::ExprLambda) -> Done {
        let parameters = node.parameters.as_deref();
        if let Some(parameters) = parameters {
            self.defaults(parameters)?;
        }
        let outer = self.enter("<lambda>", ScopeKind::Function, node.range);
        if let Some(parameters) = parameters {
            self.parameters(parameters)?;
        }
        self.expression(&node.body)?;
        self.leave(outer);
        Ok(())
    }

    pub(super) fn defaults(&mut self, parameters: &Parameters) -> Done {
        let all = parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs);
        all.into_iter().try_for_each(|parameter| self.optional(parameter.default.as_deref()))
    }

    /// Binds the parameters in the current scope.
    pub(super) fn parameters(&mut self, parameters: &Parameters) -> Done {
        let plain = parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs);
        for parameter in plain.map(|parameter| &parameter.parameter) {
            self.define(parameter.name.as_str(), SymbolFlags::PARAMETER, parameter.range)?;
        }
        if let Some(parameter) = &parameters.vararg {
            self.define(parameter.name.as_str(), SymbolFlags::PARAMETER, variadic_range(parameter))?;
            self.scope().variadic = true;
        }
        if let Some(parameter) = &parameters.kwarg {
            self.define(parameter.name.as_str(), SymbolFlags::PARAMETER, variadic_range(parameter))?;
            self.scope().variadic_keywords = true;
        }
        Ok(())
    }

    fn comprehension_scope(
        &mut self,
        kind: Comprehension,
        range: TextRange,
        clauses: &[ast::Comprehension],
        element: &Expr,
        value: Option<&Expr>,
    ) -> Done {
        let Some((first, rest)) = clauses.split_first() else { return Ok(()) };
        self.iterable(&first.iter)?;
        let name = match kind {
            Comprehension::List => "<listcomp>",
            Comprehension::Set => "<setcomp>",
            Comprehension::Dict => "<dictcomp>",
            Comprehension::Generator => "<genexpr>",
        };
        let outer = self.enter(name, ScopeKind::Function, range);
        self.scope().comprehension = Some(kind);
        self.scope().coroutine = first.is_async;
        self.define(".0", SymbolFlags::PARAMETER, range)?;
        self.iteration_target(&first.target)?;
        self.expressions(&first.ifs)?;
        for clause in rest {
            self.iteration_target(&clause.target)?;
            self.iterable(&clause.iter)?;
            self.expressions(&clause.ifs)?;
            self.scope().coroutine |= clause.is_async;
        }
        self.optional(value)?;
        self.expression(element)?;
        let is_generator = kind == Comprehension::Generator;
        self.scope().generator = is_generator;
        let is_async = self.scope().coroutine && !is_generator;
        self.leave(outer);
        self.scope().coroutine |= is_async;
        Ok(())
    }

    fn iterable(&mut self, iterable: &Expr) -> Done {
        self.here().in_iterable += 1;
        self.expression(iterable)?;
        self.here().in_iterable -= 1;
        Ok(())
    }

    fn iteration_target(&mut self, target: &Expr) -> Done {
        self.here().in_iteration_target = true;
        self.expression(target)?;
        self.here().in_iteration_target = false;
        Ok(())
    }

    pub(super) fn pattern(&mut self, pattern: &Pattern) -> Done {
        match pattern {
            Pattern::MatchValue(node) => self.expression(&node.value),
            Pattern::MatchSingleton(_) => Ok(()),
            Pattern::MatchSequence(node) => self.patterns(&node.patterns),
            Pattern::MatchOr(node) => self.patterns(&node.patterns),
            Pattern::MatchMapping(node) => {
                self.expressions(&node.keys)?;
                self.patterns(&node.patterns)?;
                self.capture(node.rest.as_ref(), node.range)
            }
            Pattern::MatchClass(node) => {
                self.expression(&node.cls)?;
                self.patterns(&node.arguments.patterns)?;
                node.arguments.keywords.iter().try_for_each(|keyword| self.pattern(&keyword.pattern))
            }
            Pattern::MatchStar(node) => self.capture(node.name.as_ref(), node.range),
            Pattern::MatchAs(node) => {
                node.pattern.as_ref().map_or(Ok(()), |inner| self.pattern(inner))?;
                self.capture(node.name.as_ref(), node.range)
            }
        }
    }

    fn patterns(&mut self, patterns: &[Pattern]) -> Done {
        patterns.iter().try_for_each(|pattern| self.pattern(pattern))
    }

    fn capture(&mut self, name: Option<&ast::Identifier>, range: TextRange) -> Done {
        name.map_or(Ok(()), |name| self.assign_name(name.as_str(), range))
    }
}

/// A variadic parameter without its stars, as CPython places it.
fn variadic_range(parameter: &ast::Parameter) -> TextRange {
    let end = parameter.annotation.as_ref().map_or(parameter.name.range.end(), |annotation| annotation.end());
    TextRange::new(parameter.name.range.start(), end)
}

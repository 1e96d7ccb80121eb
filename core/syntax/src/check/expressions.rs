//! The walk over expressions and targets.
//!
//! Must never know statements.

use super::{Context, Done, Place, Walk, fail};
use crate::symtable::{Comprehension, ScopeKind};
use ruff_python_ast::{self as ast, Expr, FStringPart, InterpolatedStringElement, Parameters};
use ruff_text_size::{Ranged, TextRange};
use rustc_hash::FxHashSet;

impl Walk<'_> {
    pub(super) fn optional(&mut self, expression: Option<&Expr>) -> Done {
        expression.map_or(Ok(()), |expression| self.expression(expression))
    }

    fn expressions<'e>(&mut self, all: impl IntoIterator<Item = &'e Expr>) -> Done {
        all.into_iter().try_for_each(|expression| self.expression(expression))
    }

    /// Elements of displays, arguments, subscripts: stars are welcome.
    fn elements<'e>(&mut self, all: impl IntoIterator<Item = &'e Expr>) -> Done {
        all.into_iter().try_for_each(|expression| match expression {
            Expr::Starred(node) => self.expression(&node.value),
            other => self.expression(other),
        })
    }

    pub(super) fn expression(&mut self, expression: &Expr) -> Done {
        match expression {
            Expr::Starred(node) => fail("can't use starred expression here", node.range),
            Expr::Name(_) => Ok(()),
            Expr::Attribute(node) => self.expression(&node.value),
            Expr::Subscript(node) => {
                self.suspicious_subscript(node);
                self.expression(&node.value)?;
                self.expression(&node.slice)
            }
            Expr::Call(node) => {
                self.suspicious_call(node);
                self.expression(&node.func)?;
                self.arguments(&node.arguments)
            }
            Expr::BinOp(node) => {
                self.expression(&node.left)?;
                self.expression(&node.right)
            }
            Expr::BoolOp(node) => self.expressions(&node.values),
            Expr::UnaryOp(node) => self.expression(&node.operand),
            Expr::Compare(node) => {
                self.suspicious_comparison(node);
                self.expression(&node.left)?;
                self.expressions(node.comparators.iter())
            }
            Expr::If(node) => {
                self.expression(&node.test)?;
                self.expression(&node.body)?;
                self.expression(&node.orelse)
            }
            Expr::List(node) => self.elements(&node.elts),
            Expr::Tuple(node) => self.elements(&node.elts),
            Expr::Set(node) => self.elements(&node.elts),
            Expr::Dict(node) => node.items.iter().try_for_each(|item| {
                self.optional(item.key.as_ref())?;
                self.expression(&item.value)
            }),
            Expr::Slice(node) => {
                self.optional(node.lower.as_deref())?;
                self.optional(node.upper.as_deref())?;
                self.optional(node.step.as_deref())
            }
            Expr::FString(node) => node.value.iter().try_for_each(|part| match part {
                FStringPart::Literal(_) => Ok(()),
                FStringPart::FString(part) => self.pieces(part.elements.iter()),
            }),
            Expr::TString(node) => node.value.iter().try_for_each(|part| self.pieces(part.elements.iter())),
            _ => self.rare_expression(expression),
        }
    }

    fn rare_expression(&mut self, expression: &Expr) -> Done {
        match expression {
            Expr::Named(node) => {
                self.expression(&node.value)?;
                self.target(&node.target)
            }
            Expr::Lambda(node) => {
                if let Some(parameters) = &node.parameters {
                    self.parameters(parameters)?;
                }
                self.within(Context::new(Place::Function), |this| this.expression(&node.body))
            }
            Expr::ListComp(node) => {
                self.comprehension(node.range, &node.generators, &[&node.elt], Comprehension::List)
            }
            Expr::SetComp(node) => {
                self.comprehension(node.range, &node.generators, &[&node.elt], Comprehension::Set)
            }
            Expr::Generator(node) => {
                self.comprehension(node.range, &node.generators, &[&node.elt], Comprehension::Generator)
            }
            Expr::DictComp(node) => {
                let parts: Vec<&Expr> = node.key.as_deref().into_iter().chain([&*node.value]).collect();
                self.comprehension(node.range, &node.generators, &parts, Comprehension::Dict)
            }
            Expr::Yield(node) => {
                self.refuse_yield(node.range)?;
                self.optional(node.value.as_deref())
            }
            Expr::YieldFrom(node) => {
                self.refuse_yield(node.range)?;
                if self.context.place == Place::AsyncFunction {
                    return fail("'yield from' inside async function", node.range);
                }
                self.expression(&node.value)
            }
            Expr::Await(node) => {
                match self.context.place {
                    Place::AsyncFunction | Place::Comprehension => {}
                    Place::Function => return fail("'await' outside async function", node.range),
                    Place::Module | Place::Class => return fail("'await' outside function", node.range),
                }
                self.expression(&node.value)
            }
            _ => Ok(()),
        }
    }

    fn refuse_yield(&self, range: TextRange) -> Done {
        match self.context.place {
            Place::Module | Place::Class => fail("'yield' outside function", range),
            _ => Ok(()),
        }
    }

    fn pieces<'e>(&mut self, mut pieces: impl Iterator<Item = &'e InterpolatedStringElement>) -> Done {
        pieces.try_for_each(|piece| {
            let InterpolatedStringElement::Interpolation(field) = piece else { return Ok(()) };
            self.expression(&field.expression)?;
            field.format_spec.as_ref().map_or(Ok(()), |spec| self.pieces(spec.elements.iter()))
        })
    }

    pub(super) fn arguments(&mut self, arguments: &ast::Arguments) -> Done {
        if arguments.keywords.len() > 1 {
            let mut seen = FxHashSet::default();
            for keyword in &arguments.keywords {
                let Some(name) = &keyword.arg else { continue };
                if !seen.insert(name.as_str()) {
                    return fail(format!("keyword argument repeated: {}", name.as_str()), keyword.range);
                }
            }
        }
        for keyword in &arguments.keywords {
            if let Some(name) = &keyword.arg {
                self.refuse_debug(name.as_str(), keyword.range)?;
            }
        }
        self.elements(arguments.args.iter())?;
        arguments.keywords.iter().try_for_each(|keyword| self.expression(&keyword.value))
    }

    /// Names and defaults of parameters; their annotations are the caller's.
    pub(super) fn parameters(&mut self, parameters: &Parameters) -> Done {
        for parameter in parameters.iter() {
            self.refuse_debug(parameter.name().as_str(), parameter.name().range)?;
            self.optional(parameter.default())?;
        }
        Ok(())
    }

    fn comprehension(
        &mut self,
        range: TextRange,
        clauses: &[ast::Comprehension],
        elements: &[&Expr],
        kind: Comprehension,
    ) -> Done {
        let scope = self.table.scope_of(range, ScopeKind::Function);
        let is_async = scope.is_some_and(|id| self.table.scope(id).coroutine);
        let may = matches!(self.context.place, Place::AsyncFunction | Place::Comprehension);
        if is_async && kind != Comprehension::Generator && !may {
            return fail("asynchronous comprehension outside of an asynchronous function", range);
        }
        if let Some(first) = clauses.first() {
            self.expression(&first.iter)?;
        }
        self.within(Context::new(Place::Comprehension), |this| {
            for (index, clause) in clauses.iter().enumerate() {
                if index > 0 {
                    this.expression(&clause.iter)?;
                }
                this.target(&clause.target)?;
                this.expressions(&clause.ifs)?;
            }
            this.expressions(elements.iter().copied())
        })
    }

    /// An assignment target; a star is good only inside a list or tuple.
    pub(super) fn target(&mut self, target: &Expr) -> Done {
        match target {
            Expr::Starred(node) => fail("starred assignment target must be in a list or tuple", node.range),
            Expr::List(node) => self.target_elements(&node.elts, node.range),
            Expr::Tuple(node) => self.target_elements(&node.elts, node.range),
            Expr::Name(node) => self.refuse_debug(&node.id, node.range),
            Expr::Attribute(node) => {
                self.refuse_debug(node.attr.as_str(), node.range)?;
                self.expression(&node.value)
            }
            other => self.expression(other),
        }
    }

    fn target_elements(&mut self, elements: &[Expr], range: TextRange) -> Done {
        if elements.iter().filter(|element| element.is_starred_expr()).count() > 1 {
            return fail("multiple starred expressions in assignment", range);
        }
        elements.iter().try_for_each(|element| match element {
            Expr::Starred(node) => self.target(&node.value),
            other => self.target(other),
        })
    }

    pub(super) fn delete_target(&mut self, target: &Expr) -> Done {
        match target {
            Expr::List(node) => node.elts.iter().try_for_each(|element| self.delete_target(element)),
            Expr::Tuple(node) => node.elts.iter().try_for_each(|element| self.delete_target(element)),
            Expr::Name(node) if self.debug && node.id.as_str() == "__debug__" => {
                fail("cannot delete __debug__", target.range())
            }
            Expr::Attribute(node) if self.debug && node.attr.as_str() == "__debug__" => {
                fail("cannot delete __debug__", target.range())
            }
            other => self.expression(other),
        }
    }
}

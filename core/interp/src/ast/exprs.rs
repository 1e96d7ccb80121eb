//! Expressions as nodes, and what stands between them: arguments, keywords, comprehensions, operators.
//!
//! Must never know statements, or the pieces of f-strings.

use super::make::Maker;
use heddle_objects::{Ref, Res};
use heddle_syntax::ast::{self, Expr, ExprContext, Operator};
use heddle_syntax::text_size::{Ranged, TextRange};

impl Maker<'_> {
    pub(super) fn expr(&mut self, expr: &Expr) -> Res {
        let t = self.t;
        t.deeper(|| self.any_expr(expr))
    }

    fn any_expr(&mut self, expr: &Expr) -> Res {
        let range = expr.range();
        if let (Some(level), Expr::Name(node)) = (self.optimize, expr)
            && node.id.as_str() == "__debug__"
        {
            return self.constant(&heddle_compiler::Const::Bool(level == 0), range);
        }
        match expr {
            Expr::BoolOp(node) => {
                let op = self.singleton(match node.op {
                    ast::BoolOp::And => "And",
                    ast::BoolOp::Or => "Or",
                })?;
                let values = self.each(&node.values, Self::expr)?;
                self.node("BoolOp", range, vec![("op", op), ("values", values)])
            }
            Expr::Named(node) => {
                let target = self.expr(&node.target)?;
                let value = self.expr(&node.value)?;
                self.node("NamedExpr", range, vec![("target", target), ("value", value)])
            }
            Expr::BinOp(node) => {
                let left = self.expr(&node.left)?;
                let op = self.operator(node.op)?;
                let right = self.expr(&node.right)?;
                self.node("BinOp", range, vec![("left", left), ("op", op), ("right", right)])
            }
            Expr::UnaryOp(node) => {
                let op = self.singleton(match node.op {
                    ast::UnaryOp::Invert => "Invert",
                    ast::UnaryOp::Not => "Not",
                    ast::UnaryOp::UAdd => "UAdd",
                    ast::UnaryOp::USub => "USub",
                })?;
                let operand = self.expr(&node.operand)?;
                self.node("UnaryOp", range, vec![("op", op), ("operand", operand)])
            }
            Expr::Lambda(node) => {
                let args = self.arguments(node.parameters.as_deref())?;
                let body = self.expr(&node.body)?;
                self.node("Lambda", range, vec![("args", args), ("body", body)])
            }
            Expr::If(node) => {
                let test = self.expr(&node.test)?;
                let body = self.expr(&node.body)?;
                let orelse = self.expr(&node.orelse)?;
                self.node("IfExp", range, vec![("test", test), ("body", body), ("orelse", orelse)])
            }
            Expr::Dict(node) => {
                let keys = self.each(&node.items, |m, item| m.optional(item.key.as_ref(), Self::expr))?;
                let values = self.each(&node.items, |m, item| m.expr(&item.value))?;
                self.node("Dict", range, vec![("keys", keys), ("values", values)])
            }
            Expr::Set(node) => {
                let elts = self.each(&node.elts, Self::expr)?;
                self.node("Set", range, vec![("elts", elts)])
            }
            Expr::ListComp(node) => self.comprehension("ListComp", range, &node.elt, &node.generators),
            Expr::SetComp(node) => self.comprehension("SetComp", range, &node.elt, &node.generators),
            Expr::Generator(node) => self.comprehension("GeneratorExp", range, &node.elt, &node.generators),
            Expr::DictComp(node) => {
                let key = self.optional(node.key.as_deref(), Self::expr)?;
                let value = self.expr(&node.value)?;
                let generators = self.each(&node.generators, Self::clause)?;
                self.node("DictComp", range, vec![("key", key), ("value", value), ("generators", generators)])
            }
            Expr::Await(node) => {
                let value = self.expr(&node.value)?;
                self.node("Await", range, vec![("value", value)])
            }
            Expr::Yield(node) => {
                let value = self.optional(node.value.as_deref(), Self::expr)?;
                self.node("Yield", range, vec![("value", value)])
            }
            Expr::YieldFrom(node) => {
                let value = self.expr(&node.value)?;
                self.node("YieldFrom", range, vec![("value", value)])
            }
            Expr::Compare(node) => {
                let left = self.expr(&node.left)?;
                let ops = self.each(&node.ops, |m, op| m.comparison(*op))?;
                let comparators = self.each(&node.comparators, Self::expr)?;
                self.node("Compare", range, vec![("left", left), ("ops", ops), ("comparators", comparators)])
            }
            Expr::Call(node) => {
                let func = self.expr(&node.func)?;
                let args = self.each(&node.arguments.args, |m, arg| m.argument(arg, node.arguments.range))?;
                let keywords = self.each(&node.arguments.keywords, Self::keyword)?;
                self.node("Call", range, vec![("func", func), ("args", args), ("keywords", keywords)])
            }
            Expr::FString(node) => self.f_string(node),
            Expr::TString(node) => self.t_string(node),
            Expr::StringLiteral(node) => {
                let value = self.text(&heddle_syntax::literal::string_value(self.source, node));
                let value = heddle_objects::types::str::intern_value(self.t, value.v());
                let unicode = node.value.iter().next().is_some_and(|part| part.flags.prefix().is_unicode());
                let kind = if unicode { self.t.intern("u") } else { Ref::NONE };
                self.constant_at(value, kind, range.start().to_u32(), range.end().to_u32())
            }
            Expr::BytesLiteral(_)
            | Expr::NumberLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::EllipsisLiteral(_) => match heddle_compiler::literal(self.source, expr) {
                Some(value) => self.constant(&value, range),
                None => Err(self.t.system_error("a literal without a value")),
            },
            Expr::Attribute(node) => {
                let value = self.expr(&node.value)?;
                let attr = self.identifier(&node.attr);
                let ctx = self.context(node.ctx)?;
                self.node("Attribute", range, vec![("value", value), ("attr", attr), ("ctx", ctx)])
            }
            Expr::Subscript(node) => {
                let value = self.expr(&node.value)?;
                let slice = self.expr(&node.slice)?;
                let ctx = self.context(node.ctx)?;
                self.node("Subscript", range, vec![("value", value), ("slice", slice), ("ctx", ctx)])
            }
            Expr::Starred(node) => {
                let value = self.expr(&node.value)?;
                let ctx = self.context(node.ctx)?;
                self.node("Starred", range, vec![("value", value), ("ctx", ctx)])
            }
            Expr::Name(node) => {
                let id = self.t.intern(node.id.as_str());
                let ctx = self.context(node.ctx)?;
                self.node("Name", range, vec![("id", id), ("ctx", ctx)])
            }
            Expr::List(node) => {
                let elts = self.each(&node.elts, Self::expr)?;
                let ctx = self.context(node.ctx)?;
                self.node("List", range, vec![("elts", elts), ("ctx", ctx)])
            }
            Expr::Tuple(node) => {
                let elts = self.each(&node.elts, Self::expr)?;
                let ctx = self.context(node.ctx)?;
                self.node("Tuple", range, vec![("elts", elts), ("ctx", ctx)])
            }
            Expr::Slice(node) => {
                let lower = self.optional(node.lower.as_deref(), Self::expr)?;
                let upper = self.optional(node.upper.as_deref(), Self::expr)?;
                let step = self.optional(node.step.as_deref(), Self::expr)?;
                self.node("Slice", range, vec![("lower", lower), ("upper", upper), ("step", step)])
            }
            Expr::IpyEscapeCommand(_) => Err(self.t.system_error("not a Python expression")),
        }
    }

    /// An argument of a call; a bare generator takes the parentheses of the call.
    fn argument(&mut self, argument: &Expr, parentheses: TextRange) -> Res {
        match argument {
            Expr::Generator(node) if !node.parenthesized => {
                self.comprehension("GeneratorExp", parentheses, &node.elt, &node.generators)
            }
            _ => self.expr(argument),
        }
    }

    fn comprehension(
        &mut self,
        class: &'static str,
        range: TextRange,
        elt: &Expr,
        clauses: &[ast::Comprehension],
    ) -> Res {
        let elt = self.expr(elt)?;
        let generators = self.each(clauses, Self::clause)?;
        self.node(class, range, vec![("elt", elt), ("generators", generators)])
    }

    fn clause(&mut self, clause: &ast::Comprehension) -> Res {
        let target = self.expr(&clause.target)?;
        let iter = self.expr(&clause.iter)?;
        let ifs = self.each(&clause.ifs, Self::expr)?;
        let is_async = self.int(i64::from(clause.is_async));
        let fields = vec![("target", target), ("iter", iter), ("ifs", ifs), ("is_async", is_async)];
        self.plain("comprehension", fields)
    }

    pub(super) fn keyword(&mut self, keyword: &ast::Keyword) -> Res {
        let arg = self.optional_identifier(keyword.arg.as_ref());
        let value = self.expr(&keyword.value)?;
        self.node("keyword", keyword.range, vec![("arg", arg), ("value", value)])
    }

    fn context(&mut self, context: ExprContext) -> Res {
        self.singleton(match context {
            ExprContext::Store => "Store",
            ExprContext::Del => "Del",
            ExprContext::Load | ExprContext::Invalid => "Load",
        })
    }

    pub(super) fn operator(&mut self, op: Operator) -> Res {
        self.singleton(match op {
            Operator::Add => "Add",
            Operator::Sub => "Sub",
            Operator::Mult => "Mult",
            Operator::MatMult => "MatMult",
            Operator::Div => "Div",
            Operator::Mod => "Mod",
            Operator::Pow => "Pow",
            Operator::LShift => "LShift",
            Operator::RShift => "RShift",
            Operator::BitOr => "BitOr",
            Operator::BitXor => "BitXor",
            Operator::BitAnd => "BitAnd",
            Operator::FloorDiv => "FloorDiv",
        })
    }

    fn comparison(&mut self, op: ast::CmpOp) -> Res {
        self.singleton(match op {
            ast::CmpOp::Eq => "Eq",
            ast::CmpOp::NotEq => "NotEq",
            ast::CmpOp::Lt => "Lt",
            ast::CmpOp::LtE => "LtE",
            ast::CmpOp::Gt => "Gt",
            ast::CmpOp::GtE => "GtE",
            ast::CmpOp::Is => "Is",
            ast::CmpOp::IsNot => "IsNot",
            ast::CmpOp::In => "In",
            ast::CmpOp::NotIn => "NotIn",
        })
    }

    /// The parameters of a function or a lambda.
    pub(super) fn arguments(&mut self, parameters: Option<&ast::Parameters>) -> Res {
        let none = ast::Parameters::default();
        let p = parameters.unwrap_or(&none);
        let posonly = self.each(&p.posonlyargs, |m, p| m.parameter(&p.parameter))?;
        let args = self.each(&p.args, |m, p| m.parameter(&p.parameter))?;
        let vararg = self.optional(p.vararg.as_deref(), Self::parameter)?;
        let kwonly = self.each(&p.kwonlyargs, |m, p| m.parameter(&p.parameter))?;
        let kw_defaults = self.each(&p.kwonlyargs, |m, p| m.optional(p.default.as_deref(), Self::expr))?;
        let kwarg = self.optional(p.kwarg.as_deref(), Self::parameter)?;
        let positional = p.posonlyargs.iter().chain(&p.args);
        let defaults = self.each(positional.filter_map(|p| p.default.as_deref()), Self::expr)?;
        let fields = vec![
            ("posonlyargs", posonly),
            ("args", args),
            ("vararg", vararg),
            ("kwonlyargs", kwonly),
            ("kw_defaults", kw_defaults),
            ("kwarg", kwarg),
            ("defaults", defaults),
        ];
        self.plain("arguments", fields)
    }

    fn parameter(&mut self, parameter: &ast::Parameter) -> Res {
        let arg = self.identifier(&parameter.name);
        let annotation = self.optional(parameter.annotation.as_deref(), Self::expr)?;
        let name = parameter.name.range;
        let end =
            parameter.annotation.as_ref().map_or(name.end(), |annotation| annotation.end()).max(name.end());
        // The annotation's parentheses belong to the parameter.
        let range = TextRange::new(name.start(), end.max(parameter.range.end()));
        self.node("arg", range, vec![("arg", arg), ("annotation", annotation), ("type_comment", Ref::NONE)])
    }
}

//! Expressions, read.
//!
//! Must never know statements, or what is in f-strings.

use super::skeleton::Place;
use super::{LOAD, Reader, STORE};
use heddle_compiler::Const;
use heddle_objects::types::{code, str};
use heddle_objects::{Ref, Res, Value, ops};
use heddle_syntax::ast::{self, Expr, ExprContext};

fn context_name(ctx: ExprContext) -> &'static str {
    match ctx {
        ExprContext::Store => "Store",
        ExprContext::Del => "Del",
        ExprContext::Load | ExprContext::Invalid => "Load",
    }
}

impl Reader<'_> {
    pub(super) fn expr_field(
        &mut self,
        node: Value,
        class: &str,
        name: &str,
        ctx: ExprContext,
    ) -> Res<Box<Expr>> {
        let found = self.fields.required(node, class, name)?;
        if found.v().is_none() {
            return Err(self.fields.missing(class, name));
        }
        self.expr(found.v(), ctx).map(Box::new)
    }

    pub(super) fn optional_expr(&mut self, node: Value, name: &str) -> Res<Option<Box<Expr>>> {
        let found = self.fields.optional(node, name)?;
        if found.v().is_none() {
            return Ok(None);
        }
        self.expr(found.v(), LOAD).map(|e| Some(Box::new(e)))
    }

    pub(super) fn exprs(&mut self, items: &[Ref], ctx: ExprContext) -> Res<Vec<Expr>> {
        let mut all = Vec::with_capacity(items.len());
        for item in items {
            if item.v().is_none() {
                return Err(self.t.value_error("None disallowed in expression list"));
            }
            all.push(self.expr(item.v(), ctx)?);
        }
        Ok(all)
    }

    pub(super) fn expr(&mut self, node: Value, ctx: ExprContext) -> Res<Expr> {
        self.deeper(|r| r.expr_inner(node, ctx))
    }

    fn expr_inner(&mut self, node: Value, ctx: ExprContext) -> Res<Expr> {
        let kind = self.fields.kind_of(node);
        let kind = &*kind;
        let place = self.fields.place(node, "expr")?;
        if !is_expr(kind) {
            return self.fields.unexpected("expr", node);
        }
        let target = matches!(kind, "Attribute" | "Subscript" | "Starred" | "Name" | "List" | "Tuple");
        if target {
            let actual = self.context(node, kind)?;
            if actual != ctx {
                return Err(self.t.value_error(format_args!(
                    "expression must have {} context but has {} instead",
                    context_name(ctx),
                    context_name(actual)
                )));
            }
        } else if ctx != LOAD {
            return Err(self.t.value_error(format_args!(
                "expression which can't be assigned to in {} context",
                context_name(ctx)
            )));
        }
        match kind {
            "Constant" => return self.constant(node, place),
            "JoinedStr" | "FormattedValue" => return self.f_string(node, kind, place),
            "TemplateStr" | "Interpolation" => return self.t_string(node, kind, place),
            _ => {}
        }
        let start = self.skeleton.open(place);
        let node_index = ast::AtomicNodeIndex::default();
        macro_rules! done {
            ($kind:ident, $class:ident { $($field:tt)* }) => {{
                let range = self.skeleton.close(start, place);
                Expr::$kind(ast::$class { node_index, range, $($field)* })
            }};
        }
        Ok(match kind {
            "BoolOp" => {
                let op = self.bool_op(node)?;
                let values = self.fields.list(node, kind, "values")?;
                if values.len() < 2 {
                    return Err(self.t.value_error("BoolOp with less than 2 values"));
                }
                let values = self.exprs(&values, LOAD)?;
                done!(BoolOp, ExprBoolOp { op, values })
            }
            "NamedExpr" => {
                let target = self.expr_field(node, kind, "target", STORE)?;
                if !target.is_name_expr() {
                    return Err(self.t.type_error("NamedExpr target must be a Name"));
                }
                self.skeleton.word(":=");
                let value = self.expr_field(node, kind, "value", LOAD)?;
                done!(Named, ExprNamed { target, value })
            }
            "BinOp" => {
                let left = self.expr_field(node, kind, "left", LOAD)?;
                let op = self.operator(node, kind)?;
                let right = self.expr_field(node, kind, "right", LOAD)?;
                done!(BinOp, ExprBinOp { left, op, right })
            }
            "UnaryOp" => {
                let op = self.unary_op(node)?;
                let operand = self.expr_field(node, kind, "operand", LOAD)?;
                done!(UnaryOp, ExprUnaryOp { op, operand })
            }
            "Lambda" => {
                let parameters = self.parameters(node, kind)?;
                let body = self.expr_field(node, kind, "body", LOAD)?;
                done!(Lambda, ExprLambda { parameters: Some(parameters), body })
            }
            "IfExp" => {
                let test = self.expr_field(node, kind, "test", LOAD)?;
                let body = self.expr_field(node, kind, "body", LOAD)?;
                let orelse = self.expr_field(node, kind, "orelse", LOAD)?;
                done!(If, ExprIf { test, body, orelse })
            }
            "Dict" => {
                let keys = self.fields.list(node, kind, "keys")?;
                let values = self.fields.list(node, kind, "values")?;
                if keys.len() != values.len() {
                    return Err(self.t.value_error("Dict doesn't have the same number of keys as values"));
                }
                let mut items = Vec::with_capacity(keys.len());
                for (key, value) in keys.iter().zip(&values) {
                    let key = if key.v().is_none() { None } else { Some(self.expr(key.v(), LOAD)?) };
                    if value.v().is_none() {
                        return Err(self.t.value_error("None disallowed in expression list"));
                    }
                    items.push(ast::DictItem { key, value: self.expr(value.v(), LOAD)? });
                }
                done!(Dict, ExprDict { items })
            }
            "Set" => {
                let elts = self.fields.list(node, kind, "elts")?;
                let elts = self.exprs(&elts, LOAD)?;
                done!(Set, ExprSet { elts })
            }
            "ListComp" | "SetComp" | "GeneratorExp" => {
                self.skeleton.word("for");
                let elt = self.expr_field(node, kind, "elt", LOAD)?;
                let generators = self.clauses(node, kind)?;
                match kind {
                    "ListComp" => done!(ListComp, ExprListComp { elt, generators }),
                    "SetComp" => done!(SetComp, ExprSetComp { elt, generators }),
                    _ => done!(Generator, ExprGenerator { elt, generators, parenthesized: true }),
                }
            }
            "DictComp" => {
                self.skeleton.word("for");
                let key = Some(self.expr_field(node, kind, "key", LOAD)?);
                let value = self.expr_field(node, kind, "value", LOAD)?;
                let generators = self.clauses(node, kind)?;
                done!(DictComp, ExprDictComp { key, value, generators })
            }
            "Await" => {
                let value = self.expr_field(node, kind, "value", LOAD)?;
                done!(Await, ExprAwait { value })
            }
            "Yield" => {
                let value = self.optional_expr(node, "value")?;
                done!(Yield, ExprYield { value })
            }
            "YieldFrom" => {
                let value = self.expr_field(node, kind, "value", LOAD)?;
                done!(YieldFrom, ExprYieldFrom { value })
            }
            "Compare" => {
                let left = self.expr_field(node, kind, "left", LOAD)?;
                let ops = self.fields.list(node, kind, "ops")?;
                let others = self.fields.list(node, kind, "comparators")?;
                if others.is_empty() {
                    return Err(self.t.value_error("Compare with no comparators"));
                }
                if others.len() != ops.len() {
                    return Err(self
                        .t
                        .value_error("Compare has a different number of comparators and operands"));
                }
                let ops: Res<Vec<_>> = ops.iter().map(|op| self.comparison(op.v())).collect();
                let ops = ops?.into();
                let comparators = self.exprs(&others, LOAD)?.into();
                done!(Compare, ExprCompare { left, ops, comparators })
            }
            "Call" => {
                let func = self.expr_field(node, kind, "func", LOAD)?;
                let mut arguments = self.call_arguments(node, kind, "args")?;
                let range = self.skeleton.close(start, place);
                arguments.range =
                    heddle_syntax::text_size::TextRange::new(arguments.range.start(), range.end());
                Expr::Call(ast::ExprCall { node_index, range_start: range.start(), func, arguments })
            }
            "Attribute" => {
                let value = self.expr_field(node, kind, "value", LOAD)?;
                let attr = self.fields.required_name(node, kind, "attr")?;
                let attr = self.skeleton.name(&attr);
                done!(Attribute, ExprAttribute { value, attr, ctx })
            }
            "Subscript" => {
                let value = self.expr_field(node, kind, "value", LOAD)?;
                let slice = self.expr_field(node, kind, "slice", LOAD)?;
                done!(Subscript, ExprSubscript { value, slice, ctx })
            }
            "Starred" => {
                let value = self.expr_field(node, kind, "value", ctx)?;
                done!(Starred, ExprStarred { value, ctx })
            }
            "Name" => {
                let id = self.fields.required_name(node, kind, "id")?;
                self.allowed_name(&id)?;
                self.skeleton.word(&id);
                let id = ast::name::Name::new(&id);
                let range = self.skeleton.close(start, place);
                Expr::Name(ast::ExprName { node_index, range, id, ctx })
            }
            "List" => {
                let elts = self.fields.list(node, kind, "elts")?;
                let elts = self.exprs(&elts, ctx)?;
                done!(List, ExprList { elts, ctx })
            }
            "Tuple" => {
                let elts = self.fields.list(node, kind, "elts")?;
                let elts = self.exprs(&elts, ctx)?;
                done!(Tuple, ExprTuple { elts, ctx, parenthesized: true })
            }
            _ => {
                let lower = self.optional_expr(node, "lower")?;
                let upper = self.optional_expr(node, "upper")?;
                let step = self.optional_expr(node, "step")?;
                done!(Slice, ExprSlice { lower, upper, step })
            }
        })
    }

    /// `None`, `True` and `False` are no names.
    pub(super) fn allowed_name(&self, name: &str) -> Res<()> {
        if matches!(name, "None" | "True" | "False") {
            return Err(self
                .t
                .value_error(format_args!("identifier field can't represent '{name}' constant")));
        }
        Ok(())
    }

    fn constant(&mut self, node: Value, place: Place) -> Res<Expr> {
        let value = self.fields.required(node, "Constant", "value")?;
        let kind = self.fields.optional(node, "kind")?;
        if !kind.v().is_none() && !str::is_str(kind.v()) {
            return Err(self.t.type_error("AST string must be of type str"));
        }
        let node_index = ast::AtomicNodeIndex::default();
        let value = value.v();
        if value.is_none() || value.is(Value::ELLIPSIS) || value.is_bool() {
            let start = self.skeleton.open(place);
            let range = self.skeleton.close(start, place);
            return Ok(if value.is_none() {
                Expr::NoneLiteral(ast::ExprNoneLiteral { node_index, range })
            } else if value.is_bool() {
                let value = value.is(Value::TRUE);
                Expr::BooleanLiteral(ast::ExprBooleanLiteral { node_index, range, value })
            } else {
                Expr::EllipsisLiteral(ast::ExprEllipsisLiteral { node_index, range })
            });
        }
        if str::STR.is_exact(value) {
            let text = str::view(&value);
            let range = self.skeleton.string(text.chars(), place);
            let literal = ast::StringLiteral {
                range,
                node_index: Default::default(),
                value: str::lossy(value).into(),
                flags: ast::StringLiteralFlags::empty(),
            };
            let value = ast::StringLiteralValue::single(literal);
            return Ok(Expr::StringLiteral(ast::ExprStringLiteral { node_index, range, value }));
        }
        let constant = match code::to_const(value) {
            Some(constant) if !matches!(constant, Const::Code(_)) => constant,
            _ => {
                let got = ops::type_name(value);
                return Err(self.t.type_error(format_args!("got an invalid type in Constant: {got}")));
            }
        };
        if let Const::Bytes(data) = &constant {
            let range = self.skeleton.bytes(data, place);
            let literal = ast::BytesLiteral {
                range,
                node_index: Default::default(),
                value: data.clone(),
                flags: ast::BytesLiteralFlags::empty(),
            };
            let value = ast::BytesLiteralValue::single(literal);
            return Ok(Expr::BytesLiteral(ast::ExprBytesLiteral { node_index, range, value }));
        }
        let range = self.skeleton.token(&ops::repr_text(self.t, value)?, place);
        self.constants.insert(range.start().to_u32(), constant);
        let value = ast::Number::Int(ast::Int::ZERO);
        Ok(Expr::NumberLiteral(ast::ExprNumberLiteral { node_index, range, value }))
    }

    fn clauses(&mut self, node: Value, class: &str) -> Res<Vec<ast::Comprehension>> {
        let clauses = self.fields.list(node, class, "generators")?;
        if clauses.is_empty() {
            return Err(self.t.value_error("comprehension with no generators"));
        }
        let mut all = Vec::with_capacity(clauses.len());
        for clause in &clauses {
            let clause = clause.v();
            if &*self.fields.kind_of(clause) != "comprehension" {
                return self.fields.unexpected("comprehension", clause);
            }
            let range = self.skeleton.spot();
            let target = *self.expr_field(clause, "comprehension", "target", STORE)?;
            let iter = *self.expr_field(clause, "comprehension", "iter", LOAD)?;
            let ifs = self.fields.list(clause, "comprehension", "ifs")?;
            let ifs = self.exprs(&ifs, LOAD)?;
            let is_async = self.fields.required_int(clause, "comprehension", "is_async")? != 0;
            all.push(ast::Comprehension {
                range,
                node_index: Default::default(),
                target,
                iter,
                ifs,
                is_async,
            });
        }
        Ok(all)
    }

    /// Positional arguments (the field `args` or `bases`) and keywords.
    pub(super) fn call_arguments(&mut self, node: Value, class: &str, args: &str) -> Res<ast::Arguments> {
        let range = self.skeleton.spot();
        let args = self.fields.list(node, class, args)?;
        let args = self.exprs(&args, LOAD)?;
        let mut keywords = Vec::new();
        for keyword in self.fields.list(node, class, "keywords")? {
            let keyword = keyword.v();
            if &*self.fields.kind_of(keyword) != "keyword" {
                return self.fields.unexpected("keyword", keyword);
            }
            let place = self.fields.place(keyword, "keyword")?;
            let start = self.skeleton.open(place);
            let arg = self.fields.optional_name(keyword, "arg")?;
            let arg = arg.map(|arg| self.skeleton.name(&arg));
            let value = *self.expr_field(keyword, "keyword", "value", LOAD)?;
            let range = self.skeleton.close(start, place);
            keywords.push(ast::Keyword { range, node_index: Default::default(), arg, value });
        }
        let end = self.skeleton.spot();
        let range = heddle_syntax::text_size::TextRange::new(range.start(), end.end());
        Ok(ast::Arguments {
            range,
            node_index: Default::default(),
            args: args.into(),
            keywords: keywords.into_iter().collect(),
        })
    }

    fn context(&mut self, node: Value, class: &str) -> Res<ExprContext> {
        let found = self.fields.get(node, "ctx")?;
        if found.is_undef() {
            return Ok(LOAD);
        }
        if found.v().is_none() {
            return Err(self.fields.missing(class, "ctx"));
        }
        match &*self.fields.kind_of(found.v()) {
            "Load" => Ok(LOAD),
            "Store" => Ok(STORE),
            "Del" => Ok(super::DEL),
            _ => self.fields.unexpected("expr_context", found.v()),
        }
    }

    fn bool_op(&mut self, node: Value) -> Res<ast::BoolOp> {
        let op = self.fields.required(node, "BoolOp", "op")?;
        match &*self.fields.kind_of(op.v()) {
            "And" => Ok(ast::BoolOp::And),
            "Or" => Ok(ast::BoolOp::Or),
            _ => self.fields.unexpected("boolop", op.v()),
        }
    }

    fn unary_op(&mut self, node: Value) -> Res<ast::UnaryOp> {
        let op = self.fields.required(node, "UnaryOp", "op")?;
        match &*self.fields.kind_of(op.v()) {
            "Invert" => Ok(ast::UnaryOp::Invert),
            "Not" => Ok(ast::UnaryOp::Not),
            "UAdd" => Ok(ast::UnaryOp::UAdd),
            "USub" => Ok(ast::UnaryOp::USub),
            _ => self.fields.unexpected("unaryop", op.v()),
        }
    }

    pub(super) fn operator(&mut self, node: Value, class: &str) -> Res<ast::Operator> {
        use ast::Operator as O;
        let op = self.fields.required(node, class, "op")?;
        Ok(match &*self.fields.kind_of(op.v()) {
            "Add" => O::Add,
            "Sub" => O::Sub,
            "Mult" => O::Mult,
            "MatMult" => O::MatMult,
            "Div" => O::Div,
            "Mod" => O::Mod,
            "Pow" => O::Pow,
            "LShift" => O::LShift,
            "RShift" => O::RShift,
            "BitOr" => O::BitOr,
            "BitXor" => O::BitXor,
            "BitAnd" => O::BitAnd,
            "FloorDiv" => O::FloorDiv,
            _ => return self.fields.unexpected("operator", op.v()),
        })
    }

    fn comparison(&mut self, op: Value) -> Res<ast::CmpOp> {
        use ast::CmpOp as C;
        Ok(match &*self.fields.kind_of(op) {
            "Eq" => C::Eq,
            "NotEq" => C::NotEq,
            "Lt" => C::Lt,
            "LtE" => C::LtE,
            "Gt" => C::Gt,
            "GtE" => C::GtE,
            "Is" => C::Is,
            "IsNot" => C::IsNot,
            "In" => C::In,
            "NotIn" => C::NotIn,
            _ => return self.fields.unexpected("cmpop", op),
        })
    }
}

fn is_expr(kind: &str) -> bool {
    const KINDS: &[&str] = &[
        "Attribute",
        "Await",
        "BinOp",
        "BoolOp",
        "Call",
        "Compare",
        "Constant",
        "Dict",
        "DictComp",
        "FormattedValue",
        "GeneratorExp",
        "IfExp",
        "Interpolation",
        "JoinedStr",
        "Lambda",
        "List",
        "ListComp",
        "Name",
        "NamedExpr",
        "Set",
        "SetComp",
        "Slice",
        "Starred",
        "Subscript",
        "TemplateStr",
        "Tuple",
        "UnaryOp",
        "Yield",
        "YieldFrom",
    ];
    KINDS.binary_search(&kind).is_ok()
}

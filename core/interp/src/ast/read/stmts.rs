//! Statements and definitions, read.
//!
//! Must never know expressions from inside.

use super::{DEL, LOAD, Reader, STORE};
use heddle_objects::{Ref, Res, Value, ops};
use heddle_syntax::ast::{self, Expr, Parameter, ParameterWithDefault, Stmt, TypeParam};
use heddle_syntax::text_size::{Ranged, TextRange};

impl Reader<'_> {
    /// Notes `from __future__ import annotations`.
    pub(super) fn note_future(&mut self, body: &[Ref]) -> Res<()> {
        for statement in body {
            if &*self.fields.kind_of(statement.v()) != "ImportFrom" {
                continue;
            }
            if self.fields.optional_name(statement.v(), "module")?.as_deref() != Some("__future__") {
                continue;
            }
            for alias in self.fields.list(statement.v(), "ImportFrom", "names")? {
                self.annotations_as_text |=
                    self.fields.optional_name(alias.v(), "name")?.as_deref() == Some("annotations");
            }
        }
        Ok(())
    }

    pub(super) fn statements(&mut self, body: &[Ref]) -> Res<Vec<Stmt>> {
        let mut all = Vec::with_capacity(body.len());
        for statement in body {
            if statement.v().is_none() {
                return Err(self.t.value_error("None disallowed in statement list"));
            }
            all.push(self.deeper(|r| r.stmt(statement.v()))?);
        }
        Ok(all)
    }

    fn body(&mut self, node: Value, class: &str) -> Res<ast::Suite> {
        let body = self.fields.filled(node, class, "body")?;
        Ok(self.statements(&body)?.into_iter().collect())
    }

    fn suite(&mut self, node: Value, class: &str, name: &str) -> Res<ast::Suite> {
        let body = self.fields.list(node, class, name)?;
        Ok(self.statements(&body)?.into_iter().collect())
    }

    fn names(&mut self, node: Value, class: &str) -> Res<Vec<ast::Identifier>> {
        let mut all = Vec::new();
        for name in self.fields.filled(node, class, "names")? {
            let name = self.fields.identifier(name.v())?.unwrap_or_default();
            all.push(self.skeleton.name(&name));
        }
        Ok(all)
    }

    fn aliases(&mut self, node: Value, class: &str) -> Res<Vec<ast::Alias>> {
        let mut all = Vec::new();
        for alias in self.fields.filled(node, class, "names")? {
            let alias = alias.v();
            if &*self.fields.kind_of(alias) != "alias" {
                return self.fields.unexpected("alias", alias);
            }
            let place = self.fields.place(alias, "alias")?;
            let start = self.skeleton.open(place);
            let name = self.fields.required_name(alias, "alias", "name")?;
            let name = self.skeleton.name(&name);
            let asname = self.fields.optional_name(alias, "asname")?;
            let asname = asname.map(|name| self.skeleton.name(&name));
            let range = self.skeleton.close(start, place);
            all.push(ast::Alias { range, node_index: Default::default(), name, asname });
        }
        Ok(all)
    }

    /// An annotation, with its text where that is all that is kept of it.
    fn annotation(&mut self, node: Value, class: &str, name: &str, required: bool) -> Res<Option<Box<Expr>>> {
        let found = match required {
            true => self.fields.required(node, class, name)?,
            false => self.fields.optional(node, name)?,
        };
        if found.v().is_none() {
            return if required { Err(self.fields.missing(class, name)) } else { Ok(None) };
        }
        let expr = self.expr(found.v(), LOAD)?;
        if self.annotations_as_text {
            let module = heddle_objects::import_module(self.t, "ast")?;
            let text = ops::call_method(self.t, module.v(), "unparse", &[found.v()])?;
            let text = ops::str_text(self.t, text.v())?;
            self.skeleton.places.text(expr.range().start().to_u32(), text);
        }
        Ok(Some(Box::new(expr)))
    }

    fn stmt(&mut self, node: Value) -> Res<Stmt> {
        let kind = self.fields.kind_of(node);
        let kind = &*kind;
        let place = self.fields.place(node, "stmt")?;
        if !is_stmt(kind) {
            return self.fields.unexpected("stmt", node);
        }
        let start = self.skeleton.open(place);
        let node_index = ast::AtomicNodeIndex::default();
        macro_rules! done {
            ($kind:ident, $class:ident { $($field:tt)* }) => {{
                let range = self.skeleton.close(start, place);
                Stmt::$kind(ast::$class { node_index, range, $($field)* })
            }};
        }
        Ok(match kind {
            "FunctionDef" | "AsyncFunctionDef" => {
                let decorator_list = self.decorators(node, kind)?;
                self.skeleton.mark(place);
                self.skeleton.word("def");
                let name = self.fields.required_name(node, kind, "name")?;
                let name = self.skeleton.name(&name);
                let type_params = self.type_params(node, kind)?;
                let parameters = self.parameters(node, kind)?;
                let returns = self.annotation(node, kind, "returns", false)?;
                let body = self.body(node, kind)?;
                let is_async = kind == "AsyncFunctionDef";
                done!(
                    FunctionDef,
                    StmtFunctionDef {
                        is_async,
                        decorator_list,
                        name,
                        type_params,
                        parameters,
                        returns,
                        body
                    }
                )
            }
            "ClassDef" => {
                let decorator_list = self.decorators(node, kind)?;
                self.skeleton.mark(place);
                self.skeleton.word("class");
                let name = self.fields.required_name(node, kind, "name")?;
                let name = self.skeleton.name(&name);
                let type_params = self.type_params(node, kind)?;
                let arguments = Some(Box::new(self.call_arguments(node, kind, "bases")?));
                let body = self.body(node, kind)?;
                done!(ClassDef, StmtClassDef { decorator_list, name, type_params, arguments, body })
            }
            "Return" => {
                let value = self.optional_expr(node, "value")?;
                done!(Return, StmtReturn { value })
            }
            "Delete" => {
                let targets = self.fields.filled(node, kind, "targets")?;
                let targets = self.exprs(&targets, DEL)?;
                done!(Delete, StmtDelete { targets })
            }
            "Assign" => {
                let targets = self.fields.filled(node, kind, "targets")?;
                let targets = self.exprs(&targets, STORE)?;
                let value = self.expr_field(node, kind, "value", LOAD)?;
                done!(Assign, StmtAssign { targets, value })
            }
            "TypeAlias" => {
                let name = self.expr_field(node, kind, "name", STORE)?;
                if !name.is_name_expr() {
                    return Err(self.t.type_error("TypeAlias with non-Name name"));
                }
                let type_params = self.type_params(node, kind)?;
                let value = self.expr_field(node, kind, "value", LOAD)?;
                done!(TypeAlias, StmtTypeAlias { name, type_params, value })
            }
            "AugAssign" => {
                let target = self.expr_field(node, kind, "target", STORE)?;
                let op = self.operator(node, kind)?;
                let value = self.expr_field(node, kind, "value", LOAD)?;
                done!(AugAssign, StmtAugAssign { target, op, value })
            }
            "AnnAssign" => {
                let target = self.expr_field(node, kind, "target", STORE)?;
                let simple = self.fields.required_int(node, kind, "simple")? != 0;
                if simple && !target.is_name_expr() {
                    return Err(self.t.type_error("AnnAssign with simple non-Name target"));
                }
                let Some(annotation) = self.annotation(node, kind, "annotation", true)? else {
                    return Err(self.fields.missing(kind, "annotation"));
                };
                let value = self.optional_expr(node, "value")?;
                done!(AnnAssign, StmtAnnAssign { target, annotation, value, simple })
            }
            "For" | "AsyncFor" => {
                let target = self.expr_field(node, kind, "target", STORE)?;
                let iter = self.expr_field(node, kind, "iter", LOAD)?;
                let body = self.body(node, kind)?;
                let orelse = self.suite(node, kind, "orelse")?;
                let is_async = kind == "AsyncFor";
                done!(For, StmtFor { is_async, target, iter, body, orelse })
            }
            "While" => {
                let test = self.expr_field(node, kind, "test", LOAD)?;
                let body = self.body(node, kind)?;
                let orelse = self.suite(node, kind, "orelse")?;
                done!(While, StmtWhile { test, body, orelse })
            }
            "If" => {
                let test = self.expr_field(node, kind, "test", LOAD)?;
                let body = self.body(node, kind)?;
                let elif_else_clauses = self.elif_else(node)?;
                done!(If, StmtIf { test, body, elif_else_clauses })
            }
            "With" | "AsyncWith" => {
                let mut items = Vec::new();
                for item in self.fields.filled(node, kind, "items")? {
                    let item = item.v();
                    if &*self.fields.kind_of(item) != "withitem" {
                        return self.fields.unexpected("withitem", item);
                    }
                    let range = self.skeleton.spot();
                    let context_expr = *self.expr_field(item, "withitem", "context_expr", LOAD)?;
                    let vars = self.fields.optional(item, "optional_vars")?;
                    let optional_vars = match vars.v().is_none() {
                        true => None,
                        false => Some(Box::new(self.expr(vars.v(), STORE)?)),
                    };
                    let node_index = Default::default();
                    items.push(ast::WithItem { range, node_index, context_expr, optional_vars });
                }
                let body = self.body(node, kind)?;
                let is_async = kind == "AsyncWith";
                done!(With, StmtWith { is_async, items, body })
            }
            "Match" => {
                let subject = self.expr_field(node, kind, "subject", LOAD)?;
                let mut cases = Vec::new();
                for case in self.fields.filled(node, kind, "cases")? {
                    let case = case.v();
                    if &*self.fields.kind_of(case) != "match_case" {
                        return self.fields.unexpected("match_case", case);
                    }
                    let range = self.skeleton.spot();
                    let pattern = self.fields.required(case, "match_case", "pattern")?;
                    let pattern = self.pattern(pattern.v())?;
                    let guard = self.optional_expr(case, "guard")?;
                    let body = self.body(case, "match_case")?;
                    cases.push(ast::MatchCase {
                        range,
                        node_index: Default::default(),
                        pattern,
                        guard,
                        body,
                    });
                }
                done!(Match, StmtMatch { subject, cases })
            }
            "Raise" => {
                let exc = self.optional_expr(node, "exc")?;
                let cause = self.optional_expr(node, "cause")?;
                if exc.is_none() && cause.is_some() {
                    return Err(self.t.value_error("Raise with cause but no exception"));
                }
                done!(Raise, StmtRaise { exc, cause })
            }
            "Try" | "TryStar" => self.try_statement(node, kind, start, place)?,
            "Assert" => {
                let test = self.expr_field(node, kind, "test", LOAD)?;
                let msg = self.optional_expr(node, "msg")?;
                done!(Assert, StmtAssert { test, msg })
            }
            "Import" => {
                let names = self.aliases(node, kind)?;
                done!(Import, StmtImport { names, is_lazy: false })
            }
            "ImportFrom" => {
                let module = self.fields.optional_name(node, "module")?;
                let module = module.map(|name| self.skeleton.name(&name));
                let level = self.fields.optional(node, "level")?;
                let level = if level.v().is_none() { 0 } else { self.fields.int(level.v())? };
                let Ok(level) = u32::try_from(level) else {
                    return Err(self.t.value_error("Negative ImportFrom level"));
                };
                let names = self.aliases(node, kind)?;
                done!(ImportFrom, StmtImportFrom { module, names, level, is_lazy: false })
            }
            "Global" => {
                let names = self.names(node, kind)?;
                done!(Global, StmtGlobal { names })
            }
            "Nonlocal" => {
                let names = self.names(node, kind)?;
                done!(Nonlocal, StmtNonlocal { names })
            }
            "Expr" => {
                let value = self.expr_field(node, kind, "value", LOAD)?;
                done!(Expr, StmtExpr { value })
            }
            "Pass" => done!(Pass, StmtPass {}),
            "Break" => done!(Break, StmtBreak {}),
            _ => done!(Continue, StmtContinue {}),
        })
    }

    /// An `orelse` of an `if`: a chain of `elif`s as far as it is one.
    fn elif_else(&mut self, node: Value) -> Res<Vec<ast::ElifElseClause>> {
        let mut clauses = Vec::new();
        let mut orelse = self.fields.list(node, "If", "orelse")?;
        let mut chain = rustc_hash::FxHashSet::default();
        chain.insert(node.bits());
        loop {
            let chained = orelse.len() == 1 && &*self.fields.kind_of(orelse[0].v()) == "If";
            if orelse.is_empty() {
                return Ok(clauses);
            }
            if !chained {
                let range = self.skeleton.spot();
                let body = self.statements(&orelse)?.into_iter().collect();
                clauses.push(ast::ElifElseClause { range, node_index: Default::default(), test: None, body });
                return Ok(clauses);
            }
            let inner = Ref::new(orelse[0].v());
            if !chain.insert(inner.bits()) {
                return Err(self
                    .t
                    .recursion_error("maximum recursion depth exceeded during ast construction"));
            }
            let place = self.fields.place(inner.v(), "stmt")?;
            let start = self.skeleton.open(place);
            let test = Some(*self.expr_field(inner.v(), "If", "test", LOAD)?);
            let body = self.body(inner.v(), "If")?;
            let range = self.skeleton.close(start, place);
            clauses.push(ast::ElifElseClause { range, node_index: Default::default(), test, body });
            orelse = self.fields.list(inner.v(), "If", "orelse")?;
        }
    }

    fn try_statement(
        &mut self,
        node: Value,
        kind: &str,
        start: u32,
        place: super::skeleton::Place,
    ) -> Res<Stmt> {
        let body = self.body(node, kind)?;
        let given = self.fields.list(node, kind, "handlers")?;
        let mut handlers = Vec::new();
        for handler in &given {
            let handler = handler.v();
            if &*self.fields.kind_of(handler) != "ExceptHandler" {
                return self.fields.unexpected("excepthandler", handler);
            }
            let place = self.fields.place(handler, "excepthandler")?;
            let start = self.skeleton.open(place);
            let type_ = self.optional_expr(handler, "type")?;
            let name = self.fields.optional_name(handler, "name")?;
            let name = name.map(|name| self.skeleton.name(&name));
            let body = self.body(handler, "ExceptHandler")?;
            let range = self.skeleton.close(start, place);
            let node_index = Default::default();
            handlers.push(ast::ExceptHandler::ExceptHandler(ast::ExceptHandlerExceptHandler {
                range,
                node_index,
                type_,
                name,
                body,
            }));
        }
        let orelse = self.suite(node, kind, "orelse")?;
        let finalbody = self.suite(node, kind, "finalbody")?;
        if handlers.is_empty() && finalbody.is_empty() {
            return Err(self.t.value_error(format_args!("{kind} has neither except handlers nor finalbody")));
        }
        if handlers.is_empty() && !orelse.is_empty() {
            return Err(self.t.value_error(format_args!("{kind} has orelse but no except handlers")));
        }
        let range = self.skeleton.close(start, place);
        Ok(Stmt::Try(ast::StmtTry {
            node_index: Default::default(),
            range,
            body,
            handlers,
            orelse,
            finalbody,
            is_star: kind == "TryStar",
        }))
    }

    fn decorators<C: FromIterator<ast::Decorator>>(&mut self, node: Value, class: &str) -> Res<C> {
        let found = self.fields.list(node, class, "decorator_list")?;
        let found = self.exprs(&found, LOAD)?;
        let decorator = |expression: Expr| {
            let range = expression.range();
            ast::Decorator { range, node_index: Default::default(), expression }
        };
        Ok(found.into_iter().map(decorator).collect())
    }

    fn type_params(&mut self, node: Value, class: &str) -> Res<Option<Box<ast::TypeParams>>> {
        let found = self.fields.list(node, class, "type_params")?;
        if found.is_empty() {
            return Ok(None);
        }
        let range = self.skeleton.spot();
        let mut type_params = Vec::new();
        for param in &found {
            let param = param.v();
            let kind = self.fields.kind_of(param);
            let kind = &*kind;
            if !matches!(kind, "TypeVar" | "ParamSpec" | "TypeVarTuple") {
                return self.fields.unexpected("type_param", param);
            }
            let place = self.fields.place(param, "type_param")?;
            let start = self.skeleton.open(place);
            let name = self.fields.required_name(param, kind, "name")?;
            self.allowed_name(&name)?;
            let name = self.skeleton.name(&name);
            let bound = if kind == "TypeVar" { self.optional_expr(param, "bound")? } else { None };
            let default = self.optional_expr(param, "default_value")?;
            let range = self.skeleton.close(start, place);
            let node_index = ast::AtomicNodeIndex::default();
            type_params.push(match kind {
                "TypeVar" => {
                    TypeParam::TypeVar(ast::TypeParamTypeVar { node_index, range, name, bound, default })
                }
                "ParamSpec" => {
                    TypeParam::ParamSpec(ast::TypeParamParamSpec { node_index, range, name, default })
                }
                _ => TypeParam::TypeVarTuple(ast::TypeParamTypeVarTuple { node_index, range, name, default }),
            });
        }
        Ok(Some(Box::new(ast::TypeParams { range, node_index: Default::default(), type_params })))
    }

    fn parameter(&mut self, node: Value) -> Res<Parameter> {
        if &*self.fields.kind_of(node) != "arg" {
            return self.fields.unexpected("arg", node);
        }
        let place = self.fields.place(node, "arg")?;
        let start = self.skeleton.open(place);
        let name = self.fields.required_name(node, "arg", "arg")?;
        let name = self.skeleton.name(&name);
        let annotation = self.annotation(node, "arg", "annotation", false)?;
        let range = self.skeleton.close(start, place);
        // The name's own place is that of the parameter.
        let name = ast::Identifier { range: TextRange::new(range.start(), name.range.end()), ..name };
        Ok(Parameter { range, node_index: Default::default(), name, annotation })
    }

    /// The field `args` of a function or a lambda.
    pub(super) fn parameters(&mut self, node: Value, class: &str) -> Res<Box<ast::Parameters>> {
        let found = self.fields.required(node, class, "args")?;
        let node = found.v();
        if &*self.fields.kind_of(node) != "arguments" {
            return self.fields.unexpected("arguments", node);
        }
        let class = "arguments";
        let range = self.skeleton.spot();
        let posonly = self.fields.list(node, class, "posonlyargs")?;
        let args = self.fields.list(node, class, "args")?;
        let kwonly = self.fields.list(node, class, "kwonlyargs")?;
        let defaults = self.fields.list(node, class, "defaults")?;
        let kw_defaults = self.fields.list(node, class, "kw_defaults")?;
        if defaults.len() > posonly.len() + args.len() {
            return Err(self.t.value_error("more positional defaults than args on arguments"));
        }
        if kw_defaults.len() != kwonly.len() {
            return Err(self
                .t
                .value_error("length of kwonlyargs is not the same as kw_defaults on arguments"));
        }
        let bare = posonly.len() + args.len() - defaults.len();
        let mut positional = Vec::new();
        for (k, arg) in posonly.iter().chain(&args).enumerate() {
            let parameter = self.parameter(arg.v())?;
            let default = match k.checked_sub(bare) {
                None => None,
                Some(k) => self.exprs(&defaults[k..=k], LOAD)?.pop().map(Box::new),
            };
            positional.push(with_default(parameter, default));
        }
        let vararg = self.fields.optional(node, "vararg")?;
        let vararg = match vararg.v().is_none() {
            true => None,
            false => Some(Box::new(self.parameter(vararg.v())?)),
        };
        let mut keyword_only = Vec::new();
        for (arg, default) in kwonly.iter().zip(&kw_defaults) {
            let parameter = self.parameter(arg.v())?;
            let default = match default.v().is_none() {
                true => None,
                false => Some(Box::new(self.expr(default.v(), LOAD)?)),
            };
            keyword_only.push(with_default(parameter, default));
        }
        let kwarg = self.fields.optional(node, "kwarg")?;
        let kwarg = match kwarg.v().is_none() {
            true => None,
            false => Some(Box::new(self.parameter(kwarg.v())?)),
        };
        let args = positional.split_off(posonly.len());
        Ok(Box::new(ast::Parameters {
            range,
            node_index: Default::default(),
            posonlyargs: positional.into_iter().collect(),
            args: args.into_iter().collect(),
            vararg,
            kwonlyargs: keyword_only.into_iter().collect(),
            kwarg,
        }))
    }
}

fn with_default(parameter: Parameter, default: Option<Box<Expr>>) -> ParameterWithDefault {
    ParameterWithDefault { range: parameter.range, node_index: Default::default(), parameter, default }
}

fn is_stmt(kind: &str) -> bool {
    const KINDS: &[&str] = &[
        "AnnAssign",
        "Assert",
        "Assign",
        "AsyncFor",
        "AsyncFunctionDef",
        "AsyncWith",
        "AugAssign",
        "Break",
        "ClassDef",
        "Continue",
        "Delete",
        "Expr",
        "For",
        "FunctionDef",
        "Global",
        "If",
        "Import",
        "ImportFrom",
        "Match",
        "Nonlocal",
        "Pass",
        "Raise",
        "Return",
        "Try",
        "TryStar",
        "TypeAlias",
        "While",
        "With",
    ];
    KINDS.binary_search(&kind).is_ok()
}

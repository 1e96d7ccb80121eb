//! Statements as nodes.
//!
//! Must never know expressions from inside.

use super::make::Maker;
use heddle_objects::{Ref, Res};
use heddle_syntax::ast::{self, ElifElseClause, ExceptHandler, Stmt, TypeParam};
use heddle_syntax::text_size::Ranged;

impl Maker<'_> {
    pub(super) fn body(&mut self, body: &[Stmt]) -> Res {
        self.each(body, Self::stmt)
    }

    fn stmt(&mut self, stmt: &Stmt) -> Res {
        let t = self.t;
        t.deeper(|| self.any_stmt(stmt))
    }

    fn any_stmt(&mut self, stmt: &Stmt) -> Res {
        let range = stmt.range();
        match stmt {
            Stmt::FunctionDef(node) => self.function(node),
            Stmt::ClassDef(node) => self.class_def(node),
            Stmt::Return(node) => {
                let value = self.optional(node.value.as_deref(), Self::expr)?;
                self.node("Return", range, vec![("value", value)])
            }
            Stmt::Delete(node) => {
                let targets = self.each(&node.targets, Self::expr)?;
                self.node("Delete", range, vec![("targets", targets)])
            }
            Stmt::TypeAlias(node) => {
                let name = self.expr(&node.name)?;
                let params = self.type_params(node.type_params.as_deref())?;
                let value = self.expr(&node.value)?;
                self.node("TypeAlias", range, vec![("name", name), ("type_params", params), ("value", value)])
            }
            Stmt::Assign(node) => {
                let targets = self.each(&node.targets, Self::expr)?;
                let value = self.expr(&node.value)?;
                let fields = vec![("targets", targets), ("value", value), ("type_comment", Ref::NONE)];
                self.node("Assign", range, fields)
            }
            Stmt::AugAssign(node) => {
                let target = self.expr(&node.target)?;
                let op = self.operator(node.op)?;
                let value = self.expr(&node.value)?;
                self.node("AugAssign", range, vec![("target", target), ("op", op), ("value", value)])
            }
            Stmt::AnnAssign(node) => {
                let target = self.expr(&node.target)?;
                let annotation = self.expr(&node.annotation)?;
                let value = self.optional(node.value.as_deref(), Self::expr)?;
                let simple = self.int(i64::from(node.simple));
                let fields = vec![
                    ("target", target),
                    ("annotation", annotation),
                    ("value", value),
                    ("simple", simple),
                ];
                self.node("AnnAssign", range, fields)
            }
            Stmt::For(node) => {
                let target = self.expr(&node.target)?;
                let iter = self.expr(&node.iter)?;
                let body = self.body(&node.body)?;
                let orelse = self.body(&node.orelse)?;
                let class = if node.is_async { "AsyncFor" } else { "For" };
                let fields = vec![
                    ("target", target),
                    ("iter", iter),
                    ("body", body),
                    ("orelse", orelse),
                    ("type_comment", Ref::NONE),
                ];
                self.node(class, range, fields)
            }
            Stmt::While(node) => {
                let test = self.expr(&node.test)?;
                let body = self.body(&node.body)?;
                let orelse = self.body(&node.orelse)?;
                self.node("While", range, vec![("test", test), ("body", body), ("orelse", orelse)])
            }
            Stmt::If(node) => {
                let test = self.expr(&node.test)?;
                let body = self.body(&node.body)?;
                let orelse = self.elif_else(&node.elif_else_clauses, range.end().to_u32())?;
                self.node("If", range, vec![("test", test), ("body", body), ("orelse", orelse)])
            }
            Stmt::With(node) => {
                let items = self.each(&node.items, |m, item| {
                    let context = m.expr(&item.context_expr)?;
                    let vars = m.optional(item.optional_vars.as_deref(), Self::expr)?;
                    m.plain("withitem", vec![("context_expr", context), ("optional_vars", vars)])
                })?;
                let body = self.body(&node.body)?;
                let class = if node.is_async { "AsyncWith" } else { "With" };
                self.node(class, range, vec![("items", items), ("body", body), ("type_comment", Ref::NONE)])
            }
            Stmt::Match(node) => {
                let subject = self.expr(&node.subject)?;
                let cases = self.each(&node.cases, |m, case| {
                    let pattern = m.pattern(&case.pattern)?;
                    let guard = m.optional(case.guard.as_deref(), Self::expr)?;
                    let body = m.body(&case.body)?;
                    m.plain("match_case", vec![("pattern", pattern), ("guard", guard), ("body", body)])
                })?;
                self.node("Match", range, vec![("subject", subject), ("cases", cases)])
            }
            Stmt::Raise(node) => {
                let exc = self.optional(node.exc.as_deref(), Self::expr)?;
                let cause = self.optional(node.cause.as_deref(), Self::expr)?;
                self.node("Raise", range, vec![("exc", exc), ("cause", cause)])
            }
            Stmt::Try(node) => {
                let body = self.body(&node.body)?;
                let handlers = self.each(&node.handlers, Self::handler)?;
                let orelse = self.body(&node.orelse)?;
                let finalbody = self.body(&node.finalbody)?;
                let class = if node.is_star { "TryStar" } else { "Try" };
                let fields = vec![
                    ("body", body),
                    ("handlers", handlers),
                    ("orelse", orelse),
                    ("finalbody", finalbody),
                ];
                self.node(class, range, fields)
            }
            Stmt::Assert(node) => {
                let test = self.expr(&node.test)?;
                let msg = self.optional(node.msg.as_deref(), Self::expr)?;
                self.node("Assert", range, vec![("test", test), ("msg", msg)])
            }
            Stmt::Import(node) => {
                let names = self.each(&node.names, Self::alias)?;
                self.node("Import", range, vec![("names", names)])
            }
            Stmt::ImportFrom(node) => {
                let module = self.optional_identifier(node.module.as_ref());
                let names = self.each(&node.names, Self::alias)?;
                let level = self.int(i64::from(node.level));
                self.node("ImportFrom", range, vec![("module", module), ("names", names), ("level", level)])
            }
            Stmt::Global(node) => {
                let names = self.each(&node.names, |m, name| Ok(m.identifier(name)))?;
                self.node("Global", range, vec![("names", names)])
            }
            Stmt::Nonlocal(node) => {
                let names = self.each(&node.names, |m, name| Ok(m.identifier(name)))?;
                self.node("Nonlocal", range, vec![("names", names)])
            }
            Stmt::Expr(node) => {
                let value = self.expr(&node.value)?;
                self.node("Expr", range, vec![("value", value)])
            }
            Stmt::Pass(_) => self.node("Pass", range, Vec::new()),
            Stmt::Break(_) => self.node("Break", range, Vec::new()),
            Stmt::Continue(_) => self.node("Continue", range, Vec::new()),
            Stmt::IpyEscapeCommand(_) => Err(self.t.system_error("not a Python statement")),
        }
    }

    /// The body of a module, class or function, without its docstring where that is optimised away.
    pub(super) fn definition_body(&mut self, body: &[Stmt]) -> Res {
        let docstring = matches!(body.first(), Some(Stmt::Expr(node)) if node.value.is_string_literal_expr());
        if !docstring || self.optimize.is_none_or(|level| level < 2) {
            return self.body(body);
        }
        if body.len() == 1 {
            let pass = self.node("Pass", body[0].range(), Vec::new())?;
            return Ok(self.list(vec![pass]));
        }
        self.body(&body[1..])
    }

    fn alias(&mut self, alias: &ast::Alias) -> Res {
        let name = self.identifier(&alias.name);
        let asname = self.optional_identifier(alias.asname.as_ref());
        self.node("alias", alias.range, vec![("name", name), ("asname", asname)])
    }

    /// What follows the body of an `if`: its `orelse`.
    fn elif_else(&mut self, clauses: &[ElifElseClause], end: u32) -> Res {
        let mut orelse = self.list(Vec::new());
        for clause in clauses.iter().rev() {
            let body = self.body(&clause.body)?;
            orelse = match &clause.test {
                None => body,
                Some(test) => {
                    let test = self.expr(test)?;
                    let start = clause.range.start().to_u32();
                    let fields = vec![("test", test), ("body", body), ("orelse", orelse)];
                    let node = self.node_at("If", start, end, fields)?;
                    self.list(vec![node])
                }
            };
        }
        Ok(orelse)
    }

    fn handler(&mut self, handler: &ExceptHandler) -> Res {
        let ExceptHandler::ExceptHandler(node) = handler;
        let class = self.optional(node.type_.as_deref(), Self::expr)?;
        let name = self.optional_identifier(node.name.as_ref());
        let body = self.body(&node.body)?;
        self.node("ExceptHandler", node.range, vec![("type", class), ("name", name), ("body", body)])
    }

    fn function(&mut self, node: &ast::StmtFunctionDef) -> Res {
        let name = self.identifier(&node.name);
        let args = self.arguments(Some(&node.parameters))?;
        let body = self.definition_body(&node.body)?;
        let decorators = self.each(&node.decorator_list, |m, d| m.expr(&d.expression))?;
        let returns = self.optional(node.returns.as_deref(), Self::expr)?;
        let params = self.type_params(node.type_params.as_deref())?;
        let class = if node.is_async { "AsyncFunctionDef" } else { "FunctionDef" };
        let start = self.start_of(&node.decorator_list, node.range.start().to_u32());
        let fields = vec![
            ("name", name),
            ("args", args),
            ("body", body),
            ("decorator_list", decorators),
            ("returns", returns),
            ("type_comment", Ref::NONE),
            ("type_params", params),
        ];
        self.node_at(class, start, node.range.end().to_u32(), fields)
    }

    fn class_def(&mut self, node: &ast::StmtClassDef) -> Res {
        let name = self.identifier(&node.name);
        let (bases, keywords) = match &node.arguments {
            Some(arguments) => {
                (self.each(&arguments.args, Self::expr)?, self.each(&arguments.keywords, Self::keyword)?)
            }
            None => (self.list(Vec::new()), self.list(Vec::new())),
        };
        let body = self.definition_body(&node.body)?;
        let decorators = self.each(&node.decorator_list, |m, d| m.expr(&d.expression))?;
        let params = self.type_params(node.type_params.as_deref())?;
        let start = self.start_of(&node.decorator_list, node.range.start().to_u32());
        let fields = vec![
            ("name", name),
            ("bases", bases),
            ("keywords", keywords),
            ("body", body),
            ("decorator_list", decorators),
            ("type_params", params),
        ];
        self.node_at("ClassDef", start, node.range.end().to_u32(), fields)
    }

    /// Where a definition proper starts: past its decorators.
    fn start_of(&self, decorators: &[ast::Decorator], start: u32) -> u32 {
        decorators.last().map_or(start, |last| self.source.past_blanks(last.range.end().to_u32()))
    }

    fn type_params(&mut self, params: Option<&ast::TypeParams>) -> Res {
        let params = params.map_or(&[][..], |params| &params.type_params);
        self.each(params, |m, param| match param {
            TypeParam::TypeVar(node) => {
                let name = m.identifier(&node.name);
                let bound = m.optional(node.bound.as_deref(), Self::expr)?;
                let default = m.optional(node.default.as_deref(), Self::expr)?;
                m.node(
                    "TypeVar",
                    node.range,
                    vec![("name", name), ("bound", bound), ("default_value", default)],
                )
            }
            TypeParam::ParamSpec(node) => {
                let name = m.identifier(&node.name);
                let default = m.optional(node.default.as_deref(), Self::expr)?;
                m.node("ParamSpec", node.range, vec![("name", name), ("default_value", default)])
            }
            TypeParam::TypeVarTuple(node) => {
                let name = m.identifier(&node.name);
                let default = m.optional(node.default.as_deref(), Self::expr)?;
                m.node("TypeVarTuple", node.range, vec![("name", name), ("default_value", default)])
            }
        })
    }
}

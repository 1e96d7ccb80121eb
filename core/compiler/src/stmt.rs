//! Statements, module bodies and blocks.
//!
//! Must never know expressions beyond their place. Start reading at [`Compiler::statement`].

use crate::generics::intrinsic;
use crate::unit::TEMP;
use crate::{Compiler, Result};
use heddle_bytecode::{Const, Op};
use heddle_syntax::ast::{self, Expr, Stmt};
use heddle_syntax::literal;
use heddle_syntax::symtable::ScopeKind;
use heddle_syntax::text_size::{Ranged, TextRange};

impl<'a> Compiler<'a> {
    pub(crate) fn module_body(&mut self, body: &'a [Stmt]) -> Result {
        let table = self.table;
        let scope = table.scope(table.module());
        let (setup, start) = (self.label(), self.label());
        let annotated = scope.annotations.is_some() && !table.future_annotations();
        if table.future_annotations() && scope.annotations.is_some() {
            self.emit(Op::SETUP_ANNOTATIONS, &[]);
        }
        if annotated {
            // `__annotate__` is there before the body runs, but only the body says what is in it.
            self.jump(Op::JUMP, &[], setup);
            self.place(start);
            let set = self.temp();
            self.emit(Op::BUILD_SET, &[set, set, 0]);
            self.store_mangled("__conditional_annotations__", set);
            self.release(0);
        }
        let rest = self.docstring(body);
        self.block(rest)?;
        if annotated {
            let end = self.unit().asm.position();
            self.emit(Op::RETURN_NONE, &[]);
            self.place(setup);
            self.unit().asm.set_position(end);
            self.variable_annotations("__annotate__")?;
            self.jump(Op::JUMP_BACK, &[], start);
        }
        Ok(())
    }

    /// Stores the docstring of a module or class; the statements after it.
    pub(crate) fn docstring(&mut self, body: &'a [Stmt]) -> &'a [Stmt] {
        if self.unit().interactive {
            return body;
        }
        let Some((text, range)) = self.docstring_of(body) else { return body };
        if self.options.optimize < 2 {
            let mark = self.mark();
            self.at(range);
            let value = self.load_const(text, None);
            self.store_mangled("__doc__", value);
            self.release(mark);
        }
        &body[1..]
    }

    /// The cleaned docstring of a body.
    pub(crate) fn docstring_of(&self, body: &[Stmt]) -> Option<(Const, TextRange)> {
        let Some(Stmt::Expr(first)) = body.first() else { return None };
        let Expr::StringLiteral(text) = &*first.value else { return None };
        let value = literal::string_value(self.source, text);
        Some((Const::Str(clean(value.as_bytes()).into()), text.range))
    }

    pub(crate) fn block(&mut self, body: &'a [Stmt]) -> Result {
        self.unit().conditional_depth += 1;
        let done = body.iter().try_for_each(|statement| self.statement(statement));
        self.unit().conditional_depth -= 1;
        done
    }

    pub(crate) fn statement(&mut self, statement: &'a Stmt) -> Result {
        let mark = self.mark();
        self.at(statement.range());
        match statement {
            Stmt::Expr(node) => self.expression_statement(node)?,
            Stmt::Assign(node) => self.assign(node)?,
            Stmt::AugAssign(node) => self.augmented(node)?,
            Stmt::AnnAssign(node) => self.annotated_assign(node)?,
            Stmt::Return(node) => self.return_statement(node)?,
            Stmt::Delete(node) => node.targets.iter().try_for_each(|target| self.delete(target))?,
            Stmt::Raise(node) => self.raise(node)?,
            Stmt::Assert(node) => self.assert(node)?,
            Stmt::Import(node) => self.import(node)?,
            Stmt::ImportFrom(node) => self.import_from(node)?,
            Stmt::FunctionDef(node) => self.function(node)?,
            Stmt::ClassDef(node) => self.class(node)?,
            Stmt::TypeAlias(node) => self.type_alias(node)?,
            Stmt::If(node) => self.if_statement(node)?,
            Stmt::While(node) => self.while_statement(node)?,
            Stmt::For(node) => self.for_statement(node)?,
            Stmt::Try(node) => self.try_statement(node)?,
            Stmt::With(node) => self.with_statement(node)?,
            Stmt::Match(node) => self.match_statement(node)?,
            Stmt::Break(node) => self.leave_loop(node.range, true)?,
            Stmt::Continue(node) => self.leave_loop(node.range, false)?,
            Stmt::Pass(_) => self.emit(Op::NOP, &[]),
            Stmt::Global(_) | Stmt::Nonlocal(_) => {}
            Stmt::IpyEscapeCommand(node) => return self.fail("not Python", node.range),
        }
        self.release(mark);
        Ok(())
    }

    fn expression_statement(&mut self, node: &'a ast::StmtExpr) -> Result {
        if self.unit().interactive {
            let value = self.temp();
            self.expr(&node.value, Some(value))?;
            self.at(node.range);
            self.emit(Op::INTRINSIC, &[value, value, 1, intrinsic("PRINT")]);
            self.emit(Op::CLEAR, &[value]);
            return Ok(());
        }
        if self.literal(&node.value).is_some() {
            self.emit(Op::NOP, &[]);
            return Ok(());
        }
        self.effect(&node.value)
    }

    fn assign(&mut self, node: &'a ast::StmtAssign) -> Result {
        if let [target] = &*node.targets {
            return self.assign_one(target, &node.value);
        }
        let value = self.temp();
        self.expr(&node.value, Some(value))?;
        let Some((last, first)) = node.targets.split_last() else { return Ok(()) };
        for target in first {
            let mark = self.mark();
            let copy = self.temp();
            self.at(target.range());
            self.emit(Op::COPY, &[copy, value]);
            self.store(target, copy)?;
            self.release(mark);
        }
        self.store(last, value)
    }

    fn assign_one(&mut self, target: &'a Expr, value: &'a Expr) -> Result {
        match (target, value) {
            (Expr::Name(name), value) => {
                let local =
                    if self.first_after(&name.id, value) { None } else { self.local_target(&name.id) };
                let register = self.expr(value, local)?;
                if local.is_none() {
                    self.at(name.range);
                    self.store_name(&name.id, register);
                }
                Ok(())
            }
            (Expr::Tuple(ast::ExprTuple { elts: targets, .. }), Expr::Tuple(values))
                if targets.len() == values.elts.len()
                    && (2..=3).contains(&targets.len())
                    && !targets.iter().chain(&values.elts).any(Expr::is_starred_expr)
                    && self.fold(value).is_none() =>
            {
                let first = self.window(&values.elts)?;
                self.store_all(targets, first)
            }
            _ => {
                let register = self.expr(value, None)?;
                self.store(target, register)
            }
        }
    }

    /// Whether a name's register is still to be made and the value may make others before it, as in CPython.
    fn first_after(&self, name: &str, value: &Expr) -> bool {
        let id = self.table.names().find(&self.mangled(name));
        let known = id.is_some_and(|id| self.here().locals.contains_key(&id));
        !known && (self.annotation_text(value).contains("for") || self.annotation_text(value).contains(":="))
    }

    fn annotated_assign(&mut self, node: &'a ast::StmtAnnAssign) -> Result {
        if let Some(value) = &node.value {
            self.assign_one(&node.target, value)?;
        }
        let in_body = matches!(self.here().kind, ScopeKind::Module | ScopeKind::Class);
        match &*node.target {
            Expr::Name(name) if node.simple && in_body => {
                let mangled = self.mangled(&name.id).into_owned();
                self.at(node.range);
                if self.table.future_annotations() {
                    return self.string_annotation(&mangled, &node.annotation);
                }
                self.defer_annotation(mangled, &node.annotation);
            }
            Expr::Attribute(target) if node.value.is_none() => self.effect(&target.value)?,
            Expr::Subscript(target) if node.value.is_none() => {
                self.effect(&target.value)?;
                self.effect(&target.slice)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn raise(&mut self, node: &'a ast::StmtRaise) -> Result {
        let Some(exception) = &node.exc else {
            self.emit(Op::RAISE_CURRENT, &[]);
            return Ok(());
        };
        let exception = self.expr(exception, None)?;
        match &node.cause {
            Some(cause) => {
                let cause = self.expr(cause, None)?;
                self.emit_at(node.range, Op::RAISE_FROM, &[exception, cause]);
            }
            None => self.emit_at(node.range, Op::RAISE, &[exception]),
        }
        Ok(())
    }

    fn assert(&mut self, node: &'a ast::StmtAssert) -> Result {
        if self.options.optimize > 0 {
            self.emit(Op::NOP, &[]);
            return Ok(());
        }
        let end = self.label();
        self.branch(&node.test, true, end)?;
        let error = self.temp();
        self.at(node.test.range());
        self.emit(Op::LOAD_COMMON, &[error, 0]);
        if let Some(message) = &node.msg {
            let argument = self.temp();
            self.expr(message, Some(argument))?;
            self.at(node.test.range());
            let cache = self.long_cache();
            self.emit(Op::CALL, &[error, error, 1, cache]);
        }
        self.emit(Op::RAISE, &[error]);
        self.place(end);
        Ok(())
    }

    fn if_statement(&mut self, node: &'a ast::StmtIf) -> Result {
        let end = self.label();
        let mut next = self.label();
        self.branch(&node.test, false, next)?;
        self.block(&node.body)?;
        for clause in &node.elif_else_clauses {
            self.jump(Op::JUMP, &[], end);
            self.place(next);
            next = self.label();
            if let Some(test) = &clause.test {
                self.branch(test, false, next)?;
            }
            self.block(&clause.body)?;
        }
        self.place(next);
        self.place(end);
        debug_assert!(self.mark() < TEMP);
        Ok(())
    }
}

/// `inspect.cleandoc`: tabs expanded, the common margin of all lines but the first removed.
fn clean(text: &[u8]) -> Vec<u8> {
    let expanded = expand_tabs(text);
    let indent = |line: &[u8]| line.iter().take_while(|byte| **byte == b' ').count();
    let lines: Vec<&[u8]> = expanded.split(|byte| *byte == b'\n').collect();
    let margin = lines[1..]
        .iter()
        .filter(|line| indent(line) < line.len())
        .map(|line| indent(line))
        .min()
        .unwrap_or(0);
    let mut out: Vec<&[u8]> = vec![&lines[0][indent(lines[0])..]];
    out.extend(lines[1..].iter().map(|line| &line[margin.min(line.len())..]));
    out.join(&b'\n')
}

fn expand_tabs(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut column = 0;
    for byte in text {
        match byte {
            b'\t' => {
                let width = 8 - column % 8;
                out.extend(std::iter::repeat_n(b' ', width));
                column += width;
            }
            b'\n' => {
                out.push(*byte);
                column = 0;
            }
            _ => {
                out.push(*byte);
                // Continuation bytes of a character take no column of their own.
                column += usize::from(*byte & 0xC0 != 0x80);
            }
        }
    }
    out
}

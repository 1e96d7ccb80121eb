//! Comprehensions: in the frame around them (PEP 709), or as functions of their first iterable.
//!
//! Must never know statements. An inlined one's variables have registers of their own, so nothing is saved and restored.

use crate::unit::{CELL, Inlined, Reg};
use crate::{Compiler, Result};
use heddle_bytecode::{Const, Op};
use heddle_syntax::ast::{self, Expr};
use heddle_syntax::symtable::{Binding, ScopeId, ScopeKind};
use heddle_syntax::text_size::{Ranged, TextRange};

/// What a comprehension makes.
#[derive(Clone, Copy)]
struct Parts<'a> {
    element: &'a Expr,
    value: Option<&'a Expr>,
    clauses: &'a [ast::Comprehension],
    range: TextRange,
    name: &'static str,
    /// How the result starts; `None` for generators.
    start: Option<Op>,
    /// A dict comprehension without a key: the dicts are merged.
    merge: bool,
}

fn parts(expr: &Expr) -> Option<Parts<'_>> {
    let (element, value, clauses, name, start) = match expr {
        Expr::ListComp(node) => (&*node.elt, None, &node.generators, "<listcomp>", Some(Op::BUILD_LIST)),
        Expr::SetComp(node) => (&*node.elt, None, &node.generators, "<setcomp>", Some(Op::BUILD_SET)),
        Expr::DictComp(node) => {
            let key = node.key.as_deref();
            let (element, value) = key.map_or((&*node.value, None), |key| (key, Some(&*node.value)));
            (element, value, &node.generators, "<dictcomp>", Some(Op::BUILD_MAP))
        }
        Expr::Generator(node) => (&*node.elt, None, &node.generators, "<genexpr>", None),
        _ => return None,
    };
    let merge = matches!(expr, Expr::DictComp(node) if node.key.is_none());
    Some(Parts { element, value, clauses, range: expr.range(), name, start, merge })
}

impl<'a> Compiler<'a> {
    pub(crate) fn comprehension(&mut self, expr: &'a Expr, want: Option<Reg>) -> Result<Reg> {
        let scope = self.table.scope_of(expr.range(), ScopeKind::Function);
        let (Some(mut parts), Some(scope)) = (parts(expr), scope) else {
            return self.fail("comprehension without a scope", expr.range());
        };
        let Some(first) = parts.clauses.first() else {
            return self.fail("comprehension without a clause", expr.range());
        };
        if let Expr::Generator(node) = expr
            && !node.parenthesized
        {
            parts.range = self.with_parentheses(parts.range);
        }
        if self.table.scope(scope).inlined {
            return self.inline(parts, scope, first, want);
        }
        let mark = self.mark();
        let base = self.temp();
        let line = self.position(parts.range).line;
        self.enter(scope, parts.name, line)?;
        self.unit().code.argcount = 1;
        self.at(parts.range);
        let generator = parts.start.is_none();
        self.guarded_body(generator, |this| {
            let result = this.start(parts, None);
            this.clause(parts, 0, 0, result)?;
            if let Some(result) = result {
                this.emit_at(parts.range, Op::RETURN, &[result]);
            }
            Ok(())
        })?;
        let code = self.leave()?;
        self.at(parts.range);
        self.make_function(code, base);
        let iterator = self.temp();
        self.iterator(first, Some(iterator))?;
        self.release(mark);
        let dest = self.dest(want);
        let cache = self.long_cache();
        self.emit_at(parts.range, Op::CALL, &[dest, base, 1, cache]);
        if self.table.scope(scope).coroutine && parts.start.is_some() {
            let awaited = self.temp();
            self.emit(Op::MOVE, &[awaited, dest]);
            self.await_in(awaited, 0);
            self.emit(Op::MOVE, &[dest, awaited]);
        }
        Ok(dest)
    }

    /// The range of a generator that is a call's only argument, with the parentheses of the call.
    fn with_parentheses(&self, range: TextRange) -> TextRange {
        let text = self.source.text();
        let (from, to) = (range.start().to_usize(), range.end().to_usize());
        let start = text.get(..from).and_then(|before| before.rfind('(')).unwrap_or(from);
        let end = text.get(to..).and_then(|after| after.find(')')).map_or(to, |at| to + at + 1);
        TextRange::new((start as u32).into(), (end as u32).into())
    }

    fn start(&mut self, parts: Parts<'a>, want: Option<Reg>) -> Option<Reg> {
        let op = parts.start?;
        let result = self.fresh(want);
        self.emit_at(parts.range, op, &[result, result, 0]);
        Some(result)
    }

    fn iterator(&mut self, clause: &'a ast::Comprehension, want: Option<Reg>) -> Result<Reg> {
        let mark = self.mark();
        let value = self.expr(&clause.iter, None)?;
        self.release(mark);
        let dest = self.dest(want);
        let op = if clause.is_async { Op::GET_AITER } else { Op::GET_ITER };
        self.emit_at(clause.iter.range(), op, &[dest, value]);
        Ok(dest)
    }

    fn inline(
        &mut self,
        parts: Parts<'a>,
        scope: ScopeId,
        first: &'a ast::Comprehension,
        want: Option<Reg>,
    ) -> Result<Reg> {
        let result = self.fresh(want);
        let iterator = self.temp();
        self.iterator(first, Some(iterator))?;
        self.start(parts, Some(result));
        let mut frame = Inlined { scope: Some(scope), ..Inlined::default() };
        let table = self.table;
        for symbol in table.symbols(scope) {
            if symbol.binding == Binding::Cell {
                let unit = self.unit();
                if matches!(unit.kind, ScopeKind::Module | ScopeKind::Class) {
                    // Listed among the variables too, as CPython's hidden locals are.
                    unit.local_register(symbol.name, table.names().text(symbol.name));
                }
                let register = CELL + unit.extra;
                unit.extra += 1;
                frame.cells.insert(symbol.name, register);
                let unlisted = !unit.cells.contains_key(&symbol.name);
                self.emit(Op::NEW_CELL, &[register]);
                if unlisted {
                    self.list_cell(symbol.name, register);
                }
            }
        }
        self.unit().inlined.push(frame);
        self.clause(parts, 0, iterator, Some(result))?;
        if let Some(frame) = self.unit().inlined.pop() {
            let mut used: Vec<Reg> = frame.locals.into_values().chain(frame.cells.into_values()).collect();
            used.sort_unstable();
            self.at(parts.range);
            used.iter().for_each(|register| self.emit(Op::CLEAR, &[*register]));
        }
        Ok(self.move_to(result, want))
    }

    /// Names the register of a cell in `co_cellvars`, unless the unit has made one of that name already.
    fn list_cell(&mut self, name: heddle_syntax::symtable::NameId, register: Reg) {
        let text = self.table.names().text(name);
        let code = &mut self.unit().code;
        if !code.cellvars.iter().any(|known| **known == *text) {
            code.cellvars.push(text.into());
            code.cell_registers.push(register);
        }
    }

    /// The loop of one clause, with those inside it. At 0 the iterator lies in `iterator` or, in a function, in its
    /// parameter.
    fn clause(&mut self, parts: Parts<'a>, index: usize, iterator: Reg, result: Option<Reg>) -> Result {
        let Some(clause) = parts.clauses.get(index) else { return self.element(parts, result) };
        let mark = self.mark();
        let iterator = if index == 0 { iterator } else { self.iterator(clause, None)? };
        // The parameter moves to a temporary, which the end of the loop may clear.
        let iterator = if index == 0 && iterator == 0 {
            let moved = self.temp();
            self.emit_at(clause.iter.range(), Op::COPY, &[moved, 0]);
            self.emit(Op::CLEAR, &[0]);
            moved
        } else {
            iterator
        };
        let (again, end) = (self.here_label(), self.label());
        if clause.is_async {
            self.next_async(iterator, &clause.target, clause.iter.range(), end)?;
        } else {
            self.next(iterator, &clause.target, clause.iter.range(), end)?;
        }
        for condition in &clause.ifs {
            let skip = self.label();
            self.branch(condition, true, skip)?;
            self.at(condition.range());
            self.jump(Op::JUMP_BACK, &[], again);
            self.place(skip);
        }
        self.clause(parts, index + 1, 0, result)?;
        self.at(parts.range);
        self.jump(Op::JUMP_BACK, &[], again);
        self.place(end);
        if clause.is_async {
            self.end_async(iterator);
        }
        self.release(mark);
        Ok(())
    }

    fn element(&mut self, parts: Parts<'a>, result: Option<Reg>) -> Result {
        let mark = self.mark();
        let element = match (parts.element, result) {
            (Expr::Starred(node), Some(_)) => self.expr(&node.value, None)?,
            (element, _) => self.expr(element, None)?,
        };
        let range = parts.element.range();
        match (result, parts.value) {
            (None, _) => {
                let dest = self.temp();
                self.emit_at(range, Op::YIELD, &[dest, element]);
                self.emit(Op::CLEAR, &[dest]);
            }
            (Some(result), Some(value)) => {
                let place = TextRange::new(range.start(), value.range().end());
                let value = self.expr(value, None)?;
                self.emit_at(place, Op::MAP_ADD, &[result, element, value]);
            }
            (Some(result), None) => {
                let op = match (parts.start, parts.element.is_starred_expr()) {
                    (Some(Op::BUILD_LIST), false) => Op::LIST_APPEND,
                    (Some(Op::BUILD_LIST), true) => Op::LIST_EXTEND,
                    (Some(Op::BUILD_SET), false) => Op::SET_ADD,
                    (Some(Op::BUILD_SET), true) => Op::SET_UPDATE,
                    _ if parts.merge => Op::DICT_UPDATE,
                    _ => return self.fail("comprehension of no kind", range),
                };
                self.emit_at(range, op, &[result, element]);
            }
        }
        self.release(mark);
        Ok(())
    }

    /// A function object of a code object, with its closure.
    pub(crate) fn make_function(&mut self, code: heddle_bytecode::Code, dest: Reg) {
        let free = code.freevars.clone();
        let constant = self.constant_index(Const::Code(std::sync::Arc::new(code)));
        self.emit(Op::MAKE_FUNCTION, &[dest, constant]);
        if free.is_empty() {
            return;
        }
        let mark = self.mark();
        let first = crate::unit::TEMP + mark;
        for name in &free {
            let register = self.temp();
            if !self.load_cell_of(name, register) {
                self.emit(Op::NEW_CELL, &[register]);
            }
        }
        self.emit(Op::BUILD_TUPLE, &[first, first, free.len() as u32]);
        self.emit(Op::SET_FUNCTION, &[dest, first, 3]);
        self.release(mark);
    }
}

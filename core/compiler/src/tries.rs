//! `try`, `except`, `except*`, `finally`, `with`.
//!
//! Must never know what raises. A handler starts with the exception in the register `depth` of its range; ENTER_HANDLER makes
//! it the one being handled and saves the one before, LEAVE_HANDLER restores that.

use crate::control::Leave;
use crate::unit::Reg;
use crate::{Compiler, Result};
use heddle_bytecode::{Label, Op};
use heddle_syntax::ast::{self, ExceptHandler, ExceptHandlerExceptHandler, Stmt, WithItem};
use heddle_syntax::text_size::{Ranged, TextRange};

/// The registers of a handler that has been entered.
struct Entered {
    exception: Reg,
    before: Reg,
    /// Where exceptions of the handler itself go.
    cleanup: Label,
}

impl<'a> Compiler<'a> {
    /// Starts a handler: two registers from the current mark, and a range that restores on exceptions.
    fn enter_handler(&mut self, handler: Label) -> Entered {
        self.place(handler);
        let (exception, before) = (self.temp(), self.temp());
        let cleanup = self.label();
        self.emit(Op::ENTER_HANDLER, &[before, exception]);
        self.open(Leave::Handler { exception, before }, Some((cleanup, before + 1)));
        Entered { exception, before, cleanup }
    }

    /// Ends the range of a handler and adds what happens to exceptions in it.
    fn end_handler(&mut self, entered: &Entered) {
        self.close();
        self.place(entered.cleanup);
        let mark = self.mark();
        let raised = self.temp();
        self.emit(Op::LEAVE_HANDLER, &[entered.before]);
        self.emit(Op::RERAISE, &[raised]);
        self.release(mark);
    }

    fn leave_handler(&mut self, entered: &Entered, target: Label) {
        self.emit(Op::CLEAR, &[entered.exception]);
        self.emit(Op::LEAVE_HANDLER, &[entered.before]);
        self.jump(Op::JUMP, &[], target);
    }

    pub(crate) fn try_statement(&mut self, node: &'a ast::StmtTry) -> Result {
        self.emit(Op::NOP, &[]);
        if node.finalbody.is_empty() {
            return self.try_except(node);
        }
        let mark = self.mark();
        let (handler, end) = (self.label(), self.label());
        let depth = self.temp();
        self.release(mark);
        self.open(Leave::Finally(&node.finalbody), Some((handler, depth)));
        if node.handlers.is_empty() {
            self.block(&node.body)?;
        } else {
            self.try_except(node)?;
        }
        self.close();
        self.block(&node.finalbody)?;
        self.jump(Op::JUMP, &[], end);
        let entered = self.enter_handler(handler);
        self.block(&node.finalbody)?;
        self.emit(Op::RERAISE, &[entered.exception]);
        self.end_handler(&entered);
        self.place(end);
        self.release(mark);
        Ok(())
    }

    fn try_except(&mut self, node: &'a ast::StmtTry) -> Result {
        let mark = self.mark();
        let (handler, end) = (self.label(), self.label());
        let depth = self.temp();
        self.release(mark);
        // Nothing to undo when the body is left early.
        self.open(Leave::Finally(&[]), Some((handler, depth)));
        self.block(&node.body)?;
        self.close();
        self.block(&node.orelse)?;
        self.jump(Op::JUMP, &[], end);
        let entered = self.enter_handler(handler);
        if node.is_star {
            self.star_handlers(node, &entered, end)?;
        } else {
            for ExceptHandler::ExceptHandler(handler) in &node.handlers {
                self.handler(handler, &entered, end)?;
            }
            self.emit(Op::RERAISE, &[entered.exception]);
        }
        self.end_handler(&entered);
        self.place(end);
        self.release(mark);
        Ok(())
    }

    fn handler(&mut self, node: &'a ExceptHandlerExceptHandler, entered: &Entered, end: Label) -> Result {
        let mark = self.mark();
        let next = self.label();
        if let Some(kind) = &node.type_ {
            let kind_register = self.expr(kind, None)?;
            self.at(kind.range());
            self.jump(Op::JUMP_NOT_EXC, &[entered.exception, kind_register], next);
            self.release(mark);
        }
        match &node.name {
            None => self.block(&node.body)?,
            Some(name) => {
                let copy = self.temp();
                self.at(node.range);
                self.emit(Op::COPY, &[copy, entered.exception]);
                self.store_name(name.as_str(), copy);
                self.release(mark);
                self.named_body(name.as_str(), &node.body)?;
            }
        }
        self.at(node.range);
        self.leave_handler(entered, end);
        self.place(next);
        Ok(())
    }

    /// The body of a handler with a name, which is unbound however the body ends.
    fn named_body(&mut self, name: &'a str, body: &'a [Stmt]) -> Result {
        let mark = self.mark();
        let raised = self.temp();
        self.release(mark);
        let (cleanup, after) = (self.label(), self.label());
        self.open(Leave::HandlerName(name), Some((cleanup, raised)));
        self.block(body)?;
        self.close();
        self.unbind(name);
        self.jump(Op::JUMP, &[], after);
        self.place(cleanup);
        self.temp();
        self.unbind(name);
        self.emit(Op::RERAISE, &[raised]);
        self.release(mark);
        self.place(after);
        Ok(())
    }

    /// `except*`: each clause takes its part; what the clauses raise and what is left is raised together at the end.
    fn star_handlers(&mut self, node: &'a ast::StmtTry, entered: &Entered, end: Label) -> Result {
        let mark = self.mark();
        let (raised, rest) = (self.temp(), self.temp());
        self.emit(Op::BUILD_LIST, &[raised, raised, 0]);
        self.emit(Op::COPY, &[rest, entered.exception]);
        for ExceptHandler::ExceptHandler(handler) in &node.handlers {
            self.star_handler(handler, raised, rest)?;
        }
        self.emit(Op::LIST_APPEND, &[raised, rest]);
        let window = rest;
        let second = self.temp();
        self.emit(Op::COPY, &[window, entered.exception]);
        self.emit(Op::MOVE, &[second, raised]);
        let number = crate::generics::intrinsic("PREP_RERAISE_STAR");
        self.emit(Op::INTRINSIC, &[window, window, 2, number]);
        let none = self.label();
        self.emit(Op::COPY, &[second, window]);
        self.jump(Op::JUMP_NONE, &[second], none);
        self.emit(Op::RERAISE, &[window]);
        self.place(none);
        self.emit(Op::CLEAR, &[window]);
        self.leave_handler(entered, end);
        self.release(mark);
        Ok(())
    }

    fn star_handler(&mut self, node: &'a ExceptHandlerExceptHandler, raised: Reg, rest: Reg) -> Result {
        let mark = self.mark();
        let Some(kind) = &node.type_ else {
            return self.fail("expected one or more exception types", node.range);
        };
        let (matched, before) = (self.temp(), self.temp());
        let kind_register = self.expr(kind, None)?;
        self.emit_at(kind.range(), Op::MATCH_GROUP, &[rest, rest, kind_register]);
        // The pair lies at `rest` and `matched`.
        let (next, cleanup) = (self.label(), self.label());
        self.emit(Op::COPY, &[before, matched]);
        self.jump(Op::JUMP_NONE, &[before], next);
        self.emit_at(node.range, Op::ENTER_HANDLER, &[before, matched]);
        self.release(mark + 2);
        let error = self.temp();
        self.release(mark + 2);
        self.open(Leave::Handler { exception: matched, before }, Some((cleanup, error)));
        match &node.name {
            None => self.block(&node.body)?,
            Some(name) => {
                let copy = self.temp();
                self.at(node.range);
                self.emit(Op::COPY, &[copy, matched]);
                self.store_name(name.as_str(), copy);
                self.release(mark + 2);
                self.named_body(name.as_str(), &node.body)?;
            }
        }
        self.close();
        let after = self.label();
        self.emit_at(node.range, Op::LEAVE_HANDLER, &[before]);
        self.jump(Op::JUMP, &[], after);
        self.place(cleanup);
        self.emit(Op::LEAVE_HANDLER, &[before]);
        self.emit(Op::LIST_APPEND, &[raised, error]);
        self.place(after);
        self.place(next);
        self.emit(Op::CLEAR, &[matched]);
        self.release(mark);
        Ok(())
    }

    pub(crate) fn with_statement(&mut self, node: &'a ast::StmtWith) -> Result {
        self.with_items(&node.items, node)
    }

    fn with_items(&mut self, items: &'a [WithItem], node: &'a ast::StmtWith) -> Result {
        let Some((item, rest)) = items.split_first() else { return self.block(&node.body) };
        let mark = self.mark();
        let range = item.context_expr.range();
        let (exit, _, manager) = (self.temp(), self.temp(), self.temp());
        let asynchronous = u32::from(node.is_async) * 2;
        self.expr(&item.context_expr, Some(manager))?;
        let window = self.temp();
        self.temp();
        self.emit_at(range, Op::COPY, &[window, manager]);
        self.emit(Op::LOAD_SPECIAL, &[exit, window, 1 + asynchronous]);
        self.emit(Op::LOAD_SPECIAL, &[window, manager, asynchronous]);
        let cache = self.long_cache();
        self.emit(Op::CALL_METHOD, &[manager, window, 0, cache]);
        self.release(mark + 3);
        if node.is_async {
            self.await_in(manager, 1);
        }
        let (handler, end) = (self.label(), self.label());
        self.open(Leave::With { exit, is_async: node.is_async, range }, Some((handler, manager)));
        match &item.optional_vars {
            Some(target) => self.store(target, manager)?,
            None => self.emit(Op::CLEAR, &[manager]),
        }
        self.release(mark + 2);
        self.with_items(rest, node)?;
        self.close();
        self.exit_normally(exit, node.is_async, range);
        self.jump(Op::JUMP, &[], end);
        self.at(range);
        self.with_handler(exit, handler, node.is_async, end);
        self.place(end);
        self.release(mark);
        Ok(())
    }

    fn with_handler(&mut self, exit: Reg, handler: Label, is_async: bool, end: Label) {
        let entered = self.enter_handler(handler);
        let result = self.temp();
        self.emit(Op::WITH_EXCEPT, &[result, exit, entered.exception]);
        if is_async {
            self.await_in(result, 2);
        }
        let swallow = self.label();
        self.jump(Op::JUMP_TRUE, &[result], swallow);
        self.emit(Op::RERAISE, &[entered.exception]);
        self.place(swallow);
        self.emit(Op::CLEAR, &[entered.exception]);
        self.emit(Op::LEAVE_HANDLER, &[entered.before]);
        self.emit(Op::CLEAR, &[exit]);
        self.emit(Op::CLEAR, &[exit + 1]);
        self.jump(Op::JUMP, &[], end);
        self.release(self.mark() - 1);
        self.end_handler(&entered);
    }

    /// Calls an exit function with None three times.
    pub(crate) fn exit_normally(&mut self, exit: Reg, is_async: bool, range: TextRange) {
        let mark = self.mark();
        self.at(range);
        let base = self.temp();
        let second = self.temp();
        self.emit(Op::MOVE, &[base, exit]);
        self.emit(Op::MOVE, &[second, exit + 1]);
        for _ in 0..3 {
            let none = self.temp();
            self.emit(Op::LOAD_NONE, &[none]);
        }
        let cache = self.long_cache();
        self.emit(Op::CALL_METHOD, &[base, base, 3, cache]);
        if is_async {
            self.release(mark + 1);
            self.await_in(base, 2);
        }
        self.emit(Op::CLEAR, &[base]);
        self.release(mark);
    }
}

//! Loops, and leaving blocks: `break`, `continue`, `return` through `finally`, `with` and handlers.
//!
//! Must never know how a block's own code is made. A [`Block`] says what must happen when control leaves it early; the
//! exception ranges of the blocks left are closed for that code and opened again after it.

use crate::unit::{Reg, TEMP};
use crate::{Compiler, Result};
use heddle_bytecode::{Label, Op};
use heddle_syntax::ast::{self, Expr, Stmt};
use heddle_syntax::text_size::{Ranged, TextRange};

/// An open exception range.
#[derive(Clone, Copy)]
pub(crate) struct Guard {
    pub(crate) start: Label,
    pub(crate) handler: Label,
    pub(crate) depth: Reg,
}

#[derive(Clone, Copy)]
pub(crate) enum Leave<'a> {
    /// A loop: where `break` and `continue` go, and its iterator.
    Loop { stop: Label, next: Label, iterator: Option<Reg> },
    /// `finally`: its body runs.
    Finally(&'a [Stmt]),
    /// `with`: the exit function at this register (and the next) is called with None.
    With { exit: Reg, is_async: bool, range: TextRange },
    /// A handler: the exception and what was being handled before.
    Handler { exception: Reg, before: Reg },
    /// The name of a handler's exception, to be unbound.
    HandlerName(&'a str),
    /// Nothing but a register to clear.
    Clear(Reg),
}

pub(crate) struct Block<'a> {
    pub(crate) leave: Leave<'a>,
    pub(crate) guard: Option<Guard>,
}

impl<'a> Compiler<'a> {
    /// Opens a block, with an exception range that starts here if there is a handler.
    pub(crate) fn open(&mut self, leave: Leave<'a>, handler: Option<(Label, Reg)>) {
        let start = self.here_label();
        let guard = handler.map(|(handler, depth)| Guard { start, handler, depth });
        self.unit().blocks.push(Block { leave, guard });
    }

    /// Closes the innermost block.
    pub(crate) fn close(&mut self) {
        if let Some(Block { guard: Some(guard), .. }) = self.unit().blocks.pop() {
            self.end_range(guard);
        }
    }

    fn end_range(&mut self, guard: Guard) {
        let end = self.here_label();
        self.unit().asm.handler(guard.start, end, guard.handler, guard.depth);
    }

    /// Leaves the blocks down to `depth`, runs `last`, and opens the blocks again for the code that follows.
    fn unwind(&mut self, depth: usize, last: impl FnOnce(&mut Self)) -> Result {
        let mut left = Vec::new();
        while self.here().blocks.len() > depth {
            let Some(block) = self.unit().blocks.pop() else { break };
            if let Some(guard) = block.guard {
                self.end_range(guard);
            }
            let leave = block.leave;
            left.push(block);
            self.leave_block(leave)?;
        }
        last(self);
        let start = self.here_label();
        while let Some(mut block) = left.pop() {
            if let Some(guard) = &mut block.guard {
                guard.start = start;
            }
            self.unit().blocks.push(block);
        }
        Ok(())
    }

    pub(crate) fn leave_block(&mut self, leave: Leave<'a>) -> Result {
        match leave {
            Leave::Loop { iterator: Some(register), .. } | Leave::Clear(register) => {
                self.emit(Op::CLEAR, &[register]);
            }
            Leave::Loop { iterator: None, .. } => {}
            Leave::Finally(body) => {
                let position = self.unit().asm.position();
                self.block(body)?;
                self.unit().asm.set_position(position);
            }
            Leave::With { exit, is_async, range } => {
                let position = self.unit().asm.position();
                self.exit_normally(exit, is_async, range);
                self.unit().asm.set_position(position);
            }
            Leave::Handler { exception, before } => {
                self.emit(Op::CLEAR, &[exception]);
                self.emit(Op::LEAVE_HANDLER, &[before]);
            }
            Leave::HandlerName(name) => self.unbind(name),
        }
        Ok(())
    }

    /// `name = None; del name`
    pub(crate) fn unbind(&mut self, name: &str) {
        let mark = self.mark();
        let none = self.temp();
        self.emit(Op::LOAD_NONE, &[none]);
        self.store_name(name, none);
        self.delete_name(name);
        self.release(mark);
    }

    pub(crate) fn return_statement(&mut self, node: &'a ast::StmtReturn) -> Result {
        let mark = self.mark();
        let constant = node.value.as_ref().is_none_or(|value| self.fold(value).is_some());
        let plain = self.here().blocks.iter().all(|block| matches!(block.leave, Leave::Loop { .. }));
        let mut value = None;
        if let Some(expr) = &node.value
            && !constant
        {
            if plain {
                value = Some(self.expr(expr, None)?);
            } else {
                let register = self.temp();
                self.expr(expr, Some(register))?;
                value = Some(register);
            }
        }
        self.at(node.range);
        let range = node.range;
        let finish = |this: &mut Self| {
            let value = match (&node.value, value) {
                (_, Some(register)) => register,
                (None, None) => {
                    this.emit(Op::RETURN_NONE, &[]);
                    return;
                }
                (Some(expr), None) => match this.fold(expr) {
                    Some(heddle_bytecode::Const::None) | None => {
                        this.emit(Op::RETURN_NONE, &[]);
                        return;
                    }
                    Some(constant) => this.load_const(constant, None),
                },
            };
            this.at(range);
            this.emit(Op::RETURN, &[value]);
        };
        if plain {
            finish(self);
        } else {
            self.unwind(0, finish)?;
        }
        self.release(mark);
        Ok(())
    }

    /// `break` or `continue`.
    pub(crate) fn leave_loop(&mut self, range: TextRange, stop: bool) -> Result {
        self.at(range);
        let blocks = &self.here().blocks;
        let found = blocks.iter().enumerate().rev().find_map(|(index, block)| match block.leave {
            Leave::Loop { stop, next, iterator } => Some((index, stop, next, iterator)),
            _ => None,
        });
        let Some((index, end, next, iterator)) = found else {
            return self
                .fail(if stop { "'break' outside loop" } else { "'continue' not properly in loop" }, range);
        };
        self.unwind(index + 1, |this| {
            if stop {
                if let Some(iterator) = iterator {
                    this.emit(Op::CLEAR, &[iterator]);
                }
                this.jump(Op::JUMP, &[], end);
            } else {
                this.jump(Op::JUMP_BACK, &[], next);
            }
        })
    }

    pub(crate) fn while_statement(&mut self, node: &'a ast::StmtWhile) -> Result {
        let (again, orelse, end) = (self.here_label(), self.label(), self.label());
        self.branch(&node.test, false, orelse)?;
        self.open(Leave::Loop { stop: end, next: again, iterator: None }, None);
        self.block(&node.body)?;
        self.close();
        self.at(node.test.range());
        self.jump(Op::JUMP_BACK, &[], again);
        self.place(orelse);
        self.block(&node.orelse)?;
        self.place(end);
        Ok(())
    }

    pub(crate) fn for_statement(&mut self, node: &'a ast::StmtFor) -> Result {
        let mark = self.mark();
        let iterator = self.temp();
        self.release(mark);
        let constant = if node.is_async { None } else { self.constant_display(&node.iter) };
        let value = match constant {
            Some(constant) => {
                self.at(node.iter.range());
                self.load_const(constant, None)
            }
            None => self.expr(&node.iter, None)?,
        };
        let op = if node.is_async { Op::GET_AITER } else { Op::GET_ITER };
        self.emit_at(node.iter.range(), op, &[iterator, value]);
        self.release(mark + 1);
        self.unit().most_temps = self.here().most_temps.max(mark + 1);
        let (again, exhausted, end) = (self.here_label(), self.label(), self.label());
        if node.is_async {
            self.next_async(iterator, &node.target, node.iter.range(), exhausted)?;
        } else {
            self.next(iterator, &node.target, node.iter.range(), exhausted)?;
        }
        self.open(Leave::Loop { stop: end, next: again, iterator: Some(iterator) }, None);
        self.block(&node.body)?;
        self.close();
        self.at(node.iter.range());
        self.jump(Op::JUMP_BACK, &[], again);
        self.place(exhausted);
        if node.is_async {
            self.end_async(iterator);
        }
        self.release(mark);
        self.block(&node.orelse)?;
        self.place(end);
        Ok(())
    }

    /// The next item to a target, or a jump.
    pub(crate) fn next(&mut self, iterator: Reg, target: &'a Expr, range: TextRange, end: Label) -> Result {
        let mark = self.mark();
        let local = match target {
            Expr::Name(name) => self.local_target(&name.id),
            _ => None,
        };
        let item = self.dest(local);
        self.at(range);
        self.jump(Op::FOR_ITER, &[item, iterator], end);
        if local.is_none() {
            self.store(target, item)?;
        }
        self.release(mark);
        Ok(())
    }

    /// The next item of an asynchronous iterator to a target; StopAsyncIteration goes to `end`, where
    /// [`Compiler::end_async`] must follow.
    pub(crate) fn next_async(
        &mut self,
        iterator: Reg,
        target: &'a Expr,
        range: TextRange,
        end: Label,
    ) -> Result {
        let mark = self.mark();
        let item = self.temp();
        self.at(range);
        self.open(Leave::Clear(iterator), Some((end, item)));
        self.emit(Op::GET_ANEXT, &[item, iterator]);
        self.await_in(item, 0);
        self.close();
        self.store(target, item)?;
        self.release(mark);
        Ok(())
    }

    /// The end of an asynchronous loop: its handler.
    pub(crate) fn end_async(&mut self, iterator: Reg) {
        self.emit(Op::END_ASYNC_FOR, &[iterator + 1]);
        self.emit(Op::CLEAR, &[iterator]);
        let unit = self.unit();
        unit.most_temps = unit.most_temps.max(iterator + 2 - TEMP);
    }
}

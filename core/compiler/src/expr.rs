//! Expressions to registers.
//!
//! Must never know statements. Start reading at [`Compiler::expr`].

use crate::unit::{Reg, TEMP};
use crate::{Compiler, Result};
use heddle_bytecode::{Const, Op};
use heddle_syntax::ast::{self, Expr, Operator, UnaryOp};
use heddle_syntax::text_size::{Ranged, TextRange, TextSize};

/// Displays with more items than this are built one by one.
const MANY: usize = 30;

impl<'a> Compiler<'a> {
    /// Compiles an expression; its value ends up in `want`, or else in a register of the compiler's choice: a variable's
    /// own, or the next temporary. Nothing else stays live. `want` is written by the last instruction only, if it is
    /// a variable.
    pub(crate) fn expr(&mut self, expr: &'a Expr, want: Option<Reg>) -> Result<Reg> {
        let mark = self.mark();
        let register = match self.fold(expr) {
            Some(constant) => {
                self.at(expr.range());
                self.load_const(constant, want)
            }
            None => self.expression(expr, want)?,
        };
        let kept = want.is_none() && register >= TEMP;
        debug_assert!(!kept || register == TEMP + mark, "a value above its place");
        self.release(mark + u32::from(kept));
        Ok(register)
    }

    /// A register to build a value in: the wanted one unless it is a variable.
    pub(crate) fn fresh(&mut self, want: Option<Reg>) -> Reg {
        match want {
            Some(register) if register >= TEMP => register,
            _ => self.temp(),
        }
    }

    fn expression(&mut self, expr: &'a Expr, want: Option<Reg>) -> Result<Reg> {
        match expr {
            Expr::Name(node) => self.load_name(&node.id, node.range, want),
            Expr::Attribute(node) => self.attribute(node, want),
            Expr::Call(node) => self.call(node, want),
            Expr::BinOp(node) => self.binary(node, want),
            Expr::UnaryOp(node) => self.unary(node, want),
            Expr::BoolOp(node) => self.bool_op(node, want),
            Expr::Compare(node) => self.compare(node, want),
            Expr::If(node) => self.conditional(node, want),
            Expr::Subscript(node) => self.subscript(node, want),
            Expr::Slice(node) => self.slice(node, want),
            Expr::Tuple(node) => self.tuple(&node.elts, node.range, want),
            Expr::List(node) => self.list(&node.elts, node.range, want),
            Expr::Set(node) => self.set(&node.elts, node.range, want),
            Expr::Dict(node) => self.dict(node, want),
            Expr::Lambda(node) => self.lambda(node, want),
            Expr::Named(node) => self.named(node, want),
            Expr::FString(node) => self.f_string(node, want),
            Expr::TString(node) => self.t_string(node, want),
            Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) | Expr::Generator(_) => {
                self.comprehension(expr, want)
            }
            Expr::Await(node) => {
                let awaited = self.fresh(want);
                self.expr(&node.value, Some(awaited))?;
                self.at(node.range);
                self.await_in(awaited, 0);
                Ok(self.move_to(awaited, want))
            }
            Expr::Yield(node) => self.yield_value(node, want),
            Expr::YieldFrom(node) => {
                let sent = self.fresh(want);
                let iterator = self.temp();
                self.expr(&node.value, Some(iterator))?;
                self.emit_at(node.range, Op::GET_YIELD_FROM, &[iterator, iterator]);
                self.delegate(sent, iterator);
                Ok(self.move_to(sent, want))
            }
            Expr::Starred(node) => self.fail("can't use starred expression here", node.range),
            Expr::IpyEscapeCommand(node) => self.fail("not Python", node.range),
            _ => self.fail("expression not supported", expr.range()),
        }
    }

    /// An expression whose value is not used.
    pub(crate) fn effect(&mut self, expr: &'a Expr) -> Result {
        let mark = self.mark();
        let register = self.expr(expr, None)?;
        if register >= TEMP {
            self.emit(Op::CLEAR, &[register]);
        }
        self.release(mark);
        Ok(())
    }

    /// Awaits what is in a register; the result takes its place.
    pub(crate) fn await_in(&mut self, register: Reg, kind: u32) {
        let mark = self.mark();
        let iterator = self.temp();
        self.emit(Op::GET_AWAITABLE, &[iterator, register, kind]);
        self.delegate(register, iterator);
        self.release(mark);
    }

    /// Sends to an iterator until it returns, whose value goes to `sent`.
    fn delegate(&mut self, sent: Reg, iterator: Reg) {
        self.emit(Op::LOAD_NONE, &[sent]);
        let (again, done) = (self.here_label(), self.label());
        self.jump(Op::SEND, &[sent, iterator], done);
        self.jump(Op::YIELD_FROM, &[sent, iterator], done);
        self.jump(Op::JUMP_BACK, &[], again);
        self.place(done);
        self.emit(Op::CLEAR, &[iterator]);
    }

    fn yield_value(&mut self, node: &'a ast::ExprYield, want: Option<Reg>) -> Result<Reg> {
        let mark = self.mark();
        let value = match &node.value {
            Some(value) => self.expr(value, None)?,
            None => {
                self.at(node.range);
                self.load_const(Const::None, None)
            }
        };
        self.release(mark);
        let dest = self.dest(want);
        self.emit_at(node.range, Op::YIELD, &[dest, value]);
        Ok(dest)
    }

    /// The place of an attribute access: where lines differ, that of the name alone.
    pub(crate) fn attribute_range(&self, node: &ast::ExprAttribute, end: TextSize) -> TextRange {
        let position = self.position(node.range);
        if position.line == position.end_line {
            return TextRange::new(node.range.start(), end);
        }
        TextRange::new(node.attr.range.start(), end)
    }

    fn attribute(&mut self, node: &'a ast::ExprAttribute, want: Option<Reg>) -> Result<Reg> {
        let mark = self.mark();
        let value = self.expr(&node.value, None)?;
        self.release(mark);
        let dest = self.dest(want);
        let mangled = self.mangled(node.attr.as_str());
        let (name, cache) = (self.name(&mangled), self.cache());
        self.emit_at(
            self.attribute_range(node, node.range.end()),
            Op::LOAD_ATTR,
            &[dest, value, name, cache],
        );
        Ok(dest)
    }

    fn binary(&mut self, node: &'a ast::ExprBinOp, want: Option<Reg>) -> Result<Reg> {
        let mark = self.mark();
        let left = self.expr(&node.left, None)?;
        let (op, right) = match (node.op, self.small(&node.right)) {
            (Operator::Add, Some(number)) => (Op::ADD_I, number),
            (Operator::Sub, Some(number)) => (Op::SUB_I, number),
            (op, _) => (binary_op(op, false), self.expr(&node.right, None)?),
        };
        self.release(mark);
        let dest = self.dest(want);
        self.emit_at(node.range, op, &[dest, left, right]);
        Ok(dest)
    }

    /// An integer constant of 8 bits.
    pub(crate) fn small(&self, expr: &Expr) -> Option<u32> {
        if !matches!(expr, Expr::NumberLiteral(_) | Expr::UnaryOp(_)) {
            return None;
        }
        match self.fold(expr) {
            Some(Const::Int(value)) => i8::try_from(value).ok().map(|value| value as u32),
            _ => None,
        }
    }

    fn unary(&mut self, node: &'a ast::ExprUnaryOp, want: Option<Reg>) -> Result<Reg> {
        let mark = self.mark();
        let value = self.expr(&node.operand, None)?;
        self.release(mark);
        let dest = self.dest(want);
        let op = match node.op {
            UnaryOp::Invert => Op::INVERT,
            UnaryOp::Not => Op::NOT,
            UnaryOp::UAdd => Op::POS,
            UnaryOp::USub => Op::NEG,
        };
        self.emit_at(node.range, op, &[dest, value]);
        Ok(dest)
    }

    fn bool_op(&mut self, node: &'a ast::ExprBoolOp, want: Option<Reg>) -> Result<Reg> {
        let result = self.fresh(want);
        let end = self.label();
        let op = match node.op {
            ast::BoolOp::And => Op::JUMP_FALSE_KEEP,
            ast::BoolOp::Or => Op::JUMP_TRUE_KEEP,
        };
        for (index, value) in node.values.iter().enumerate() {
            self.expr(value, Some(result))?;
            if index + 1 < node.values.len() {
                self.at(node.range);
                self.jump(op, &[result], end);
            }
        }
        self.place(end);
        Ok(self.move_to(result, want))
    }

    fn conditional(&mut self, node: &'a ast::ExprIf, want: Option<Reg>) -> Result<Reg> {
        let dest = self.dest(want);
        let (other, end) = (self.label(), self.label());
        self.branch(&node.test, false, other)?;
        self.expr(&node.body, Some(dest))?;
        self.jump(Op::JUMP, &[], end);
        self.place(other);
        self.expr(&node.orelse, Some(dest))?;
        self.place(end);
        Ok(dest)
    }

    fn subscript(&mut self, node: &'a ast::ExprSubscript, want: Option<Reg>) -> Result<Reg> {
        let mark = self.mark();
        let value = self.expr(&node.value, None)?;
        let index = self.index(&node.slice)?;
        self.release(mark);
        let dest = self.dest(want);
        self.emit_at(node.range, Op::LOAD_SUBSCR, &[dest, value, index]);
        Ok(dest)
    }

    /// What stands between brackets.
    pub(crate) fn index(&mut self, slice: &'a Expr) -> Result<Reg> {
        self.expr(slice, None)
    }

    fn slice(&mut self, node: &'a ast::ExprSlice, want: Option<Reg>) -> Result<Reg> {
        let mark = self.mark();
        let mut count = 0;
        let first = TEMP + mark;
        for part in [&node.lower, &node.upper, &node.step] {
            if count == 2 && part.is_none() {
                break;
            }
            let register = self.temp();
            match part {
                Some(part) => {
                    self.expr(part, Some(register))?;
                }
                None => {
                    self.at(node.range);
                    self.load_const(Const::None, Some(register));
                }
            }
            count += 1;
        }
        self.release(mark);
        let dest = self.dest(want);
        self.emit_at(node.range, Op::BUILD_SLICE, &[dest, first, count]);
        Ok(dest)
    }

    /// Compiles expressions to consecutive temporaries; the first of them.
    pub(crate) fn window(&mut self, items: &'a [Expr]) -> Result<Reg> {
        let first = TEMP + self.mark();
        for item in items {
            let register = self.temp();
            self.expr(item, Some(register))?;
        }
        Ok(first)
    }

    fn tuple(&mut self, items: &'a [Expr], range: TextRange, want: Option<Reg>) -> Result<Reg> {
        if items.len() <= MANY && !items.iter().any(Expr::is_starred_expr) {
            return self.build(Op::BUILD_TUPLE, items, range, want);
        }
        let mark = self.mark();
        let list = self.gather(items, range, None)?;
        self.release(mark);
        let dest = self.dest(want);
        self.emit_at(range, Op::LIST_TO_TUPLE, &[dest, list]);
        Ok(dest)
    }

    fn build(&mut self, op: Op, items: &'a [Expr], range: TextRange, want: Option<Reg>) -> Result<Reg> {
        let mark = self.mark();
        let first = self.window(items)?;
        self.release(mark);
        let dest = self.dest(want);
        self.emit_at(range, op, &[dest, first, items.len() as u32]);
        Ok(dest)
    }

    pub(crate) fn list(&mut self, items: &'a [Expr], range: TextRange, want: Option<Reg>) -> Result<Reg> {
        if items.len() > 2
            && let Some(constants) = items.iter().map(|item| self.fold(item)).collect::<Option<Vec<Const>>>()
        {
            let list = self.fresh(want);
            self.emit_at(range, Op::BUILD_LIST, &[list, list, 0]);
            let tuple = self.load_const(Const::Tuple(constants.into()), None);
            self.emit(Op::LIST_EXTEND, &[list, tuple]);
            return Ok(self.move_to(list, want));
        }
        if items.len() <= MANY && !items.iter().any(Expr::is_starred_expr) {
            return self.build(Op::BUILD_LIST, items, range, want);
        }
        self.gather(items, range, want)
    }

    /// Builds a list item by item.
    pub(crate) fn gather(&mut self, items: &'a [Expr], range: TextRange, want: Option<Reg>) -> Result<Reg> {
        let list = self.fresh(want);
        self.emit_at(range, Op::BUILD_LIST, &[list, list, 0]);
        self.gather_into(list, items, range, (Op::LIST_APPEND, Op::LIST_EXTEND))?;
        Ok(self.move_to(list, want))
    }

    fn gather_into(&mut self, to: Reg, items: &'a [Expr], range: TextRange, ops: (Op, Op)) -> Result {
        for item in items {
            let mark = self.mark();
            let (value, op) = match item {
                Expr::Starred(node) => (self.expr(&node.value, None)?, ops.1),
                item => (self.expr(item, None)?, ops.0),
            };
            self.emit_at(range, op, &[to, value]);
            self.release(mark);
        }
        Ok(())
    }

    fn set(&mut self, items: &'a [Expr], range: TextRange, want: Option<Reg>) -> Result<Reg> {
        if items.len() <= MANY && !items.iter().any(Expr::is_starred_expr) {
            return self.build(Op::BUILD_SET, items, range, want);
        }
        let set = self.fresh(want);
        self.emit_at(range, Op::BUILD_SET, &[set, set, 0]);
        self.gather_into(set, items, range, (Op::SET_ADD, Op::SET_UPDATE))?;
        Ok(self.move_to(set, want))
    }

    fn dict(&mut self, node: &'a ast::ExprDict, want: Option<Reg>) -> Result<Reg> {
        let mark = self.mark();
        if node.items.len() <= MANY / 2 && node.items.iter().all(|item| item.key.is_some()) {
            let first = TEMP + mark;
            for item in &node.items {
                for part in item.key.iter().chain([&item.value]) {
                    let register = self.temp();
                    self.expr(part, Some(register))?;
                }
            }
            self.release(mark);
            let dest = self.dest(want);
            self.emit_at(node.range, Op::BUILD_MAP, &[dest, first, node.items.len() as u32]);
            return Ok(dest);
        }
        let dict = self.fresh(want);
        self.emit_at(node.range, Op::BUILD_MAP, &[dict, dict, 0]);
        for item in &node.items {
            let mark = self.mark();
            match &item.key {
                Some(key) => {
                    let key = self.expr(key, None)?;
                    let value = self.expr(&item.value, None)?;
                    self.emit_at(node.range, Op::MAP_ADD, &[dict, key, value]);
                }
                None => {
                    let value = self.expr(&item.value, None)?;
                    self.emit_at(node.range, Op::DICT_UPDATE, &[dict, value]);
                }
            }
            self.release(mark);
        }
        Ok(self.move_to(dict, want))
    }

    fn named(&mut self, node: &'a ast::ExprNamed, want: Option<Reg>) -> Result<Reg> {
        let value = self.fresh(want);
        self.expr(&node.value, Some(value))?;
        if let Expr::Name(target) = &*node.target {
            let copy = self.temp();
            self.emit_at(node.range, Op::COPY, &[copy, value]);
            self.at(target.range);
            self.store_name(&target.id, copy);
        }
        Ok(self.move_to(value, want))
    }
}

/// The instruction of an operator.
pub(crate) fn binary_op(op: Operator, in_place: bool) -> Op {
    let (plain, augmented) = match op {
        Operator::Add => (Op::ADD, Op::IADD),
        Operator::Sub => (Op::SUB, Op::ISUB),
        Operator::Mult => (Op::MUL, Op::IMUL),
        Operator::MatMult => (Op::MATMUL, Op::IMATMUL),
        Operator::Div => (Op::DIV, Op::IDIV),
        Operator::Mod => (Op::MOD, Op::IMOD),
        Operator::Pow => (Op::POW, Op::IPOW),
        Operator::LShift => (Op::LSHIFT, Op::ILSHIFT),
        Operator::RShift => (Op::RSHIFT, Op::IRSHIFT),
        Operator::BitOr => (Op::OR, Op::IOR),
        Operator::BitXor => (Op::XOR, Op::IXOR),
        Operator::BitAnd => (Op::AND, Op::IAND),
        Operator::FloorDiv => (Op::FLOOR_DIV, Op::IFLOOR_DIV),
    };
    if in_place { augmented } else { plain }
}

//! Comparisons and branches on conditions.
//!
//! Must never know statements. `branch` jumps when the truth of an expression is as given, without making a value of it.

use crate::fold::truth;
use crate::unit::{Reg, TEMP};
use crate::{Compiler, Result};
use heddle_bytecode::{Const, Label, Op};
use heddle_syntax::ast::{self, CmpOp, Expr};
use heddle_syntax::text_size::Ranged;

impl<'a> Compiler<'a> {
    pub(crate) fn compare(&mut self, node: &'a ast::ExprCompare, want: Option<Reg>) -> Result<Reg> {
        let mark = self.mark();
        if let [op] = &*node.ops {
            let left = self.expr(&node.left, None)?;
            let right = self.comparand(*op, &node.comparators[0])?;
            self.release(mark);
            let dest = self.dest(want);
            self.emit_at(node.range, compare_op(*op), &[dest, left, right]);
            return Ok(dest);
        }
        let result = self.fresh(want);
        let mut left = self.expr(&node.left, None)?;
        let end = self.label();
        let mut exits = Vec::new();
        let last = node.ops.len() - 1;
        for (index, (op, right)) in node.ops.iter().zip(&node.comparators).enumerate() {
            let right = self.comparand(*op, right)?;
            if index == last {
                self.emit_at(node.range, compare_op(*op), &[result, left, right]);
                break;
            }
            let copy = self.copied(right);
            self.emit_at(node.range, compare_op(*op), &[result, left, copy]);
            let exit = self.label();
            self.jump(Op::JUMP_FALSE_KEEP, &[result], exit);
            exits.push((exit, right));
            left = right;
        }
        self.jump(Op::JUMP, &[], end);
        self.exits(exits, end);
        self.place(end);
        Ok(self.move_to(result, want))
    }

    /// A second reference to a temporary, so that the first survives.
    fn copied(&mut self, register: Reg) -> Reg {
        if register < TEMP {
            return register;
        }
        let copy = self.temp();
        self.emit(Op::COPY, &[copy, register]);
        copy
    }

    /// The ends of a chain: each lets go of the operand that was kept for the next comparison.
    fn exits(&mut self, exits: Vec<(Label, Reg)>, target: Label) {
        for (exit, kept) in exits {
            self.place(exit);
            if kept >= TEMP {
                self.emit(Op::CLEAR, &[kept]);
            }
            self.jump(Op::JUMP, &[], target);
        }
    }

    /// The right side of a comparison: a display of constants after `in` becomes one constant.
    fn comparand(&mut self, op: CmpOp, expr: &'a Expr) -> Result<Reg> {
        if matches!(op, CmpOp::In | CmpOp::NotIn)
            && let Some(constant) = self.constant_display(expr)
        {
            self.at(expr.range());
            return Ok(self.load_const(constant, None));
        }
        self.expr(expr, None)
    }

    /// A list or set of constants as a tuple or frozen set, for `in` and iteration.
    pub(crate) fn constant_display(&self, expr: &Expr) -> Option<Const> {
        let (items, set) = match expr {
            Expr::List(node) => (&node.elts, false),
            Expr::Set(node) => (&node.elts, true),
            _ => return None,
        };
        let folded: Vec<Const> = items.iter().map(|item| self.fold(item)).collect::<Option<_>>()?;
        if !set {
            return Some(Const::Tuple(folded.into()));
        }
        let mut distinct: Vec<Const> = Vec::with_capacity(folded.len());
        let mut seen = rustc_hash::FxHashSet::default();
        for item in folded {
            if !matches!(item, Const::Int(_) | Const::Str(_) | Const::Bytes(_) | Const::None) {
                return self.mixed_set(items);
            }
            if seen.insert(item.clone()) {
                distinct.push(item);
            }
        }
        Some(Const::FrozenSet(distinct.into()))
    }

    /// A set whose members may be equal across types: the one who loads it removes repetitions.
    fn mixed_set(&self, items: &[Expr]) -> Option<Const> {
        let folded: Option<Vec<Const>> = items.iter().map(|item| self.fold(item)).collect();
        folded.map(|items| Const::FrozenSet(items.into()))
    }

    /// Jumps to `target` if the truth of `expr` is `sense`, else goes on.
    pub(crate) fn branch(&mut self, expr: &'a Expr, sense: bool, target: Label) -> Result {
        let mark = self.mark();
        if let Some(constant) = self.fold(expr) {
            self.at(expr.range());
            if truth(&constant) == sense {
                self.jump(Op::JUMP, &[], target);
            } else {
                self.emit(Op::NOP, &[]);
            }
            return Ok(());
        }
        match expr {
            Expr::UnaryOp(node) if node.op == ast::UnaryOp::Not => {
                self.branch(&node.operand, !sense, target)?
            }
            Expr::BoolOp(node) => {
                let short = node.op == ast::BoolOp::Or;
                let Some((last, first)) = node.values.split_last() else { return Ok(()) };
                let end = self.label();
                let out = if short == sense { target } else { end };
                for value in first {
                    self.branch(value, short, out)?;
                }
                self.branch(last, sense, target)?;
                self.place(end);
            }
            Expr::If(node) => {
                let (other, end) = (self.label(), self.label());
                self.branch(&node.test, false, other)?;
                self.branch(&node.body, sense, target)?;
                self.jump(Op::JUMP, &[], end);
                self.place(other);
                self.branch(&node.orelse, sense, target)?;
                self.place(end);
            }
            Expr::Compare(node) => self.branch_compare(node, sense, target)?,
            _ => {
                let value = self.expr(expr, None)?;
                self.at(expr.range());
                self.jump(if sense { Op::JUMP_TRUE } else { Op::JUMP_FALSE }, &[value], target);
            }
        }
        self.release(mark);
        Ok(())
    }

    fn branch_compare(&mut self, node: &'a ast::ExprCompare, sense: bool, target: Label) -> Result {
        let mut left = self.expr(&node.left, None)?;
        let mut exits = Vec::new();
        let last = node.ops.len() - 1;
        for (index, (op, right)) in node.ops.iter().zip(&node.comparators).enumerate() {
            if index == last {
                self.branch_last(left, *op, right, sense, target, node)?;
                break;
            }
            let right = self.comparand(*op, right)?;
            let copy = self.copied(right);
            let exit = self.label();
            self.at(node.range);
            self.branch_op(left, *op, copy, false, exit);
            exits.push((exit, right));
            left = right;
        }
        if !exits.is_empty() {
            let end = self.label();
            self.jump(Op::JUMP, &[], end);
            self.exits(exits, if sense { end } else { target });
            self.place(end);
        }
        Ok(())
    }

    fn branch_last(
        &mut self,
        left: Reg,
        op: CmpOp,
        right: &'a Expr,
        sense: bool,
        target: Label,
        node: &ast::ExprCompare,
    ) -> Result {
        if matches!(op, CmpOp::Is | CmpOp::IsNot) && right.is_none_literal_expr() {
            self.at(node.range);
            let jump = if (op == CmpOp::Is) == sense { Op::JUMP_NONE } else { Op::JUMP_NOT_NONE };
            self.jump(jump, &[left], target);
            return Ok(());
        }
        let immediate = match op {
            CmpOp::Lt => Some(Op::JUMP_LT_I),
            CmpOp::LtE => Some(Op::JUMP_LE_I),
            CmpOp::Eq => Some(Op::JUMP_EQ_I),
            CmpOp::NotEq => Some(Op::JUMP_NE_I),
            CmpOp::Gt => Some(Op::JUMP_GT_I),
            CmpOp::GtE => Some(Op::JUMP_GE_I),
            _ => None,
        };
        if let (Some(jump), Some(number)) = (immediate, self.small(right)) {
            self.at(node.range);
            self.jump(jump, &[left, number, u32::from(sense)], target);
            return Ok(());
        }
        let right = self.comparand(op, right)?;
        self.at(node.range);
        self.branch_op(left, op, right, sense, target);
        Ok(())
    }

    fn branch_op(&mut self, left: Reg, op: CmpOp, right: Reg, sense: bool, target: Label) {
        let (jump, sense) = match op {
            CmpOp::Lt => (Op::JUMP_LT, sense),
            CmpOp::LtE => (Op::JUMP_LE, sense),
            CmpOp::Eq => (Op::JUMP_EQ, sense),
            CmpOp::NotEq => (Op::JUMP_NE, sense),
            CmpOp::Gt => (Op::JUMP_GT, sense),
            CmpOp::GtE => (Op::JUMP_GE, sense),
            CmpOp::Is => (Op::JUMP_IS, sense),
            CmpOp::IsNot => (Op::JUMP_IS, !sense),
            CmpOp::In => (Op::JUMP_IN, sense),
            CmpOp::NotIn => (Op::JUMP_IN, !sense),
        };
        self.jump(jump, &[left, right, u32::from(sense)], target);
    }
}

fn compare_op(op: CmpOp) -> Op {
    match op {
        CmpOp::Lt => Op::LT,
        CmpOp::LtE => Op::LE,
        CmpOp::Eq => Op::EQ,
        CmpOp::NotEq => Op::NE,
        CmpOp::Gt => Op::GT,
        CmpOp::GtE => Op::GE,
        CmpOp::Is => Op::IS,
        CmpOp::IsNot => Op::IS_NOT,
        CmpOp::In => Op::IN,
        CmpOp::NotIn => Op::NOT_IN,
    }
}

//! Assignment targets: storing, deleting, augmented assignment.
//!
//! Must never know where the value comes from. A stored value lies in a register and is moved if that is a temporary.

use crate::expr::binary_op;
use crate::unit::{Reg, TEMP};
use crate::{Compiler, Result};
use heddle_bytecode::{Insn, Op};
use heddle_syntax::ast::{self, Expr, Operator};
use heddle_syntax::symtable::ScopeKind;
use heddle_syntax::text_size::Ranged;

impl<'a> Compiler<'a> {
    /// Assigns a register to a target.
    pub(crate) fn store(&mut self, target: &'a Expr, value: Reg) -> Result {
        let mark = self.mark();
        match target {
            Expr::Name(node) => {
                self.at(node.range);
                self.store_name(&node.id, value);
            }
            Expr::Attribute(node) => {
                let object = self.expr(&node.value, None)?;
                self.note_static(node);
                let mangled = self.mangled(node.attr.as_str());
                let (name, cache) = (self.name(&mangled), self.cache());
                let range = self.attribute_range(node, node.range.end());
                self.emit_at(range, Op::STORE_ATTR, &[object, value, name, cache]);
            }
            Expr::Subscript(node) => {
                let object = self.expr(&node.value, None)?;
                let index = self.index(&node.slice)?;
                self.emit_at(node.range, Op::STORE_SUBSCR, &[object, index, value]);
            }
            Expr::Tuple(node) => self.unpack(&node.elts, target, value)?,
            Expr::List(node) => self.unpack(&node.elts, target, value)?,
            Expr::Starred(node) => self.store(&node.value, value)?,
            _ => return self.fail("cannot assign to this", target.range()),
        }
        self.release(mark);
        Ok(())
    }

    fn unpack(&mut self, items: &'a [Expr], target: &Expr, value: Reg) -> Result {
        let mark = self.mark();
        let first = TEMP + mark;
        let count = items.len() as u32;
        items.iter().for_each(|_| {
            self.temp();
        });
        if items.is_empty() {
            self.temp();
        }
        self.at(target.range());
        match items.iter().position(Expr::is_starred_expr) {
            Some(before) => self.emit(Op::UNPACK_EX, &[first, count, value, before as u32]),
            None => self.emit(Op::UNPACK, &[first, count, value]),
        }
        self.store_all(items, first)?;
        self.release(mark);
        Ok(())
    }

    /// Assigns consecutive registers to targets, from the left.
    pub(crate) fn store_all(&mut self, targets: &'a [Expr], first: Reg) -> Result {
        for (index, target) in targets.iter().enumerate() {
            self.store(target, first + index as u32)?;
        }
        Ok(())
    }

    /// Notes `self.name = ...` for the class around.
    fn note_static(&mut self, node: &ast::ExprAttribute) {
        if !matches!(&*node.value, Expr::Name(name) if name.id.as_str() == "self") {
            return;
        }
        let name = self.mangled(node.attr.as_str()).into_owned();
        let outer = self.units.len().saturating_sub(1);
        if let Some(class) = self.units[..outer].iter_mut().rev().find(|unit| unit.kind == ScopeKind::Class) {
            class.static_attributes.insert(name);
        }
    }

    pub(crate) fn delete(&mut self, target: &'a Expr) -> Result {
        let mark = self.mark();
        match target {
            Expr::Name(node) => {
                self.at(node.range);
                self.delete_name(&node.id);
            }
            Expr::Attribute(node) => {
                let object = self.expr(&node.value, None)?;
                let mangled = self.mangled(node.attr.as_str());
                let name = self.name(&mangled);
                let range = self.attribute_range(node, node.range.end());
                self.emit_at(range, Op::DELETE_ATTR, &[object, name]);
            }
            Expr::Subscript(node) => {
                let object = self.expr(&node.value, None)?;
                let index = self.index(&node.slice)?;
                self.emit_at(node.range, Op::DELETE_SUBSCR, &[object, index]);
            }
            Expr::Tuple(node) => node.elts.iter().try_for_each(|item| self.delete(item))?,
            Expr::List(node) => node.elts.iter().try_for_each(|item| self.delete(item))?,
            _ => return self.fail("cannot delete this", target.range()),
        }
        self.release(mark);
        Ok(())
    }

    pub(crate) fn augmented(&mut self, node: &'a ast::StmtAugAssign) -> Result {
        let mark = self.mark();
        match &*node.target {
            Expr::Name(name) => {
                let old = self.load_name(&name.id, name.range, None)?;
                let local = self.local_target(&name.id);
                let result = self.operate(node, old, mark, local)?;
                self.at(name.range);
                self.store_name(&name.id, result);
            }
            Expr::Attribute(target) => {
                let object = self.temp();
                self.expr(&target.value, Some(object))?;
                let (copy, old) = (self.temp(), self.mark() - 1);
                let mangled = self.mangled(target.attr.as_str());
                let name = self.name(&mangled);
                let cache = self.cache();
                let range = self.attribute_range(target, target.range.end());
                self.emit_at(range, Op::COPY, &[copy, object]);
                self.emit(Op::LOAD_ATTR, &[copy, copy, name, cache]);
                let result = self.operate(node, copy, old, None)?;
                self.note_static(target);
                let cache = self.cache();
                self.emit_at(range, Op::STORE_ATTR, &[object, result, name, cache]);
            }
            Expr::Subscript(target) => {
                let (object, index) = (self.temp(), self.temp());
                self.expr(&target.value, Some(object))?;
                self.expr(&target.slice, Some(index))?;
                let (copy, copied_index) = (self.temp(), self.temp());
                self.emit_at(target.range, Op::COPY, &[copy, object]);
                self.emit(Op::COPY, &[copied_index, index]);
                self.emit(Op::LOAD_SUBSCR, &[copy, copy, copied_index]);
                self.release(mark + 3);
                let result = self.operate(node, copy, mark + 2, None)?;
                self.emit_at(target.range, Op::STORE_SUBSCR, &[object, index, result]);
            }
            other => return self.fail("cannot assign to this", other.range()),
        }
        self.release(mark);
        Ok(())
    }

    /// Applies the operator to a register; the result replaces what is above `mark`.
    fn operate(
        &mut self,
        node: &'a ast::StmtAugAssign,
        old: Reg,
        mark: u32,
        want: Option<Reg>,
    ) -> Result<Reg> {
        let (op, right) = match (node.op, self.small(&node.value)) {
            (Operator::Add, Some(number)) => (Op::IADD_I, number),
            (Operator::Sub, Some(number)) => (Op::ISUB_I, number),
            (op, _) => (binary_op(op, true), self.expr(&node.value, None)?),
        };
        self.release(mark);
        let dest = self.dest(want);
        self.at(node.range);
        self.unit().asm.emit(Insn::new(op, &[dest, old, right]));
        Ok(dest)
    }
}

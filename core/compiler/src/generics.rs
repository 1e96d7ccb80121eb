//! Type parameters and type aliases (PEP 695, 696).
//!
//! Must never know what type variables are: intrinsics make them.

use crate::unit::{Reg, TEMP};
use crate::{Compiler, Result};
use heddle_bytecode::{Const, Op, op::INTRINSICS};
use heddle_syntax::ast::{self, Expr, TypeParam};
use heddle_syntax::symtable::ScopeKind;
use heddle_syntax::text_size::{Ranged, TextRange};

/// The number of an intrinsic.
pub(crate) fn intrinsic(name: &str) -> u32 {
    INTRINSICS.iter().position(|known| *known == name).unwrap_or(usize::MAX) as u32
}

/// The name of a type parameter.
pub(crate) fn param_name(param: &TypeParam) -> &str {
    match param {
        TypeParam::TypeVar(node) => node.name.as_str(),
        TypeParam::TypeVarTuple(node) => node.name.as_str(),
        TypeParam::ParamSpec(node) => node.name.as_str(),
    }
}

impl<'a> Compiler<'a> {
    /// Makes the type parameters, binds them, and puts their tuple in a register.
    pub(crate) fn type_params(&mut self, params: &'a ast::TypeParams, tuple: Reg) -> Result {
        let mark = self.mark();
        let first = TEMP + mark;
        for param in &params.type_params {
            let register = self.temp();
            self.type_param(param, register)?;
            let copy = self.temp();
            self.at(param.range());
            self.emit(Op::COPY, &[copy, register]);
            self.store_name(param_name(param), copy);
            self.release(register + 1 - TEMP);
        }
        self.emit_at(params.range, Op::BUILD_TUPLE, &[tuple, first, params.type_params.len() as u32]);
        self.release(mark);
        Ok(())
    }

    fn type_param(&mut self, param: &'a TypeParam, register: Reg) -> Result {
        let mark = self.mark();
        let (bound, default, plain) = match param {
            TypeParam::TypeVar(node) => (node.bound.as_deref(), node.default.as_deref(), "TYPEVAR"),
            TypeParam::TypeVarTuple(node) => (None, node.default.as_deref(), "TYPEVARTUPLE"),
            TypeParam::ParamSpec(node) => (None, node.default.as_deref(), "PARAMSPEC"),
        };
        self.at(param.range());
        // Intrinsics take a window that begins where the result goes.
        self.load_const(Const::str(&self.mangled(param_name(param))), Some(register));
        match bound {
            None => self.emit(Op::INTRINSIC, &[register, register, 1, intrinsic(plain)]),
            Some(bound) => {
                let function = self.temp();
                self.lazy(param_name(param), ScopeKind::TypeVarBound, param.range(), bound, function)?;
                let kind =
                    if bound.is_tuple_expr() { "TYPEVAR_WITH_CONSTRAINTS" } else { "TYPEVAR_WITH_BOUND" };
                self.emit_at(param.range(), Op::INTRINSIC, &[register, register, 2, intrinsic(kind)]);
                self.release(mark);
            }
        }
        if let Some(default) = default {
            let function = self.temp();
            self.lazy(param_name(param), ScopeKind::TypeVarDefault, param.range(), default, function)?;
            let number = intrinsic("SET_TYPEPARAM_DEFAULT");
            self.emit_at(param.range(), Op::INTRINSIC, &[register, register, 2, number]);
        }
        self.release(mark);
        Ok(())
    }

    /// A function that evaluates an expression when it is asked to.
    fn lazy(
        &mut self,
        name: &str,
        kind: ScopeKind,
        range: TextRange,
        value: &'a Expr,
        function: Reg,
    ) -> Result {
        let Some(scope) = self.table.scope_of(range, kind) else {
            return self.fail("lazy expression without a scope", range);
        };
        let line = self.position(range).line;
        self.enter_annotations(scope, name, line)?;
        // The format may be left out.
        self.unit().code.posonlyargcount = 1;
        let result = match value {
            Expr::Starred(star) if kind == ScopeKind::TypeVarDefault => {
                let tuple = self.temp();
                self.expr(&star.value, Some(tuple))?;
                self.emit(Op::UNPACK, &[tuple, 1, tuple]);
                tuple
            }
            value => self.expr(value, None)?,
        };
        self.emit_at(range, Op::RETURN, &[result]);
        let code = self.leave()?;
        self.at(range);
        let mark = self.mark();
        let defaults = self.temp();
        self.make_function(code, function);
        self.load_const(Const::Tuple([Const::Int(1)].into()), Some(defaults));
        self.emit(Op::SET_FUNCTION, &[function, defaults, 0]);
        self.release(mark);
        Ok(())
    }

    pub(crate) fn type_alias(&mut self, node: &'a ast::StmtTypeAlias) -> Result {
        let Expr::Name(target) = &*node.name else { return self.fail("cannot assign to this", node.range) };
        let name = target.id.as_str();
        let first = self.temp();
        match &node.type_params {
            None => self.alias(node, name, first, None)?,
            Some(params) => {
                let Some(scope) = self.table.scope_of(params.range, ScopeKind::TypeParams) else {
                    return self.fail("type parameters without a scope", params.range);
                };
                let line = self.position(node.range).line;
                self.enter(scope, &format!("<generic parameters of {name}>"), line)?;
                let (inner, types) = (self.temp(), self.temp());
                self.type_params(params, types)?;
                self.alias(node, name, inner, Some(types))?;
                self.emit(Op::RETURN, &[inner]);
                let code = self.leave()?;
                self.at(node.range);
                self.make_function(code, first);
                let cache = self.long_cache();
                self.emit(Op::CALL, &[first, first, 0, cache]);
            }
        }
        self.at(target.range);
        self.store_name(name, first);
        Ok(())
    }

    /// Makes the alias itself: name, type parameters or None, and the function of its value, in consecutive registers
    /// from `first`, where it ends up.
    fn alias(&mut self, node: &'a ast::StmtTypeAlias, name: &str, first: Reg, types: Option<Reg>) -> Result {
        self.at(node.range);
        self.load_const(Const::str(name), Some(first));
        let types = match types {
            Some(types) => types,
            None => {
                let none = self.temp();
                self.emit(Op::LOAD_NONE, &[none]);
                none
            }
        };
        let function = self.temp();
        debug_assert!(types == first + 1 && function == first + 2);
        self.lazy(name, ScopeKind::TypeAlias, node.range, &node.value, function)?;
        self.emit_at(node.range, Op::INTRINSIC, &[first, first, 3, intrinsic("TYPEALIAS")]);
        Ok(())
    }
}

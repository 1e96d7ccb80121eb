//! Fields of nodes: found, and of the right type.
//!
//! Must never know which fields there are.

use super::skeleton::Place;
use heddle_objects::typeobj::{mro, name_of};
use heddle_objects::types::{dict, list, str, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use rustc_hash::FxHashMap;
use std::rc::Rc;

pub(super) struct Fields<'a> {
    t: &'a Thread,
    /// The dict of `_ast`.
    namespace: Ref,
    /// Classes met, with the name of the class of `_ast` that each one is or is derived from.
    kinds: FxHashMap<u64, (Ref, Rc<str>)>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(t: &'a Thread) -> Res<Fields<'a>> {
        let namespace = crate::ast::namespace(t)?;
        Ok(Fields { t, namespace, kinds: FxHashMap::default() })
    }

    pub(super) fn is_node(&self, v: Value) -> Res<bool> {
        let base = dict::get_str(self.t, self.namespace.v(), self.t.intern("AST").v());
        ops::is_instance(self.t, v, base.v())
    }

    /// The name of the class of `_ast` that a node is an instance of; empty if it is none.
    pub(super) fn kind_of(&mut self, v: Value) -> Rc<str> {
        let class = ops::type_of(v);
        if let Some((_, kind)) = self.kinds.get(&class.bits()) {
            return kind.clone();
        }
        let line = mro(self.t, class);
        let line = line.v();
        let mut kind: Rc<str> = "".into();
        for base in tuple::try_items(&line).unwrap_or(&[]) {
            let name = name_of(*base);
            let known = dict::get_str(self.t, self.namespace.v(), self.t.intern(&name).v());
            if known.v().is(*base) {
                kind = name.as_str().into();
                break;
            }
        }
        self.kinds.insert(class.bits(), (Ref::new(class), kind.clone()));
        kind
    }

    /// UNDEF if there is no such field.
    pub(super) fn get(&self, node: Value, name: &str) -> Res {
        ops::getattr_opt(self.t, node, self.t.intern(name).v())
    }

    pub(super) fn required(&self, node: Value, class: &str, name: &str) -> Res {
        let found = self.get(node, name)?;
        if found.is_undef() {
            return Err(self.t.type_error(format_args!("required field \"{name}\" missing from {class}")));
        }
        Ok(found)
    }

    /// None where the field is missing.
    pub(super) fn optional(&self, node: Value, name: &str) -> Res {
        let found = self.get(node, name)?;
        Ok(if found.is_undef() { Ref::NONE } else { found })
    }

    pub(super) fn list(&self, node: Value, class: &str, name: &str) -> Res<Vec<Ref>> {
        let found = self.get(node, name)?;
        if found.is_undef() {
            return Ok(Vec::new());
        }
        if !list::is_list(found.v()) {
            let got = ops::type_name(found.v());
            return Err(self
                .t
                .type_error(format_args!("{class} field \"{name}\" must be a list, not a {got}")));
        }
        Ok(list::snapshot(self.t, found.v()))
    }

    /// A list that must not be empty.
    pub(super) fn filled(&self, node: Value, class: &str, name: &str) -> Res<Vec<Ref>> {
        let found = self.list(node, class, name)?;
        if found.is_empty() {
            return Err(self.t.value_error(format_args!("empty {name} on {class}")));
        }
        Ok(found)
    }

    pub(super) fn int(&self, v: Value) -> Res<i64> {
        if v.is_small_int() || v.is_bool() || heddle_objects::types::int::INT.is_instance(v) {
            return ops::arg_i64(self.t, v);
        }
        let shown = ops::repr_text(self.t, v)?;
        Err(self.t.value_error(format_args!("invalid integer value: {shown}")))
    }

    pub(super) fn required_int(&self, node: Value, class: &str, name: &str) -> Res<i64> {
        let found = self.required(node, class, name)?;
        self.int(found.v())
    }

    /// An identifier; `None` for None.
    pub(super) fn identifier(&self, v: Value) -> Res<Option<String>> {
        if v.is_none() {
            return Ok(None);
        }
        if !str::STR.is_exact(v) {
            return Err(self.t.type_error("AST identifier must be of type str"));
        }
        Ok(Some(str::lossy(v)))
    }

    pub(super) fn required_name(&self, node: Value, class: &str, name: &str) -> Res<String> {
        let found = self.required(node, class, name)?;
        match self.identifier(found.v())? {
            Some(text) => Ok(text),
            None => Err(self.missing(class, name)),
        }
    }

    pub(super) fn optional_name(&self, node: Value, name: &str) -> Res<Option<String>> {
        let found = self.optional(node, name)?;
        self.identifier(found.v())
    }

    /// A required field is None.
    pub(super) fn missing(&self, class: &str, name: &str) -> heddle_objects::Raised {
        self.t.value_error(format_args!("field '{name}' is required for {class}"))
    }

    /// The place of a node of this base class.
    pub(super) fn place(&self, node: Value, base: &str) -> Res<Place> {
        let line = self.required_int(node, base, "lineno")?;
        let column = self.required_int(node, base, "col_offset")?;
        let end = self.optional(node, "end_lineno")?;
        let end_line = if end.v().is_none() { line } else { self.int(end.v())? };
        let end = self.optional(node, "end_col_offset")?;
        let end_column = if end.v().is_none() { column } else { self.int(end.v())? };
        let wrong = if line > end_line {
            format!("AST node line range ({line}, {end_line}) is not valid")
        } else if (line < 0 && end_line != line) || (column < 0 && column != end_column) {
            format!(
                "AST node column range ({column}, {end_column}) for line range ({line}, {end_line}) is not valid"
            )
        } else if line == end_line && column > end_column {
            format!("line {line}, column {column}-{end_column} is not a valid range")
        } else {
            let number = |n: i64| u32::try_from(n).unwrap_or(0);
            return Ok(Place {
                line: number(line),
                column: number(column),
                end_line: number(end_line),
                end_column: number(end_column),
            });
        };
        Err(self.t.value_error(wrong))
    }

    /// What stands where another kind of node should.
    pub(super) fn unexpected<T>(&self, base: &str, v: Value) -> Res<T> {
        let shown = ops::repr_text(self.t, v)?;
        Err(self.t.type_error(format_args!("expected some sort of {base}, but got {shown}")))
    }
}

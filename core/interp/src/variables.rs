//! A function's variables by name: where each one is.
//!
//! Must never know whose registers it looks at.

use heddle_objects::types::code::CodeObject as Code;
use heddle_objects::types::function::Function;
use heddle_objects::types::{cell, str, tuple};
use heddle_objects::{Ref, Thread, Value, ops};

/// Where a variable is.
#[derive(Clone, Copy)]
pub enum Place {
    /// In a register.
    Register(usize),
    /// In a cell of the function's closure.
    Free(usize),
}

/// A variable of a function.
pub struct Variable {
    /// Its name.
    pub name: Ref,
    /// Where it is.
    pub place: Place,
    /// Whether a closure shares it: what it holds is in a cell.
    pub shared: bool,
}

/// All variables of a function that have a name, in the order in which `locals()` shows them.
pub fn all(t: &Thread, code: &Code) -> Vec<Variable> {
    let raw = &code.code;
    let mut found = vec![];
    for (k, name) in code.varnames.iter().enumerate() {
        if !str::lossy(name.v()).starts_with('.') {
            let shared = raw.cell_registers.contains(&(k as u32));
            found.push(Variable { name: name.get(), place: Place::Register(k), shared });
        }
    }
    for (name, register) in raw.cellvars.iter().zip(&raw.cell_registers) {
        if *register as usize >= code.varnames.len() {
            let place = Place::Register(*register as usize);
            found.push(Variable { name: t.intern(name), place, shared: true });
        }
    }
    for (k, name) in raw.freevars.iter().enumerate() {
        if &**name != "__classdict__" {
            found.push(Variable { name: t.intern(name), place: Place::Free(k), shared: true });
        }
    }
    found
}

/// The variable of this name.
pub fn find(t: &Thread, code: &Code, name: Value) -> Option<(usize, Variable)> {
    if !str::is_str(name) {
        return None;
    }
    all(t, code).into_iter().enumerate().find(|(_, v)| str::same_text(v.name.v(), name))
}

/// What a variable holds, given what its register does; UNDEF for nothing.
pub fn inside(t: &Thread, variable: &Variable, held: Ref) -> Ref {
    if held.v().is(nothing()) {
        Ref::UNDEF
    } else if variable.shared && cell::is_cell(held.v()) {
        cell::get(t, held.v())
    } else {
        held
    }
}

/// A cell of a function's closure; UNDEF if it has none.
pub fn free(t: &Thread, func: Value, k: usize) -> Ref {
    let Some(f) = func.payload::<Function>() else { return Ref::UNDEF };
    let closure = f.closure.get(t, ops::object(func));
    tuple::try_items(&closure).and_then(|cells| cells.get(k)).map_or(Ref::UNDEF, |c| Ref::new(*c))
}

/// Stands for "nothing" where UNDEF cannot: a type that no variable of a program can hold.
pub fn nothing() -> Value {
    crate::proxy::NOTHING.get()
}

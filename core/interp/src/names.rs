//! Names: globals, built-ins, class namespaces, cells.

use crate::frame::Frame;
use heddle_objects::types::code::CodeObject as Code;
use heddle_objects::types::function::Function;
use heddle_objects::types::{cell, dict, exceptions as exc, str, tuple};
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};

/// The cell of free variable `k`.
#[inline(always)]
pub fn free(frame: &Frame, k: usize) -> Value {
    let closure = frame.func.expect::<Function>().closure.peek();
    // SAFETY of keeping it: the function is the frame's, and a closure is set before its function first runs.
    tuple::items(&closure)[k]
}

/// "name 'x' is not defined", with the name for the hint.
#[cold]
pub fn name_error(t: &Thread, name: Value) -> Raised {
    exc::name_error(t, &exc::NAME_ERROR, &format!("name '{}' is not defined", str::lossy(name)), name)
}

/// "cannot access local variable 'x' where it is not associated with a value"
#[cold]
pub fn unbound_local(t: &Thread, code: &Code, register: usize) -> Raised {
    let name = code.varnames.get(register).map_or_else(|| cell_name(code, register), |n| str::lossy(n.v()));
    unbound(t, &name)
}

fn unbound(t: &Thread, name: &str) -> Raised {
    let message = format!("cannot access local variable '{name}' where it is not associated with a value");
    t.error(&exc::UNBOUND_LOCAL_ERROR, message)
}

fn cell_name(code: &Code, register: usize) -> String {
    let at = code.code.cell_registers.iter().position(|r| *r as usize == register);
    at.map_or_else(|| "?".to_string(), |k| code.code.cellvars[k].to_string())
}

/// The same for a cell's register.
#[cold]
pub fn unbound_cell(t: &Thread, code: &Code, register: usize) -> Raised {
    unbound(t, &cell_name(code, register))
}

/// "cannot access free variable 'x' ..."
#[cold]
pub fn unbound_free(t: &Thread, code: &Code, k: usize) -> Raised {
    let name = &code.code.freevars[k];
    let message = format!(
        "cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
    );
    exc::name_error(t, &exc::NAME_ERROR, &message, t.intern(name).v())
}

/// A global or built-in.
#[inline]
pub fn load_global(t: &Thread, frame: &Frame, name: Value) -> Res {
    let found = global_or_builtin(t, frame, name)?;
    if found.is_undef() { Err(name_error(t, name)) } else { Ok(found) }
}

fn global_or_builtin(t: &Thread, frame: &Frame, name: Value) -> Res {
    let found = if dict::DICT.is_exact(frame.globals) {
        dict::get_str(t, frame.globals, name)
    } else {
        dict_or_mapping(t, frame.globals, name)?
    };
    if !found.is_undef() {
        return Ok(found);
    }
    dict_or_mapping(t, frame.builtins, name)
}

/// An item of a mapping by a str key, UNDEF for none.
pub fn dict_or_mapping(t: &Thread, mapping: Value, name: Value) -> Res {
    if dict::DICT.is_exact(mapping) {
        return Ok(dict::get_str(t, mapping, name));
    }
    match ops::getitem(t, mapping, name) {
        Err(e) if e.is(&exc::KEY_ERROR) => Ok(Ref::UNDEF),
        other => other,
    }
}

/// A built-in by name.
pub fn load_builtin(t: &Thread, frame: &Frame, name: &str) -> Res {
    let found = dict_or_mapping(t, frame.builtins, t.intern(name).v())?;
    if found.is_undef() {
        return Err(t.error(&exc::NAME_ERROR, format_args!("{name} not found")));
    }
    Ok(found)
}

/// LOAD_NAME
pub fn load_name(t: &Thread, frame: &Frame, name: Value) -> Res {
    if !frame.locals.is_undef() {
        let found = dict_or_mapping(t, frame.locals, name)?;
        if !found.is_undef() {
            return Ok(found);
        }
    }
    load_global(t, frame, name)
}

/// STORE_NAME
pub fn store_name(t: &Thread, frame: &Frame, name: Value, value: Value) -> Res<()> {
    let ns = if frame.locals.is_undef() { frame.globals } else { frame.locals };
    if dict::DICT.is_exact(ns) { dict::set(t, ns, name, value) } else { ops::setitem(t, ns, name, value) }
}

/// DELETE_NAME
pub fn delete_name(t: &Thread, frame: &Frame, name: Value) -> Res<()> {
    let ns = if frame.locals.is_undef() { frame.globals } else { frame.locals };
    match ops::delitem(t, ns, name) {
        Err(e) if e.is(&exc::KEY_ERROR) => Err(name_error(t, name)),
        other => other,
    }
}

/// The mapping of locals: of a class body or module, or a fresh dict of a function's variables.
pub fn load_locals(t: &Thread, frame: &Frame) -> Res {
    if !frame.locals.is_undef() {
        return Ok(Ref::new(frame.locals));
    }
    Ok(crate::frameobj::locals_of(t, frame))
}

/// LOAD_DICT_OR_FREE
pub fn load_dict_or_free(t: &Thread, code: &Code, frame: &Frame, mapping: Value, k: usize) -> Res {
    let name = t.intern(&code.code.freevars[k]);
    let found = dict_or_mapping(t, mapping, name.v())?;
    if !found.is_undef() {
        return Ok(found);
    }
    let found = cell::get(t, free(frame, k));
    if found.is_undef() { Err(unbound_free(t, code, k)) } else { Ok(found) }
}

/// LOAD_DICT_OR_GLOBAL
pub fn load_dict_or_global(t: &Thread, frame: &Frame, mapping: Value, name: Value) -> Res {
    let found = dict_or_mapping(t, mapping, name)?;
    if !found.is_undef() {
        return Ok(found);
    }
    load_global(t, frame, name)
}

/// SETUP_ANNOTATIONS
pub fn setup_annotations(t: &Thread, frame: &Frame) -> Res<()> {
    let ns = if frame.locals.is_undef() { frame.globals } else { frame.locals };
    let key = t.intern("__annotations__");
    if dict_or_mapping(t, ns, key.v())?.is_undef() {
        ops::setitem(t, ns, key.v(), dict::new(t).v())?;
    }
    Ok(())
}

/// The class and the first argument of the running frame, for `super()`.
pub fn super_args(t: &Thread) -> Res<(Ref, Ref)> {
    let st = crate::frame::State::of(t);
    let Some(frame) = st.current() else { return Err(t.runtime_error("super(): no current frame")) };
    let code = frame.code();
    if code.code.argcount == 0 {
        return Err(t.runtime_error("super(): no arguments"));
    }
    // SAFETY: the frame's first register.
    let mut first = Ref::new(unsafe { *frame.regs });
    if code.code.cell_registers.contains(&0) && cell::is_cell(first.v()) {
        first = cell::get(t, first.v());
    }
    if first.is_undef() {
        return Err(t.runtime_error("super(): arg[0] deleted"));
    }
    let Some(k) = code.code.freevars.iter().position(|n| &**n == "__class__") else {
        return Err(t.runtime_error("super(): __class__ cell not found"));
    };
    let class = cell::get(t, free(frame, k));
    if class.is_undef() {
        return Err(t.runtime_error("super(): empty __class__ cell"));
    }
    Ok((class, first))
}

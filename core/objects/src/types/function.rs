//! `function`: a Python function as an object. The interpreter fills in how it is called. Methods are in `types::method`.

use crate::error::Res;
use crate::name;
use crate::names::Hook;
use crate::native::{Args, LazySignature};
use crate::ops::{self, type_name};
use crate::payload::Payload;
use crate::refs::{Fixed, Ref, Slot};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{GetSet, NativeType, TypeDef, flags, getset};
use crate::types::code::CodeObject;
use crate::types::descr::address;
use crate::types::type_attrs::read_only;
use crate::types::{annotate, cell, dict, str, tuple};
use crate::value::Value;

pub use super::method::{METHOD, Method, method};

/// A function's payload.
pub struct Function {
    /// `__code__`
    pub code: Slot,
    /// `__globals__`, a dict.
    pub globals: Fixed,
    /// `__builtins__`, a dict.
    pub builtins: Fixed,
    /// `__closure__`: a tuple of cells, or UNDEF.
    pub closure: Slot,
    /// `__defaults__`: a tuple, or UNDEF.
    pub defaults: Slot,
    /// `__kwdefaults__`: a dict, or UNDEF.
    pub kwdefaults: Slot,
    /// `__name__`
    pub name: Slot,
    /// `__qualname__`
    pub qualname: Slot,
    /// `__module__`
    pub module: Slot,
    /// `__doc__`
    pub doc: Slot,
    /// `__annotations__`: a dict, or UNDEF.
    pub annotations: Slot,
    /// `__annotate__`: a callable, None, or UNDEF.
    pub annotate: Slot,
    /// `__type_params__`: a tuple, or UNDEF.
    pub type_params: Slot,
    /// `__dict__`: a dict, or UNDEF.
    pub dict: Slot,
}
crate::payload!(Function {
    code,
    globals,
    builtins,
    closure,
    defaults,
    kwdefaults,
    name,
    qualname,
    module,
    doc,
    annotations,
    annotate,
    type_params,
    dict
});

/// How functions are called.
static CALL: Hook<fn(&Thread, Value, Args) -> Res> = Hook::new();

/// Sets how functions are called: by the interpreter, at the start.
pub fn set_call(f: fn(&Thread, Value, Args) -> Res) {
    CALL.set(f);
}

fn call(t: &Thread, f: Value, args: Args) -> Res {
    match CALL.get() {
        Some(call) => call(t, f, args),
        None => Err(t.system_error("there is no interpreter yet")),
    }
}

/// `function`
pub static FUNCTION: NativeType = NativeType::new(TypeDef {
    flags: flags::METHOD_DESCRIPTOR | flags::WEAKREF,
    getset: GETSET,
    doc: "Create a function object.\n\n  code\n    a code object\n  globals\n    the globals dictionary\n  name\n    a string that \
          overrides the name from the code object\n  argdefs\n    a tuple that specifies the default argument values\n  \
          closure\n    a tuple that supplies the bindings for free variables\n  kwdefaults\n    a dictionary that specifies \
          the default keyword argument values",
    ..TypeDef::new("function", Function::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.call = Some(call);
    s.new = Some(|t, cls, args| NEW.call(t, cls, args, new_function));
    s.descr_get = Some(|t, f, instance, _| {
        if instance.is_undef() {
            return Ok(Ref::new(f));
        }
        Ok(method(t, f, instance))
    });
    s.repr = Some(|t, v| {
        let qualname = v.expect::<Function>().qualname.get(t, ops::object(v));
        Ok(t.str(&format!("<function {} at {:#x}>", str::lossy(qualname.v()), address(v))))
    });
}

/// Whether `v` is a Python function.
#[inline(always)]
pub fn is_function(v: Value) -> bool {
    FUNCTION.has_shape_of(v)
}

/// The code object of a function.
///
/// # Panics
/// If `v` is none.
pub fn code_of(v: Value) -> Value {
    // Replaced code lives on: see the setter.
    v.expect::<Function>().code.peek()
}

macro_rules! slot_getter {
    ($field:ident) => {
        |t, v| {
            let found = v.expect::<Function>().$field.get(t, ops::object(v));
            Ok(found.some().unwrap_or(Ref::NONE))
        }
    };
}

/// A setter of a field that wants a value that passes `$ok`; `$none` says what None and deletion become.
macro_rules! checked_setter {
    ($field:ident, $ok:expr, $none:expr, $message:literal) => {
        |t, v, new| {
            let ok: fn(Value) -> bool = $ok;
            let new = if $none && new.is_none_or_undef() {
                Value::UNDEF
            } else if ok(new) {
                new
            } else {
                return Err(t.type_error($message));
            };
            v.expect::<Function>().$field.set(t, ops::object(v), Ref::new(new));
            Ok(())
        }
    };
}

const GETSET: &[GetSet] = &[
    getset("__code__", slot_getter!(code), set_code),
    getset(
        "__defaults__",
        slot_getter!(defaults),
        checked_setter!(
            defaults,
            |v| tuple::try_items(&v).is_some(),
            true,
            "__defaults__ must be set to a tuple object"
        ),
    ),
    getset(
        "__kwdefaults__",
        slot_getter!(kwdefaults),
        checked_setter!(kwdefaults, dict::is_dict, true, "__kwdefaults__ must be set to a dict object"),
    ),
    getset("__closure__", slot_getter!(closure), read_only),
    getset("__globals__", |_, v| Ok(v.expect::<Function>().globals.get()), read_only),
    getset("__builtins__", |_, v| Ok(v.expect::<Function>().builtins.get()), read_only),
    getset(
        "__name__",
        slot_getter!(name),
        checked_setter!(name, str::is_str, false, "__name__ must be set to a string object"),
    ),
    getset(
        "__qualname__",
        slot_getter!(qualname),
        checked_setter!(qualname, str::is_str, false, "__qualname__ must be set to a string object"),
    ),
    getset("__module__", slot_getter!(module), |t, v, new| {
        v.expect::<Function>().module.set(t, ops::object(v), Ref::new(new));
        Ok(())
    }),
    getset("__doc__", slot_getter!(doc), |t, v, new| {
        v.expect::<Function>().doc.set(t, ops::object(v), Ref::new(new));
        Ok(())
    }),
    getset("__annotations__", annotate::function_annotations, annotate::set_function_annotations),
    getset("__annotate__", annotate::function_annotate, annotate::set_function_annotate),
    getset(
        "__type_params__",
        |t, v| {
            let found = v.expect::<Function>().type_params.get(t, ops::object(v));
            Ok(found.some().unwrap_or_else(|| tuple::from_values(t, &[])))
        },
        checked_setter!(
            type_params,
            |v| tuple::try_items(&v).is_some(),
            false,
            "__type_params__ must be set to a tuple"
        ),
    ),
    getset(
        "__dict__",
        |t, v| Ok(own_dict(t, v, true)),
        |t, v, new| {
            if new.is_undef() {
                return Err(t.type_error("cannot delete __dict__"));
            }
            super::type_attrs::set_dict(t, v, new)
        },
    ),
];

/// A function's `__dict__`: UNDEF if it has none yet, unless it is to be made.
pub fn own_dict(t: &Thread, v: Value, make: bool) -> Ref {
    let (f, o) = (v.expect::<Function>(), ops::object(v));
    let found = f.dict.get(t, o);
    if !found.is_undef() || !make {
        return found;
    }
    let new = dict::new(t);
    let nothing = {
        let _lock = o.lock().lock(&t.m);
        // Somebody else may have been faster.
        f.dict.peek().is_undef().then(|| f.dict.swap_locked(new))
    };
    drop(nothing);
    f.dict.get(t, o)
}

/// How many free variables a code object has; `None` if it is no code object.
fn free_variables(code: Value) -> Option<usize> {
    code.payload::<CodeObject>().map(|c| c.freevars.len())
}

fn set_code(t: &Thread, v: Value, new: Value) -> Res<()> {
    let (f, o) = (v.expect::<Function>(), ops::object(v));
    let Some(free) = free_variables(new) else {
        return Err(t.type_error("__code__ must be set to a code object"));
    };
    let closure = f.closure.get(t, o);
    let cells = tuple::try_items(&closure).map_or(0, <[Value]>::len);
    if cells != free {
        let name = f.name.get(t, o);
        return Err(t.value_error(format_args!(
            "{}() requires a code object with {cells} free vars, not {free}",
            str::lossy(name.v())
        )));
    }
    let old = f.code.swap(t, o, Ref::new(new));
    // Frames that run it borrow it from the function: a replaced code object lives on.
    // SAFETY: the reference is held.
    unsafe { t.m.immortalise(old.obj()) };
    Ok(())
}

static NEW: LazySignature = LazySignature::new(
    "function($cls, code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)",
);

fn new_function(t: &Thread, a: &[Value]) -> Res {
    let &[_, code, globals, name, defaults, closure, kwdefaults] = a else { return Ok(Ref::NONE) };
    let Some(free) = free_variables(code) else {
        return Err(
            t.type_error(format_args!("function() argument 'code' must be code, not {}", type_name(code)))
        );
    };
    if !dict::is_dict(globals) {
        return Err(t.type_error(format_args!(
            "function() argument 'globals' must be dict, not {}",
            type_name(globals)
        )));
    }
    if !name.is_none_or_undef() && !str::is_str(name) {
        return Err(t.type_error("arg 3 (name) must be None or string"));
    }
    if !defaults.is_none_or_undef() && tuple::try_items(&defaults).is_none() {
        return Err(t.type_error("arg 4 (defaults) must be None or tuple"));
    }
    let own_name = code.expect::<CodeObject>().name.v();
    let cells = if closure.is_none_or_undef() { Some(&[][..]) } else { tuple::try_items(&closure) };
    let Some(cells) = cells.filter(|_| free == 0 || !closure.is_none_or_undef()) else {
        return Err(t.type_error(if free == 0 && !closure.is_none_or_undef() {
            "arg 5 (closure) must be None or tuple"
        } else {
            "arg 5 (closure) must be tuple"
        }));
    };
    if cells.len() != free {
        return Err(t.value_error(format_args!(
            "{} requires closure of length {free}, not {}",
            str::lossy(own_name),
            cells.len()
        )));
    }
    if let Some(other) = cells.iter().find(|c| !cell::is_cell(**c)) {
        return Err(t.type_error(format_args!("arg 5 (closure) expected cell, found {}", type_name(*other))));
    }
    if !kwdefaults.is_none_or_undef() && !dict::is_dict(kwdefaults) {
        return Err(t.type_error("arg 6 (kwdefaults) must be None or dict"));
    }
    let f = from_code(t, code, globals);
    let (data, o) = (f.expect::<Function>(), f.obj());
    for (slot, value) in [
        (&data.name, name),
        (&data.defaults, defaults),
        (&data.kwdefaults, kwdefaults),
        (&data.closure, closure),
    ] {
        // A function without free variables has no closure, also where an empty one was given.
        let nothing = value.is_none_or_undef() || (std::ptr::eq(slot, &data.closure) && free == 0);
        if !nothing {
            slot.set(t, o, Ref::new(value));
        }
    }
    Ok(f)
}

/// A function of a code object and a globals dict, named and documented as the code says.
///
/// # Panics
/// If `code` is no code object.
pub fn from_code(t: &Thread, code: Value, globals: Value) -> Ref {
    let data = code.expect::<CodeObject>();
    let doc = match data.constants.first() {
        Some(doc) if data.code.flags & heddle_bytecode::flags::HAS_DOCSTRING != 0 => doc.get(),
        _ => Ref::NONE,
    };
    let (name, qualname) = (data.name.get(), data.qualname.get());
    let module = dict::get_str(t, globals, name!(t, "__name__")).some().unwrap_or(Ref::NONE);
    let own = dict::get_str(t, globals, name!(t, "__builtins__"));
    let builtins = match own.payload::<super::module::Module>() {
        Some(m) => m.dict.get(t, own.obj()),
        None if dict::is_dict(own.v()) => own,
        None => Ref::new(crate::builtins_dict()),
    };
    make(t, Parts { code, globals, builtins: builtins.v(), name, qualname, module, doc })
}

/// What a new function is made of; the rest is empty.
#[allow(missing_docs)]
pub struct Parts {
    pub code: Value,
    pub globals: Value,
    pub builtins: Value,
    pub name: Ref,
    pub qualname: Ref,
    pub module: Ref,
    pub doc: Ref,
}

/// A new function: one allocation.
#[inline]
pub fn make(t: &Thread, parts: Parts) -> Ref {
    t.alloc(
        FUNCTION.shape(),
        Function {
            code: Slot::new(Ref::new(parts.code)),
            globals: Fixed::new(Ref::new(parts.globals)),
            builtins: Fixed::new(Ref::new(parts.builtins)),
            closure: Slot::undef(),
            defaults: Slot::undef(),
            kwdefaults: Slot::undef(),
            name: Slot::new(parts.name),
            qualname: Slot::new(parts.qualname),
            module: Slot::new(parts.module),
            doc: Slot::new(parts.doc),
            annotations: Slot::undef(),
            annotate: Slot::undef(),
            type_params: Slot::undef(),
            dict: Slot::undef(),
        },
    )
}

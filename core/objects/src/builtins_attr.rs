//! Built-in functions about attributes, classes and what objects show of themselves: `getattr`, `isinstance`, `dir`, `repr`,
//! `__build_class__` and their kin.
//!
//! Must never know frames: what a function needs of the running one comes through hooks.

use crate::error::{Raised, Res};
use crate::name;
use crate::names::Hook;
use crate::native::{Args, Def, def, def_doc};
use crate::ops::{self, type_name, type_of};
use crate::refs::Ref;
use crate::slots::Binary;
use crate::thread::Thread;
use crate::typeobj::name_of;
use crate::types::type_::{is_type, winner};
use crate::types::{cell, descr, dict, function, list, str, tuple, type_};
use crate::value::Value;

/// The functions, for the module `builtins`.
pub static FUNCTIONS: &[Def] = &[
    def_doc(
        "getattr(object, name, default=None, /)",
        getattr,
        "Get a named attribute from an object.\n\ngetattr(x, 'y') is equivalent to x.y.\nWhen a default argument is given, it is \
         returned when the attribute doesn't\nexist; without it, an exception is raised in that case.",
    ),
    def_doc(
        "setattr(obj, name, value, /)",
        setattr,
        "Sets the named attribute on the given object to the specified value.\n\nsetattr(x, 'y', v) is equivalent to ``x.y = v``",
    ),
    def_doc(
        "delattr(obj, name, /)",
        delattr,
        "Deletes the named attribute from the given object.\n\ndelattr(x, 'y') is equivalent to ``del x.y``",
    ),
    def_doc(
        "hasattr(obj, name, /)",
        hasattr,
        "Return whether the object has an attribute with the given name.\n\nThis is done by calling getattr(obj, name) and catching \
         AttributeError.",
    ),
    def_doc(
        "isinstance(obj, class_or_tuple, /)",
        |t, a| Ok(Ref::bool(ops::is_instance(t, a[0], a[1])?)),
        "Return whether an object is an instance of a class or of a subclass thereof.",
    ),
    def_doc(
        "issubclass(cls, class_or_tuple, /)",
        |t, a| Ok(Ref::bool(ops::is_subclass(t, a[0], a[1])?)),
        "Return whether 'cls' is derived from another class or is the same class.",
    ),
    def_doc(
        "callable(obj, /)",
        |_, a| Ok(Ref::bool(ops::is_callable(a[0]))),
        "Return whether the object is callable (i.e., some kind of function).",
    ),
    def_doc(
        "dir(object=None, /)",
        dir,
        "Show attributes of an object, of its class, or the names in the current scope.",
    ),
    def_doc(
        "vars(object=None, /)",
        vars,
        "Without arguments, equivalent to locals().\nWith an argument, equivalent to object.__dict__.",
    ),
    def_doc("id(obj, /)", |t, a| id(t, a[0]), "Return the identity of an object."),
    def_doc(
        "hash(obj, /)",
        |t, a| Ok(t.int(ops::hash(t, a[0])?)),
        "Return the hash value for the given object.",
    ),
    def_doc(
        "repr(obj, /)",
        |t, a| ops::repr(t, a[0]),
        "Return the canonical string representation of the object.",
    ),
    def_doc("ascii(obj, /)", |t, a| ascii(t, a[0]), "Return an ASCII-only representation of an object."),
    def_doc("format(value, format_spec='', /)", format, "Return type(value).__format__(value, format_spec)"),
    def("__build_class__(func, name, /, *bases, metaclass=None, **kwds)", build_class),
];

fn getattr(t: &Thread, a: &[Value]) -> Res {
    let name = str::attr_name(t, a[1])?;
    if a[2].is_undef() {
        return ops::getattr(t, a[0], name.v());
    }
    let found = ops::getattr_opt(t, a[0], name.v())?;
    Ok(if found.is_undef() { Ref::new(a[2]) } else { found })
}

fn setattr(t: &Thread, a: &[Value]) -> Res {
    let name = str::attr_name(t, a[1])?;
    ops::setattr(t, a[0], name.v(), a[2])?;
    Ok(Ref::NONE)
}

fn delattr(t: &Thread, a: &[Value]) -> Res {
    let name = str::attr_name(t, a[1])?;
    ops::setattr(t, a[0], name.v(), Value::UNDEF)?;
    Ok(Ref::NONE)
}

fn hasattr(t: &Thread, a: &[Value]) -> Res {
    let name = str::attr_name(t, a[1])?;
    Ok(Ref::bool(!ops::getattr_opt(t, a[0], name.v())?.is_undef()))
}

/// `locals()` of the running Python frame.
static LOCALS: Hook<fn(&Thread) -> Res> = Hook::new();

/// Sets how `locals()` of the running Python frame is found, for `dir()` and `vars()` without an argument.
pub fn set_locals(f: fn(&Thread) -> Res) {
    LOCALS.set(f);
}

fn locals(t: &Thread) -> Res {
    match LOCALS.get() {
        Some(f) => f(t),
        None => Err(t.system_error("frame does not exist")),
    }
}

fn dir(t: &Thread, a: &[Value]) -> Res {
    if !a[0].is_undef() {
        return dir_of(t, a[0]);
    }
    let names = locals(t)?;
    let names = ops::call_method(t, names.v(), "keys", &[])?;
    sorted(t, names.v())
}

/// `dir(v)`: a list.
pub fn dir_of(t: &Thread, v: Value) -> Res {
    let names = ops::call_special(t, v, name!(t, "__dir__"), &[])?;
    if names.is_undef() {
        return Err(t.type_error("object does not provide __dir__"));
    }
    sorted(t, names.v())
}

fn sorted(t: &Thread, names: Value) -> Res {
    let mut all = ops::collect(t, names)?;
    if all.iter().all(|n| str::is_str(n.v())) {
        all.sort_by(|a, b| str::view(a).cmp(&str::view(b)));
        return Ok(list::from_refs(t, all));
    }
    let all = list::from_refs(t, all);
    ops::call_method(t, all.v(), "sort", &[])?;
    Ok(all)
}

fn vars(t: &Thread, a: &[Value]) -> Res {
    if a[0].is_undef() {
        return locals(t);
    }
    let d = ops::getattr_opt(t, a[0], name!(t, "__dict__"))?;
    if d.is_undef() { Err(t.type_error("vars() argument must have __dict__ attribute")) } else { Ok(d) }
}

/// `id(v)`: an object's address, and for a value that is no object a number that is no address.
pub fn id(t: &Thread, v: Value) -> Res {
    if v.is_obj() {
        return Ok(t.int(descr::address(v) as i64));
    }
    // Addresses are below 2^62; so is no word with that bit changed, but for numbers that need an int of many digits.
    let word = v.bits() ^ 1 << 62;
    match i64::try_from(word) {
        Ok(n) => Ok(t.int(n)),
        Err(_) => {
            let (half, rest) = (t.int((word >> 1) as i64), t.int((word - (word >> 1)) as i64));
            ops::binary(t, half.v(), rest.v(), Binary::Add)
        }
    }
}

/// `ascii(v)`
pub fn ascii(t: &Thread, v: Value) -> Res {
    let r = ops::repr(t, v)?;
    if str::view(&r).is_ascii() {
        return Ok(r);
    }
    let mut out = String::new();
    for c in str::view(&r).chars() {
        match c {
            0..0x80 => out.push(c as u8 as char),
            0x80..0x100 => out.push_str(&format!("\\x{c:02x}")),
            0x100..0x1_0000 => out.push_str(&format!("\\u{c:04x}")),
            _ => out.push_str(&format!("\\U{c:08x}")),
        }
    }
    Ok(t.str(&out))
}

fn format(t: &Thread, a: &[Value]) -> Res {
    if a[1].is_undef() {
        return ops::format(t, a[0], t.intern("").v());
    }
    if !str::is_str(a[1]) {
        return Err(t.type_error(format_args!("format() argument 2 must be str, not {}", type_name(a[1]))));
    }
    ops::format(t, a[0], a[1])
}

/// Runs the body of a class statement with a namespace as its locals; the `__class__` cell or None comes back.
static RUN_CLASS_BODY: Hook<fn(&Thread, Value, Value) -> Res> = Hook::new();

/// Sets how the function of a class statement's body is run: `(thread, function, namespace)`.
pub fn set_run_class_body(f: fn(&Thread, Value, Value) -> Res) {
    RUN_CLASS_BODY.set(f);
}

/// `__build_class__(func, name, /, *bases, metaclass, **kwds)`
fn build_class(t: &Thread, a: &[Value]) -> Res {
    let &[func, name, metaclass, given, kwds] = a else { return Ok(Ref::NONE) };
    if !function::is_function(func) {
        return Err(t.type_error("__build_class__: func must be a function"));
    }
    if !str::is_str(name) {
        return Err(t.type_error("__build_class__: name is not a string"));
    }
    let bases = resolve_bases(t, given)?;
    let first = tuple::items(&bases).first().map(|&b| type_of(b));
    let mut meta = match metaclass.some() {
        Some(m) => Ref::new(m),
        None => Ref::new(first.unwrap_or(type_::TYPE.get())),
    };
    if is_type(meta.v()) {
        meta = winner(t, meta.v(), tuple::items(&bases))?;
    }
    let pairs = dict::items(t, kwds);
    let names: Vec<Value> = pairs.iter().map(|(k, _)| k.v()).collect();
    let call = |f: Value, positional: &[Value]| {
        let mut all = crate::native::ArgVec::from_slice(positional);
        all.extend(pairs.iter().map(|(_, v)| v.v()));
        ops::call(t, f, Args { all: &all, names: &names })
    };
    let prepare = ops::getattr_opt(t, meta.v(), name!(t, "__prepare__"))?;
    let namespace = if prepare.is_undef() { dict::new(t) } else { call(prepare.v(), &[name, bases.v()])? };
    if !dict::is_dict(namespace.v()) && ops::slots_of(namespace.v()).getitem.is_none() {
        let meta = if is_type(meta.v()) { name_of(meta.v()) } else { "<metaclass>".to_string() };
        return Err(t.type_error(format_args!(
            "{meta}.__prepare__() must return a mapping, not {}",
            type_name(namespace.v())
        )));
    }
    let Some(run) = RUN_CLASS_BODY.get() else {
        return Err(t.system_error("there is no interpreter yet"));
    };
    let class_cell = run(t, func, namespace.v())?;
    if !bases.is(given) {
        ops::setitem(t, namespace.v(), name!(t, "__orig_bases__"), given)?;
    }
    let class = call(meta.v(), &[name, bases.v(), namespace.v()])?;
    if is_type(class.v()) && cell::is_cell(class_cell.v()) {
        check_class_cell(t, name, class.v(), &cell::get(t, class_cell.v()))?;
    }
    Ok(class)
}

fn check_class_cell(t: &Thread, name: Value, class: Value, inside: &Ref) -> Res<()> {
    if inside.is(class) {
        return Ok(());
    }
    let (name, shown) = (ops::repr_text(t, name)?, ops::repr_text(t, class)?);
    if inside.is_undef() {
        return Err(t.runtime_error(format_args!(
            "__class__ not set defining {name} as {shown}. Was __classcell__ propagated to type.__new__?"
        )));
    }
    let inside = ops::repr_text(t, inside.v())?;
    Err(t.type_error(format_args!("__class__ set to {inside} defining {name} as {shown}")))
}

/// The bases that those of a class statement stand for (`__mro_entries__`, PEP 560): the same tuple if they stand for themselves.
pub fn resolve_bases(t: &Thread, given: Value) -> Res {
    let mut changed = false;
    let mut all = Vec::new();
    for &base in tuple::items(&given) {
        if is_type(base) {
            all.push(Ref::new(base));
            continue;
        }
        let entries = ops::getattr_opt(t, base, name!(t, "__mro_entries__"))?;
        if entries.is_undef() {
            all.push(Ref::new(base));
            continue;
        }
        let entries = ops::call_pos(t, entries.v(), &[given])?;
        let Some(items) = tuple::try_items(&entries) else { return Err(not_a_tuple(t)) };
        all.extend(items.iter().map(|&x| Ref::new(x)));
        changed = true;
    }
    Ok(if changed { tuple::from_refs(t, all) } else { Ref::new(given) })
}

#[cold]
fn not_a_tuple(t: &Thread) -> Raised {
    t.type_error("__mro_entries__ must return a tuple")
}

//! `classmethod`, `staticmethod`: a callable in a class's dict that is bound to the class, or to nothing.

use crate::error::Res;
use crate::name;
use crate::native::{Args, Def, def};
use crate::ops;
use crate::payload::Payload;
use crate::refs::{Ref, Slot};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{GetSet, NativeType, TypeDef, flags, getset, getter, name_of, type_data};
use crate::types::type_attrs::read_only;
use crate::types::{dict, generic_alias};
use crate::value::Value;
use heddle_threads::sync::atomic::Ordering::Relaxed;

/// The payload of `staticmethod` and `classmethod`.
pub struct Holder {
    /// `__func__`; UNDEF before `__init__`.
    pub function: Slot,
}
crate::payload!(Holder { function });

/// `staticmethod`
pub static STATIC_METHOD: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::DICT,
    getset: GETSET,
    methods: METHODS,
    doc: "Convert a function to be a static method.\n\nA static method does not receive an implicit first argument.",
    ..TypeDef::new("staticmethod", Holder::vtable, static_slots)
});

/// `classmethod`
pub static CLASS_METHOD: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::DICT,
    getset: GETSET,
    methods: METHODS,
    doc: "Convert a function to be a class method.\n\nA class method receives the class as implicit first argument,\njust \
          like an instance method receives the instance.",
    ..TypeDef::new("classmethod", Holder::vtable, class_slots)
});

const METHODS: &[Def] =
    &[def("__class_getitem__($type, object, /)", |t, a| Ok(generic_alias::new(t, a[0], a[1])))];

const GETSET: &[GetSet] = &[
    getset("__func__", shown_function, read_only),
    getset("__wrapped__", shown_function, read_only),
    getter("__isabstractmethod__", |t, v| {
        let f = function(t, v)?;
        Ok(Ref::bool(is_abstract(t, f.v())?))
    }),
    getset(
        "__annotations__",
        |t, v| wrapped_attribute(t, v, name!(t, "__annotations__")),
        |t, v, new| set_wrapped_attribute(t, v, name!(t, "__annotations__"), new),
    ),
    getset(
        "__annotate__",
        |t, v| wrapped_attribute(t, v, name!(t, "__annotate__")),
        |t, v, new| set_wrapped_attribute(t, v, name!(t, "__annotate__"), new),
    ),
];

fn static_slots(s: &mut Slots) {
    common_slots(s);
    s.descr_get = Some(|t, d, _, _| function(t, d));
    s.call = Some(|t, v, args: Args| -> Res {
        let f = function(t, v)?;
        ops::call(t, f.v(), args)
    });
}

fn class_slots(s: &mut Slots) {
    common_slots(s);
    s.descr_get = Some(|t, d, instance, owner| {
        let f = function(t, d)?;
        let class = if owner.is_none_or_undef() { ops::type_of(instance) } else { owner };
        Ok(crate::types::function::method(t, f.v(), class))
    });
}

fn common_slots(s: &mut Slots) {
    s.new = Some(|t, cls, _| {
        let shape = type_data(&cls).first_shape.load(Relaxed);
        Ok(t.alloc(shape, Holder { function: Slot::new(Ref::UNDEF) }))
    });
    s.init = Some(init);
    s.repr = Some(|t, v| {
        let f = v.expect::<Holder>().function.get(t, ops::object(v));
        let name = name_of(base_of(v));
        let inner = if f.is_undef() { "None".to_string() } else { ops::repr_text(t, f.v())? };
        Ok(t.str(&format!("<{name}({inner})>")))
    });
}

/// Which of the two `v` is an instance of.
fn base_of(v: Value) -> Value {
    if STATIC_METHOD.is_instance(v) { STATIC_METHOD.get() } else { CLASS_METHOD.get() }
}

fn init(t: &Thread, v: Value, args: Args) -> Res<()> {
    let name = name_of(base_of(v));
    if !args.names.is_empty() {
        return Err(t.type_error(format_args!("{name}() takes no keyword arguments")));
    }
    let &[f] = args.all else {
        return Err(t.type_error(format_args!("{name} expected 1 argument, got {}", args.all.len())));
    };
    v.expect::<Holder>().function.set(t, ops::object(v), Ref::new(f));
    let copied =
        [name!(t, "__module__"), name!(t, "__name__"), name!(t, "__qualname__"), name!(t, "__doc__")];
    for name in copied {
        let found = ops::getattr_opt(t, f, name)?;
        if !found.is_undef() {
            ops::setattr(t, v, name, found.v())?;
        }
    }
    Ok(())
}

/// `__func__`: None before `__init__`.
fn shown_function(t: &Thread, v: Value) -> Res {
    Ok(v.expect::<Holder>().function.get(t, ops::object(v)).some().unwrap_or(Ref::NONE))
}

fn function(t: &Thread, v: Value) -> Res {
    let f = v.expect::<Holder>().function.get(t, ops::object(v));
    if f.is_undef() {
        return Err(t.runtime_error(format_args!("uninitialized {} object", name_of(base_of(v)))));
    }
    Ok(f)
}

/// An attribute of the wrapped function, kept in the wrapper's dict.
fn wrapped_attribute(t: &Thread, v: Value, name: Value) -> Res {
    let d = ops::instance_dict(t, v);
    let found = dict::get(t, d.v(), name)?;
    if !found.is_undef() {
        return Ok(found);
    }
    let f = function(t, v)?;
    let found = ops::getattr(t, f.v(), name)?;
    dict::set(t, d.v(), name, found.v())?;
    Ok(found)
}

fn set_wrapped_attribute(t: &Thread, v: Value, name: Value, new: Value) -> Res<()> {
    let d = ops::instance_dict(t, v);
    if !new.is_undef() {
        return dict::set(t, d.v(), name, new);
    }
    if dict::remove(t, d.v(), name)?.is_undef() {
        return Err(t.no_attribute(v, name));
    }
    Ok(())
}

/// Whether a function says that it is abstract.
pub fn is_abstract(t: &Thread, f: Value) -> Res<bool> {
    if f.is_none_or_undef() {
        return Ok(false);
    }
    let says = ops::getattr_opt(t, f, name!(t, "__isabstractmethod__"))?;
    if says.is_undef() { Ok(false) } else { ops::truth(t, says.v()) }
}

/// `staticmethod(f)`
pub fn static_method(t: &Thread, f: Ref) -> Ref {
    t.alloc(STATIC_METHOD.shape(), Holder { function: Slot::new(f) })
}

/// `classmethod(f)`
pub fn class_method(t: &Thread, f: Ref) -> Ref {
    t.alloc(CLASS_METHOD.shape(), Holder { function: Slot::new(f) })
}

/// The function in a `staticmethod` or `classmethod`.
pub fn function_of(t: &Thread, v: Value) -> Option<Ref> {
    v.payload::<Holder>().map(|h| h.function.get(t, ops::object(v)))
}

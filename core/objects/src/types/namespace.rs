//! `types.SimpleNamespace`: an object that is its attributes.

use crate::attr;
use crate::error::Res;
use crate::native::{Args, Def, def, def_doc};
use crate::ops::{self, type_name, type_of};
use crate::payload::Payload;
use crate::refs::Ref;
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags, type_data};
use crate::types::{dict, str, tuple};
use crate::value::Value;
use heddle_threads::sync::atomic::Ordering::Relaxed;

/// A namespace's payload: everything is in its attributes.
pub struct Namespace;
crate::payload!(Namespace {});

/// `types.SimpleNamespace`
pub static NAMESPACE: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::DICT,
    methods: METHODS,
    doc: "A simple attribute-based namespace.",
    ..TypeDef::new("types.SimpleNamespace", Namespace::vtable, slots)
});

const METHODS: &[Def] = &[
    def_doc("__reduce__($self, /)", reduce, "Return state information for pickling"),
    def("__replace__($self, /, *args, **changes)", replace),
];

fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, _| Ok(t.alloc(type_data(&cls).first_shape.load(Relaxed), Namespace)));
    s.init = Some(init);
    s.repr = Some(repr);
    s.compare = Some(|t, a, b, op| {
        if !NAMESPACE.is_instance(a) || !NAMESPACE.is_instance(b) {
            return Ok(Ref::NOT_IMPLEMENTED);
        }
        let (x, y) = (attr::instance_dict(t, a), attr::instance_dict(t, b));
        ops::compare(t, x.v(), y.v(), op)
    });
}

fn set(t: &Thread, v: Value, key: Value, value: Value) -> Res<()> {
    if !str::is_str(key) {
        return Err(t.type_error("keywords must be strings"));
    }
    attr::store_own(t, ops::object(v), key, value)
}

fn init(t: &Thread, v: Value, args: Args) -> Res<()> {
    match args.positional() {
        [] => {}
        [one] => {
            let d = if dict::DICT.is_exact(*one) {
                Ref::new(*one)
            } else {
                ops::call_pos(t, dict::DICT.get(), &[*one])?
            };
            for (key, value) in dict::items(t, d.v()) {
                set(t, v, key.v(), value.v())?;
            }
        }
        more => {
            return Err(t.type_error(format_args!(
                "{} expected at most 1 argument, got {}",
                crate::typeobj::split_name(NAMESPACE.def.name).1,
                more.len()
            )));
        }
    }
    args.pairs().try_for_each(|(key, value)| set(t, v, key, value))
}

fn repr(t: &Thread, v: Value) -> Res {
    let name = if NAMESPACE.is_exact(v) { "namespace".to_string() } else { type_name(v) };
    if !t.repr_enter(v) {
        return Ok(t.str(&format!("{name}(...)")));
    }
    let d = attr::instance_dict(t, v);
    let mut parts = Vec::new();
    let mut failed = None;
    for (key, value) in dict::items(t, d.v()) {
        if !str::is_str(key.v()) || str::len(key.v()) == 0 {
            continue;
        }
        match ops::repr_text(t, value.v()) {
            Ok(text) => parts.push(format!("{}={text}", str::lossy(key.v()))),
            Err(e) => {
                failed = Some(e);
                break;
            }
        }
    }
    t.repr_leave(v);
    match failed {
        Some(e) => Err(e),
        None => Ok(t.str(&format!("{name}({})", parts.join(", ")))),
    }
}

fn reduce(t: &Thread, a: &[Value]) -> Res {
    let nothing = tuple::from_values(t, &[]);
    let d = attr::instance_dict(t, a[0]);
    Ok(tuple::from_refs(t, vec![Ref::new(type_of(a[0])), nothing, d]))
}

fn replace(t: &Thread, a: &[Value]) -> Res {
    if !tuple::items(&a[1]).is_empty() {
        return Err(t.type_error("__replace__() takes no positional arguments"));
    }
    let new = ops::call_pos(t, type_of(a[0]), &[])?;
    if !NAMESPACE.is_instance(new.v()) {
        return Err(t.type_error(format_args!(
            "expect types.SimpleNamespace type, but {}() returned '{}' object",
            type_name(a[0]),
            type_name(new.v())
        )));
    }
    for (key, value) in dict::items(t, attr::instance_dict(t, a[0]).v()) {
        set(t, new.v(), key.v(), value.v())?;
    }
    for (key, value) in dict::items(t, a[2]) {
        set(t, new.v(), key.v(), value.v())?;
    }
    Ok(new)
}

/// A namespace with these attributes.
pub fn new(t: &Thread, attributes: &[(&str, Value)]) -> Res {
    let v = t.alloc(NAMESPACE.shape(), Namespace);
    for (name, value) in attributes {
        attr::store_own(t, v.obj(), t.intern(name).v(), *value)?;
    }
    Ok(v)
}

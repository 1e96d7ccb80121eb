//! `object`: what every class inherits. How instances are pickled is in `types::reduce`.

use crate::attr;
use crate::error::{Raised, Res};
use crate::name;
use crate::native::{Args, Def, def, def_doc};
use crate::ops::{self, type_name, type_of};
use crate::payload::Payload;
use crate::refs::Ref;
use crate::slots::{Compare, Slots};
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags, getset, name_of, type_data};
use crate::types::descr::{address, pointer_hash};
use crate::types::{dict, list, str, tuple};
use crate::value::Value;
use heddle_threads::sync::atomic::Ordering::Relaxed;

/// A plain instance's payload: nothing.
pub struct Plain;
crate::payload!(Plain {});

/// The type `object`.
pub static OBJECT: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE,
    methods: METHODS,
    getset: &[getset("__class__", |_, v| Ok(Ref::new(type_of(v))), super::class_assign::set_class)],
    doc: "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\n\
          instance that has no instance attributes and cannot be given any.\n",
    ..TypeDef::new("object", <Plain as crate::payload::Payload>::vtable, slots)
});

const METHODS: &[Def] = &[
    def_doc("__reduce_ex__($self, protocol, /)", super::reduce::object_reduce_ex, "Helper for pickle."),
    def_doc("__reduce__($self, /)", super::reduce::object_reduce, "Helper for pickle."),
    def_doc("__getstate__($self, /)", super::reduce::object_getstate, "Helper for pickle."),
    def_doc(
        "__subclasshook__($type, object, /)",
        |_, _| Ok(Ref::NOT_IMPLEMENTED),
        "Abstract classes can override this to customize issubclass().",
    ),
    def_doc(
        "__init_subclass__($type, /, *args, **kwargs)",
        init_subclass,
        "This method is called when a class is subclassed.",
    ),
    def_doc("__format__($self, format_spec, /)", format, "Default object formatter."),
    def_doc("__sizeof__($self, /)", size_of_object, "Size of object in memory, in bytes."),
    def("__dir__($self, /)", dir),
];

fn slots(s: &mut Slots) {
    s.getattr = Some(attr::generic_getattr);
    s.setattr = Some(attr::generic_setattr);
    s.new = Some(object_new);
    s.init = Some(object_init);
    s.repr = Some(repr);
    s.str = Some(ops::repr);
    s.hash = Some(|_, v| Ok(pointer_hash(v.bits())));
    s.compare = Some(compare);
}

fn compare(t: &Thread, a: Value, b: Value, op: Compare) -> Res {
    Ok(match op {
        Compare::Eq if a.is(b) => Ref::TRUE,
        Compare::Ne => {
            let Some(f) = ops::slots_of(a).compare else { return Ok(Ref::NOT_IMPLEMENTED) };
            let eq = f(t, a, b, Compare::Eq)?;
            if eq.is_not_implemented() {
                return Ok(eq);
            }
            Ref::bool(!ops::truth(t, eq.v())?)
        }
        _ => Ref::NOT_IMPLEMENTED,
    })
}

fn repr(t: &Thread, v: Value) -> Res {
    Ok(t.str(&format!("<{} object at {:#x}>", super::type_attrs::full_name(t, type_of(v)), address(v))))
}

/// Whether a type's `__new__` is `object`'s.
pub fn has_object_new(ty: Value) -> bool {
    type_data(&ty).slots().new.is_some_and(|f| f as usize == object_new as *const () as usize)
}

/// Whether a type's `__init__` is `object`'s.
pub fn has_object_init(ty: Value) -> bool {
    type_data(&ty).slots().init.is_none_or(|f| f as usize == object_init as *const () as usize)
}

/// `object.__new__`. Never inlined: its address tells whether a type has its own.
#[inline(never)]
pub fn object_new(t: &Thread, cls: Value, args: Args) -> Res {
    let data = type_data(&cls);
    if !args.all.is_empty() {
        if !has_object_new(cls) {
            return Err(t.type_error("object.__new__() takes exactly one argument (the type to instantiate)"));
        }
        if has_object_init(cls) {
            return Err(t.type_error(format_args!("{}() takes no arguments", name_of(cls))));
        }
    }
    if !std::ptr::eq(data.vtable, Plain::vtable()) {
        let name = name_of(cls);
        return Err(t.type_error(format_args!("object.__new__({name}) is not safe, use {name}.__new__()")));
    }
    if data.has(flags::ABSTRACT) {
        return Err(abstract_class(t, cls));
    }
    Ok(t.alloc(data.first_shape.load(Relaxed), Plain))
}

#[cold]
fn abstract_class(t: &Thread, cls: Value) -> Raised {
    match abstract_message(t, cls) {
        Ok(message) => t.type_error(message),
        Err(e) => e,
    }
}

fn abstract_message(t: &Thread, cls: Value) -> Res<String> {
    let methods = ops::getattr(t, cls, name!(t, "__abstractmethods__"))?;
    let mut names = Vec::new();
    for m in ops::collect(t, methods.v())? {
        names.push(ops::str_text(t, m.v())?);
    }
    names.sort();
    Ok(format!(
        "Can't instantiate abstract class {} without an implementation for abstract method{} '{}'",
        name_of(cls),
        if names.len() == 1 { "" } else { "s" },
        names.join("', '")
    ))
}

/// Whether a `new` slot is [`object_new`].
pub fn is_object_new(f: crate::slots::CallFn) -> bool {
    f as usize == object_new as *const () as usize
}

/// Whether an `init` slot is `object`'s.
pub fn is_object_init(f: crate::slots::InitFn) -> bool {
    f as usize == object_init as *const () as usize
}

#[inline(never)]
fn object_init(t: &Thread, v: Value, args: Args) -> Res<()> {
    if args.all.is_empty() {
        return Ok(());
    }
    let ty = type_of(v);
    if !has_object_init(ty) {
        return Err(t.type_error("object.__init__() takes exactly one argument (the instance to initialize)"));
    }
    if has_object_new(ty) {
        return Err(t.type_error(format_args!(
            "{}.__init__() takes exactly one argument (the instance to initialize)",
            name_of(ty)
        )));
    }
    Ok(())
}

fn init_subclass(t: &Thread, a: &[Value]) -> Res {
    let given = tuple::items(&a[1]).len();
    if dict::len(t, a[2]) != 0 {
        return Err(
            t.type_error(format_args!("{}.__init_subclass__() takes no keyword arguments", name_of(a[0])))
        );
    }
    if given != 0 {
        return Err(t.type_error(format_args!(
            "{}.__init_subclass__() takes no arguments ({given} given)",
            name_of(a[0])
        )));
    }
    Ok(Ref::NONE)
}

fn format(t: &Thread, a: &[Value]) -> Res {
    if !str::is_str(a[1]) {
        return Err(t.type_error(format_args!("__format__() argument must be str, not {}", type_name(a[1]))));
    }
    if str::len(a[1]) != 0 {
        return Err(
            t.type_error(format_args!("unsupported format string passed to {}.__format__", type_name(a[0])))
        );
    }
    ops::to_str(t, a[0])
}

fn size_of_object(t: &Thread, a: &[Value]) -> Res {
    let Some(o) = a[0].as_obj() else { return Ok(t.int(8)) };
    let s = crate::shape::shape_of(o);
    let payload = match s.vtable.size_of {
        // SAFETY: the payload is of the shape's type, and the caller keeps the object.
        Some(size_of) => unsafe { size_of(o.payload()) },
        None => s.vtable.size,
    };
    Ok(t.int((16 + payload + s.extra_words() * 8) as i64))
}

/// Adds the names of a class's dict and of its bases' to `names`, whatever kind of class it is.
pub fn add_class_names(t: &Thread, class: Value, names: Value) -> Res<()> {
    let d = ops::getattr_opt(t, class, name!(t, "__dict__"))?;
    if !d.is_undef() {
        super::mappingproxy::merge(t, names, d.v())?;
    }
    let bases = ops::getattr_opt(t, class, name!(t, "__bases__"))?;
    if bases.is_undef() {
        return Ok(());
    }
    t.deeper(|| {
        for base in ops::collect(t, bases.v())? {
            add_class_names(t, base.v(), names)?;
        }
        Ok(())
    })
}

fn dir(t: &Thread, a: &[Value]) -> Res {
    let names = dict::new(t);
    let own = ops::getattr_opt(t, a[0], name!(t, "__dict__"))?;
    if dict::is_dict(own.v()) {
        dict::update(t, names.v(), own.v())?;
    }
    let class = ops::getattr_opt(t, a[0], name!(t, "__class__"))?;
    if !class.is_undef() {
        add_class_names(t, class.v(), names.v())?;
    }
    Ok(list::from_refs(t, dict::keys(t, names.v())))
}

//! `property`. Its neighbours `classmethod` and `staticmethod` are in `types::static_method`.

use crate::error::{Raised, Res};
use crate::name;
use crate::native::{Args, Def, LazySignature, def_doc};
use crate::ops::{self, type_of};
use crate::payload::Payload;
use crate::refs::{Ref, Slot};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{GetSet, NativeType, TypeDef, flags, getset, getter, type_data};
use crate::types::exceptions as exc;
use crate::types::static_method::is_abstract;
use crate::types::tuple;
use crate::types::type_attrs::read_only;
use crate::value::Value;
use heddle_threads::sync::atomic::{AtomicBool, Ordering::Relaxed};

pub use super::static_method::{
    CLASS_METHOD, Holder, STATIC_METHOD, class_method, function_of, static_method,
};

/// A property's payload. UNDEF: none.
pub struct Property {
    /// `fget`
    pub get: Slot,
    /// `fset`
    pub set: Slot,
    /// `fdel`
    pub del: Slot,
    doc: Slot,
    /// `__name__`, once `__set_name__` was called.
    name: Slot,
    /// Whether the documentation is the getter's.
    getter_doc: AtomicBool,
}
crate::payload!(Property { get, set, del, doc, name });

/// `property`
pub static PROPERTY: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE,
    getset: GETSET,
    methods: METHODS,
    doc: "Property attribute.\n\n  fget\n    function to be used for getting an attribute value\n  fset\n    function to be used \
          for setting an attribute value\n  fdel\n    function to be used for del'ing an attribute\n  doc\n    docstring\n\n\
          Typical use is to define a managed attribute x:\n\nclass C(object):\n    def getx(self): return self._x\n    def \
          setx(self, value): self._x = value\n    def delx(self): del self._x\n    x = property(getx, setx, delx, \"I'm the \
          'x' property.\")\n\nDecorators make defining new properties or modifying existing ones easy:\n\nclass \
          C(object):\n    @property\n    def x(self):\n        \"I am the 'x' property.\"\n        return self._x\n    \
          @x.setter\n    def x(self, value):\n        self._x = value\n    @x.deleter\n    def x(self):\n        del \
          self._x",
    ..TypeDef::new("property", Property::vtable, slots)
});

macro_rules! member {
    ($field:ident) => {
        |t, v| {
            let found = v.expect::<Property>().$field.get(t, ops::object(v));
            Ok(found.some().unwrap_or(Ref::NONE))
        }
    };
}

const GETSET: &[GetSet] = &[
    getset("fget", member!(get), read_only),
    getset("fset", member!(set), read_only),
    getset("fdel", member!(del), read_only),
    getset("__doc__", member!(doc), |t, v, new| {
        v.expect::<Property>().doc.set(t, ops::object(v), Ref::new(new));
        Ok(())
    }),
    getset("__name__", name, |t, v, new| {
        v.expect::<Property>().name.set(t, ops::object(v), Ref::new(new));
        Ok(())
    }),
    getter("__isabstractmethod__", |t, v| {
        let (p, o) = (v.expect::<Property>(), ops::object(v));
        for slot in [&p.get, &p.set, &p.del] {
            if is_abstract(t, slot.get(t, o).v())? {
                return Ok(Ref::TRUE);
            }
        }
        Ok(Ref::FALSE)
    }),
];

const METHODS: &[Def] = &[
    def_doc(
        "getter($self, object, /)",
        |t, a| copy(t, a[0], [Some(a[1]), None, None]),
        "Descriptor to obtain a copy of the property with a different getter.",
    ),
    def_doc(
        "setter($self, object, /)",
        |t, a| copy(t, a[0], [None, Some(a[1]), None]),
        "Descriptor to obtain a copy of the property with a different setter.",
    ),
    def_doc(
        "deleter($self, object, /)",
        |t, a| copy(t, a[0], [None, None, Some(a[1])]),
        "Descriptor to obtain a copy of the property with a different deleter.",
    ),
    def_doc("__set_name__($self, /, *args)", set_name, "Method to set name of a property."),
];

fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, _| {
        let empty = Property {
            get: Slot::undef(),
            set: Slot::undef(),
            del: Slot::undef(),
            doc: Slot::undef(),
            name: Slot::undef(),
            getter_doc: AtomicBool::new(false),
        };
        Ok(t.alloc(type_data(&cls).first_shape.load(Relaxed), empty))
    });
    s.init = Some(|t, v, args: Args| INIT.call(t, v, args, init).map(drop));
    s.descr_get = Some(|t, v, instance, _| {
        if instance.is_undef() {
            return Ok(Ref::new(v));
        }
        let get = v.expect::<Property>().get.get(t, ops::object(v));
        if get.is_undef() {
            return Err(lacks(t, v, instance, "getter"));
        }
        ops::call_pos(t, get.v(), &[instance])
    });
    s.descr_set = Some(|t, v, instance, value| {
        let (p, o) = (v.expect::<Property>(), ops::object(v));
        let (f, what) = if value.is_undef() { (&p.del, "deleter") } else { (&p.set, "setter") };
        let f = f.get(t, o);
        if f.is_undef() {
            return Err(lacks(t, v, instance, what));
        }
        let args = [instance, value];
        ops::call_pos(t, f.v(), if value.is_undef() { &args[..1] } else { &args }).map(drop)
    });
}

static INIT: LazySignature = LazySignature::new("property($self, fget=None, fset=None, fdel=None, doc=None)");

fn init(t: &Thread, a: &[Value]) -> Res {
    let &[v, get, set, del, doc] = a else { return Ok(Ref::NONE) };
    let (p, o) = (v.expect::<Property>(), ops::object(v));
    for (slot, f) in [(&p.get, get), (&p.set, set), (&p.del, del)] {
        slot.set(t, o, if f.is_none_or_undef() { Ref::UNDEF } else { Ref::new(f) });
    }
    p.name.set(t, o, Ref::UNDEF);
    let mut text = Ref::new(if doc.is_none() { Value::UNDEF } else { doc });
    let from_getter = text.is_undef() && !get.is_none_or_undef();
    p.getter_doc.store(false, Relaxed);
    if from_getter {
        let found = ops::getattr_opt(t, get, name!(t, "__doc__"))?;
        if !found.is_none_or_undef() {
            text = found;
            p.getter_doc.store(true, Relaxed);
        }
    }
    if PROPERTY.is_exact(v) {
        p.doc.set(t, o, text);
        return Ok(Ref::NONE);
    }
    // The documentation of an instance of a subclass goes where the subclass's own does not hide it.
    let text = text.some().unwrap_or(Ref::NONE);
    match ops::setattr(t, v, name!(t, "__doc__"), text.v()) {
        Err(e) if e.is(&exc::ATTRIBUTE_ERROR) && !p.getter_doc.load(Relaxed) => Ok(Ref::NONE),
        Err(e) => Err(e),
        Ok(()) => Ok(Ref::NONE),
    }
}

fn copy(t: &Thread, v: Value, new: [Option<Value>; 3]) -> Res {
    let (p, o) = (v.expect::<Property>(), ops::object(v));
    let own = [&p.get, &p.set, &p.del].map(|slot| slot.get(t, o).some().unwrap_or(Ref::NONE));
    let pick = |k: usize| new[k].filter(|f| !f.is_none()).unwrap_or(own[k].v());
    let doc = if p.getter_doc.load(Relaxed) && !pick(0).is_none() { Ref::NONE } else { p.doc.get(t, o) };
    let doc = doc.some().unwrap_or(Ref::NONE);
    let made = ops::call_pos(t, type_of(v), &[pick(0), pick(1), pick(2), doc.v()])?;
    if let Some(q) = made.payload::<Property>() {
        q.name.set(t, made.obj(), p.name.get(t, o));
    }
    Ok(made)
}

/// The name that a property was given or that its getter has; UNDEF if neither.
fn find_name(t: &Thread, v: Value) -> Res {
    let (p, o) = (v.expect::<Property>(), ops::object(v));
    let given = p.name.get(t, o);
    if !given.is_undef() {
        return Ok(given);
    }
    let get = p.get.get(t, o);
    if get.is_undef() { Ok(get) } else { ops::getattr_opt(t, get.v(), name!(t, "__name__")) }
}

fn name(t: &Thread, v: Value) -> Res {
    let found = find_name(t, v)?;
    if found.is_undef() { Err(t.no_attribute(v, name!(t, "__name__"))) } else { Ok(found) }
}

fn set_name(t: &Thread, a: &[Value]) -> Res {
    let args = tuple::items(&a[1]);
    let &[_, name] = args else {
        return Err(t.type_error(format_args!(
            "__set_name__() takes 2 positional arguments but {} were given",
            args.len()
        )));
    };
    a[0].expect::<Property>().name.set(t, ops::object(a[0]), Ref::new(name));
    Ok(Ref::NONE)
}

#[cold]
fn lacks(t: &Thread, v: Value, instance: Value, what: &str) -> Raised {
    let ty = type_of(instance);
    let qualname = type_data(&ty).qualname.get(t, ops::object(ty));
    let text = |v: Value| ops::repr_text(t, v);
    let message = match find_name(t, v) {
        Err(e) => return e,
        Ok(name) if name.is_undef() => {
            text(qualname.v()).map(|q| format!("property of {q} object has no {what}"))
        }
        Ok(name) => text(name.v())
            .and_then(|name| Ok(format!("property {name} of {} object has no {what}", text(qualname.v())?))),
    };
    match message {
        Ok(message) => t.attribute_error(message),
        Err(e) => e,
    }
}

/// Whether `v` is a property or an instance of a subclass.
pub fn is_property(v: Value) -> bool {
    v.payload::<Property>().is_some()
}

/// `fget` of exactly a property, for the interpreter's caches; UNDEF if it has none.
pub fn getter_of(t: &Thread, v: Value) -> Ref {
    v.payload::<Property>().map_or(Ref::UNDEF, |p| p.get.get(t, ops::object(v)))
}

//! Descriptors of native types: methods, slot wrappers, getsets, members, and bound native functions.
//!
//! `property`, `classmethod` and `staticmethod` are in `types::property`.

use crate::error::Res;
use crate::native::{Args, Binding, Def, NativeFn, Signature};
use crate::ops::{self, type_name, type_of};
use crate::payload::Payload;
use crate::refs::{Fixed, Ref, Slot};
use crate::shape::{fixed_slots, shape_of};
use crate::slotdefs::SlotDef;
use crate::slots::{Compare, Slots};
use crate::thread::Thread;
use crate::typeobj::{GetSet, NativeType, Type, TypeDef, flags, getter, is_subtype, name_of, type_data};
use crate::types::{str, tuple};
use crate::value::Value;

/// A native function, bound or not: `builtin_function_or_method`.
pub struct Builtin {
    f: NativeFn,
    signature: &'static Signature,
    doc: &'static str,
    /// `__self__`: the first argument, or the module.
    this: Fixed,
    /// Whether `this` is passed.
    bound: bool,
    /// `__module__`
    module: Slot,
    /// The class that a bound method's qualified name begins with.
    class: Fixed,
}
crate::payload!(Builtin { this, module, class });

impl Builtin {
    /// What it is an attribute of: the object it is bound to, or the class of a static method. None for a module's function.
    fn found_on(&self) -> Option<Value> {
        let of = if self.bound { self.this.v() } else { self.class.v() };
        of.some().filter(|of| !crate::types::module::MODULE.is_instance(*of))
    }
}

/// `builtin_function_or_method`
pub static BUILTIN: NativeType = NativeType::new(TypeDef {
    flags: flags::WEAKREF,
    getset: &[
        getter("__name__", |t, v| Ok(t.intern(v.expect::<Builtin>().signature.name))),
        getter("__qualname__", |t, v| {
            let b = v.expect::<Builtin>();
            let name = b.signature.name;
            if b.class.v().is_undef() {
                return Ok(t.intern(name));
            }
            let class = qualname_of(t, b.class.v());
            Ok(t.str(&format!("{class}.{name}")))
        }),
        getter("__self__", |_, v| {
            let b = v.expect::<Builtin>();
            Ok(b.this.v().some().map_or(Ref::NONE, Ref::new))
        }),
        getter("__doc__", |t, v| Ok(doc(t, v.expect::<Builtin>().doc))),
        getter("__text_signature__", |t, v| Ok(text_signature(t, v.expect::<Builtin>().signature))),
        crate::typeobj::getset(
            "__module__",
            |t, v| Ok(v.expect::<Builtin>().module.get(t, ops::object(v)).some().unwrap_or(Ref::NONE)),
            |t, v, new| {
                v.expect::<Builtin>().module.set(t, ops::object(v), Ref::new(new));
                Ok(())
            },
        ),
    ],
    methods: &[crate::native::def("__reduce__($self, /)", builtin_reduce)],
    ..TypeDef::new("builtin_function_or_method", Builtin::vtable, builtin_slots)
});

fn builtin_slots(s: &mut Slots) {
    s.call = Some(builtin_call);
    s.repr = Some(|t, v| {
        let b = v.expect::<Builtin>();
        let name = b.signature.name;
        if let Some(of) = b.found_on() {
            let ty = type_name(of);
            return Ok(t.str(&format!("<built-in method {name} of {ty} object at {:#x}>", address(of))));
        }
        Ok(t.str(&format!("<built-in function {name}>")))
    });
    s.hash = Some(|_, v| {
        let b = v.expect::<Builtin>();
        Ok(pointer_hash(b.this.v().bits() ^ b.f as usize as u64))
    });
    s.compare = Some(|_, a, b, op| {
        let (Some(x), Some(y)) = (a.payload::<Builtin>(), b.payload::<Builtin>()) else {
            return Ok(Ref::NOT_IMPLEMENTED);
        };
        let same =
            x.f as usize == y.f as usize && x.this.v().is(y.this.v()) && x.signature.name == y.signature.name;
        equality(same, op)
    });
}

fn equality(same: bool, op: Compare) -> Res {
    Ok(match op {
        Compare::Eq => Ref::bool(same),
        Compare::Ne => Ref::bool(!same),
        _ => Ref::NOT_IMPLEMENTED,
    })
}

/// The address of an object as `id` and `repr` show it.
pub fn address(v: Value) -> u64 {
    v.bits() & !7
}

/// The hash of an identity.
pub fn pointer_hash(bits: u64) -> i64 {
    let h = bits.rotate_right(4) as i64;
    if h == -1 { -2 } else { h }
}

fn doc(t: &Thread, text: &str) -> Ref {
    if text.is_empty() { Ref::NONE } else { t.str(text) }
}

fn text_signature(t: &Thread, s: &Signature) -> Ref {
    s.text().map_or(Ref::NONE, |text| t.str(text))
}

fn qualname_of(t: &Thread, ty: Value) -> String {
    ty.payload::<Type>().map_or(String::new(), |d| str::lossy(d.qualname.get(t, ops::object(ty)).v()))
}

fn builtin_reduce(t: &Thread, a: &[Value]) -> Res {
    let b = a[0].expect::<Builtin>();
    let name = t.intern(b.signature.name);
    let Some(of) = b.found_on() else { return Ok(name) };
    let getattr = crate::builtin_function(t, "getattr");
    let args = tuple::from_values(t, &[of, name.v()]);
    Ok(tuple::from_refs(t, vec![getattr, args]))
}

#[inline]
fn builtin_call(t: &Thread, v: Value, args: Args) -> Res {
    let b = v.expect::<Builtin>();
    if b.bound {
        let all = args.with_first(b.this.v());
        b.signature.call(t, b.f, Args { all: &all, names: args.names })
    } else {
        b.signature.call(t, b.f, args)
    }
}

/// Calls a native function with the `n` positional arguments behind `window[0]`, where the callable lies: without copying them.
/// `None`: the callable is no plain native. The window keeps what it holds. `lend`: its first word may name the receiver meanwhile,
/// which it does not own then: not where the collector looks.
///
/// # Safety
/// `window` is good for `n + 1` words that nobody else looks at meanwhile.
#[inline]
pub unsafe fn call_window(t: &Thread, window: *mut Value, n: usize, lend: bool) -> Option<Res> {
    // SAFETY: the caller's promise.
    let callable = unsafe { *window };
    if BUILTIN.has_shape_of(callable) {
        // SAFETY: the shape says so.
        let b = unsafe { callable.payload_unchecked::<Builtin>() };
        if !b.bound {
            // SAFETY: the caller's promise.
            let all = unsafe { std::slice::from_raw_parts(window.add(1), n) };
            return Some(b.signature.call(t, b.f, Args::pos(all)));
        }
        if !lend {
            return None;
        }
        // The receiver takes the callable's place for a moment; the callable, which keeps it, is put back.
        // SAFETY: the caller's promise.
        let r = unsafe {
            *window = b.this.v();
            b.signature.call(t, b.f, Args::pos(std::slice::from_raw_parts(window, n + 1)))
        };
        // SAFETY: as above.
        unsafe { *window = callable };
        return Some(r);
    }
    if METHOD_DESCRIPTOR.has_shape_of(callable) && n != 0 {
        // SAFETY: the caller's promise.
        let all = unsafe { std::slice::from_raw_parts(window.add(1), n) };
        return Some(method_call(t, callable, Args::pos(all)));
    }
    None
}

fn leak(signature: Signature) -> &'static Signature {
    Box::leak(Box::new(signature))
}

/// A function of a native module.
pub fn function(t: &Thread, module: Value, def: &'static Def) -> Ref {
    let mut signature = Signature::parse(def.signature);
    let bound = signature.binding == Binding::Method;
    let name = module.payload::<crate::types::module::Module>().map_or(Ref::NONE, |m| {
        let d = m.dict.get(t, ops::object(module));
        crate::types::dict::get_str(t, d.v(), t.intern("__name__").v()).some().unwrap_or(Ref::NONE)
    });
    if str::is_str(name.v()) && !str::equals(name.v(), "builtins") {
        signature.owner = Box::leak(str::lossy(name.v()).into_boxed_str());
    }
    let signature = leak(signature);
    t.alloc(
        BUILTIN.shape(),
        Builtin {
            f: def.f,
            signature,
            doc: def.doc,
            this: Fixed::new(Ref::new(module)),
            bound,
            module: Slot::new(name),
            class: Fixed::new(Ref::UNDEF),
        },
    )
}

/// A native function bound to a first argument, made at run time from a static definition.
pub fn bound(t: &Thread, this: Value, f: NativeFn, signature: &'static Signature, class: Value) -> Ref {
    t.alloc(
        BUILTIN.shape(),
        Builtin {
            f,
            signature,
            doc: "",
            this: Fixed::new(Ref::new(this)),
            bound: true,
            module: Slot::undef(),
            class: Fixed::new(Ref::new(class)),
        },
    )
}

/// A native type's method bound to its first argument.
fn bound_method(t: &Thread, m: &Method, this: Value, class: Value) -> Ref {
    t.alloc(
        BUILTIN.shape(),
        Builtin {
            f: m.f,
            signature: m.signature,
            doc: m.doc,
            this: Fixed::new(Ref::new(this)),
            bound: true,
            module: Slot::undef(),
            class: Fixed::new(Ref::new(class)),
        },
    )
}

/// A method of a native type, unbound: `method_descriptor`, or `classmethod_descriptor`.
pub struct Method {
    f: NativeFn,
    signature: &'static Signature,
    doc: &'static str,
    class: Fixed,
}
crate::payload!(Method { class });

const METHOD_GETSET: &[GetSet] = &[
    getter("__name__", |t, v| Ok(t.intern(v.expect::<Method>().signature.name))),
    getter("__qualname__", |t, v| {
        let m = v.expect::<Method>();
        Ok(t.str(&format!("{}.{}", qualname_of(t, m.class.v()), m.signature.name)))
    }),
    getter("__objclass__", |_, v| Ok(v.expect::<Method>().class.get())),
    getter("__doc__", |t, v| Ok(doc(t, v.expect::<Method>().doc))),
    getter("__text_signature__", |t, v| Ok(text_signature(t, v.expect::<Method>().signature))),
];

fn method_reduce(t: &Thread, a: &[Value]) -> Res {
    let m = a[0].expect::<Method>();
    let name = t.intern(m.signature.name);
    let args = tuple::from_values(t, &[m.class.v(), name.v()]);
    Ok(tuple::from_refs(t, vec![crate::builtin_function(t, "getattr"), args]))
}

/// `method_descriptor`
pub static METHOD_DESCRIPTOR: NativeType = NativeType::new(TypeDef {
    flags: flags::METHOD_DESCRIPTOR,
    getset: METHOD_GETSET,
    methods: &[crate::native::def("__reduce__($self, /)", method_reduce)],
    ..TypeDef::new("method_descriptor", Method::vtable, |s| {
        s.call = Some(method_call);
        s.descr_get = Some(|t, d, instance, _| {
            if instance.is_undef() {
                return Ok(Ref::new(d));
            }
            let m = d.expect::<Method>();
            check_receiver(t, m.class.v(), m.signature.name, instance)?;
            Ok(bound_method(t, m, instance, type_of(instance)))
        });
        s.repr = Some(|t, v| {
            let m = v.expect::<Method>();
            Ok(t.str(&format!("<method '{}' of '{}' objects>", m.signature.name, name_of(m.class.v()))))
        });
    })
});

/// `classmethod_descriptor`
pub static CLASSMETHOD_DESCRIPTOR: NativeType = NativeType::new(TypeDef {
    getset: METHOD_GETSET,
    ..TypeDef::new("classmethod_descriptor", Method::vtable, |s| {
        s.call = Some(|t, v, args| {
            let m = v.expect::<Method>();
            let Some(&cls) = args.positional().first() else {
                return Err(t.type_error(format_args!(
                    "descriptor '{}' of '{}' object needs an argument",
                    m.signature.name,
                    name_of(m.class.v())
                )));
            };
            check_class(t, m, cls)?;
            m.signature.call(t, m.f, args)
        });
        s.descr_get = Some(|t, d, instance, owner| {
            let m = d.expect::<Method>();
            let cls = if owner.is_none_or_undef() { type_of(instance) } else { owner };
            check_class(t, m, cls)?;
            Ok(bound_method(t, m, cls, cls))
        });
        s.repr = Some(|t, v| {
            let m = v.expect::<Method>();
            Ok(t.str(&format!("<method '{}' of '{}' objects>", m.signature.name, name_of(m.class.v()))))
        });
    })
});

fn check_class(t: &Thread, m: &Method, cls: Value) -> Res<()> {
    let name = m.signature.name;
    let class = name_of(m.class.v());
    if !crate::types::type_::is_type(cls) {
        return Err(t.type_error(format_args!(
            "descriptor '{name}' for type '{class}' needs a type, not a '{}' as arg 2",
            type_name(cls)
        )));
    }
    if !is_subtype(t, cls, m.class.v()) {
        return Err(t.type_error(format_args!(
            "descriptor '{name}' requires a subtype of '{class}' but received '{}'",
            name_of(cls)
        )));
    }
    Ok(())
}

fn check_receiver(t: &Thread, class: Value, name: &str, v: Value) -> Res<()> {
    if is_subtype(t, type_of(v), class) {
        return Ok(());
    }
    Err(t.type_error(format_args!(
        "descriptor '{name}' for '{}' objects doesn't apply to a '{}' object",
        name_of(class),
        type_name(v)
    )))
}

#[inline]
fn method_call(t: &Thread, v: Value, args: Args) -> Res {
    let m = v.expect::<Method>();
    let Some(&this) = args.positional().first() else {
        return Err(t.type_error(format_args!(
            "unbound method {}.{}() needs an argument",
            name_of(m.class.v()),
            m.signature.name
        )));
    };
    if !type_of(this).is(m.class.v()) && !is_subtype(t, type_of(this), m.class.v()) {
        return Err(t.type_error(format_args!(
            "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
            m.signature.name,
            name_of(m.class.v()),
            type_name(this)
        )));
    }
    m.signature.call(t, m.f, args)
}

/// What a native type's dict holds for a [`Def`].
pub fn from_def(t: &Thread, ty: Value, def: &'static Def, signature: Signature) -> Ref {
    let binding = signature.binding;
    let signature = leak(signature);
    let method = |native: &NativeType| {
        t.alloc(native.shape(), Method { f: def.f, signature, doc: def.doc, class: Fixed::new(Ref::new(ty)) })
    };
    match binding {
        Binding::Method => method(&METHOD_DESCRIPTOR),
        Binding::Class => method(&CLASSMETHOD_DESCRIPTOR),
        Binding::Static => {
            let f = t.alloc(
                BUILTIN.shape(),
                Builtin {
                    f: def.f,
                    signature,
                    doc: def.doc,
                    this: Fixed::new(Ref::UNDEF),
                    bound: false,
                    module: Slot::undef(),
                    class: Fixed::new(Ref::new(ty)),
                },
            );
            crate::types::property::static_method(t, f)
        }
    }
}

/// The native function and signature of a `method_descriptor` whose class `ty` derives from, for the interpreter's fast paths.
pub fn method_parts(v: &Value) -> Option<(NativeFn, &'static Signature, Value)> {
    let m = v.payload::<Method>()?;
    METHOD_DESCRIPTOR.is_exact(*v).then(|| (m.f, m.signature, m.class.v()))
}

/// The native function, signature and bound first argument (UNDEF: none) of a built-in function.
pub fn builtin_parts(v: &Value) -> Option<(NativeFn, &'static Signature, Value)> {
    let b = v.payload::<Builtin>()?;
    Some((b.f, b.signature, if b.bound { b.this.v() } else { Value::UNDEF }))
}

/// A slot seen from Python: `wrapper_descriptor`.
pub struct Wrapper {
    def: &'static SlotDef,
    class: Fixed,
}
crate::payload!(Wrapper { class });

/// `wrapper_descriptor`
pub static WRAPPER_DESCRIPTOR: NativeType = NativeType::new(TypeDef {
    flags: flags::METHOD_DESCRIPTOR,
    getset: &[
        getter("__name__", |t, v| Ok(t.intern(v.expect::<Wrapper>().def.name))),
        getter("__qualname__", |t, v| {
            let w = v.expect::<Wrapper>();
            Ok(t.str(&format!("{}.{}", qualname_of(t, w.class.v()), w.def.name)))
        }),
        getter("__objclass__", |_, v| Ok(v.expect::<Wrapper>().class.get())),
        getter("__doc__", |t, v| Ok(t.str(v.expect::<Wrapper>().def.doc))),
        getter("__text_signature__", |t, v| Ok(t.str(v.expect::<Wrapper>().def.text))),
    ],
    methods: &[crate::native::def("__reduce__($self, /)", |t, a| {
        let w = a[0].expect::<Wrapper>();
        let name = t.intern(w.def.name);
        let args = tuple::from_values(t, &[w.class.v(), name.v()]);
        Ok(tuple::from_refs(t, vec![crate::builtin_function(t, "getattr"), args]))
    })],
    ..TypeDef::new("wrapper_descriptor", Wrapper::vtable, |s| {
        s.call = Some(|t, v, args| {
            let w = v.expect::<Wrapper>();
            let Some(&this) = args.positional().first() else {
                return Err(t.type_error(format_args!(
                    "descriptor '{}' of '{}' object needs an argument",
                    w.def.name,
                    name_of(w.class.v())
                )));
            };
            if !is_subtype(t, type_of(this), w.class.v()) {
                return Err(t.type_error(format_args!(
                    "descriptor '{}' requires a '{}' object but received a '{}'",
                    w.def.name,
                    name_of(w.class.v()),
                    type_name(this)
                )));
            }
            wrapper_call(t, w, args)
        });
        s.descr_get = Some(|t, d, instance, _| {
            if instance.is_undef() {
                return Ok(Ref::new(d));
            }
            let w = d.expect::<Wrapper>();
            check_receiver(t, w.class.v(), w.def.name, instance)?;
            Ok(t.alloc(
                METHOD_WRAPPER.shape(),
                BoundWrapper { wrapper: Fixed::new(Ref::new(d)), this: Fixed::new(Ref::new(instance)) },
            ))
        });
        s.repr = Some(|t, v| {
            let w = v.expect::<Wrapper>();
            Ok(t.str(&format!("<slot wrapper '{}' of '{}' objects>", w.def.name, name_of(w.class.v()))))
        });
    })
});

fn wrapper_call(t: &Thread, w: &Wrapper, args: Args) -> Res {
    let class = w.class.v();
    if w.def.group == crate::slotdefs::Group::SetAttr {
        check_setattr(t, w, args)?;
    }
    (w.def.wrap)(t, type_data(&class).slots(), args)
}

/// TypeError where `object.__setattr__` and its kin would jump over what a native type between does (`object.__setattr__(str, ...)`).
fn check_setattr(t: &Thread, w: &Wrapper, args: Args) -> Res<()> {
    let Some(&this) = args.all.first() else { return Ok(()) };
    let mut nearest = Ref::new(type_of(this));
    while type_data(&nearest).native.is_none() {
        nearest = type_data(&nearest).base.get(t, nearest.obj());
        if nearest.is_undef() {
            return Ok(());
        }
    }
    let (own, called) = (type_data(&nearest).slots().setattr, type_data(&w.class.v()).slots().setattr);
    if own.map(|f| f as usize) == called.map(|f| f as usize) {
        return Ok(());
    }
    Err(t.type_error(format_args!("can't apply this {} to {} object", w.def.name, name_of(nearest.v()))))
}

/// A slot wrapper bound to an instance: `method-wrapper`.
pub struct BoundWrapper {
    wrapper: Fixed,
    this: Fixed,
}
crate::payload!(BoundWrapper { wrapper, this });

/// `method-wrapper`
pub static METHOD_WRAPPER: NativeType = NativeType::new(TypeDef {
    getset: &[
        getter("__name__", |t, v| Ok(t.intern(bound_def(v).name))),
        getter("__qualname__", |t, v| {
            let b = v.expect::<BoundWrapper>();
            let w = b.wrapper.v();
            let w = w.expect::<Wrapper>();
            Ok(t.str(&format!("{}.{}", qualname_of(t, w.class.v()), w.def.name)))
        }),
        getter("__self__", |_, v| Ok(v.expect::<BoundWrapper>().this.get())),
        getter("__objclass__", |_, v| {
            Ok(v.expect::<BoundWrapper>().wrapper.v().expect::<Wrapper>().class.get())
        }),
        getter("__doc__", |t, v| Ok(t.str(bound_def(v).doc))),
        getter("__text_signature__", |t, v| Ok(t.str(bound_def(v).text))),
    ],
    methods: &[crate::native::def("__reduce__($self, /)", |t, a| {
        let b = a[0].expect::<BoundWrapper>();
        let name = t.intern(bound_def(a[0]).name);
        let args = tuple::from_values(t, &[b.this.v(), name.v()]);
        Ok(tuple::from_refs(t, vec![crate::builtin_function(t, "getattr"), args]))
    })],
    ..TypeDef::new("method-wrapper", BoundWrapper::vtable, |s| {
        s.call = Some(|t, v, args| {
            let b = v.expect::<BoundWrapper>();
            let all = args.with_first(b.this.v());
            wrapper_call(t, b.wrapper.v().expect::<Wrapper>(), Args { all: &all, names: args.names })
        });
        s.repr = Some(|t, v| {
            let b = v.expect::<BoundWrapper>();
            Ok(t.str(&format!(
                "<method-wrapper '{}' of {} object at {:#x}>",
                bound_def(v).name,
                type_name(b.this.v()),
                address(b.this.v())
            )))
        });
        s.hash = Some(|_, v| {
            let b = v.expect::<BoundWrapper>();
            Ok(pointer_hash(b.this.v().bits() ^ b.wrapper.v().bits()))
        });
        s.compare = Some(|_, a, b, op| {
            let (Some(x), Some(y)) = (a.payload::<BoundWrapper>(), b.payload::<BoundWrapper>()) else {
                return Ok(Ref::NOT_IMPLEMENTED);
            };
            equality(x.wrapper.v().is(y.wrapper.v()) && x.this.v().is(y.this.v()), op)
        });
    })
});

fn bound_def(v: Value) -> &'static SlotDef {
    v.expect::<BoundWrapper>().wrapper.v().expect::<Wrapper>().def
}

/// The wrapper of a native type's slot.
pub fn wrapper(t: &Thread, ty: Value, def: &'static SlotDef) -> Ref {
    t.alloc(WRAPPER_DESCRIPTOR.shape(), Wrapper { def, class: Fixed::new(Ref::new(ty)) })
}

/// The class whose slot a wrapper stands for.
pub fn wrapper_class(v: Value) -> Option<Value> {
    match v.payload::<Wrapper>() {
        Some(w) => Some(w.class.v()),
        None => coexisting(&v).map(|m| m.class.v()),
    }
}

/// A method of a native type under the name of a dunder, which does what the slot does (`dict.__getitem__`).
fn coexisting(v: &Value) -> Option<&Method> {
    let m = v.payload::<Method>()?;
    (METHOD_DESCRIPTOR.is_exact(*v) && ["__getitem__", "__contains__"].contains(&m.signature.name))
        .then_some(m)
}

/// The dunder that a wrapper stands for.
pub fn wrapper_name(v: Value) -> Option<&'static str> {
    match v.payload::<Wrapper>() {
        Some(w) => Some(w.def.name),
        None => coexisting(&v).map(|m| m.signature.name),
    }
}

/// `T.__new__` of a native type.
fn native_new(t: &Thread, a: &[Value]) -> Res {
    // The signature is `__new__`, which takes anything: a tuple and a dict arrive, after the class.
    let (class, rest, kwargs) = (a[0], a[1], a[2]);
    let Some(args) = tuple::try_items(&rest) else { return Err(t.type_error("bad arguments")) };
    let native = type_data(&class);
    let name = name_of(class);
    let Some(&cls) = args.first() else {
        return Err(t.type_error(format_args!("{name}.__new__(): not enough arguments")));
    };
    if !crate::types::type_::is_type(cls) {
        return Err(
            t.type_error(format_args!("{name}.__new__(X): X is not a type object ({})", type_name(cls)))
        );
    }
    if !is_subtype(t, cls, class) {
        return Err(
            t.type_error(format_args!("{name}.__new__({0}): {0} is not a subtype of {name}", name_of(cls)))
        );
    }
    // The nearest native base must be this one: `object.__new__(dict)` is not safe.
    let mut nearest = Ref::new(cls);
    while type_data(&nearest).native.is_none() {
        nearest = type_data(&nearest).base.get(t, nearest.obj());
    }
    let f = native.slots().new;
    if type_data(&nearest).slots().new.map(|f| f as usize) != f.map(|f| f as usize) {
        return Err(t.type_error(format_args!(
            "{name}.__new__({0}) is not safe, use {1}.__new__()",
            name_of(cls),
            name_of(nearest.v())
        )));
    }
    let Some(f) = f else {
        return Err(t.type_error(format_args!("cannot create '{}' instances", name_of(cls))));
    };
    let mut all: crate::native::ArgVec = args[1..].into();
    let mut names = crate::native::ArgVec::new();
    let pairs = crate::types::dict::items(t, kwargs);
    for (k, v) in &pairs {
        names.push(k.v());
        all.push(v.v());
    }
    f(t, cls, Args { all: &all, names: &names })
}

/// The `__new__` of a native type's dict.
pub fn new_wrapper(t: &Thread, ty: Value) -> Ref {
    t.alloc(
        BUILTIN.shape(),
        Builtin {
            f: native_new,
            signature: leak(Signature::parse("__new__(self, /, *args, **kwargs)")),
            doc: "Create and return a new object.  See help(type) for accurate signature.",
            this: Fixed::new(Ref::new(ty)),
            bound: true,
            module: Slot::undef(),
            class: Fixed::new(Ref::new(ty)),
        },
    )
}

/// The native type whose `__new__` this is.
pub fn new_wrapper_class(v: Value) -> Option<Value> {
    let b = v.payload::<Builtin>()?;
    (b.f as usize == native_new as *const () as usize).then(|| b.this.v())
}

/// A getset of a native type: `getset_descriptor`.
pub struct GetSetDescr {
    def: &'static GetSet,
    class: Fixed,
}
crate::payload!(GetSetDescr { class });

/// `getset_descriptor`
pub static GETSET_DESCRIPTOR: NativeType = NativeType::new(TypeDef {
    getset: &[
        getter("__name__", |t, v| Ok(t.intern(v.expect::<GetSetDescr>().def.name))),
        getter("__qualname__", |t, v| {
            let g = v.expect::<GetSetDescr>();
            Ok(t.str(&format!("{}.{}", qualname_of(t, g.class.v()), g.def.name)))
        }),
        getter("__objclass__", |_, v| Ok(v.expect::<GetSetDescr>().class.get())),
        getter("__doc__", |t, v| Ok(doc(t, v.expect::<GetSetDescr>().def.doc))),
    ],
    ..TypeDef::new("getset_descriptor", GetSetDescr::vtable, |s| {
        s.descr_get = Some(|t, d, instance, _| {
            if instance.is_undef() {
                return Ok(Ref::new(d));
            }
            let g = d.expect::<GetSetDescr>();
            check_receiver(t, g.class.v(), g.def.name, instance)?;
            (g.def.get)(t, instance)
        });
        s.descr_set = Some(|t, d, instance, value| {
            let g = d.expect::<GetSetDescr>();
            check_receiver(t, g.class.v(), g.def.name, instance)?;
            match g.def.set {
                Some(set) => set(t, instance, value),
                None => Err(t.attribute_error(format_args!(
                    "attribute '{}' of '{}' objects is not writable",
                    g.def.name,
                    name_of(g.class.v())
                ))),
            }
        });
        s.repr = Some(|t, v| {
            let g = v.expect::<GetSetDescr>();
            Ok(t.str(&format!("<attribute '{}' of '{}' objects>", g.def.name, name_of(g.class.v()))))
        });
    })
});

/// Attributes of native types that are shown as members, not as getsets: plain fields, by type.
static MEMBERS: &[(&str, &[&str])] = &[
    ("function", &["__closure__", "__doc__", "__globals__", "__module__", "__builtins__"]),
    ("method", &["__func__", "__self__"]),
    ("complex", &["real", "imag"]),
    ("slice", &["start", "stop", "step"]),
    ("range", &["start", "stop", "step"]),
    ("super", &["__thisclass__", "__self__", "__self_class__"]),
    ("property", &["fget", "fset", "fdel", "__doc__"]),
    ("classmethod", &["__func__", "__wrapped__"]),
    ("staticmethod", &["__func__", "__wrapped__"]),
    (
        "type",
        &["__basicsize__", "__itemsize__", "__flags__", "__weakrefoffset__", "__base__", "__dictoffset__"],
    ),
    ("functools.partial", &["func", "args", "keywords"]),
    ("weakref.ReferenceType", &["__callback__"]),
    ("module", &["__dict__"]),
    ("types.GenericAlias", &["__origin__", "__args__", "__unpacked__"]),
    ("frame", &["f_trace_lines"]),
    ("traceback", &["tb_frame", "tb_lasti"]),
    ("NameError", &["name"]),
    ("AttributeError", &["name", "obj"]),
    ("StopIteration", &["value"]),
    ("SystemExit", &["code"]),
    ("BaseException", &["__suppress_context__"]),
    ("method_descriptor", &["__objclass__", "__name__"]),
    ("classmethod_descriptor", &["__objclass__", "__name__"]),
    ("wrapper_descriptor", &["__objclass__", "__name__"]),
    ("getset_descriptor", &["__objclass__", "__name__"]),
    ("member_descriptor", &["__objclass__", "__name__"]),
];

/// What a native type's dict holds for a [`GetSet`].
pub fn from_getset(t: &Thread, ty: Value, def: &'static GetSet) -> Ref {
    let native = type_data(&ty).native.map_or("", |n| n.def.name);
    if MEMBERS.iter().any(|(class, names)| *class == native && names.contains(&def.name)) {
        return new_member(t, ty, t.intern(def.name).v(), Place::Native(def));
    }
    t.alloc(GETSET_DESCRIPTOR.shape(), GetSetDescr { def, class: Fixed::new(Ref::new(ty)) })
}

/// Where the value of a member is.
#[derive(Clone, Copy)]
enum Place {
    /// In a fixed slot of the instance (`__slots__`).
    Slot(u16),
    /// In a struct sequence: among the visible items, or behind them in fixed slots.
    Item { index: u16, visible: u16 },
    /// In a native payload.
    Native(&'static GetSet),
}

/// A `member_descriptor`: a field of instances.
pub struct Member {
    name: Fixed,
    class: Fixed,
    place: Place,
}
crate::payload!(Member { name, class });

/// `member_descriptor`
pub static MEMBER_DESCRIPTOR: NativeType = NativeType::new(TypeDef {
    getset: &[
        getter("__name__", |_, v| Ok(v.expect::<Member>().name.get())),
        getter("__qualname__", |t, v| {
            let m = v.expect::<Member>();
            Ok(t.str(&format!("{}.{}", qualname_of(t, m.class.v()), str::lossy(m.name.v()))))
        }),
        getter("__objclass__", |_, v| Ok(v.expect::<Member>().class.get())),
        getter("__doc__", |t, v| {
            Ok(match v.expect::<Member>().place {
                Place::Native(def) => doc(t, def.doc),
                _ => Ref::NONE,
            })
        }),
    ],
    methods: &[crate::native::def("__reduce__($self, /)", |t, a| {
        let m = a[0].expect::<Member>();
        let args = tuple::from_values(t, &[m.class.v(), m.name.v()]);
        Ok(tuple::from_refs(t, vec![crate::builtin_function(t, "getattr"), args]))
    })],
    ..TypeDef::new("member_descriptor", Member::vtable, |s| {
        s.descr_get = Some(|t, d, instance, _| {
            if instance.is_undef() {
                return Ok(Ref::new(d));
            }
            let m = d.expect::<Member>();
            check_receiver(t, m.class.v(), &str::lossy(m.name.v()), instance)?;
            member_get(t, m, instance)
        });
        s.descr_set = Some(|t, d, instance, value| {
            let m = d.expect::<Member>();
            check_receiver(t, m.class.v(), &str::lossy(m.name.v()), instance)?;
            member_set(t, m, instance, value)
        });
        s.repr = Some(|t, v| {
            let m = v.expect::<Member>();
            Ok(t.str(&format!("<member '{}' of '{}' objects>", str::lossy(m.name.v()), name_of(m.class.v()))))
        });
    })
});

fn member_get(t: &Thread, m: &Member, instance: Value) -> Res {
    let index = match m.place {
        Place::Slot(index) => index,
        Place::Native(def) => return (def.get)(t, instance),
        Place::Item { index, visible } if index < visible => {
            let items = tuple::items(&instance);
            return Ok(items.get(index as usize).map_or(Ref::NONE, |v| Ref::new(*v)));
        }
        Place::Item { index, visible } => index - visible,
    };
    let o = ops::object(instance);
    let found = fixed_slots(o, shape_of(o)).get(index as usize).map_or(Ref::UNDEF, |slot| slot.get(t, o));
    match m.place {
        _ if !found.is_undef() => Ok(found),
        Place::Item { .. } => Ok(Ref::NONE),
        _ => Err(t.attribute_error(format_args!(
            "'{}' object has no attribute '{}'",
            crate::numeric::full_name(t, type_of(instance)),
            str::lossy(m.name.v())
        ))),
    }
}

fn member_set(t: &Thread, m: &Member, instance: Value, value: Value) -> Res<()> {
    let index = match m.place {
        Place::Slot(index) => index,
        Place::Native(GetSet { set: Some(set), .. }) => return set(t, instance, value),
        _ => return Err(t.attribute_error("readonly attribute")),
    };
    let o = ops::object(instance);
    let old = match fixed_slots(o, shape_of(o)).get(index as usize) {
        Some(slot) => slot.swap(t, o, Ref::new(value)),
        None => Ref::UNDEF,
    };
    if value.is_undef() && old.is_undef() {
        return Err(t.attribute_error(str::lossy(m.name.v())));
    }
    Ok(())
}

fn new_member(t: &Thread, ty: Value, name: Value, place: Place) -> Ref {
    t.alloc(
        MEMBER_DESCRIPTOR.shape(),
        Member { name: Fixed::new(Ref::new(name)), class: Fixed::new(Ref::new(ty)), place },
    )
}

/// The descriptor of fixed slot `index` of a class's instances.
pub fn member(t: &Thread, ty: Value, name: Value, index: u16) -> Ref {
    new_member(t, ty, name, Place::Slot(index))
}

/// The class and the number of the fixed slot that a `member_descriptor` stands for.
pub fn member_place(v: Value) -> Option<(Value, u16)> {
    match v.payload::<Member>()? {
        Member { class, place: Place::Slot(index), .. } => Some((class.v(), *index)),
        _ => None,
    }
}

/// The descriptor of item `index` of a struct sequence; items from `visible` on are not in the tuple but in its fixed slots.
pub fn item(t: &Thread, ty: Value, name: Value, index: u16, visible: u16) -> Ref {
    new_member(t, ty, name, Place::Item { index, visible })
}

/// The index of a struct sequence's item.
pub fn item_index(v: Value) -> Option<u16> {
    match v.payload::<Member>()?.place {
        Place::Item { index, .. } => Some(index),
        _ => None,
    }
}

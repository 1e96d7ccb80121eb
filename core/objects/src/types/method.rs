//! `method`: a function bound to an instance. Attributes that it lacks are its function's.

use crate::error::Res;
use crate::name;
use crate::native::{Args, def};
use crate::ops::{self, type_of};
use crate::payload::Payload;
use crate::refs::{Fixed, Ref};
use crate::slots::{Compare, Slots};
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags, getset, getter, lookup};
use crate::types::descr::pointer_hash;
use crate::types::type_attrs::read_only;
use crate::types::{str, tuple};
use crate::value::Value;

/// A bound method's payload.
pub struct Method {
    /// `__func__`
    pub function: Fixed,
    /// `__self__`
    pub this: Fixed,
}
crate::payload!(Method { function, this });

/// `method`
pub static METHOD: NativeType = NativeType::new(TypeDef {
    flags: flags::WEAKREF,
    getset: &[
        getset("__func__", |_, v| Ok(v.expect::<Method>().function.get()), read_only),
        getset("__self__", |_, v| Ok(v.expect::<Method>().this.get()), read_only),
        getter("__doc__", |t, v| ops::getattr(t, v.expect::<Method>().function.v(), name!(t, "__doc__"))),
    ],
    methods: &[def("__reduce__($self, /)", reduce)],
    doc: "Create a bound instance method object.",
    ..TypeDef::new("method", Method::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.call = Some(|t, v, args| {
        let m = v.expect::<Method>();
        let all = args.with_first(m.this.v());
        ops::call(t, m.function.v(), Args { all: &all, names: args.names })
    });
    s.new = Some(|t, _, args| {
        if !args.names.is_empty() {
            return Err(t.type_error("method() takes no keyword arguments"));
        }
        let &[function, this] = args.all else {
            return Err(t.type_error(format_args!("method expected 2 arguments, got {}", args.all.len())));
        };
        if !ops::is_callable(function) {
            return Err(t.type_error("first argument must be callable"));
        }
        if this.is_none() {
            return Err(t.type_error("instance must not be None"));
        }
        Ok(method(t, function, this))
    });
    s.getattr = Some(getattr);
    s.descr_get = Some(|_, v, _, _| Ok(Ref::new(v)));
    s.repr = Some(repr);
    s.hash = Some(|t, v| {
        let m = v.expect::<Method>();
        let h = pointer_hash(m.this.v().bits()) ^ ops::hash(t, m.function.v())?;
        Ok(if h == -1 { -2 } else { h })
    });
    s.compare = Some(|t, a, b, op| {
        let (Some(x), Some(y), Compare::Eq | Compare::Ne) =
            (a.payload::<Method>(), b.payload::<Method>(), op)
        else {
            return Ok(Ref::NOT_IMPLEMENTED);
        };
        let same = x.this.v().is(y.this.v()) && ops::equal(t, x.function.v(), y.function.v())?;
        Ok(Ref::bool(same == (op == Compare::Eq)))
    });
}

fn getattr(t: &Thread, v: Value, name: Value) -> Res {
    let ty = type_of(v);
    let found = lookup(t, ty, name);
    if found.is_undef() {
        return ops::getattr(t, v.expect::<Method>().function.v(), name);
    }
    ops::bind(t, found, v)
}

fn repr(t: &Thread, v: Value) -> Res {
    let m = v.expect::<Method>();
    let mut name = ops::getattr_opt(t, m.function.v(), name!(t, "__qualname__"))?;
    if name.is_undef() {
        name = ops::getattr_opt(t, m.function.v(), name!(t, "__name__"))?;
    }
    let name = if str::is_str(name.v()) { str::lossy(name.v()) } else { "?".to_string() };
    Ok(t.str(&format!("<bound method {name} of {}>", ops::repr_text(t, m.this.v())?)))
}

fn reduce(t: &Thread, a: &[Value]) -> Res {
    let m = a[0].expect::<Method>();
    let name = ops::getattr(t, m.function.v(), name!(t, "__name__"))?;
    let args = tuple::from_values(t, &[m.this.v(), name.v()]);
    Ok(tuple::from_refs(t, vec![crate::builtin_function(t, "getattr"), args]))
}

/// `function` bound to `this`.
#[inline]
pub fn method(t: &Thread, function: Value, this: Value) -> Ref {
    t.alloc(
        METHOD.shape(),
        Method { function: Fixed::new(Ref::new(function)), this: Fixed::new(Ref::new(this)) },
    )
}

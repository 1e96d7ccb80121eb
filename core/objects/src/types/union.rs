//! `typing.Union`, which `types.UnionType` is, too: `int | str` (PEP 604).

use crate::attr;
use crate::error::Res;
use crate::name;
use crate::native::{Def, def};
use crate::ops::{self, type_of};
use crate::payload::Payload;
use crate::refs::{Fixed, Ref, Slot};
use crate::slots::{Binary, Compare, Slots};
use crate::thread::Thread;
use crate::typeobj::{GetSet, NativeType, TypeDef, flags, getset, getter};
use crate::types::substitute::{arg_repr, parameters, substitute};
use crate::types::type_::is_type;
use crate::types::type_attrs::read_only;
use crate::types::{generic_alias, singletons, str, tuple, type_alias};
use crate::value::Value;

/// A union's payload.
pub struct Union {
    /// `__args__`: a tuple of at least two.
    args: Fixed,
    /// `__parameters__`, a tuple; UNDEF until asked for.
    parameters: Slot,
}
crate::payload!(Union { args, parameters });

/// `typing.Union`
pub static UNION: NativeType = NativeType::new(TypeDef {
    flags: flags::WEAKREF | flags::DISALLOW_INSTANTIATION,
    methods: METHODS,
    getset: GETSET,
    doc: "Represent a union type\n\nE.g. for int | str",
    ..TypeDef::new("typing.Union", Union::vtable, slots)
});

const GETSET: &[GetSet] = &[
    getset("__args__", |_, v| Ok(v.expect::<Union>().args.get()), read_only),
    getter("__name__", |t, _| Ok(t.intern("Union"))),
    getter("__qualname__", |t, _| Ok(t.intern("Union"))),
    getter("__origin__", |_, _| Ok(UNION.get_ref())),
    getter("__parameters__", own_parameters),
];

const METHODS: &[Def] = &[
    def("__mro_entries__($self, object, /)", |t, a| {
        Err(t.type_error(format_args!("Cannot subclass {}", ops::repr_text(t, a[0])?)))
    }),
    def("__class_getitem__($type, object, /)", |t, a| from_items(t, a[1])),
    def("__instancecheck__($self, object, /)", |t, a| check(t, a[0], a[1], ops::is_instance)),
    def("__subclasscheck__($self, object, /)", |t, a| check(t, a[0], a[1], ops::is_subclass)),
];

fn slots(s: &mut Slots) {
    s.repr = Some(|t, v| {
        let mut parts = Vec::new();
        for &arg in tuple::items(&v.expect::<Union>().args.v()) {
            parts.push(t.deeper(|| arg_repr(t, arg))?);
        }
        Ok(t.str(&parts.join(" | ")))
    });
    s.hash = Some(|t, v| {
        let mut all = 0x5eed_i64;
        for &arg in tuple::items(&v.expect::<Union>().args.v()) {
            // Whatever the order.
            all ^= scatter(ops::hash(t, arg)?);
        }
        Ok(if all == -1 { -2 } else { all })
    });
    s.compare = Some(|t, a, b, op| {
        let (Some(x), Some(y), Compare::Eq | Compare::Ne) = (a.payload::<Union>(), b.payload::<Union>(), op)
        else {
            return Ok(Ref::NOT_IMPLEMENTED);
        };
        let same = same_args(t, tuple::items(&x.args.v()), tuple::items(&y.args.v()))?;
        Ok(Ref::bool(same == (op == Compare::Eq)))
    });
    s.getattr = Some(|t, v, name| {
        // A class's entry `__module__` is its own, not its instances'.
        if str::equals(name, "__module__") {
            return Ok(t.intern("typing"));
        }
        attr::generic_getattr(t, v, name)
    });
    s.getitem = Some(|t, v, item| {
        let params = own_parameters(t, v)?;
        let args = substitute(t, v, v.expect::<Union>().args.v(), params.v(), item)?;
        let args = tuple::from_refs(t, args);
        from_items(t, args.v())
    });
    s.binary[Binary::Or as usize] = Some(|t, a, b| make(t, &[a, b]));
}

fn scatter(h: i64) -> i64 {
    let h = h as u64;
    ((h ^ 89_869_747 ^ (h << 16)).wrapping_mul(3_644_798_167)) as i64
}

/// Whether two lists hold the same, whatever the order; neither holds anything twice.
fn same_args(t: &Thread, a: &[Value], b: &[Value]) -> Res<bool> {
    if a.len() != b.len() {
        return Ok(false);
    }
    for &x in a {
        if !includes(t, b, x)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn includes(t: &Thread, all: &[Value], v: Value) -> Res<bool> {
    for &x in all {
        if x.is(v) || (type_of(x).is(type_of(v)) && !is_type(x) && ops::equal(t, x, v)?) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn own_parameters(t: &Thread, v: Value) -> Res {
    let u = v.expect::<Union>();
    let known = u.parameters.get(t, ops::object(v));
    if !known.is_undef() {
        return Ok(known);
    }
    let found = parameters(t, u.args.v())?;
    u.parameters.set(t, ops::object(v), found.clone());
    Ok(found)
}

fn check(t: &Thread, u: Value, v: Value, f: fn(&Thread, Value, Value) -> Res<bool>) -> Res {
    for &arg in tuple::items(&u.expect::<Union>().args.v()) {
        if f(t, v, arg)? {
            return Ok(Ref::TRUE);
        }
    }
    Ok(Ref::FALSE)
}

/// Whether `|` of types accepts it.
fn is_unionable(v: Value) -> bool {
    v.is_none() || is_type(v) || generic_alias::is_alias(v) || is_union(v) || type_alias::is_alias(v)
}

/// `a | b`, where at least one is a type, a generic alias or the like.
pub fn or(t: &Thread, a: Value, b: Value) -> Res {
    if !is_unionable(a) || !is_unionable(b) {
        return Ok(Ref::NOT_IMPLEMENTED);
    }
    make(t, &[a, b])
}

/// Whether `v` is a union.
pub fn is_union(v: Value) -> bool {
    v.payload::<Union>().is_some()
}

/// The members of a union, if `v` is one.
pub fn args(v: &Value) -> Option<Ref> {
    v.payload::<Union>().map(|u| u.args.get())
}

/// `Union[...]`: any member is accepted; strs become forward references.
pub fn make(t: &Thread, items: &[Value]) -> Res {
    let mut all: Vec<Ref> = Vec::new();
    for &item in items {
        let inner = args(&item);
        let single = [item];
        let parts = inner.as_ref().map_or(&single[..], |inner| tuple::items(inner));
        for &part in parts {
            let part = if part.is_none() {
                singletons::NONE_TYPE.get_ref()
            } else if str::is_str(part) {
                forward_reference(t, part)?
            } else {
                Ref::new(part)
            };
            let known: Vec<Value> = all.iter().map(Ref::v).collect();
            if !includes(t, &known, part.v())? {
                all.push(part);
            }
        }
    }
    if all.is_empty() {
        return Err(t.type_error("Cannot take a Union of no types."));
    }
    if all.len() == 1 {
        return Ok(all.remove(0));
    }
    let args = tuple::from_refs(t, all);
    Ok(t.alloc(UNION.shape(), Union { args: Fixed::new(args), parameters: Slot::undef() }))
}

fn forward_reference(t: &Thread, text: Value) -> Res {
    let annotationlib = crate::import_module(t, "annotationlib")?;
    let f = ops::getattr(t, annotationlib.v(), name!(t, "ForwardRef"))?;
    ops::call_pos(t, f.v(), &[text])
}

/// `Union[item]`
fn from_items(t: &Thread, item: Value) -> Res {
    match tuple::try_items(&item) {
        Some(items) => make(t, items),
        None => make(t, &[item]),
    }
}

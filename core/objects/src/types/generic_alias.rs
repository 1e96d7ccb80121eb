//! `types.GenericAlias`: `list[int]` (PEP 585), and `*tuple[int, str]` (PEP 646).

use crate::attr;
use crate::error::Res;
use crate::name;
use crate::native::{Args, Def, def, def_doc};
use crate::ops;
use crate::payload::Payload;
use crate::refs::{Fixed, Ref, Slot};
use crate::slots::{Binary, Compare, Slots};
use crate::thread::Thread;
use crate::typeobj::{GetSet, NativeType, TypeDef, flags, getset, getter, type_data};
use crate::types::exceptions as exc;
use crate::types::substitute::{alias_arg_repr, parameters, substitute};
use crate::types::type_attrs::read_only;
use crate::types::{list, str, tuple};
use crate::value::Value;
use heddle_threads::sync::atomic::Ordering::Relaxed;

/// An alias's payload.
pub struct GenericAlias {
    /// `__origin__`
    pub origin: Fixed,
    /// `__args__`, a tuple.
    pub args: Fixed,
    /// `__parameters__`, a tuple; UNDEF until asked for.
    parameters: Slot,
    /// Whether this is `*alias`.
    starred: bool,
}
crate::payload!(GenericAlias { origin, args, parameters });

/// `types.GenericAlias`
pub static GENERIC_ALIAS: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::WEAKREF,
    methods: METHODS,
    getset: GETSET,
    doc: "Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).",
    ..TypeDef::new("types.GenericAlias", GenericAlias::vtable, slots)
});

const GETSET: &[GetSet] = &[
    getset("__origin__", |_, v| Ok(data(&v).origin.get()), read_only),
    getset("__args__", |_, v| Ok(data(&v).args.get()), read_only),
    getset("__unpacked__", |_, v| Ok(Ref::bool(data(&v).starred)), read_only),
    getter("__parameters__", own_parameters),
    getter("__typing_unpacked_tuple_args__", |_, v| {
        let a = data(&v);
        Ok(if a.starred && a.origin.v().is(tuple::TUPLE.get()) { a.args.get() } else { Ref::NONE })
    }),
];

const METHODS: &[Def] = &[
    def("__mro_entries__($self, object, /)", |t, a| Ok(tuple::from_values(t, &[data(&a[0]).origin.v()]))),
    def("__instancecheck__($self, object, /)", |t, _| {
        Err(t.type_error("isinstance() argument 2 cannot be a parameterized generic"))
    }),
    def("__subclasscheck__($self, object, /)", |t, _| {
        Err(t.type_error("issubclass() argument 2 cannot be a parameterized generic"))
    }),
    def("__reduce__($self, /)", reduce),
    def_doc("__dir__($self, /)", dir, "Default dir() implementation."),
];

/// Attributes that are the alias's own; all others are its origin's.
const OWN: &[&str] = &[
    "__class__",
    "__origin__",
    "__args__",
    "__unpacked__",
    "__parameters__",
    "__typing_unpacked_tuple_args__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
    "__copy__",
    "__deepcopy__",
    "__bases__",
];

fn data(v: &Value) -> &GenericAlias {
    v.expect::<GenericAlias>()
}

fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, args: Args| {
        if !args.names.is_empty() {
            return Err(t.type_error("GenericAlias() takes no keyword arguments"));
        }
        let &[origin, given] = args.all else {
            return Err(
                t.type_error(format_args!("GenericAlias expected 2 arguments, got {}", args.all.len()))
            );
        };
        Ok(make(t, type_data(&cls).first_shape.load(Relaxed), origin, given, false))
    });
    s.call = Some(|t, v, args| {
        let obj = ops::call(t, data(&v).origin.v(), args)?;
        match ops::setattr(t, obj.v(), name!(t, "__orig_class__"), v) {
            Err(e) if !e.is(&exc::ATTRIBUTE_ERROR) && !e.is(&exc::TYPE_ERROR) => Err(e),
            _ => Ok(obj),
        }
    });
    s.getattr = Some(|t, v, name| {
        let text = str::lossy(name);
        if OWN.contains(&text.as_str()) {
            return attr::generic_getattr(t, v, name);
        }
        ops::getattr(t, data(&v).origin.v(), name)
    });
    s.getitem = Some(|t, v, item| {
        let params = own_parameters(t, v)?;
        let a = data(&v);
        let args = substitute(t, v, a.args.v(), params.v(), item)?;
        let args = tuple::from_refs(t, args);
        Ok(make(t, GENERIC_ALIAS.shape(), a.origin.v(), args.v(), a.starred))
    });
    s.iter = Some(|t, v| {
        let starred = make(t, GENERIC_ALIAS.shape(), data(&v).origin.v(), data(&v).args.v(), true);
        Ok(t.alloc(
            ALIAS_ITERATOR.shape(),
            AliasIterator { alias: Fixed::new(Ref::new(v)), next: Slot::new(starred) },
        ))
    });
    s.repr = Some(repr);
    s.hash = Some(|t, v| {
        let h = ops::hash(t, data(&v).origin.v())? ^ ops::hash(t, data(&v).args.v())?;
        Ok(if h == -1 { -2 } else { h })
    });
    s.compare = Some(|t, a, b, op| {
        let (Some(x), Some(y), Compare::Eq | Compare::Ne) =
            (a.payload::<GenericAlias>(), b.payload::<GenericAlias>(), op)
        else {
            return Ok(Ref::NOT_IMPLEMENTED);
        };
        let same = x.starred == y.starred
            && ops::equal(t, x.origin.v(), y.origin.v())?
            && ops::equal(t, x.args.v(), y.args.v())?;
        Ok(Ref::bool(same == (op == Compare::Eq)))
    });
    s.binary[Binary::Or as usize] = Some(super::union::or);
}

fn repr(t: &Thread, v: Value) -> Res {
    let a = data(&v);
    let items = tuple::items(&a.args.v()).to_vec();
    let mut parts = Vec::with_capacity(items.len());
    for item in items {
        parts.push(t.deeper(|| alias_arg_repr(t, item))?);
    }
    let inner = if parts.is_empty() { "()".to_string() } else { parts.join(", ") };
    let star = if a.starred { "*" } else { "" };
    Ok(t.str(&format!("{star}{}[{inner}]", alias_arg_repr(t, a.origin.v())?)))
}

fn own_parameters(t: &Thread, v: Value) -> Res {
    let a = data(&v);
    let known = a.parameters.get(t, ops::object(v));
    if !known.is_undef() {
        return Ok(known);
    }
    let found = parameters(t, a.args.v())?;
    a.parameters.set(t, ops::object(v), found.clone());
    Ok(found)
}

fn reduce(t: &Thread, a: &[Value]) -> Res {
    let alias = data(&a[0]);
    if alias.starred {
        let plain = make(t, GENERIC_ALIAS.shape(), alias.origin.v(), alias.args.v(), false);
        let it = ops::iter(t, plain.v())?;
        let args = tuple::from_refs(t, vec![it]);
        return Ok(tuple::from_refs(t, vec![crate::builtin_function(t, "next"), args]));
    }
    let args = tuple::from_values(t, &[alias.origin.v(), alias.args.v()]);
    Ok(tuple::from_refs(t, vec![Ref::new(ops::type_of(a[0])), args]))
}

fn dir(t: &Thread, a: &[Value]) -> Res {
    let names = crate::builtins_attr::dir_of(t, data(&a[0]).origin.v())?;
    for name in OWN {
        if ["__class__", "__bases__"].contains(name) {
            continue;
        }
        let name = t.intern(name);
        let there = ops::contains(t, names.v(), name.v())?;
        if !there && !ops::getattr_opt(t, a[0], name.v())?.is_undef() {
            list::append(t, names.v(), name);
        }
    }
    Ok(names)
}

fn make(t: &Thread, shape: u32, origin: Value, args: Value, starred: bool) -> Ref {
    let args = match tuple::try_items(&args) {
        Some(_) => Ref::new(args),
        None => tuple::from_values(t, &[args]),
    };
    t.alloc(
        shape,
        GenericAlias {
            origin: Fixed::new(Ref::new(origin)),
            args: Fixed::new(args),
            parameters: Slot::undef(),
            starred,
        },
    )
}

/// `origin[args]`, where anything but a tuple is one argument.
pub fn new(t: &Thread, origin: Value, args: Value) -> Ref {
    make(t, GENERIC_ALIAS.shape(), origin, args, false)
}

/// The `__class_getitem__` of a native type.
pub fn class_getitem(t: &Thread, a: &[Value]) -> Res {
    Ok(new(t, a[0], a[1]))
}

/// Whether `v` is an alias.
pub fn is_alias(v: Value) -> bool {
    v.payload::<GenericAlias>().is_some()
}

/// Yields `*alias`, once.
struct AliasIterator {
    alias: Fixed,
    next: Slot,
}
crate::payload!(AliasIterator { alias, next });

/// `generic_alias_iterator`
pub static ALIAS_ITERATOR: NativeType = NativeType::new(TypeDef {
    methods: &[def("__reduce__($self, /)", |t, a| {
        let it = a[0].expect::<AliasIterator>();
        let left = if it.next.peek().is_undef() { tuple::from_values(t, &[]) } else { it.alias.get() };
        let args = tuple::from_refs(t, vec![left]);
        Ok(tuple::from_refs(t, vec![crate::builtin_function(t, "iter"), args]))
    })],
    ..TypeDef::new("generic_alias_iterator", AliasIterator::vtable, |s| {
        s.iter = Some(|_, v| Ok(Ref::new(v)));
        s.next = Some(|t, v| Ok(v.expect::<AliasIterator>().next.swap(t, ops::object(v), Ref::UNDEF)));
    })
});

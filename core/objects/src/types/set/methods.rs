//! The methods and slots of `set` and `frozenset`.

use super::algebra::{
    compare, difference, difference_update, intersection, intersection_update, is_disjoint, is_subset,
    is_superset, symmetric_difference, symmetric_difference_update, update,
};
use super::{
    FROZENSET, SET, Set, add, clear, contains, copy, discard, discard_hashed, elements, frozen_hash, is_set,
    items, len, like, lookup_hash, of_class, pop,
};
use crate::error::Res;
use crate::native::{Args, Def, def_doc};
use crate::ops;
use crate::payload::obj;
use crate::refs::Ref;
use crate::slots::{Binary, Slots};
use crate::thread::Thread;
use crate::types::hashed::{Hashed, PythonEq};
use crate::types::{list, str, tuple, type_attrs};
use crate::value::Value;
use heddle_text::Buf;

const COPY: Def = def_doc(
    "copy($self, /)",
    |t, a| if FROZENSET.is_exact(a[0]) { Ok(Ref::new(a[0])) } else { Ok(copy(t, a[0])) },
    "Return a shallow copy of a set.",
);
const UNION: Def = def_doc(
    "union($self, /, *others)",
    |t, a| {
        let s = copy(t, a[0]);
        for other in tuple::items(&a[1]) {
            update(t, s.v(), *other)?;
        }
        Ok(s)
    },
    "Return a set with elements from the set and all others.",
);
const INTERSECTION: Def = def_doc(
    "intersection($self, /, *others)",
    |t, a| fold(t, a[0], tuple::items(&a[1]), intersection),
    "Return a new set with elements common to the set and all others.",
);
const DIFFERENCE: Def = def_doc(
    "difference($self, /, *others)",
    |t, a| fold(t, a[0], tuple::items(&a[1]), difference),
    "Return a new set with elements in the set that are not in the others.",
);
const SYMMETRIC: Def = def_doc(
    "symmetric_difference($self, other, /)",
    |t, a| Ok(like(t, a[0], symmetric_difference(t, a[0], a[1])?)),
    "Return a new set with elements in either the set or other but not both.",
);
const IS_DISJOINT: Def = def_doc(
    "isdisjoint($self, other, /)",
    |t, a| Ok(Ref::bool(is_disjoint(t, a[0], a[1])?)),
    "Return True if two sets have a null intersection.",
);
const IS_SUBSET: Def = def_doc(
    "issubset($self, other, /)",
    |t, a| Ok(Ref::bool(is_subset(t, a[0], a[1])?)),
    "Report whether another set contains this set.",
);
const IS_SUPERSET: Def = def_doc(
    "issuperset($self, other, /)",
    |t, a| Ok(Ref::bool(is_superset(t, a[0], a[1])?)),
    "Report whether this set contains another set.",
);
const REDUCE: Def =
    def_doc("__reduce__($self, /)", |t, a| reduce(t, a[0]), "Return state information for pickling.");
const SIZE_OF: Def = def_doc(
    "__sizeof__($self, /)",
    |t, a| Ok(t.int((size_of::<Set>() + 16 + elements(&a[0]).bytes()) as i64)),
    "S.__sizeof__() -> size of S in memory, in bytes.",
);
const CLASS_GETITEM: Def = def_doc(
    "__class_getitem__($cls, object, /)",
    |t, a| type_attrs::generic_alias(t, a[0], a[1]),
    "See PEP 585",
);

pub const FROZEN_METHODS: &[Def] = &[
    COPY,
    UNION,
    INTERSECTION,
    DIFFERENCE,
    SYMMETRIC,
    IS_DISJOINT,
    IS_SUBSET,
    IS_SUPERSET,
    REDUCE,
    SIZE_OF,
    CLASS_GETITEM,
];

pub const SET_METHODS: &[Def] = &[
    COPY,
    UNION,
    INTERSECTION,
    DIFFERENCE,
    SYMMETRIC,
    IS_DISJOINT,
    IS_SUBSET,
    IS_SUPERSET,
    REDUCE,
    SIZE_OF,
    CLASS_GETITEM,
    def_doc(
        "add($self, object, /)",
        |t, a| {
            add(t, a[0], a[1])?;
            Ok(Ref::NONE)
        },
        "Add an element to a set.\n\nThis has no effect if the element is already present.",
    ),
    def_doc(
        "clear($self, /)",
        |t, a| {
            clear(t, a[0]);
            Ok(Ref::NONE)
        },
        "Remove all elements from this set.",
    ),
    def_doc(
        "discard($self, object, /)",
        |t, a| {
            take_out(t, a[0], a[1])?;
            Ok(Ref::NONE)
        },
        "Remove an element from a set if it is a member.\n\nUnlike set.remove(), the discard() method does not raise\nan exception when an element is missing from the set.",
    ),
    def_doc(
        "remove($self, object, /)",
        |t, a| {
            if take_out(t, a[0], a[1])? { Ok(Ref::NONE) } else { Err(t.key_error(a[1])) }
        },
        "Remove an element from a set; it must be a member.\n\nIf the element is not a member, raise a KeyError.",
    ),
    def_doc(
        "pop($self, /)",
        |t, a| {
            let found = pop(t, a[0]);
            if found.is_undef() { Err(t.key_error(t.str("pop from an empty set").v())) } else { Ok(found) }
        },
        "Remove and return an arbitrary set element.\n\nRaises KeyError if the set is empty.",
    ),
    def_doc(
        "update($self, /, *others)",
        |t, a| each(t, a, update),
        "Update the set, adding elements from all others.",
    ),
    def_doc(
        "intersection_update($self, /, *others)",
        |t, a| each(t, a, intersection_update),
        "Update the set, keeping only elements found in it and all others.",
    ),
    def_doc(
        "difference_update($self, /, *others)",
        |t, a| each(t, a, difference_update),
        "Update the set, removing elements found in others.",
    ),
    def_doc(
        "symmetric_difference_update($self, other, /)",
        |t, a| {
            symmetric_difference_update(t, a[0], a[1])?;
            Ok(Ref::NONE)
        },
        "Update the set, keeping only elements found in either set, but not in both.",
    ),
];

/// Calls `f` with each of `*others`.
fn each(t: &Thread, a: &[Value], f: fn(&Thread, Value, Value) -> Res<()>) -> Res {
    for other in tuple::items(&a[1]) {
        f(t, a[0], *other)?;
    }
    Ok(Ref::NONE)
}

type Combine = fn(&Thread, Value, Value) -> Res<Hashed<1>>;

/// `s` combined with each of `others` in turn; a new set in any case.
fn fold(t: &Thread, s: Value, others: &[Value], f: Combine) -> Res {
    let mut result = None;
    for other in others {
        let from = result.as_ref().map_or(s, Ref::v);
        let next = like(t, s, f(t, from, *other)?);
        result = Some(next);
    }
    Ok(result.unwrap_or_else(|| copy(t, s)))
}

/// `v in s`, where a set stands for the frozenset of its elements.
fn holds(t: &Thread, s: Value, v: Value) -> Res<bool> {
    if !is_set(v) {
        return contains(t, s, v);
    }
    let (hash, frozen) = lookup_hash(t, v)?;
    elements(&s).contains::<PythonEq>(t, obj(s), hash, frozen.as_ref().map_or(v, Ref::v))
}

fn take_out(t: &Thread, s: Value, v: Value) -> Res<bool> {
    if !is_set(v) {
        return discard(t, s, v);
    }
    let (hash, frozen) = lookup_hash(t, v)?;
    discard_hashed(t, s, hash, frozen.as_ref().map_or(v, Ref::v))
}

fn reduce(t: &Thread, s: Value) -> Res {
    let elements = list::from_refs(t, items(t, s));
    let args = tuple::from_refs(t, vec![elements]);
    let name = t.intern("__getstate__");
    let state = ops::call_special(t, s, name.v(), &[])?.some().unwrap_or(Ref::NONE);
    Ok(tuple::from_refs(t, vec![Ref::new(ops::type_of(s)), args, state]))
}

fn repr(t: &Thread, s: Value) -> Res {
    let name = ops::type_name(s);
    if !t.repr_enter(s) {
        return Ok(t.str(&format!("{name}(...)")));
    }
    let text = repr_items(t, s, &name);
    t.repr_leave(s);
    Ok(str::from_owned(t, &text?.finish()))
}

fn repr_items(t: &Thread, s: Value, name: &str) -> Res<Buf> {
    let mut text = Buf::with_capacity(16);
    let all = items(t, s);
    let plain = SET.is_exact(s) && !all.is_empty();
    if !plain {
        text.push_str(name);
        text.push_str("(");
    }
    if !all.is_empty() {
        text.push_str("{");
        for (k, v) in all.iter().enumerate() {
            if k > 0 {
                text.push_str(", ");
            }
            text.push_view(str::view(&ops::repr(t, v.v())?.v()));
        }
        text.push_str("}");
    }
    if !plain {
        text.push_str(")");
    }
    Ok(text)
}

fn binary(t: &Thread, a: Value, b: Value, f: Combine) -> Res {
    if !is_set(a) || !is_set(b) {
        return Ok(Ref::NOT_IMPLEMENTED);
    }
    Ok(like(t, a, f(t, a, b)?))
}

fn in_place(t: &Thread, a: Value, b: Value, f: fn(&Thread, Value, Value) -> Res<()>) -> Res {
    if !is_set(b) {
        return Ok(Ref::NOT_IMPLEMENTED);
    }
    f(t, a, b)?;
    Ok(Ref::new(a))
}

fn union(t: &Thread, a: Value, b: Value) -> Res {
    if !is_set(a) || !is_set(b) {
        return Ok(Ref::NOT_IMPLEMENTED);
    }
    let s = copy(t, a);
    update(t, s.v(), b)?;
    Ok(s)
}

fn common_slots(s: &mut Slots) {
    s.repr = Some(repr);
    s.len = Some(|t, s| Ok(len(t, s)));
    s.contains = Some(holds);
    s.iter = Some(|t, s| Ok(super::iter::new(t, s)));
    s.compare = Some(compare);
    s.binary[Binary::Or as usize] = Some(union);
    s.binary[Binary::And as usize] = Some(|t, a, b| binary(t, a, b, intersection));
    s.binary[Binary::Sub as usize] = Some(|t, a, b| binary(t, a, b, difference));
    s.binary[Binary::Xor as usize] = Some(|t, a, b| binary(t, a, b, symmetric_difference));
}

fn one_iterable(t: &Thread, name: &str, args: Args) -> Res<Option<Value>> {
    if !args.names.is_empty() {
        return Err(t.type_error(format_args!("{name}() takes no keyword arguments")));
    }
    match args.positional() {
        [] => Ok(None),
        [v] => Ok(Some(*v)),
        more => Err(t.type_error(format_args!("{name} expected at most 1 argument, got {}", more.len()))),
    }
}

pub fn set_slots(s: &mut Slots) {
    common_slots(s);
    s.new = Some(|t, cls, _| Ok(of_class(t, cls, Hashed::new())));
    s.init = Some(|t, s, args| {
        let from = one_iterable(t, "set", args)?;
        if len(t, s) != 0 {
            clear(t, s);
        }
        from.map_or(Ok(()), |from| update(t, s, from))
    });
    s.inplace[Binary::Or as usize] = Some(|t, a, b| in_place(t, a, b, update));
    s.inplace[Binary::And as usize] = Some(|t, a, b| in_place(t, a, b, intersection_update));
    s.inplace[Binary::Sub as usize] = Some(|t, a, b| in_place(t, a, b, difference_update));
    s.inplace[Binary::Xor as usize] = Some(|t, a, b| in_place(t, a, b, symmetric_difference_update));
}

pub fn frozen_slots(s: &mut Slots) {
    common_slots(s);
    s.hash = Some(|t, s| Ok(frozen_hash(t, s)));
    s.new = Some(|t, cls, args| {
        if cls.is(FROZENSET.get()) || !overrides_init(cls) {
            let from = one_iterable(t, "frozenset", args)?;
            return new_frozen(t, cls, from);
        }
        new_frozen(t, cls, args.positional().first().copied())
    });
}

/// Whether a subclass has an `__init__` of its own, which may take what it likes.
fn overrides_init(cls: Value) -> bool {
    let init = |ty| crate::typeobj::type_data(&ty).slots().init.map(|f| f as usize);
    init(cls) != init(FROZENSET.get())
}

fn new_frozen(t: &Thread, cls: Value, from: Option<Value>) -> Res {
    if let Some(v) = from
        && cls.is(FROZENSET.get())
        && FROZENSET.is_exact(v)
    {
        return Ok(Ref::new(v));
    }
    let s = of_class(t, cls, Hashed::new());
    if let Some(v) = from {
        update(t, s.v(), v)?;
    }
    Ok(s)
}

//! The methods and slots of `dict`.

use super::{
    DICT, Dict, clear, contains, copy, entries, from_hashed, get, getitem, is_dict, items, key_error, len,
    merge, of_class, pop_item, remove, set, set_default, views,
};
use crate::error::Res;
use crate::native::{Args, Def, def_doc};
use crate::ops;
use crate::payload::obj;
use crate::refs::Ref;
use crate::slots::{Binary, Slots};
use crate::thread::Thread;
use crate::types::hashed::Hashed;
use crate::types::{set as sets, str, tuple, type_attrs};
use crate::value::Value;
use heddle_text::Buf;

pub const DOC: &str = "dict() -> new empty dictionary
dict(mapping) -> new dictionary initialized from a mapping object's
    (key, value) pairs
dict(iterable) -> new dictionary initialized as if via:
    d = {}
    for k, v in iterable:
        d[k] = v
dict(**kwargs) -> new dictionary initialized with the name=value pairs
    in the keyword argument list.  For example:  dict(one=1, two=2)";

pub const METHODS: &[Def] = &[
    def_doc(
        "__contains__($self, key, /)",
        |t, a| Ok(Ref::bool(contains(t, a[0], a[1])?)),
        "True if the dictionary has the specified key, else False.",
    ),
    def_doc("__getitem__($self, key, /)", |t, a| getitem(t, a[0], a[1]), "Return self[key]."),
    def_doc(
        "get($self, key, default=None, /)",
        |t, a| {
            let found = get(t, a[0], a[1])?;
            Ok(if !found.is_undef() { found } else { default(a[2]) })
        },
        "Return the value for key if key is in the dictionary, else default.",
    ),
    def_doc(
        "setdefault($self, key, default=None, /)",
        |t, a| set_default(t, a[0], a[1], if a[2].is_undef() { Value::NONE } else { a[2] }),
        "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else default.",
    ),
    def_doc(
        "pop($self, key, default=<unrepresentable>, /)",
        |t, a| pop(t, a[0], a[1], a[2]),
        "D.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return the default if given; otherwise,\nraise a KeyError.",
    ),
    def_doc(
        "popitem($self, /)",
        |t, a| match pop_item(t, a[0]) {
            Some((key, value)) => Ok(tuple::from_array(t, [key, value])),
            None => Err(key_error(t, t.str("popitem(): dictionary is empty").v())),
        },
        "Remove and return a (key, value) pair as a 2-tuple.\n\nPairs are returned in LIFO (last-in, first-out) order.\nRaises KeyError if the dict is empty.",
    ),
    def_doc(
        "update($self, /, *args, **kwargs)",
        |t, a| {
            let args = a[1];
            merge(t, a[0], "update", tuple::items(&args))?;
            super::update(t, a[0], a[2])?;
            Ok(Ref::NONE)
        },
        "D.update([E, ]**F) -> None.  Update D from mapping/iterable E and F.\nIf E is present and has a .keys() method, then does:  for k in E.keys(): D[k] = E[k]\nIf E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v\nIn either case, this is followed by: for k in F:  D[k] = F[k]",
    ),
    def_doc(
        "keys($self, /)",
        |t, a| Ok(views::new(t, &views::KEYS, a[0])),
        "Return a set-like object providing a view on the dict's keys.",
    ),
    def_doc(
        "values($self, /)",
        |t, a| Ok(views::new(t, &views::VALUES, a[0])),
        "Return an object providing a view on the dict's values.",
    ),
    def_doc(
        "items($self, /)",
        |t, a| Ok(views::new(t, &views::ITEMS, a[0])),
        "Return a set-like object providing a view on the dict's items.",
    ),
    def_doc("copy($self, /)", |t, a| Ok(copy(t, a[0])), "Return a shallow copy of the dict."),
    def_doc(
        "clear($self, /)",
        |t, a| {
            clear(t, a[0]);
            Ok(Ref::NONE)
        },
        "Remove all items from the dict.",
    ),
    def_doc(
        "fromkeys($cls, iterable, value=None, /)",
        |t, a| from_keys(t, a[0], a[1], if a[2].is_undef() { Value::NONE } else { a[2] }),
        "Create a new dictionary with keys from iterable and values set to value.",
    ),
    def_doc(
        "__reversed__($self, /)",
        |t, a| Ok(super::iter::reversed(t, a[0], super::iter::Kind::Keys)),
        "Return a reverse iterator over the dict keys.",
    ),
    def_doc(
        "__class_getitem__($cls, object, /)",
        |t, a| type_attrs::generic_alias(t, a[0], a[1]),
        "See PEP 585",
    ),
    def_doc(
        "__sizeof__($self, /)",
        |t, a| Ok(t.int((size_of::<Dict>() + 16 + entries(&a[0]).bytes()) as i64)),
        "Return the size of the dict in memory.",
    ),
];

fn default(v: Value) -> Ref {
    if v.is_undef() { Ref::NONE } else { Ref::new(v) }
}

fn pop(t: &Thread, d: Value, key: Value, default: Value) -> Res {
    // An empty dict does not ask for the hash.
    let found = if len(t, d) == 0 { Ref::UNDEF } else { remove(t, d, key)? };
    if !found.is_undef() {
        return Ok(found);
    }
    if default.is_undef() { Err(key_error(t, key)) } else { Ok(Ref::new(default)) }
}

fn from_keys(t: &Thread, cls: Value, iterable: Value, value: Value) -> Res {
    let d = ops::call_pos(t, cls, &[])?;
    if !DICT.is_exact(d.v()) {
        ops::for_each(t, iterable, |key| ops::setitem(t, d.v(), key.v(), value))?;
        return Ok(d);
    }
    if DICT.is_exact(iterable) || sets::is_set(iterable) {
        for (hash, key) in hashed_keys(t, iterable) {
            super::set_hashed(t, d.v(), hash, key.v(), value)?;
        }
        return Ok(d);
    }
    ops::for_each(t, iterable, |key| set(t, d.v(), key.v(), value))?;
    Ok(d)
}

/// The keys of a dict or the elements of a set as they are at one moment, with their hashes.
pub fn hashed_keys(t: &Thread, v: Value) -> Vec<(i64, Ref)> {
    if is_dict(v) {
        return entries(&v)
            .snapshot(t, obj(v), |e| (e.hash(), crate::types::hashed::hold(t, e.key().peek())));
    }
    sets::hashed_items(t, v)
}

fn repr(t: &Thread, d: Value) -> Res {
    if len(t, d) == 0 {
        return Ok(t.intern("{}"));
    }
    if !t.repr_enter(d) {
        return Ok(t.intern("{...}"));
    }
    let text = repr_items(t, d);
    t.repr_leave(d);
    Ok(str::from_owned(t, &text?.finish()))
}

fn repr_items(t: &Thread, d: Value) -> Res<Buf> {
    let mut text = Buf::with_capacity(16);
    text.push_str("{");
    for (k, (key, value)) in items(t, d).into_iter().enumerate() {
        if k > 0 {
            text.push_str(", ");
        }
        text.push_view(str::view(&ops::repr(t, key.v())?.v()));
        text.push_str(": ");
        text.push_view(str::view(&ops::repr(t, value.v())?.v()));
    }
    text.push_str("}");
    Ok(text)
}

fn union(t: &Thread, a: Value, b: Value) -> Res {
    if !is_dict(a) || !is_dict(b) {
        return Ok(Ref::NOT_IMPLEMENTED);
    }
    let d = copy(t, a);
    super::update(t, d.v(), b)?;
    Ok(d)
}

pub fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, _| {
        Ok(if cls.is(DICT.get()) { from_hashed(t, Hashed::new()) } else { of_class(t, cls) })
    });
    s.init = Some(|t, d, args: Args| {
        merge(t, d, "dict", args.positional())?;
        for (name, value) in args.pairs() {
            set(t, d, name, value)?;
        }
        Ok(())
    });
    s.repr = Some(repr);
    s.len = Some(|t, d| Ok(len(t, d)));
    s.getitem = Some(getitem);
    s.setitem = Some(|t, d, key, value| {
        if !value.is_undef() {
            return set(t, d, key, value);
        }
        if remove(t, d, key)?.is_undef() { Err(key_error(t, key)) } else { Ok(()) }
    });
    s.contains = Some(contains);
    s.iter = Some(|t, d| Ok(super::iter::forward(t, d, super::iter::Kind::Keys)));
    s.compare = Some(super::compare::compare);
    s.binary[Binary::Or as usize] = Some(union);
    s.inplace[Binary::Or as usize] = Some(|t, a, b| {
        merge(t, a, "update", &[b])?;
        Ok(Ref::new(a))
    });
}

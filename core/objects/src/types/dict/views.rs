//! `dict_keys`, `dict_values`, `dict_items`.

use super::iter::{self, Kind};
use super::{DICT, contains, get, items, keys, len, values};
use crate::error::Res;
use crate::native::{Def, def_doc};
use crate::ops;
use crate::payload::Payload;
use crate::refs::{Fixed, Ref};
use crate::slots::{Binary, Compare, Slots};
use crate::thread::Thread;
use crate::typeobj::{GetSet, NativeType, TypeDef, flags, getter};
use crate::types::{list, set, str, tuple};
use crate::value::Value;

/// The payload of all three views.
pub struct DictView {
    dict: Fixed,
    kind: Kind,
}
crate::payload!(DictView { dict });

const MAPPING: &[GetSet] = &[GetSet {
    doc: "dictionary that this view refers to",
    ..getter("mapping", |t, v| {
        // `type.__dict__` is a proxy of the kind that is wanted.
        let proxy = ops::getattr_str(t, DICT.get(), "__dict__")?;
        ops::call_pos(t, ops::type_of(proxy.v()), &[v.expect::<DictView>().dict.v()])
    })
}];

const REVERSED: Def = def_doc(
    "__reversed__($self, /)",
    |t, a| {
        let view = a[0].expect::<DictView>();
        Ok(iter::reversed(t, view.dict.v(), view.kind))
    },
    "Return a reverse iterator over the dict's contents.",
);

const SET_METHODS: &[Def] = &[
    REVERSED,
    def_doc(
        "isdisjoint($self, object, /)",
        |t, a| is_disjoint(t, a[0], a[1]),
        "Return True if the view and the given iterable have a null intersection.",
    ),
];

/// `dict_keys`
pub static KEYS: NativeType = NativeType::new(TypeDef {
    flags: flags::DISALLOW_INSTANTIATION,
    methods: SET_METHODS,
    getset: MAPPING,
    ..TypeDef::new("dict_keys", DictView::vtable, set_slots)
});

/// `dict_values`
pub static VALUES: NativeType = NativeType::new(TypeDef {
    flags: flags::DISALLOW_INSTANTIATION,
    methods: &[REVERSED],
    getset: MAPPING,
    ..TypeDef::new("dict_values", DictView::vtable, slots)
});

/// `dict_items`
pub static ITEMS: NativeType = NativeType::new(TypeDef {
    flags: flags::DISALLOW_INSTANTIATION,
    methods: SET_METHODS,
    getset: MAPPING,
    ..TypeDef::new("dict_items", DictView::vtable, set_slots)
});

/// A view of `d`.
pub fn new(t: &Thread, ty: &NativeType, d: Value) -> Ref {
    let kind = if std::ptr::eq(ty, &KEYS) {
        Kind::Keys
    } else if std::ptr::eq(ty, &VALUES) {
        Kind::Values
    } else {
        Kind::Items
    };
    t.alloc(ty.shape(), DictView { dict: Fixed::new(Ref::new(d)), kind })
}

/// What iterating over a dict or a view of one yields, as it is at one moment; `None` if `v` is neither.
pub fn view_snapshot(t: &Thread, v: Value) -> Option<Vec<Ref>> {
    if DICT.is_exact(v) {
        return Some(keys(t, v));
    }
    let view = v.payload::<DictView>()?;
    let d = view.dict.v();
    Some(match view.kind {
        Kind::Keys => keys(t, d),
        Kind::Values => values(t, d),
        Kind::Items => items(t, d).into_iter().map(|(k, v)| tuple::from_array(t, [k, v])).collect(),
    })
}

fn slots(s: &mut Slots) {
    s.len = Some(|t, v| Ok(view_len(t, v)));
    s.iter = Some(|t, v| {
        let view = v.expect::<DictView>();
        Ok(iter::forward(t, view.dict.v(), view.kind))
    });
    s.repr = Some(repr);
}

fn set_slots(s: &mut Slots) {
    slots(s);
    s.contains = Some(view_contains);
    s.compare = Some(compare);
    s.binary[Binary::And as usize] = Some(intersection);
    s.binary[Binary::Or as usize] = Some(|t, a, b| {
        let r = set::from_iter(t, a)?;
        set::update(t, r.v(), b)?;
        Ok(r)
    });
    s.binary[Binary::Sub as usize] = Some(|t, a, b| {
        let r = set::from_iter(t, a)?;
        set::difference_update(t, r.v(), b)?;
        Ok(r)
    });
    s.binary[Binary::Xor as usize] = Some(|t, a, b| {
        let r = set::from_iter(t, a)?;
        set::symmetric_difference_update(t, r.v(), b)?;
        Ok(r)
    });
}

fn view_len(t: &Thread, v: Value) -> usize {
    len(t, v.expect::<DictView>().dict.v())
}

fn is_set_like(v: Value) -> bool {
    set::is_set(v) || v.payload::<DictView>().is_some_and(|view| view.kind != Kind::Values)
}

fn view_contains(t: &Thread, v: Value, item: Value) -> Res<bool> {
    let view = v.expect::<DictView>();
    if view.kind == Kind::Keys {
        return contains(t, view.dict.v(), item);
    }
    let Some([key, value]) = tuple::try_items(&item) else { return Ok(false) };
    let found = get(t, view.dict.v(), *key)?;
    Ok(!found.is_undef() && ops::equal(t, found.v(), *value)?)
}

/// Whether everything in `a` is in `b`.
fn all_in(t: &Thread, a: Value, b: Value) -> Res<bool> {
    let it = ops::iter(t, a)?;
    loop {
        t.m.safepoint();
        let item = ops::next(t, it.v())?;
        if item.is_undef() {
            return Ok(true);
        }
        if !ops::contains(t, b, item.v())? {
            return Ok(false);
        }
    }
}

fn compare(t: &Thread, a: Value, b: Value, op: Compare) -> Res {
    if !is_set_like(b) {
        return Ok(Ref::NOT_IMPLEMENTED);
    }
    let (mine, theirs) = (view_len(t, a), ops::len(t, b)?);
    let yes = match op {
        Compare::Eq => mine == theirs && all_in(t, a, b)?,
        Compare::Ne => !(mine == theirs && all_in(t, a, b)?),
        Compare::Lt => mine < theirs && all_in(t, a, b)?,
        Compare::Le => mine <= theirs && all_in(t, a, b)?,
        Compare::Gt => mine > theirs && all_in(t, b, a)?,
        Compare::Ge => mine >= theirs && all_in(t, b, a)?,
    };
    Ok(Ref::bool(yes))
}

fn intersection(t: &Thread, a: Value, b: Value) -> Res {
    // A set that is not smaller is asked for each of ours, which must have a hash for that.
    if a.payload::<DictView>().is_some() && set::SET.is_exact(b) && view_len(t, a) <= ops::len(t, b)? {
        return ops::call_method(t, b, "intersection", &[a]);
    }
    let (view, other) = if a.payload::<DictView>().is_some() { (a, b) } else { (b, a) };
    // A longer view is better asked than walked.
    let (view, other) = if is_set_like(other)
        && other.payload::<DictView>().is_some()
        && view_len(t, other) > view_len(t, view)
    {
        (other, view)
    } else {
        (view, other)
    };
    let r = set::new(t);
    ops::for_each(t, other, |item| {
        if view_contains(t, view, item.v())? {
            set::add(t, r.v(), item.v())?;
        }
        Ok(())
    })?;
    Ok(r)
}

fn is_disjoint(t: &Thread, view: Value, other: Value) -> Res {
    if view.is(other) {
        return Ok(Ref::bool(view_len(t, view) == 0));
    }
    let (asked, walked) = if is_set_like(other) && ops::len(t, other)? > view_len(t, view) {
        (other, view)
    } else {
        (view, other)
    };
    let it = ops::iter(t, walked)?;
    loop {
        t.m.safepoint();
        let item = ops::next(t, it.v())?;
        if item.is_undef() {
            return Ok(Ref::TRUE);
        }
        if ops::contains(t, asked, item.v())? {
            return Ok(Ref::FALSE);
        }
    }
}

fn repr(t: &Thread, v: Value) -> Res {
    if !t.repr_enter(v) {
        return Ok(t.str("..."));
    }
    let items = list::from_refs(t, view_snapshot(t, v).unwrap_or_default());
    let text = ops::repr(t, items.v());
    t.repr_leave(v);
    let mut all = heddle_text::Buf::with_capacity(32);
    all.push_str(&ops::type_name(v));
    all.push_str("(");
    all.push_view(str::view(&text?.v()));
    all.push_str(")");
    Ok(str::from_owned(t, &all.finish()))
}

//! What Python sees of a list: operators, subscripts, methods.

use super::compare::{contains, count, index, remove, rich_compare};
use super::{LIST, List, edit, from_refs, get, is_list, iter, len, snapshot, sort, table};
use crate::error::Res;
use crate::native::{Args, Def, def_doc};
use crate::ops::{self, type_name};
use crate::payload::obj;
use crate::refs::Ref;
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::type_data;
use crate::types::{dict, seq, set, slice, tuple, type_attrs};
use crate::value::Value;
use heddle_threads::sync::atomic::Ordering::*;

pub(super) const METHODS: &[Def] = &[
    def_doc("__getitem__($self, index, /)", |t, a| getitem(t, a[0], a[1]), "Return self[index]."),
    def_doc(
        "__reversed__($self, /)",
        |t, a| Ok(iter::new_reverse_iter(t, a[0])),
        "Return a reverse iterator over the list.",
    ),
    def_doc("__sizeof__($self, /)", size_of, "Return the size of the list in memory, in bytes."),
    def_doc("clear($self, /)", clear, "Remove all items from list."),
    def_doc(
        "copy($self, /)",
        |t, a| Ok(from_refs(t, snapshot(t, a[0]))),
        "Return a shallow copy of the list.",
    ),
    def_doc("append($self, object, /)", append, "Append object to the end of the list."),
    def_doc("insert($self, index, object, /)", insert, "Insert object before index."),
    def_doc(
        "extend($self, iterable, /)",
        |t, a| extend(t, a[0], a[1]).map(|()| Ref::NONE),
        "Extend list by appending elements from the iterable.",
    ),
    def_doc(
        "pop($self, index=-1, /)",
        pop,
        "Remove and return item at index (default last).\n\nRaises IndexError if list is empty or index is out of range.",
    ),
    def_doc(
        "remove($self, value, /)",
        remove,
        "Remove first occurrence of value.\n\nRaises ValueError if the value is not present.",
    ),
    def_doc(
        "index($self, value, start=0, stop=sys.maxsize, /)",
        index,
        "Return first index of value.\n\nRaises ValueError if the value is not present.",
    ),
    def_doc("count($self, value, /)", count, "Return number of occurrences of value."),
    def_doc("reverse($self, /)", reverse, "Reverse *IN PLACE*."),
    def_doc(
        "sort($self, /, *, key=None, reverse=False)",
        |t, a| {
            let reverse = !a[2].is_undef() && ops::truth(t, a[2])?;
            sort::sort(t, a[0], a[1], reverse).map(|()| Ref::NONE)
        },
        "Sort the list in ascending order and return None.\n\nThe sort is in-place (i.e. the list itself is modified) and stable \
         (i.e. the\norder of two equal elements is maintained).\n\nIf a key function is given, apply it once to each list item \
         and sort them,\nascending or descending, according to their function values.\n\nThe reverse flag can be set to sort \
         in descending order.",
    ),
    def_doc(
        "__class_getitem__($cls, object, /)",
        |t, a| type_attrs::generic_alias(t, a[0], a[1]),
        "lists are generic over the type of their contents",
    ),
];

pub(super) fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, _| Ok(t.alloc(type_data(&cls).first_shape.load(Relaxed), List::new())));
    s.init = Some(init);
    s.repr = Some(repr);
    s.len = Some(|t, v| Ok(len(t, v)));
    s.iter = Some(|t, v| Ok(iter::new_iter(t, v)));
    s.compare = Some(rich_compare);
    s.contains = Some(contains);
    s.getitem = Some(getitem);
    s.setitem = Some(setitem);
    s.concat = Some(concat);
    s.repeat = Some(repeat);
    s.inplace_concat = Some(|t, a, b| {
        extend(t, a, b)?;
        Ok(t.hold(a))
    });
    s.inplace_repeat = Some(|t, a, n| {
        edit::repeat_in_place(t, a, seq::repeat_count(t, n)?)?;
        Ok(t.hold(a))
    });
}

fn init(t: &Thread, v: Value, args: Args) -> Res<()> {
    // A subclass with a `__new__` of its own may take what it likes.
    let new = |ty: &Value| type_data(ty).slots().new.map(|f| f as usize);
    if !args.names.is_empty() && new(&ops::type_of(v)) == new(&LIST.get()) {
        seq::no_keywords(t, args, "list")?;
    }
    let source = seq::positional(t, args, "list", 0, 1)?.first().copied();
    if len(t, v) != 0 {
        edit::clear(t, v);
    }
    match source {
        Some(source) => extend(t, v, source),
        None => Ok(()),
    }
}

/// `l.extend(source)`: whole, at one moment, where the source is a list, a tuple, a dict, a view of one or a set; else item by
/// item.
pub(super) fn extend(t: &Thread, l: Value, source: Value) -> Res<()> {
    if LIST.is_exact(source) || l.is(source) {
        return edit::extend_list(t, l, source);
    }
    if tuple::TUPLE.is_exact(source) {
        return edit::extend_tuple(t, l, source);
    }
    if let Some(items) = dict::view_snapshot(t, source) {
        return edit::try_extend(t, l, items);
    }
    if set::SET.is_exact(source) || set::FROZENSET.is_exact(source) {
        return edit::try_extend(t, l, set::items(t, source));
    }
    let it = ops::iter(t, source)?;
    let hint = ops::length_hint(t, source, 0)?;
    // A hint that cannot be true is none.
    if hint < isize::MAX as usize / 16 {
        edit::reserve(t, l, hint)?;
    } else if ops::slots_of(source).len.is_some() {
        return Err(t.error_args(&crate::types::exceptions::MEMORY_ERROR, &[]));
    }
    loop {
        t.m.safepoint();
        let item = ops::next(t, it.v())?;
        if item.is_undef() {
            break;
        }
        edit::append(t, l, item);
    }
    edit::trim(t, l);
    Ok(())
}

fn repr(t: &Thread, v: Value) -> Res {
    if len(t, v) == 0 {
        return Ok(t.intern("[]"));
    }
    seq::repr_items(t, v, ["[", "]", "[...]"], |k| get(t, v, k))
}

#[inline]
fn getitem(t: &Thread, v: Value, key: Value) -> Res {
    if seq::is_index(key) {
        let k = ops::index_isize(t, key)?;
        let k = if k < 0 { k.wrapping_add_unsigned(len(t, v)) } else { k };
        let item = if k < 0 { Ref::UNDEF } else { get(t, v, k as usize) };
        return if item.is_undef() { Err(t.index_error("list index out of range")) } else { Ok(item) };
    }
    if !slice::is_slice(key) {
        return Err(seq::bad_key(t, "list", key));
    }
    let raw = slice::unpack(t, key)?;
    let mut picked = Vec::new();
    {
        let o = obj(v);
        let _lock = o.lock().lock(&t.m);
        let list = v.expect::<List>();
        let (start, _, count) = slice::adjust(raw, list.len.load(Relaxed));
        let table = list.table.load(Relaxed);
        picked.reserve_exact(count);
        for k in 0..count {
            // SAFETY: the published table, under the lock; `adjust` gives indices in it.
            let slot = unsafe { table::slot(table, (start + k as isize * raw.2) as usize) };
            picked.push(t.hold(slot.peek()));
        }
    }
    Ok(from_refs(t, picked))
}

fn setitem(t: &Thread, v: Value, key: Value, value: Value) -> Res<()> {
    if seq::is_index(key) {
        let k = ops::index_isize(t, key)?;
        let there = if value.is_undef() {
            edit::pop(t, v, k).is_ok()
        } else {
            edit::set_wrapped(t, v, k, t.hold(value))
        };
        return if there { Ok(()) } else { Err(t.index_error("list assignment index out of range")) };
    }
    if !slice::is_slice(key) {
        return Err(seq::bad_key(t, "list", key));
    }
    let raw = slice::unpack(t, key)?;
    if raw.2 == 1 {
        let new = if value.is_undef() {
            vec![]
        } else {
            items_of(t, value, "must assign iterable to extended slice")?
        };
        return edit::splice(
            t,
            v,
            |len| {
                let (start, stop, _) = slice::adjust(raw, len);
                start as usize..stop.max(start) as usize
            },
            new,
        );
    }
    if value.is_undef() {
        edit::delete_strided(t, v, raw);
        return Ok(());
    }
    let new = items_of(t, value, "must assign iterable to extended slice")?;
    let given = new.len();
    edit::assign_strided(t, v, raw, new).map_err(|(size, new)| {
        drop(new);
        t.value_error(format_args!(
            "attempt to assign sequence of size {given} to extended slice of size {size}"
        ))
    })
}

/// The items of what is assigned to a slice.
fn items_of(t: &Thread, value: Value, message: &str) -> Res<Vec<Ref>> {
    if is_list(value) {
        return Ok(snapshot(t, value));
    }
    if ops::slots_of(value).iter.is_none() && ops::slots_of(value).getitem.is_none() {
        return Err(t.type_error(message));
    }
    ops::collect(t, value)
}

fn concat(t: &Thread, a: Value, b: Value) -> Res {
    if !is_list(b) {
        return Err(
            t.type_error(format_args!("can only concatenate list (not \"{}\") to list", type_name(b)))
        );
    }
    let new = from_refs(t, snapshot(t, a));
    edit::extend_list(t, new.v(), b)?;
    Ok(new)
}

fn repeat(t: &Thread, v: Value, n: Value) -> Res {
    let n = seq::repeat_count(t, n)?;
    if n == 0 {
        return Ok(super::new(t));
    }
    let new = from_refs(t, snapshot(t, v));
    edit::repeat_in_place(t, new.v(), n)?;
    Ok(new)
}

fn size_of(t: &Thread, a: &[Value]) -> Res {
    let list = a[0].expect::<List>();
    // SAFETY: loaded since the last safepoint.
    let table = table::bytes(unsafe { table::capacity(list.table.load(Acquire)) });
    Ok(t.int((40 + table) as i64))
}

fn clear(t: &Thread, a: &[Value]) -> Res {
    edit::clear(t, a[0]);
    Ok(Ref::NONE)
}

fn append(t: &Thread, a: &[Value]) -> Res {
    edit::append(t, a[0], t.hold(a[1]));
    Ok(Ref::NONE)
}

fn insert(t: &Thread, a: &[Value]) -> Res {
    let k = ops::index_isize(t, a[1]).map_err(|e| index_overflow(t, a[1], e))?;
    edit::insert(t, a[0], k, t.hold(a[2]))?;
    Ok(Ref::NONE)
}

/// Where an index argument does not fit, methods raise OverflowError, not IndexError.
pub(super) fn index_overflow(t: &Thread, v: Value, e: crate::error::Raised) -> crate::error::Raised {
    if e.is(&crate::types::exceptions::INDEX_ERROR) && crate::types::int::is_int(v) {
        return t.overflow_error("Python int too large to convert to C ssize_t");
    }
    e
}

fn pop(t: &Thread, a: &[Value]) -> Res {
    let k = if a[1].is_undef() {
        -1
    } else {
        ops::index_isize(t, a[1]).map_err(|e| index_overflow(t, a[1], e))?
    };
    edit::pop(t, a[0], k)
        .map_err(|len| t.index_error(if len == 0 { "pop from empty list" } else { "pop index out of range" }))
}

fn reverse(t: &Thread, a: &[Value]) -> Res {
    edit::reverse(t, a[0]);
    Ok(Ref::NONE)
}

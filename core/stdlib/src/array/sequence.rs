//! What arrays do as sequences: items, slices, operators, comparison, repr.

use super::kind::Form;
use super::{
    ARRAY, Array, append_bytes, copy_bytes, extend, is_array, item_at, iter, kind_of, len, make, resize,
    value_at, with,
};
use crate::util::short_name;
use heddle_objects::slots::{Compare, Slots};
use heddle_objects::types::{int, list, seq, slice};
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};

/// The slots.
pub fn slots(s: &mut Slots) {
    s.len = Some(|t, v| Ok(len(t, v)));
    s.iter = Some(|t, v| Ok(iter::over(t, v)));
    s.getitem = Some(get_item);
    s.setitem = Some(set_item);
    s.contains = Some(|t, v, item| Ok(find(t, v, item, 0, usize::MAX)?.is_some()));
    s.compare = Some(compare);
    s.repr = Some(repr);
    s.concat = Some(|t, a, b| {
        check_other(t, a, b, "append")?;
        let mut bytes = copy_bytes(t, a);
        bytes.extend(copy_bytes(t, b));
        Ok(make(t, ARRAY.get(), kind_of(a), bytes))
    });
    s.inplace_concat = Some(|t, a, b| {
        if !is_array(b) {
            return Err(
                t.type_error(format_args!("can only extend with array (not \"{}\")", ops::type_name(b)))
            );
        }
        extend(t, a, b)?;
        Ok(Ref::new(a))
    });
    s.repeat = Some(|t, a, n| {
        let bytes = repeated(t, &copy_bytes(t, a), n)?;
        Ok(make(t, ARRAY.get(), kind_of(a), bytes))
    });
    s.inplace_repeat = Some(|t, a, n| {
        let bytes = repeated(t, &copy_bytes(t, a), n)?;
        resize(t, a, |old| *old = bytes)?;
        Ok(Ref::new(a))
    });
}

fn check_other(t: &Thread, a: Value, b: Value, what: &str) -> Res<()> {
    if !is_array(b) {
        return Err(
            t.type_error(format_args!("can only {what} array (not \"{}\") to array", ops::type_name(b)))
        );
    }
    if kind_of(a) != kind_of(b) {
        return Err(t.type_error("bad argument type for built-in operation"));
    }
    Ok(())
}

fn repeated(t: &Thread, bytes: &[u8], n: Value) -> Res<Vec<u8>> {
    let n = ops::index_isize(t, n)?.max(0) as usize;
    let total = bytes.len().checked_mul(n).filter(|&n| n < isize::MAX as usize);
    let mut out = Vec::new();
    if total.is_none_or(|total| out.try_reserve_exact(total).is_err()) {
        return Err(t.memory_error(""));
    }
    (0..n).for_each(|_| out.extend_from_slice(bytes));
    Ok(out)
}

/// The first place of a value that equals `item`, from `start` up to `stop`.
pub fn find(t: &Thread, v: Value, item: Value, start: usize, stop: usize) -> Res<Option<usize>> {
    let mut k = start;
    while k < stop {
        let found = value_at(t, v, k)?;
        if found.is_undef() {
            break;
        }
        if ops::equal(t, found.v(), item)? {
            return Ok(Some(k));
        }
        k += 1;
    }
    Ok(None)
}

fn bad_index(t: &Thread) -> Raised {
    t.type_error("array indices must be integers")
}

fn is_index(v: Value) -> bool {
    int::is_int(v) || ops::slots_of(v).index.is_some()
}

fn get_item(t: &Thread, v: Value, key: Value) -> Res {
    if slice::is_slice(key) {
        let raw = slice::unpack(t, key)?;
        let size = kind_of(v).size;
        let part = with(t, v, |bytes| {
            let (start, _, count) = slice::adjust(raw, bytes.len() / size);
            let mut part = Vec::with_capacity(count * size);
            for j in 0..count as isize {
                let at = (start + j * raw.2) as usize * size;
                part.extend_from_slice(&bytes[at..at + size]);
            }
            part
        });
        return Ok(make(t, ARRAY.get(), kind_of(v), part));
    }
    if !is_index(key) {
        return Err(bad_index(t));
    }
    let k = seq::wrap_index(ops::index_isize(t, key)?, len(t, v));
    let found = match k {
        Some(k) => value_at(t, v, k)?,
        None => Ref::UNDEF,
    };
    found.some().ok_or_else(|| t.index_error("array index out of range"))
}

fn set_item(t: &Thread, v: Value, key: Value, new: Value) -> Res<()> {
    if slice::is_slice(key) {
        return set_slice(t, v, key, new);
    }
    if !is_index(key) {
        return Err(bad_index(t));
    }
    let index = ops::index_isize(t, key)?;
    let kind = kind_of(v);
    let size = kind.size;
    let out_of_range = || t.index_error("array assignment index out of range");
    if new.is_undef() {
        let there = resize(t, v, |bytes| {
            let k = seq::wrap_index(index, bytes.len() / size)?;
            bytes.drain(k * size..(k + 1) * size);
            Some(())
        })?;
        return there.ok_or_else(out_of_range);
    }
    let item = kind.item(t, new)?;
    let there = with(t, v, |bytes| {
        let k = seq::wrap_index(index, bytes.len() / size)?;
        bytes[k * size..(k + 1) * size].copy_from_slice(&item[..size]);
        Some(())
    });
    there.ok_or_else(out_of_range)
}

fn set_slice(t: &Thread, v: Value, key: Value, new: Value) -> Res<()> {
    let size = kind_of(v).size;
    let given = if new.is_undef() {
        vec![]
    } else {
        check_other(t, v, new, "assign").map_err(|e| {
            if is_array(new) {
                return e;
            }
            t.type_error(format_args!(
                "can only assign array (not \"{}\") to array slice",
                ops::type_name(new)
            ))
        })?;
        copy_bytes(t, new)
    };
    let raw = slice::unpack(t, key)?;
    let step = raw.2;
    let (start, stop, count) = slice::adjust(raw, len(t, v));
    if step == 1 {
        let (from, to) = (start as usize * size, stop.max(start) as usize * size);
        if given.len() == to - from {
            with(t, v, |bytes| {
                if let Some(part) = bytes.get_mut(from..to) {
                    part.copy_from_slice(&given);
                }
            });
            return Ok(());
        }
        return resize(t, v, |bytes| {
            let (from, to) = (from.min(bytes.len()), to.min(bytes.len()));
            bytes.splice(from..to, given);
        });
    }
    let places = (0..count as isize).map(|j| (start + j * step) as usize * size);
    if new.is_undef() {
        let gone: Vec<usize> = places.collect();
        return resize(t, v, |bytes| {
            let mut k = 0;
            bytes.retain(|_| {
                let item = k / size * size;
                k += 1;
                !gone.contains(&item)
            });
        });
    }
    if given.len() != count * size {
        return Err(t.value_error(format_args!(
            "attempt to assign array of size {} to extended slice of size {count}",
            given.len() / size
        )));
    }
    with(t, v, |bytes| {
        for (at, item) in places.zip(given.chunks_exact(size)) {
            if let Some(part) = bytes.get_mut(at..at + size) {
                part.copy_from_slice(item);
            }
        }
    });
    Ok(())
}

fn compare(t: &Thread, a: Value, b: Value, op: Compare) -> Res {
    if !is_array(a) || !is_array(b) {
        return Ok(Ref::NOT_IMPLEMENTED);
    }
    let equality = matches!(op, Compare::Eq | Compare::Ne);
    if equality && len(t, a) != len(t, b) {
        return Ok(Ref::bool(op == Compare::Ne));
    }
    if equality && kind_of(a) == kind_of(b) && kind_of(a).form != Form::Float {
        return Ok(Ref::bool((copy_bytes(t, a) == copy_bytes(t, b)) == (op == Compare::Eq)));
    }
    let mut k = 0;
    loop {
        let (x, y) = (value_at(t, a, k)?, value_at(t, b, k)?);
        if x.is_undef() || y.is_undef() {
            return Ok(Ref::bool(op.of((!x.is_undef()).cmp(&!y.is_undef()))));
        }
        if !ops::compare_bool(t, x.v(), y.v(), Compare::Eq)? {
            return match op {
                Compare::Eq => Ok(Ref::FALSE),
                Compare::Ne => Ok(Ref::TRUE),
                _ => ops::compare(t, x.v(), y.v(), op),
            };
        }
        k += 1;
        t.m.safepoint();
    }
}

/// All the values.
pub fn values(t: &Thread, v: Value) -> Res<Vec<Ref>> {
    let kind = kind_of(v);
    copy_bytes(t, v).chunks_exact(kind.size).map(|item| kind.value(t, item)).collect()
}

/// The text of an array of characters.
pub fn text(t: &Thread, v: Value) -> Res {
    let mut buf = heddle_text::Buf::with_capacity(len(t, v));
    for value in values(t, v)? {
        buf.push_view(heddle_objects::types::str::view(&value));
    }
    Ok(heddle_objects::types::str::new(t, buf.finish().view()))
}

fn repr(t: &Thread, v: Value) -> Res {
    let (name, code) = (short_name(v), kind_of(v).code);
    if len(t, v) == 0 {
        return Ok(t.str(&format!("{name}('{code}')")));
    }
    let shown = if kind_of(v).form == Form::Char { text(t, v)? } else { list::from_refs(t, values(t, v)?) };
    let shown = ops::repr(t, shown.v())?;
    let mut buf = heddle_text::Buf::with_capacity(32);
    buf.push_str(&format!("{name}('{code}', "));
    buf.push_view(heddle_objects::types::str::view(&shown));
    buf.push_str(")");
    Ok(heddle_objects::types::str::new(t, buf.finish().view()))
}

/// Removes the item at `k` and gives its value back; `None` beyond the end.
pub fn take(t: &Thread, v: Value, k: usize) -> Res<Option<Ref>> {
    let kind = kind_of(v);
    let Some(item) = item_at(t, v, k) else { return Ok(None) };
    let value = kind.value(t, &item[..kind.size])?;
    resize(t, v, |bytes| {
        let at = k * kind.size;
        if at + kind.size <= bytes.len() {
            bytes.drain(at..at + kind.size);
        }
    })?;
    Ok(Some(value))
}

/// Appends values, all or (if one does not fit) none.
pub fn append_all(t: &Thread, v: Value, items: &[Ref]) -> Res<()> {
    let kind = kind_of(v);
    let mut bytes = Vec::with_capacity(items.len() * kind.size);
    for item in items {
        bytes.extend_from_slice(&kind.item(t, item.v())?[..kind.size]);
    }
    debug_assert!(v.payload::<Array>().is_some());
    append_bytes(t, v, &bytes)
}

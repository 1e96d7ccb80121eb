//! The methods and attributes of views.

use super::layout::Layout;
use super::{MemoryView, base_of, check, contents, data, derived, format_str, index, item, to_bytes};
use crate::error::Res;
use crate::native::{Def, def};
use crate::ops::{self, type_name};
use crate::payload::obj;
use crate::refs::Ref;
use crate::slots::Compare;
use crate::thread::Thread;
use crate::typeobj::{GetSet, getter};
use crate::types::args::shown;
use crate::types::{buffer, bytes, generic_alias, int, list, size, str, tuple};
use crate::value::Value;
use heddle_threads::sync::atomic::Ordering::*;

pub(super) static METHODS: &[Def] = &[
    def("__class_getitem__($type, object, /)", generic_alias::class_getitem),
    def("__enter__($self, /)", |t, a| check(t, a[0]).map(|()| Ref::new(a[0]))),
    def("__exit__($self, /, *exc_info)", |t, a| {
        release(t, a[0]);
        Ok(Ref::NONE)
    }),
    def("__release_buffer__($self, buffer, /)", |t, a| {
        release(t, a[1]);
        Ok(Ref::NONE)
    }),
    def("_from_flags($type, /, object, flags)", |t, a| {
        let flags = ops::arg_i32(t, a[2])?;
        buffer::view_of(t, a[1], flags as u32)
    }),
    def("cast($self, /, format, shape=<unrepresentable>)", cast),
    def("count($self, value, /)", count),
    def("hex($self, /, sep=<unrepresentable>, bytes_per_sep=1)", |t, a| {
        bytes::hex_of(t, &contents(t, a[0])?, a[1], a[2])
    }),
    def("index($self, value, start=0, stop=sys.maxsize, /)", index_of),
    def("release($self, /)", |t, a| {
        release(t, a[0]);
        Ok(Ref::NONE)
    }),
    def("tobytes($self, /, order='C')", tobytes),
    def("tolist($self, /)", |t, a| index::to_list(t, a[0])),
    def("toreadonly($self, /)", |t, a| {
        check(t, a[0])?;
        derived(t, a[0], data(&a[0]).layout.clone(), true)
    }),
];

macro_rules! attributes {
    ($($name:literal: $f:expr;)*) => {
        &[$(getter($name, |t, v| {
            check(t, v)?;
            let f: fn(&Thread, Value, &MemoryView) -> Res = $f;
            f(t, v, data(&v))
        })),*]
    };
}

pub(super) static ATTRIBUTES: &[GetSet] = attributes! {
    "obj": |t, v, _| base_of(t, v);
    "nbytes": |t, _, m| Ok(t.int(m.layout.bytes() as i64));
    "readonly": |_, _, m| Ok(Ref::bool(m.readonly));
    "itemsize": |t, _, m| Ok(t.int(m.layout.itemsize as i64));
    "format": |t, v, _| Ok(format_str(t, v));
    "ndim": |t, _, m| Ok(t.int(m.layout.dims() as i64));
    "shape": |t, _, m| {
        Ok(tuple::from_refs(t, m.layout.shape.iter().map(|n| t.int(*n as i64)).collect()))
    };
    "strides": |t, _, m| {
        Ok(tuple::from_refs(t, m.layout.strides.iter().map(|n| t.int(*n as i64)).collect()))
    };
    "suboffsets": |t, _, _| Ok(tuple::from_values(t, &[]));
    "c_contiguous": |_, _, m| Ok(Ref::bool(m.layout.is_c_contiguous()));
    "f_contiguous": |_, _, m| Ok(Ref::bool(m.layout.is_f_contiguous()));
    "contiguous": |_, _, m| Ok(Ref::bool(m.layout.is_c_contiguous() || m.layout.is_f_contiguous()));
};

/// Lets the memory go; nothing happens the second time.
pub fn release(t: &Thread, v: Value) {
    let Some(this) = v.payload::<MemoryView>() else { return };
    // AcqRel: one thread gives the export back, after all that were before it.
    if this.released.swap(true, AcqRel) {
        return;
    }
    let base = this.base.swap(t, obj(v), Ref::UNDEF);
    let hold = this.hold.swap(t, obj(v), Ref::UNDEF);
    (this.exporter.release)(t, base.v());
    drop(base);
    drop(hold);
}

fn tobytes(t: &Thread, a: &[Value]) -> Res {
    check(t, a[0])?;
    let order = match str::try_view(&a[1]) {
        None if a[1].is_none_or_undef() => "C".to_string(),
        None => {
            return Err(t.type_error(format_args!(
                "tobytes() argument 'order' must be str or None, not {}",
                type_name(a[1])
            )));
        }
        Some(order) => order.to_string_lossy(),
    };
    let layout = &data(&a[0]).layout;
    match order.as_str() {
        "C" => to_bytes(t, a[0]),
        // In Fortran order where that is how the items lie.
        "A" if !layout.is_f_contiguous() => to_bytes(t, a[0]),
        "F" | "A" => {
            let turned = layout.transposed();
            let made = super::with_memory(t, a[0], |all| turned.gather(all))?;
            Ok(bytes::from_vec(t, made))
        }
        _ => Err(t.value_error("order must be 'C', 'F' or 'A'")),
    }
}

fn shape_arg(t: &Thread, v: Value) -> Res<Vec<usize>> {
    let all = if list::is_list(v) {
        list::snapshot(t, v)
    } else if let Some(all) = tuple::try_items(&v) {
        all.iter().map(|v| Ref::new(*v)).collect()
    } else {
        return Err(t.type_error("shape must be a list or a tuple"));
    };
    if all.len() > 64 {
        return Err(t.value_error("memoryview: number of dimensions must not exceed 64"));
    }
    let mut shape = Vec::with_capacity(all.len());
    for n in &all {
        if !int::is_int(n.v()) {
            return Err(t.type_error("memoryview.cast(): elements of shape must be integers"));
        }
        match int::to_i64(n.v()) {
            Some(n) if n > 0 => shape.push(n as usize),
            _ => return Err(t.value_error("memoryview.cast(): elements of shape must be integers > 0")),
        }
    }
    Ok(shape)
}

fn cast(t: &Thread, a: &[Value]) -> Res {
    check(t, a[0])?;
    let Some(format) = str::try_view(&a[1]) else {
        return Err(t.type_error(format_args!("cast() argument 'format' must be str, not {}", shown(a[1]))));
    };
    let format = format.to_string_lossy();
    let from = &data(&a[0]).layout;
    if !from.is_c_contiguous() {
        return Err(t.type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    let shape = if a[2].is_none_or_undef() { None } else { Some(shape_arg(t, a[2])?) };
    if from.dims() != 1 && shape.as_ref().is_some_and(|s| s.len() != 1) {
        return Err(t.type_error("memoryview: cast must be 1D -> ND or ND -> 1D"));
    }
    let Some(old) = item::letter(&from.format) else {
        return Err(t.value_error(
            "memoryview: source format must be a native single character format prefixed with an optional '@'",
        ));
    };
    let new = item::letter(&format).and_then(|letter| Some((letter, item::size(letter)?)));
    let Some((letter, itemsize)) = new else {
        return Err(t.value_error(
            "memoryview: destination format must be a native single character format prefixed with an optional '@'",
        ));
    };
    let is_byte = |letter: u8| matches!(letter, b'b' | b'B' | b'c');
    if !is_byte(old) && !is_byte(letter) {
        return Err(t.type_error("memoryview: cannot cast between two non-byte formats"));
    }
    let bytes = from.bytes();
    if bytes % itemsize != 0 {
        return Err(t.type_error("memoryview: length is not a multiple of itemsize"));
    }
    let shape = shape.unwrap_or_else(|| vec![bytes / itemsize]);
    let product = shape.iter().try_fold(itemsize, |n, k| n.checked_mul(*k));
    match product {
        None => return Err(t.value_error("memoryview.cast(): product(shape) > SSIZE_MAX")),
        Some(n) if n != bytes => {
            return Err(t.type_error("memoryview: product(shape) * itemsize != buffer size"));
        }
        Some(_) => {}
    }
    let strides = Layout::c_strides(&shape, itemsize);
    let layout =
        Layout { format: format.into(), itemsize, shape: shape.into(), strides, offset: from.offset };
    derived(t, a[0], layout, data(&a[0]).readonly)
}

fn same(t: &Thread, item: Value, wanted: Value) -> Res<bool> {
    if item.is(wanted) { Ok(true) } else { ops::compare_bool(t, item, wanted, Compare::Eq) }
}

fn count(t: &Thread, a: &[Value]) -> Res {
    let mut n = 0;
    ops::for_each(t, a[0], |item| {
        n += i64::from(same(t, item.v(), a[1])?);
        Ok(())
    })?;
    Ok(t.int(n))
}

fn index_of(t: &Thread, a: &[Value]) -> Res {
    check(t, a[0])?;
    let layout = &data(&a[0]).layout;
    if layout.dims() == 0 {
        return Err(t.type_error("invalid lookup on 0-dim memory"));
    }
    if layout.dims() > 1 {
        return Err(t.not_implemented("multi-dimensional lookup is not implemented"));
    }
    let len = layout.shape[0];
    let fit = |k: isize| (if k < 0 { k.saturating_add_unsigned(len).max(0) } else { k }) as usize;
    let (start, stop) = (fit(size::bound(t, a[2], 0)?), fit(size::bound(t, a[3], isize::MAX)?).min(len));
    for k in start..stop {
        let found = index::nth(t, a[0], k)?;
        if found.is_undef() {
            break;
        }
        if same(t, found.v(), a[1])? {
            return Ok(t.int(k as i64));
        }
    }
    Err(t.value_error("memoryview.index(x): x not found"))
}

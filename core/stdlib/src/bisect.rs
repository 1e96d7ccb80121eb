//! `_bisect`: where an item belongs in a sorted sequence.

use crate::NativeModule;
use crate::util::arg_size;
use heddle_objects::native::{Def, def_doc};
use heddle_objects::slots::Compare;
use heddle_objects::types::{int, list};
use heddle_objects::{Ref, Res, Thread, Value, ops};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "Bisection algorithms.\n\n\
          This module provides support for maintaining a list in sorted order without\n\
          having to sort the list after each insertion. For long lists of items with\n\
          expensive comparison operations, this can be an improvement over the more\n\
          common approach.\n",
    ..NativeModule::new("_bisect", FUNCTIONS)
};

const FUNCTIONS: &[Def] = &[
    def_doc(
        "bisect_right(a, x, lo=0, hi=None, *, key=None)",
        |t, a| find(t, a, Side::Right).map(|k| t.int(k as i64)),
        "Return the index where to insert item x in list a, assuming a is sorted.\n\n\
         The return value i is such that all e in a[:i] have e <= x, and all e in\n\
         a[i:] have e > x.  So if x already appears in the list, a.insert(i, x) will\n\
         insert just after the rightmost x already there.\n\n\
         Optional args lo (default 0) and hi (default len(a)) bound the\nslice of a to be searched.\n\n\
         A custom key function can be supplied to customize the sort order.",
    ),
    def_doc(
        "bisect_left(a, x, lo=0, hi=None, *, key=None)",
        |t, a| find(t, a, Side::Left).map(|k| t.int(k as i64)),
        "Return the index where to insert item x in list a, assuming a is sorted.\n\n\
         The return value i is such that all e in a[:i] have e < x, and all e in\n\
         a[i:] have e >= x.  So if x already appears in the list, a.insert(i, x) will\n\
         insert just before the leftmost x already there.\n\n\
         Optional args lo (default 0) and hi (default len(a)) bound the\nslice of a to be searched.\n\n\
         A custom key function can be supplied to customize the sort order.",
    ),
    def_doc(
        "insort_right(a, x, lo=0, hi=None, *, key=None)",
        |t, a| insort(t, a, Side::Right),
        "Insert item x in list a, and keep it sorted assuming a is sorted.\n\n\
         If x is already in a, insert it to the right of the rightmost x.\n\n\
         Optional args lo (default 0) and hi (default len(a)) bound the\nslice of a to be searched.\n\n\
         A custom key function can be supplied to customize the sort order.",
    ),
    def_doc(
        "insort_left(a, x, lo=0, hi=None, *, key=None)",
        |t, a| insort(t, a, Side::Left),
        "Insert item x in list a, and keep it sorted assuming a is sorted.\n\n\
         If x is already in a, insert it to the left of the leftmost x.\n\n\
         Optional args lo (default 0) and hi (default len(a)) bound the\nslice of a to be searched.\n\n\
         A custom key function can be supplied to customize the sort order.",
    ),
];

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Left,
    Right,
}

fn bounds(t: &Thread, a: &[Value]) -> Res<(isize, isize)> {
    let low = if a[2].is_undef() { 0 } else { arg_size(t, a[2])? };
    let high = if a[3].is_none_or_undef() {
        -1
    } else if ops::slots_of(a[3]).index.is_some() || int::is_int(a[3]) {
        arg_size(t, a[3])?
    } else {
        return Err(
            t.type_error(format_args!("argument should be integer or None, not '{}'", ops::type_name(a[3])))
        );
    };
    if low < 0 {
        return Err(t.value_error("lo must be non-negative"));
    }
    let high = if high == -1 { ops::len(t, a[0])? as isize } else { high };
    Ok((low, high))
}

fn find(t: &Thread, a: &[Value], side: Side) -> Res<isize> {
    let (mut low, mut high) = bounds(t, a)?;
    let (sequence, item, key) = (a[0], a[1], a[4]);
    while low < high {
        let middle = low + (high - low) / 2;
        let mut found =
            if list::LIST.is_exact(sequence) { list::get(t, sequence, middle as usize) } else { Ref::UNDEF };
        if found.is_undef() {
            found = ops::getitem(t, sequence, t.int(middle as i64).v())?;
        }
        if !key.is_none_or_undef() {
            found = ops::call_pos(t, key, &[found.v()])?;
        }
        let after = match side {
            Side::Right => !ops::compare_bool(t, item, found.v(), Compare::Lt)?,
            Side::Left => ops::compare_bool(t, found.v(), item, Compare::Lt)?,
        };
        if after {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

fn insort(t: &Thread, a: &[Value], side: Side) -> Res {
    let k = if a[4].is_none_or_undef() {
        find(t, a, side)?
    } else {
        let key = ops::call_pos(t, a[4], &[a[1]])?;
        find(t, &[a[0], key.v(), a[2], a[3], a[4]], side)?
    };
    if list::LIST.is_exact(a[0]) {
        list::insert(t, a[0], k, Ref::new(a[1]))?;
    } else {
        ops::call_method(t, a[0], "insert", &[t.int(k as i64).v(), a[1]])?;
    }
    Ok(Ref::NONE)
}

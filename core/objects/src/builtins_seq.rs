//! Built-in functions over iterables and sequences: `sorted`, `min`, `max`, `sum`, `any`, `all`, `len`, `iter`, `next`.
//!
//! (`reversed`, `enumerate`, `zip`, `map`, `filter` are types.) Must never know the module they are put into.

use crate::error::Res;
use crate::native::{Def, def, def_doc};
use crate::ops::{self, type_name};
use crate::refs::Ref;
use crate::slots::{Binary, Compare};
use crate::thread::Thread;
use crate::types::{complex, dict, exceptions as exc, float, int, iterators, list, str, tuple};
use crate::value::Value;

/// The functions, for the module `builtins`.
pub static FUNCTIONS: &[Def] = &[
    def_doc(
        "all(iterable, /)",
        |t, a| Ok(Ref::bool(!any(t, a[0], false)?)),
        "Return True if bool(x) is True for all values x in the iterable.\n\nIf the iterable is empty, return True.",
    ),
    def_doc(
        "any(iterable, /)",
        |t, a| Ok(Ref::bool(any(t, a[0], true)?)),
        "Return True if bool(x) is True for any x in the iterable.\n\nIf the iterable is empty, return False.",
    ),
    def_doc(
        "len(obj, /)",
        |t, a| Ok(t.int(ops::len(t, a[0])? as i64)),
        "Return the number of items in a container.",
    ),
    def("iter(object, sentinel=None, /)", iter),
    def("next(iterator, default=None, /)", next),
    def_doc(
        "sorted(iterable, /, *, key=None, reverse=False)",
        sorted,
        "Return a new list containing all items from the iterable in ascending order.\n\nA custom key function can be supplied \
         to customize the sort order, and the\nreverse flag can be set to request the result in descending order.",
    ),
    def_doc(
        "sum(iterable, /, start=0)",
        |t, a| sum(t, a[0], a[1]),
        "Return the sum of a 'start' value (default: 0) plus an iterable of numbers\n\nWhen the iterable is empty, return the \
         start value.\nThis function is intended specifically for use with numeric values and may\nreject non-numeric types.",
    ),
    def_doc(
        "min",
        |t, a| extreme(t, a, "min", Compare::Lt),
        "min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> value\n\nWith a single \
         iterable argument, return its smallest item. The\ndefault keyword-only argument specifies an object to return if\nthe \
         provided iterable is empty.\nWith two or more positional arguments, return the smallest argument.",
    ),
    def_doc(
        "max",
        |t, a| extreme(t, a, "max", Compare::Gt),
        "max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> value\n\nWith a single \
         iterable argument, return its biggest item. The\ndefault keyword-only argument specifies an object to return if\nthe \
         provided iterable is empty.\nWith two or more positional arguments, return the largest argument.",
    ),
];

/// Whether the truth of some item is `wanted`.
fn any(t: &Thread, iterable: Value, wanted: bool) -> Res<bool> {
    let it = ops::iter(t, iterable)?;
    loop {
        t.m.safepoint();
        let item = ops::next(t, it.v())?;
        if item.is_undef() {
            return Ok(false);
        }
        if ops::truth(t, item.v())? == wanted {
            return Ok(true);
        }
    }
}

fn iter(t: &Thread, a: &[Value]) -> Res {
    if a[1].is_undef() {
        return ops::iter(t, a[0]);
    }
    if !ops::is_callable(a[0]) {
        return Err(t.type_error("iter(v, w): v must be callable"));
    }
    Ok(iterators::callable_iter(t, a[0], a[1]))
}

fn next(t: &Thread, a: &[Value]) -> Res {
    let Some(f) = ops::slots_of(a[0]).next else {
        return Err(t.type_error(format_args!("'{}' object is not an iterator", type_name(a[0]))));
    };
    match f(t, a[0]) {
        Ok(item) if item.is_undef() && a[1].is_undef() => Err(t.stop_iteration(Value::UNDEF)),
        Ok(item) if item.is_undef() => Ok(t.hold(a[1])),
        // Without a default what a generator returns goes on in its StopIteration.
        Err(e) if !a[1].is_undef() && e.is(&exc::STOP_ITERATION) => Ok(t.hold(a[1])),
        other => other,
    }
}

fn sorted(t: &Thread, a: &[Value]) -> Res {
    let reverse = !a[2].is_undef() && ops::truth(t, a[2])?;
    let mut items = ops::collect(t, a[0])?;
    list::sort_refs(t, &mut items, a[1], reverse)?;
    Ok(list::from_refs(t, items))
}

/// `min` and `max`: `a` is the tuple of arguments and the dict of named ones.
fn extreme(t: &Thread, a: &[Value], name: &str, better: Compare) -> Res {
    let args = tuple::items(&a[0]);
    let (mut key, mut default) = (Ref::NONE, Ref::UNDEF);
    if args.is_empty() {
        return Err(t.type_error(format_args!("{name} expected at least 1 argument, got 0")));
    }
    for (keyword, value) in dict::items(t, a[1]) {
        if str::equals(keyword.v(), "key") {
            key = value;
        } else if str::equals(keyword.v(), "default") {
            default = value;
        } else {
            return Err(t.type_error(format_args!(
                "{name}() got an unexpected keyword argument '{}'",
                str::lossy(keyword.v())
            )));
        }
    }
    if args.len() > 1 && !default.is_undef() {
        return Err(t.type_error(format_args!(
            "Cannot specify a default for {name}() with multiple positional arguments"
        )));
    }
    // The best item so far, and its key.
    let mut best: Option<(Ref, Ref)> = None;
    let mut look = |item: Ref| -> Res<()> {
        let k = if key.is_none() { item.clone() } else { ops::call_pos(t, key.v(), &[item.v()])? };
        let wins = match &best {
            None => true,
            Some((_, b)) => is_better(t, k.v(), b.v(), better)?,
        };
        if wins {
            best = Some((item, k));
        }
        Ok(())
    };
    match args {
        [iterable] => ops::for_each(t, *iterable, &mut look)?,
        several => several.iter().try_for_each(|&item| look(t.hold(item)))?,
    }
    match best {
        Some((item, _)) => Ok(item),
        None if default.is_undef() => Err(t.value_error(format_args!("{name}() iterable argument is empty"))),
        None => Ok(default),
    }
}

#[inline]
fn is_better(t: &Thread, a: Value, b: Value, op: Compare) -> Res<bool> {
    if a.is_small_int() && b.is_small_int() {
        return Ok(op.of((a.bits() as i64).cmp(&(b.bits() as i64))));
    }
    ops::compare_bool(t, a, b, op)
}

/// `sum(iterable, start)`: small ints in a machine word, then floats with compensation, then anything.
pub fn sum(t: &Thread, iterable: Value, start: Value) -> Res {
    let start = if start.is_undef() { Value::int32(0) } else { start };
    let it = ops::iter(t, iterable)?;
    check_start(t, start)?;
    let mut total = t.hold(start);
    // The item that the fast sums could not take.
    let mut item = Ref::UNDEF;
    if let Some(n) = total.as_small_int() {
        (total, item) = sum_ints(t, it.v(), n)?;
        if item.is_undef() {
            return Ok(total);
        }
        total = ops::binary(t, total.v(), item.v(), Binary::Add)?;
    }
    if float::FLOAT.is_exact(total.v()) {
        (total, item) = sum_floats(t, it.v(), total)?;
        if item.is_undef() {
            return Ok(total);
        }
        total = ops::binary(t, total.v(), item.v(), Binary::Add)?;
    }
    if complex::COMPLEX.is_exact(total.v()) {
        (total, item) = sum_complex(t, it.v(), total)?;
        if item.is_undef() {
            return Ok(total);
        }
        total = ops::binary(t, total.v(), item.v(), Binary::Add)?;
    }
    drop(item);
    loop {
        t.m.safepoint();
        let item = ops::next(t, it.v())?;
        if item.is_undef() {
            return Ok(total);
        }
        total = ops::binary(t, total.v(), item.v(), Binary::Add)?;
    }
}

fn check_start(t: &Thread, start: Value) -> Res<()> {
    if str::is_str(start) {
        return Err(t.type_error("sum() can't sum strings [use ''.join(seq) instead]"));
    }
    if start.is_obj() {
        let flags = ops::type_data_of(start);
        if flags.has(crate::typeobj::flags::BYTES_SUBCLASS) {
            return Err(t.type_error("sum() can't sum bytes [use b''.join(seq) instead]"));
        }
        if type_name(start) == "bytearray" {
            return Err(t.type_error("sum() can't sum bytearray [use b''.join(seq) instead]"));
        }
    }
    Ok(())
}

/// Adds up ints (and bools) as long as their sum is a machine word: the sum, and the first item that was not added.
fn sum_ints(t: &Thread, it: Value, mut n: i64) -> Res<(Ref, Ref)> {
    loop {
        t.m.safepoint();
        let item = ops::next(t, it)?;
        if item.is_undef() {
            return Ok((t.int(n), item));
        }
        let word = if item.is_bool() || int::INT.is_exact(item.v()) { int::to_i64(item.v()) } else { None };
        match word.and_then(|k| n.checked_add(k)) {
            Some(sum) => n = sum,
            None => return Ok((t.int(n), item)),
        }
    }
}

/// Adds up floats and ints with Neumaier's compensation ("Rundungsfehleranalyse einiger Verfahren zur Summation endlicher
/// Summen", ZAMM 1974): the sum, and the first item that was not added.
fn sum_floats(t: &Thread, it: Value, start: Ref) -> Res<(Ref, Ref)> {
    let mut total = Compensated::new(float::get(start.v()).unwrap_or(0.0));
    loop {
        t.m.safepoint();
        let item = ops::next(t, it)?;
        let x = if item.is_undef() {
            None
        } else if float::FLOAT.is_exact(item.v()) {
            float::get(item.v())
        } else if int::is_int(item.v()) {
            Some(float::from_any(t, item.v())?)
        } else {
            None
        };
        let Some(x) = x else { return Ok((t.float(total.sum()), item)) };
        total.add(x);
    }
}

/// A sum with what rounding has lost.
struct Compensated {
    high: f64,
    low: f64,
}

impl Compensated {
    fn new(high: f64) -> Self {
        Self { high, low: 0.0 }
    }

    fn add(&mut self, x: f64) {
        let sum = self.high + x;
        let larger_first = self.high.abs() >= x.abs();
        self.low += if larger_first { (self.high - sum) + x } else { (x - sum) + self.high };
        self.high = sum;
    }

    /// An infinite or absent compensation would only spoil the sum.
    fn sum(&self) -> f64 {
        if self.low != 0.0 && self.low.is_finite() { self.high + self.low } else { self.high }
    }
}

/// Adds up complex numbers, floats and ints, each part like a float: the sum, and the first item that was not added.
fn sum_complex(t: &Thread, it: Value, start: Ref) -> Res<(Ref, Ref)> {
    let start = complex::get(start.v());
    let (mut re, mut im) =
        (Compensated::new(start.map_or(0.0, |z| z.re)), Compensated::new(start.map_or(0.0, |z| z.im)));
    loop {
        t.m.safepoint();
        let item = ops::next(t, it)?;
        if item.is_undef() {
            return Ok((t.complex(re.sum(), im.sum()), item));
        }
        if let Some(z) = complex::COMPLEX.is_exact(item.v()).then(|| complex::get(item.v())).flatten() {
            re.add(z.re);
            im.add(z.im);
        } else if float::FLOAT.is_exact(item.v()) || int::is_int(item.v()) {
            re.add(float::from_any(t, item.v())?);
        } else {
            return Ok((t.complex(re.sum(), im.sum()), item));
        }
    }
}

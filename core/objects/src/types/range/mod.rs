//! `range`, of ints of any size.
//!
//! A range whose numbers are machine words (nearly all are) computes with them; any other with Python's ints, through
//! [`crate::ops`]. Ranges do not change, so nothing here needs a lock.

mod iter;
mod long;

pub use iter::{LONGRANGE_ITERATOR, LongRangeIter, RANGE_ITERATOR, RangeIter};

use crate::error::Res;
use crate::native::{Args, Def, def, def_doc};
use crate::ops::{self, type_of};
use crate::refs::{Fixed, Ref};
use crate::slots::{Compare, Slots};
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags, getter};
use crate::types::{int, seq, slice, str, tuple};
use crate::value::Value;
use heddle_text::Buf;

/// A range's payload.
pub struct Range {
    /// `start`
    pub start: Fixed,
    /// `stop`
    pub stop: Fixed,
    /// `step`
    pub step: Fixed,
    /// How many numbers it has.
    pub length: Fixed,
    /// The same in machine words, if they and every sum of them fit.
    pub small: Option<Small>,
}
// Ints lead nowhere.
crate::payload!(@ Range, Range, [start, stop, step, length], heddle_gc::Holds::NoCycle, None, None);

/// A range in machine words: `start + k * step` fits for every `k` up to `len` (included).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Small {
    /// The first number.
    pub start: i64,
    /// The distance of two numbers.
    pub step: i64,
    /// How many there are.
    pub len: i64,
}

impl Small {
    /// The numbers from `start` towards `stop`; `None` if something does not fit.
    pub fn new(start: i64, stop: i64, step: i64) -> Option<Small> {
        let (a, b, s) = (i128::from(start), i128::from(stop), i128::from(step));
        let len = if s > 0 && a < b {
            (b - a - 1) / s + 1
        } else if s < 0 && b < a {
            (a - b - 1) / -s + 1
        } else {
            0
        };
        i64::try_from(a + len * s).ok()?;
        step.checked_neg()?;
        start.checked_sub(step)?;
        Some(Small { start, step, len: i64::try_from(len).ok()? })
    }

    /// Number `k`, which is there (or is the first one after the last).
    #[inline(always)]
    pub fn at(self, k: i64) -> i64 {
        self.start.wrapping_add(k.wrapping_mul(self.step))
    }

    /// The index of a number.
    pub fn index(self, n: i64) -> Option<i64> {
        let distance = i128::from(n) - i128::from(self.start);
        let step = i128::from(self.step);
        let k = distance / step;
        (distance % step == 0 && k >= 0 && k < i128::from(self.len)).then_some(k as i64)
    }

    /// The same numbers, the last one first.
    pub fn reversed(self) -> Small {
        Small { start: self.at(self.len - 1), step: -self.step, len: self.len }
    }
}

static METHODS: &[Def] = &[
    def_doc("__reversed__($self, /)", |t, a| iter::reversed(t, a[0]), "Return a reverse iterator."),
    def("__reduce__($self, /)", |t, a| {
        let r = a[0].expect::<Range>();
        let args = tuple::from_values(t, &[r.start.v(), r.stop.v(), r.step.v()]);
        Ok(tuple::from_array(t, [Ref::new(type_of(a[0])), args]))
    }),
    def_doc(
        "count($self, object, /)",
        |t, a| match index_of(t, a[0], a[1])? {
            Some(k) => Ok(t.int(i64::from(!k.is_undef()))),
            None => {
                let mut n = 0;
                ops::for_each(t, a[0], |item| {
                    n += i64::from(ops::equal(t, item.v(), a[1])?);
                    Ok(())
                })?;
                Ok(t.int(n))
            }
        },
        "rangeobject.count(value) -> integer -- return number of occurrences of value",
    ),
    def_doc(
        "index($self, object, /)",
        index,
        "rangeobject.index(value) -> integer -- return index of value.\nRaise ValueError if the value is not present.",
    ),
];

/// The type `range`.
pub static RANGE: NativeType = NativeType::new(TypeDef {
    flags: flags::SEQUENCE,
    methods: METHODS,
    getset: &[
        getter("start", |_, v| Ok(v.expect::<Range>().start.get())),
        getter("stop", |_, v| Ok(v.expect::<Range>().stop.get())),
        getter("step", |_, v| Ok(v.expect::<Range>().step.get())),
    ],
    doc: "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nReturn an object that produces a sequence of \
          integers from start (inclusive)\nto stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.\nstart \
          defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.\nThese are exactly the valid indices for a list \
          of 4 elements.\nWhen step is given, it specifies the increment (or decrement).",
    ..TypeDef::new("range", <Range as crate::payload::Payload>::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.new = Some(|t, _, args: Args| {
        seq::no_keywords(t, args, "range")?;
        match *seq::positional(t, args, "range", 1, 3)? {
            [stop] => from_values(t, Value::int32(0), stop, Value::int32(1)),
            [start, stop] => from_values(t, start, stop, Value::int32(1)),
            [start, stop, step, ..] => from_values(t, start, stop, step),
            [] => from_values(t, Value::int32(0), Value::int32(0), Value::int32(1)),
        }
    });
    s.repr = Some(repr);
    s.hash = Some(hash);
    s.compare = Some(compare);
    s.bool = Some(|_, v| Ok(int::to_i64(v.expect::<Range>().length.v()) != Some(0)));
    s.len = Some(|t, v| {
        let n = int::to_i64(v.expect::<Range>().length.v());
        n.map(|n| n as usize).ok_or_else(|| t.overflow_error("Python int too large to convert to C ssize_t"))
    });
    s.iter = Some(iter::new_iter);
    s.contains = Some(|t, v, item| match index_of(t, v, item)? {
        Some(k) => Ok(!k.is_undef()),
        None => search(t, v, item).map(|k| k.is_some()),
    });
    s.getitem = Some(getitem);
}

/// An argument of `range`: exactly an int.
fn number(t: &Thread, v: Value) -> Res {
    if v.is_small_int() {
        return Ok(Ref::immediate(v));
    }
    let n = ops::index(t, v)?;
    if int::INT.is_exact(n.v()) {
        return Ok(n);
    }
    // A bool, or an instance of a subclass.
    Ok(int::to_i64(n.v()).map_or(n, |n| t.int(n)))
}

/// `range(start, stop, step)`
pub fn from_values(t: &Thread, start: Value, stop: Value, step: Value) -> Res {
    let (start, stop, step) = (number(t, start)?, number(t, stop)?, number(t, step)?);
    if int::to_i64(step.v()) == Some(0) {
        return Err(t.value_error("range() arg 3 must not be zero"));
    }
    new(t, start, stop, step)
}

/// A range of ints, the step not zero.
fn new(t: &Thread, start: Ref, stop: Ref, step: Ref) -> Res {
    let words = (int::to_i64(start.v()), int::to_i64(stop.v()), int::to_i64(step.v()));
    let small = match words {
        (Some(a), Some(b), Some(s)) => Small::new(a, b, s),
        _ => None,
    };
    let length = match small {
        Some(small) => t.int(small.len),
        None => long::length(t, start.v(), stop.v(), step.v())?,
    };
    let [start, stop, step, length] = [start, stop, step, length].map(Fixed::new);
    Ok(t.alloc(RANGE.shape(), Range { start, stop, step, length, small }))
}

/// The numbers of a range in machine words, if they fit.
#[inline(always)]
pub fn small(v: &Value) -> Option<Small> {
    v.payload::<Range>().and_then(|r| r.small)
}

/// Whether `v` is a range.
pub fn is_range(v: Value) -> bool {
    v.payload::<Range>().is_some()
}

/// Item `k` of a range, which is there: an int of any size.
fn item(t: &Thread, r: &Range, k: Value) -> Res {
    match (r.small, int::to_i64(k)) {
        (Some(small), Some(k)) if (0..=small.len).contains(&k) => Ok(t.int(small.at(k))),
        _ => long::item(t, r.start.v(), r.step.v(), k),
    }
}

fn repr(t: &Thread, v: Value) -> Res {
    let r = v.expect::<Range>();
    let mut buf = Buf::new();
    buf.push_str("range(");
    seq::push_repr(t, &mut buf, r.start.v())?;
    buf.push_str(", ");
    seq::push_repr(t, &mut buf, r.stop.v())?;
    if int::to_i64(r.step.v()) != Some(1) {
        buf.push_str(", ");
        seq::push_repr(t, &mut buf, r.step.v())?;
    }
    buf.push_str(")");
    Ok(str::from_owned(t, &buf.finish()))
}

fn hash(t: &Thread, v: Value) -> Res<i64> {
    let r = v.expect::<Range>();
    let len = int::to_i64(r.length.v());
    let start = if len == Some(0) { Value::NONE } else { r.start.v() };
    let step = if matches!(len, Some(0 | 1)) { Value::NONE } else { r.step.v() };
    let mut hasher = tuple::Hasher::new();
    for part in [r.length.v(), start, step] {
        hasher.add(ops::hash(t, part)?);
    }
    Ok(hasher.finish(3))
}

fn compare(t: &Thread, a: Value, b: Value, op: Compare) -> Res {
    let (Some(x), Some(y)) = (a.payload::<Range>(), b.payload::<Range>()) else {
        return Ok(Ref::NOT_IMPLEMENTED);
    };
    if !matches!(op, Compare::Eq | Compare::Ne) {
        return Ok(Ref::NOT_IMPLEMENTED);
    }
    let same = |p: &Fixed, q: &Fixed| ops::equal(t, p.v(), q.v());
    let len = int::to_i64(x.length.v());
    let equal = a.is(b)
        || (same(&x.length, &y.length)?
            && (len == Some(0)
                || (same(&x.start, &y.start)? && (len == Some(1) || same(&x.step, &y.step)?))));
    Ok(Ref::bool(equal == (op == Compare::Eq)))
}

fn getitem(t: &Thread, v: Value, key: Value) -> Res {
    let r = v.expect::<Range>();
    if slice::is_slice(key) {
        let [start, stop, step] = slice::long_indices(t, key, r.length.v())?;
        let sub_step = long::product(t, r.step.v(), step.v())?;
        return new(t, item(t, r, start.v())?, item(t, r, stop.v())?, sub_step);
    }
    if !seq::is_index(key) {
        return Err(seq::bad_key(t, "range", key));
    }
    let k = ops::index(t, key)?;
    if let (Some(small), Some(k)) = (r.small, int::to_i64(k.v())) {
        let k = if k < 0 { k + small.len } else { k };
        return if (0..small.len).contains(&k) { Ok(t.int(small.at(k))) } else { Err(out_of_range(t)) };
    }
    let k = if int::is_negative(k.v()) { long::sum(t, k.v(), r.length.v())? } else { k };
    if int::is_negative(k.v()) || ops::compare_bool(t, k.v(), r.length.v(), Compare::Ge)? {
        return Err(out_of_range(t));
    }
    item(t, r, k.v())
}

#[cold]
fn out_of_range(t: &Thread) -> crate::error::Raised {
    t.index_error("range object index out of range")
}

/// The index of an int or a bool, found by arithmetic; UNDEF: it is not there. `None` for anything else.
fn index_of(t: &Thread, v: Value, n: Value) -> Res<Option<Ref>> {
    if !n.is_bool() && !int::INT.is_exact(n) {
        return Ok(None);
    }
    let r = v.expect::<Range>();
    if let (Some(small), Some(n)) = (r.small, int::to_i64(n)) {
        return Ok(Some(small.index(n).map_or(Ref::UNDEF, |k| t.int(k))));
    }
    long::index_of(t, r, n).map(Some)
}

/// The first index of something that is equal to a number of the range.
fn search(t: &Thread, v: Value, wanted: Value) -> Res<Option<i64>> {
    let it = ops::iter(t, v)?;
    for k in 0.. {
        t.m.safepoint();
        let item = ops::next(t, it.v())?;
        if item.is_undef() {
            break;
        }
        if ops::equal(t, item.v(), wanted)? {
            return Ok(Some(k));
        }
    }
    Ok(None)
}

fn index(t: &Thread, a: &[Value]) -> Res {
    match index_of(t, a[0], a[1])? {
        Some(k) if k.is_undef() => Err(t.value_error("range.index(x): x not in range")),
        Some(k) => Ok(k),
        None => match search(t, a[0], a[1])? {
            Some(k) => Ok(t.int(k)),
            None => Err(t.value_error("sequence.index(x): x not in sequence")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::Small;

    #[test]
    fn lengths_as_python_counts_them() {
        let len = |a, b, s| Small::new(a, b, s).map(|s| s.len);
        assert_eq!(len(0, 10, 3), Some(4));
        assert_eq!(len(0, 9, 3), Some(3));
        assert_eq!(len(10, 0, -3), Some(4));
        assert_eq!(len(0, 0, 1), Some(0));
        assert_eq!(len(5, 0, 1), Some(0));
        assert_eq!(len(i64::MIN, i64::MAX, 1), None, "more numbers than a word counts");
        assert_eq!(len(0, i64::MAX, i64::MAX - 1), None, "the number after the last does not fit");
        assert_eq!(Small::new(0, 10, 3).and_then(|s| s.index(9)), Some(3));
        assert_eq!(Small::new(0, 10, 3).and_then(|s| s.index(12)), None);
        assert_eq!(Small::new(0, 10, 3).map(|s| s.reversed().at(0)), Some(9));
    }
}

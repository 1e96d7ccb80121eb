//! `slice`, and what a slice means for a sequence of some length.
//!
//! Must never know any sequence.

use crate::error::Res;
use crate::native::{Args, Def, def_doc};
use crate::ops::{self, type_of};
use crate::payload::Payload;
use crate::refs::{Fixed, Ref};
use crate::slots::{Binary, Compare, Slots};
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, getter};
use crate::types::{int, seq, tuple};
use crate::value::Value;
use heddle_text::Buf;

/// A slice's payload.
pub struct Slice {
    /// `start`
    pub start: Fixed,
    /// `stop`
    pub stop: Fixed,
    /// `step`
    pub step: Fixed,
}
crate::payload!(Slice { start, stop, step });

static METHODS: &[Def] = &[
    def_doc(
        "indices($self, object, /)",
        |t, a| {
            long_indices(t, a[0], a[1]).map(|[start, stop, step]| tuple::from_array(t, [start, stop, step]))
        },
        "S.indices(len) -> (start, stop, stride)\n\nAssuming a sequence of length len, calculate the start and stop\n\
         indices, and the stride length of the extended slice described by\nS. Out of bounds indices are clipped in a \
         manner consistent with the\nhandling of normal slices.",
    ),
    def_doc(
        "__reduce__($self, /)",
        |t, a| {
            let s = a[0].expect::<Slice>();
            let parts = tuple::from_values(t, &[s.start.v(), s.stop.v(), s.step.v()]);
            Ok(tuple::from_array(t, [Ref::new(type_of(a[0])), parts]))
        },
        "Return state information for pickling.",
    ),
];

/// The type `slice`.
pub static SLICE: NativeType = NativeType::new(TypeDef {
    methods: METHODS,
    getset: &[
        getter("start", |_, v| Ok(v.expect::<Slice>().start.get())),
        getter("stop", |_, v| Ok(v.expect::<Slice>().stop.get())),
        getter("step", |_, v| Ok(v.expect::<Slice>().step.get())),
    ],
    doc: "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.\n\nThis is used for extended slicing (e.g. \
          a[0:10:2]).",
    ..TypeDef::new("slice", Slice::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.new = Some(|t, _, args: Args| {
        seq::no_keywords(t, args, "slice")?;
        let none = Value::NONE;
        let (start, stop, step) = match *seq::positional(t, args, "slice", 1, 3)? {
            [stop] => (none, stop, none),
            [start, stop] => (start, stop, none),
            [start, stop, step, ..] => (start, stop, step),
            [] => (none, none, none),
        };
        Ok(new(t, t.hold(start), t.hold(stop), t.hold(step)))
    });
    s.repr = Some(|t, v| {
        let s = v.expect::<Slice>();
        let mut buf = Buf::new();
        buf.push_str("slice(");
        seq::push_repr(t, &mut buf, s.start.v())?;
        buf.push_str(", ");
        seq::push_repr(t, &mut buf, s.stop.v())?;
        buf.push_str(", ");
        seq::push_repr(t, &mut buf, s.step.v())?;
        buf.push_str(")");
        Ok(crate::types::str::from_owned(t, &buf.finish()))
    });
    s.hash = Some(|t, v| {
        let s = v.expect::<Slice>();
        let mut hasher = tuple::Hasher::new();
        for part in [&s.start, &s.stop, &s.step] {
            hasher.add(ops::hash(t, part.v())?);
        }
        Ok(hasher.finish_without_len())
    });
    s.compare = Some(|t, a, b, op| {
        let (Some(x), Some(y)) = (a.payload::<Slice>(), b.payload::<Slice>()) else {
            return Ok(Ref::NOT_IMPLEMENTED);
        };
        if a.is(b) {
            return Ok(Ref::bool(matches!(op, Compare::Eq | Compare::Le | Compare::Ge)));
        }
        tuple::compare_items(t, &parts(x), &parts(y), op)
    });
}

fn parts(s: &Slice) -> [Value; 3] {
    [s.start.v(), s.stop.v(), s.step.v()]
}

/// A new slice.
pub fn new(t: &Thread, start: Ref, stop: Ref, step: Ref) -> Ref {
    let (start, stop, step) = (Fixed::new(start), Fixed::new(stop), Fixed::new(step));
    t.alloc(SLICE.shape(), Slice { start, stop, step })
}

/// Whether `v` is a slice.
#[inline(always)]
pub fn is_slice(v: Value) -> bool {
    v.payload::<Slice>().is_some()
}

fn part(t: &Thread, v: Value) -> Res<isize> {
    if !int::is_int(v) && ops::slots_of(v).index.is_none() {
        return Err(t.type_error("slice indices must be integers or None or have an __index__ method"));
    }
    ops::index_clamped(t, v)
}

/// A slice's start, stop and step as machine words, not yet fitted to a length. Calls `__index__`.
pub fn unpack(t: &Thread, slice: Value) -> Res<(isize, isize, isize)> {
    let s = slice.expect::<Slice>();
    let step = if s.step.v().is_none() { 1 } else { part(t, s.step.v())? };
    if step == 0 {
        return Err(t.value_error("slice step cannot be zero"));
    }
    // Can be negated.
    let step = step.max(-isize::MAX);
    let start = match s.start.v() {
        v if v.is_none() => {
            if step < 0 {
                isize::MAX
            } else {
                0
            }
        }
        v => part(t, v)?,
    };
    let stop = match s.stop.v() {
        v if v.is_none() => {
            if step < 0 {
                isize::MIN
            } else {
                isize::MAX
            }
        }
        v => part(t, v)?,
    };
    Ok((start, stop, step))
}

/// Fits what [`unpack`] gave to a length: start, stop, and how many indices there are.
pub fn adjust((start, stop, step): (isize, isize, isize), len: usize) -> (isize, isize, usize) {
    let n = len as isize;
    let fit = |k: isize| {
        if k < 0 {
            let k = k + n;
            if k >= 0 {
                k
            } else if step < 0 {
                -1
            } else {
                0
            }
        } else if k >= n {
            if step < 0 { n - 1 } else { n }
        } else {
            k
        }
    };
    let (start, stop) = (fit(start), fit(stop));
    let count = if step < 0 {
        if stop < start { (start - stop - 1) / -step + 1 } else { 0 }
    } else if start < stop {
        (stop - start - 1) / step + 1
    } else {
        0
    };
    (start, stop, count as usize)
}

/// What a slice means for a sequence of `len` items: start, stop, step, and how many items.
pub fn indices(t: &Thread, slice: Value, len: usize) -> Res<(isize, isize, isize, usize)> {
    let raw = unpack(t, slice)?;
    let (start, stop, count) = adjust(raw, len);
    Ok((start, stop, raw.2, count))
}

/// `slice.indices(len)` for ints of any size.
pub fn long_indices(t: &Thread, slice: Value, len: Value) -> Res<[Ref; 3]> {
    let len = ops::index(t, len)?;
    if int::is_negative(len.v()) {
        return Err(t.value_error("length should not be negative"));
    }
    let s = slice.expect::<Slice>();
    let long = |v: Value| -> Res {
        if !int::is_int(v) && ops::slots_of(v).index.is_none() {
            return Err(t.type_error("slice indices must be integers or None or have an __index__ method"));
        }
        ops::index(t, v)
    };
    let step = if s.step.v().is_none() { t.int(1) } else { long(s.step.v())? };
    if int::to_i64(step.v()) == Some(0) {
        return Err(t.value_error("slice step cannot be zero"));
    }
    let down = int::is_negative(step.v());
    let (lower, upper) = if down {
        (t.int(-1), ops::binary(t, len.v(), Value::int32(1), Binary::Sub)?)
    } else {
        (t.int(0), len.clone())
    };
    let fit = |v: Value, missing: &Ref| -> Res {
        if v.is_none() {
            return Ok(missing.clone());
        }
        let mut k = long(v)?;
        if int::is_negative(k.v()) {
            k = ops::binary(t, k.v(), len.v(), Binary::Add)?;
            if ops::compare_bool(t, k.v(), lower.v(), Compare::Lt)? {
                k = lower.clone();
            }
        } else if ops::compare_bool(t, k.v(), upper.v(), Compare::Gt)? {
            k = upper.clone();
        }
        Ok(k)
    };
    let (first, last) = if down { (&upper, &lower) } else { (&lower, &upper) };
    let start = fit(s.start.v(), first)?;
    let stop = fit(s.stop.v(), last)?;
    Ok([start, stop, step])
}

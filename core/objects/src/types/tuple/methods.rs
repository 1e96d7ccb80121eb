//! What a tuple can do: operators, methods, comparison, hash.

use crate::error::Res;
use crate::native::{Args, Def, def, def_doc};
use crate::ops::{self, type_name};
use crate::refs::Ref;
use crate::shape::shape;
use crate::slots::{Compare, Slots};
use crate::thread::Thread;
use crate::typeobj::type_data;
use crate::types::tuple::{self, TUPLE, Tuple, items, new_iter};
use crate::types::{seq, slice, type_attrs};
use crate::value::Value;
use heddle_threads::sync::atomic::Ordering::*;

pub(super) const METHODS: &[Def] = &[
    def_doc(
        "index($self, value, start=0, stop=sys.maxsize, /)",
        index,
        "Return first index of value.\n\nRaises ValueError if the value is not present.",
    ),
    def_doc("count($self, value, /)", count, "Return number of occurrences of value."),
    def("__getnewargs__($self, /)", |t, a| {
        let same = tuple::from_values(t, items(&a[0]));
        Ok(tuple::from_array(t, [same]))
    }),
    def_doc(
        "__class_getitem__($cls, object, /)",
        |t, a| type_attrs::generic_alias(t, a[0], a[1]),
        "Tuples are generic over the types of their contents.\n\nFor example, use ``tuple[int, str]`` for a pair whose first \
         element\nis an int and second element is a string.\n\nSee PEP 484 for details.",
    ),
];

pub(super) fn slots(s: &mut Slots) {
    s.new = Some(new);
    s.len = Some(|_, v| Ok(items(&v).len()));
    s.repr = Some(repr);
    s.iter = Some(|t, v| Ok(new_iter(t, v)));
    s.hash = Some(hash);
    s.compare = Some(|t, a, b, op| match (a.payload::<Tuple>(), b.payload::<Tuple>()) {
        (Some(x), Some(y)) => compare_items(t, x.items(), y.items(), op),
        _ => Ok(Ref::NOT_IMPLEMENTED),
    });
    s.contains = Some(|t, v, item| {
        for &x in items(&v) {
            if ops::equal(t, x, item)? {
                return Ok(true);
            }
        }
        Ok(false)
    });
    s.getitem = Some(getitem);
    s.concat = Some(concat);
    s.repeat = Some(repeat);
}

fn new(t: &Thread, cls: Value, args: Args) -> Res {
    let exact = cls.is(TUPLE.get());
    if exact {
        seq::no_keywords(t, args, "tuple")?;
    }
    let source = seq::positional(t, args, "tuple", 0, 1)?.first().copied();
    let Some(source) = source else {
        let shape_id = type_data(&cls).first_shape.load(Relaxed);
        return Ok(tuple::with_shape(t, shape_id, vec![]));
    };
    if TUPLE.is_exact(source) {
        if exact {
            return Ok(t.hold(source));
        }
        check_size(t, cls, items(&source).len())?;
        return Ok(tuple::values_with_shape(t, type_data(&cls).first_shape.load(Relaxed), items(&source)));
    }
    let items = ops::collect(t, source)?;
    check_size(t, cls, items.len())?;
    Ok(tuple::with_shape(t, type_data(&cls).first_shape.load(Relaxed), items))
}

/// The items of a subclass's instance lie in its block with its attributes: the two may be more than a block holds.
fn check_size(t: &Thread, cls: Value, len: usize) -> Res<()> {
    let extra = shape(type_data(&cls).first_shape.load(Relaxed)).extra_words();
    if heddle_gc::SizeClass::for_payload(8 + tuple::words(len) * 8 + extra * 8).is_none() {
        return Err(seq::no_memory(t));
    }
    Ok(())
}

fn repr(t: &Thread, v: Value) -> Res {
    let all = items(&v);
    let close = if all.len() == 1 { ",)" } else { ")" };
    if all.is_empty() {
        return Ok(t.intern("()"));
    }
    seq::repr_items(t, v, ["(", close, "(...)"], |k| all.get(k).map_or(Ref::UNDEF, |&item| t.hold(item)))
}

fn getitem(t: &Thread, v: Value, key: Value) -> Res {
    let all = items(&v);
    if seq::is_index(key) {
        let k = ops::index_isize(t, key)?;
        return match seq::wrap_index(k, all.len()) {
            Some(k) => Ok(t.hold(all[k])),
            None => Err(t.index_error("tuple index out of range")),
        };
    }
    if !slice::is_slice(key) {
        return Err(seq::bad_key(t, "tuple", key));
    }
    let (start, _, step, count) = slice::indices(t, key, all.len())?;
    if count == all.len() && step == 1 && TUPLE.is_exact(v) {
        return Ok(t.hold(v));
    }
    if step == 1 {
        return Ok(tuple::from_values(t, &all[start as usize..start as usize + count]));
    }
    let picked = (0..count).map(|k| t.hold(all[(start + k as isize * step) as usize])).collect();
    Ok(tuple::from_refs(t, picked))
}

fn concat(t: &Thread, a: Value, b: Value) -> Res {
    let x = items(&a);
    let Some(y) = tuple::try_items(&b) else {
        return Err(
            t.type_error(format_args!("can only concatenate tuple (not \"{}\") to tuple", type_name(b)))
        );
    };
    if x.is_empty() && TUPLE.is_exact(b) {
        return Ok(t.hold(b));
    }
    if y.is_empty() && TUPLE.is_exact(a) {
        return Ok(t.hold(a));
    }
    // SAFETY: both parts are written, with references of their own.
    Ok(unsafe {
        tuple::build(t, TUPLE.shape(), x.len() + y.len(), |to| {
            for (k, &item) in x.iter().chain(y).enumerate() {
                to.add(k).write(t.hold(item).into_value());
            }
        })
    })
}

fn repeat(t: &Thread, v: Value, n: Value) -> Res {
    let n = seq::repeat_count(t, n)?;
    let all = items(&v);
    if (n == 1 || all.is_empty()) && TUPLE.is_exact(v) {
        return Ok(t.hold(v));
    }
    if n == 0 || all.is_empty() {
        return Ok(tuple::empty(t));
    }
    let Some(total) = all.len().checked_mul(n).filter(|&total| !seq::too_many(total)) else {
        return Err(seq::no_memory(t));
    };
    let mut repeated: Vec<Ref> = Vec::new();
    if repeated.try_reserve_exact(total).is_err() {
        return Err(seq::no_memory(t));
    }
    for _ in 0..n {
        repeated.extend(all.iter().map(|&item| t.hold(item)));
    }
    Ok(tuple::from_refs(t, repeated))
}

fn index(t: &Thread, a: &[Value]) -> Res {
    let all = items(&a[0]);
    let start = seq::clamp_index(t, a[2], 0, all.len())?;
    let stop = seq::clamp_index(t, a[3], all.len(), all.len())?.min(all.len());
    for (k, &item) in all.iter().enumerate().take(stop).skip(start) {
        if ops::equal(t, item, a[1])? {
            return Ok(t.int(k as i64));
        }
    }
    Err(t.value_error("tuple.index(x): x not in tuple"))
}

fn count(t: &Thread, a: &[Value]) -> Res {
    let mut n = 0;
    for &item in items(&a[0]) {
        n += i64::from(ops::equal(t, item, a[1])?);
    }
    Ok(t.int(n))
}

/// Compares two sequences whose items the caller keeps: the first that differ decide, then the lengths.
pub fn compare_items(t: &Thread, a: &[Value], b: &[Value], op: Compare) -> Res {
    for (&x, &y) in a.iter().zip(b) {
        if x.is(y) || ops::compare_bool(t, x, y, Compare::Eq)? {
            continue;
        }
        return match op {
            Compare::Eq => Ok(Ref::FALSE),
            Compare::Ne => Ok(Ref::TRUE),
            _ => ops::compare(t, x, y, op),
        };
    }
    Ok(Ref::bool(op.of(a.len().cmp(&b.len()))))
}

/// The hash of a sequence of hashes, as CPython computes it for tuples: the core of xxHash64
/// (<https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md>).
pub struct Hasher(u64);

const PRIME_1: u64 = 11_400_714_785_074_694_791;
const PRIME_2: u64 = 14_029_467_366_897_019_727;
const PRIME_5: u64 = 2_870_177_450_012_600_261;

impl Hasher {
    #[allow(clippy::new_without_default)]
    /// The hash of nothing.
    pub fn new() -> Hasher {
        Hasher(PRIME_5)
    }

    /// One more item's hash.
    #[inline]
    pub fn add(&mut self, hash: i64) {
        let mixed = self.0.wrapping_add((hash as u64).wrapping_mul(PRIME_2));
        self.0 = mixed.rotate_left(31).wrapping_mul(PRIME_1);
    }

    /// The hash of `len` items.
    pub fn finish(self, len: usize) -> i64 {
        Hasher(self.0.wrapping_add(len as u64 ^ (PRIME_5 ^ 3_527_539))).finish_without_len()
    }

    /// The hash where the number of items is fixed. Never -1.
    pub fn finish_without_len(self) -> i64 {
        if self.0 == u64::MAX { 1_546_275_796 } else { self.0 as i64 }
    }
}

fn hash(t: &Thread, v: Value) -> Res<i64> {
    let all = items(&v);
    let mut hasher = Hasher::new();
    for &item in all {
        hasher.add(t.deeper(|| ops::hash(t, item))?);
    }
    Ok(hasher.finish(all.len()))
}

//! `int`: immediate up to 63 bits, else a big integer on the heap.
//!
//! Here: the payload and what other natives call. `arith` has the operators, `new` the constructor, `methods` the rest.
//! An instance of a subclass is always on the heap, with a payload of any size; results of operators are always plain ints.
//! Must never know algorithms on digits: those are `heddle-numeric`'s.

mod arith;
mod methods;
mod new;

pub(crate) use arith::logic;
pub use arith::pow;
pub use new::{from_number, from_text};

use crate::error::Res;
use crate::numeric::OrRaise;
use crate::payload::{Payload, VTable};
use crate::refs::Ref;
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags};
use crate::types::str;
use crate::value::Value;
use heddle_gc::Holds;
use heddle_numeric::int::{convert, text};
use heddle_numeric::{Int as Number, IntRef};
use heddle_text::View;
use heddle_threads::sync::atomic::{AtomicUsize, Ordering::*};

/// A heap int's payload. Instances of subclasses have one of any size, others only what does not fit 63 bits.
pub struct Int(pub Number);

impl Int {
    /// Bytes outside the block.
    fn outside(&self) -> usize {
        match &self.0 {
            Number::Small(_) => 0,
            Number::Big(b) => b.heap_bytes(),
        }
    }
}

unsafe fn trace(_: *mut u8, _: &mut dyn FnMut(Value)) {}

unsafe fn release(p: *mut u8) -> usize {
    // SAFETY: the caller passes a dead int's payload.
    let number = unsafe { p.cast::<Int>().read() };
    number.outside()
}

static TABLE: VTable = VTable {
    name: "Int",
    size: size_of::<Int>(),
    holds: Holds::NoCycle,
    trace,
    release,
    size_of: None,
    finalise: None,
};

// SAFETY: the table is made for this type, which holds no references.
unsafe impl Payload for Int {
    fn vtable() -> &'static VTable {
        &TABLE
    }
}

/// The type `int`.
pub static INT: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::LONG_SUBCLASS | flags::MATCH_SELF,
    methods: methods::METHODS,
    getset: methods::GETSET,
    doc: "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an integer, or return 0 if no \
          arguments\nare given.  A float is truncated towards zero; text is read in the given base, base 0 meaning\nthe base \
          of a Python literal.",
    ..TypeDef::new("int", Int::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.new = Some(new::new);
    s.repr = Some(repr);
    s.hash = Some(|_, v| Ok(hash(v)));
    arith::fill(s);
}

/// Whether `v` is an int (a bool, an instance of a subclass).
#[inline(always)]
pub fn is_int(v: Value) -> bool {
    v.is_small_int() || v.is_bool() || v.payload::<Int>().is_some()
}

/// The number, if `v` is an int, bool or instance of a subclass.
#[inline(always)]
pub fn try_view(v: &Value) -> Option<IntRef<'_>> {
    if let Some(n) = v.as_small_int() {
        return Some(IntRef::Small(n));
    }
    if v.is_bool() {
        return Some(IntRef::Small(i64::from(v.is(Value::TRUE))));
    }
    v.payload::<Int>().map(|i| i.0.view())
}

/// The number of an int, without copying it.
///
/// # Panics
/// If `v` is no int.
#[inline]
pub fn view(v: &Value) -> IntRef<'_> {
    match try_view(v) {
        Some(view) => view,
        None => v.expect::<Int>().0.view(),
    }
}

/// The number as a machine word, if `v` is an int that fits.
#[inline]
pub fn to_i64(v: Value) -> Option<i64> {
    match v.as_small_int() {
        Some(n) => Some(n),
        None => convert::to_i64(try_view(&v)?),
    }
}

/// The number as an unsigned machine word, if `v` is an int that fits.
pub fn to_u64(v: Value) -> Option<u64> {
    convert::to_u64(try_view(&v)?)
}

/// The low 64 bits in two's complement, if `v` is an int: what C's masks take.
pub fn wrap_u64(v: Value) -> Option<u64> {
    try_view(&v).map(convert::wrap_u64)
}

/// Whether an int is below zero.
pub fn is_negative(v: Value) -> bool {
    try_view(&v).is_some_and(IntRef::is_negative)
}

/// The hash of an int.
#[inline]
pub fn hash(v: Value) -> i64 {
    match v.as_small_int() {
        Some(n) if n != -1 && n.unsigned_abs() < convert::HASH_MODULUS => n,
        _ => try_view(&v).map_or(0, convert::hash),
    }
}

/// An int object of this number.
#[inline]
pub fn from_int(t: &Thread, n: Number) -> Ref {
    match n {
        Number::Small(n) => t.int(n),
        big => with_shape(t, INT.shape(), big),
    }
}

/// An int object of any machine integer.
#[inline]
pub fn from<N: Into<Number>>(t: &Thread, n: N) -> Ref {
    from_int(t, n.into())
}

/// A heap int of a type's first shape.
fn with_shape(t: &Thread, shape_id: u32, n: Number) -> Ref {
    let payload = Int(n);
    let outside = payload.outside();
    if outside != 0 {
        t.m.charge(outside as isize);
    }
    t.alloc(shape_id, payload)
}

/// A plain int of the same number: the object itself unless it is a bool or an instance of a subclass.
pub fn exact(t: &Thread, v: Value) -> Ref {
    if v.is_small_int() || INT.is_exact(v) { Ref::new(v) } else { from_int(t, view(&v).to_int()) }
}

/// Runs an operation on numbers of so many bits; one that may take long does not hold up threads that want the world to stop.
/// `f` touches no object but reads of int payloads that its caller keeps alive.
pub(crate) fn weighed<R>(t: &Thread, bits: u64, f: impl FnOnce() -> R) -> R {
    if bits > 1 << 18 { t.blocking(f) } else { f() }
}

/// The least limit that may be set, but for none.
pub const LEAST_DIGITS_LIMIT: usize = 640;
static DIGITS_LIMIT: AtomicUsize = AtomicUsize::new(4300);

/// `sys.get_int_max_str_digits()`: 0 for none.
pub fn digits_limit() -> usize {
    DIGITS_LIMIT.load(Relaxed)
}

/// `sys.set_int_max_str_digits(n)`; false if `n` is neither 0 nor at least [`LEAST_DIGITS_LIMIT`].
pub fn set_digits_limit(n: usize) -> bool {
    let good = n == 0 || n >= LEAST_DIGITS_LIMIT;
    if good {
        DIGITS_LIMIT.store(n, Relaxed);
    }
    good
}

fn repr(t: &Thread, v: Value) -> Res {
    match view(&v) {
        IntRef::Small(n) => Ok(small_repr(t, n)),
        big => {
            let bits = heddle_numeric::int::bits::bit_length(big);
            match weighed(t, bits, || text::decimal_limited(big, digits_limit())) {
                Ok(text) => Ok(t.str(&text)),
                Err(message) => Err(t.value_error(message)),
            }
        }
    }
}

/// Without a heap buffer: this is what most `str(n)` are.
fn small_repr(t: &Thread, n: i64) -> Ref {
    if (0..10).contains(&n) {
        return str::from_char(t, u32::from(b'0') + n as u32);
    }
    let mut buffer = [0u8; 20];
    let (mut at, mut rest) = (buffer.len(), n.unsigned_abs());
    while rest != 0 {
        at -= 1;
        buffer[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    if n < 0 {
        at -= 1;
        buffer[at] = b'-';
    }
    str::new(t, View::Ascii(&buffer[at..]))
}

/// `float(n)` of an int; OverflowError where it is too large.
pub fn to_f64(t: &Thread, v: Value) -> Res<f64> {
    match v.as_small_int() {
        Some(n) => Ok(n as f64),
        None => convert::to_f64(view(&v)).or_raise(t),
    }
}

impl Thread {
    /// An int.
    #[inline]
    pub fn int(&self, n: i64) -> Ref {
        match Value::small_int(n) {
            Some(v) => Ref::immediate(v),
            None => with_shape(self, INT.shape(), Number::from(n)),
        }
    }
}

//! One 64-bit word for every Python value, tagged in its low bits; nothing small is ever allocated or counted.
//!
//! | low bits | meaning |
//! |---|---|
//! | `0` | an int of 63 bits |
//! | `001` | a pointer to an object |
//! | `101` | None, True, False, UNDEF and so on |
//! | `11` | a float, rotated so that the common exponents fit, and both zeros; the rest are boxed |
//!
//! A [`Value`] is a *name*: it owns nothing. [`crate::Ref`] owns a reference. Must never know types.

use heddle_gc::{Header, Obj};

/// A word that names a value without owning it: good as long as whoever does own it keeps it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Value(u64);

const fn constant(n: u64) -> Value {
    Value(n << 3 | 5)
}

/// What both zeros are encoded as: the words that 2^-255 and its negative would have, which are boxed instead.
const ZERO_STAND_IN: u64 = 0x3000_0000_0000_0000;
const SIGN: u64 = 1 << 63;

impl Value {
    /// No value: an unbound variable, a missing argument, an exhausted iterator, a deleted entry.
    pub const UNDEF: Value = constant(0);
    /// `None`
    pub const NONE: Value = constant(1);
    /// `False`
    pub const FALSE: Value = constant(2);
    /// `True`
    pub const TRUE: Value = constant(3);
    /// `...`
    pub const ELLIPSIS: Value = constant(4);
    /// `NotImplemented`
    pub const NOT_IMPLEMENTED: Value = constant(5);
    /// A mark that no Python code ever sees; natives may give it a meaning of their own.
    pub const MARK: Value = constant(6);
    /// The largest int that is not allocated.
    pub const INT_MAX: i64 = (1 << 62) - 1;
    /// The smallest.
    pub const INT_MIN: i64 = -(1 << 62);

    /// The bits.
    #[inline(always)]
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// From [`Value::bits`].
    ///
    /// # Safety
    /// The bits are those of a value that somebody owns.
    #[inline(always)]
    pub const unsafe fn from_bits(bits: u64) -> Value {
        Value(bits)
    }

    /// An int, if it is small enough.
    #[inline(always)]
    pub const fn small_int(n: i64) -> Option<Value> {
        let doubled = n << 1;
        if doubled >> 1 == n { Some(Value(doubled as u64)) } else { None }
    }

    /// An int of at most 32 bits.
    #[inline(always)]
    pub const fn int32(n: i32) -> Value {
        Value(((n as i64) << 1) as u64)
    }

    /// `True` or `False`.
    #[inline(always)]
    pub const fn bool(b: bool) -> Value {
        if b { Value::TRUE } else { Value::FALSE }
    }

    /// A float, if its exponent is common.
    #[inline(always)]
    pub fn immediate_float(f: f64) -> Option<Value> {
        let bits = f.to_bits();
        // Adding one to the exponent's upper three bits makes 011 and 100 into 100 and 101.
        let word = bits.wrapping_add(1 << 60).rotate_left(3) ^ 1;
        if word & 3 == 3 && bits & !SIGN != ZERO_STAND_IN {
            return Some(Value(word));
        }
        if bits & !SIGN == 0 {
            return Some(Value((bits | ZERO_STAND_IN).wrapping_add(1 << 60).rotate_left(3) ^ 1));
        }
        None
    }

    /// Whether this is an int that is not allocated (bools are not).
    #[inline(always)]
    pub const fn is_small_int(self) -> bool {
        self.0 & 1 == 0
    }

    /// The int, if it is one that is not allocated.
    #[inline(always)]
    pub const fn as_small_int(self) -> Option<i64> {
        if self.is_small_int() { Some(self.0 as i64 >> 1) } else { None }
    }

    /// Whether this is a float that is not allocated.
    #[inline(always)]
    pub const fn is_immediate_float(self) -> bool {
        self.0 & 3 == 3
    }

    /// The float, if it is one that is not allocated.
    #[inline(always)]
    pub fn as_immediate_float(self) -> Option<f64> {
        if !self.is_immediate_float() {
            return None;
        }
        let bits = (self.0 ^ 1).rotate_right(3).wrapping_sub(1 << 60);
        Some(f64::from_bits(if bits & !SIGN == ZERO_STAND_IN { bits & SIGN } else { bits }))
    }

    /// Whether this names an object on the heap.
    #[inline(always)]
    pub const fn is_obj(self) -> bool {
        self.0 & 7 == 1
    }

    /// The object on the heap.
    #[inline(always)]
    pub fn as_obj(self) -> Option<Obj> {
        // SAFETY: a word of this form was made by `from_obj`: an address plus one.
        if self.is_obj() { Some(unsafe { Obj::from_non_null((self.0 - 1) as *mut Header) }) } else { None }
    }

    /// A name of an object.
    #[inline(always)]
    pub fn from_obj(o: Obj) -> Value {
        Value(o.as_ptr() as u64 | 1)
    }

    /// Whether this is [`Value::UNDEF`].
    #[inline(always)]
    pub const fn is_undef(self) -> bool {
        self.0 == Value::UNDEF.0
    }

    /// Whether this is `None`.
    #[inline(always)]
    pub const fn is_none(self) -> bool {
        self.0 == Value::NONE.0
    }

    /// Whether this is a missing argument or `None`.
    #[inline(always)]
    pub const fn is_none_or_undef(self) -> bool {
        self.is_none() || self.is_undef()
    }

    /// Whether this is `True` or `False`.
    #[inline(always)]
    pub const fn is_bool(self) -> bool {
        self.0 == Value::TRUE.0 || self.0 == Value::FALSE.0
    }

    /// Whether this is `NotImplemented`.
    #[inline(always)]
    pub const fn is_not_implemented(self) -> bool {
        self.0 == Value::NOT_IMPLEMENTED.0
    }

    /// `None` where this is [`Value::UNDEF`].
    #[inline(always)]
    pub const fn some(self) -> Option<Value> {
        if self.is_undef() { None } else { Some(self) }
    }

    /// Identity, as `is` sees it.
    #[inline(always)]
    pub fn is(self, other: Value) -> bool {
        self.0 == other.0
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(n) = self.as_small_int() {
            write!(f, "int {n}")
        } else if let Some(x) = self.as_immediate_float() {
            write!(f, "float {x}")
        } else if self.is_obj() {
            write!(f, "object at {:#x}", self.0 & !7)
        } else {
            let names = ["UNDEF", "None", "False", "True", "Ellipsis", "NotImplemented", "MARK"];
            f.write_str(names.get((self.0 >> 3) as usize).unwrap_or(&"?"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_survive() {
        for f in [
            0.0,
            -0.0,
            1.0,
            -1.5,
            1e70,
            1e-70,
            std::f64::consts::PI,
            2f64.powi(-254),
            -(2f64.powi(256) - 1e60),
        ] {
            let v = Value::immediate_float(f).unwrap_or_else(|| panic!("{f} is common"));
            assert_eq!(v.as_immediate_float().map(f64::to_bits), Some(f.to_bits()));
            assert!(!v.is_obj() && !v.is_small_int());
        }
        for f in [2f64.powi(-255), 1e300, -1e-300, f64::NAN, f64::INFINITY, f64::MIN_POSITIVE] {
            assert_eq!(Value::immediate_float(f), None, "{f}");
        }
    }

    #[test]
    fn ints_are_63_bits() {
        for n in [0, 1, -1, Value::INT_MAX, Value::INT_MIN] {
            assert_eq!(Value::small_int(n).and_then(Value::as_small_int), Some(n));
        }
        assert_eq!(Value::small_int(Value::INT_MAX + 1), None);
        assert_eq!(Value::small_int(Value::INT_MIN - 1), None);
    }

    #[test]
    fn constants_are_neither_numbers_nor_objects() {
        for v in [Value::UNDEF, Value::NONE, Value::TRUE, Value::FALSE, Value::ELLIPSIS, Value::MARK] {
            assert!(!v.is_obj() && !v.is_small_int() && !v.is_immediate_float());
        }
    }
}

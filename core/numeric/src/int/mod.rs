//! Integers of any size: [`Int`] owns one, [`IntRef`] borrows one, and every operation takes views and returns an
//! `Int`. The functions are grouped by what they do: [`arith`], [`bits`], [`power`], [`convert`], [`text`].
//!
//! An `Int` is normal: what fits in 63 bits is `Small`, all else is `Big`. So two of them are equal when their
//! parts are, and a value tag of one bit is enough for whoever stores a small one beside a pointer.

pub mod arith;
pub mod bits;
pub mod convert;
pub mod power;
#[cfg(test)]
mod tests;
pub mod text;

use crate::IntError;
use dashu_int::{IBig, Sign};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

/// The least value that is [`Int::Small`].
pub const SMALL_MIN: i64 = -(1 << 62);
/// The greatest value that is [`Int::Small`].
pub const SMALL_MAX: i64 = (1 << 62) - 1;
/// No result has more bits than this; what would is [`IntError::Memory`].
pub const MAX_BITS: u64 = 1 << 36;

/// An integer outside the range of [`Int::Small`]: the payload of a heap `int`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BigInt(pub(crate) IBig);

/// An integer, in normal form.
#[derive(Clone, PartialEq, Eq)]
pub enum Int {
    /// `SMALL_MIN ..= SMALL_MAX`
    Small(i64),
    /// All else.
    Big(BigInt),
}

/// A view of an integer. A `Small` here may hold any `i64`.
#[derive(Clone, Copy)]
pub enum IntRef<'a> {
    /// A machine integer.
    Small(i64),
    /// A big one.
    Big(&'a BigInt),
}

/// Asks for the memory that a result of so many bits (None: too many to count) takes, so that its want is an error
/// here and not the end of the process inside the arithmetic.
pub(crate) fn room_for(bits: Option<u64>) -> Result<(), IntError> {
    match bits {
        Some(bits) if bits < 1 << 27 => Ok(()),
        Some(bits) if bits <= MAX_BITS => {
            // Multiplication works on copies: twice the result.
            Vec::<u8>::new().try_reserve_exact(bits as usize / 4).map_err(|_| IntError::Memory)
        }
        _ => Err(IntError::Memory),
    }
}

impl BigInt {
    /// True below zero.
    pub fn is_negative(&self) -> bool {
        self.0.sign() == Sign::Negative
    }

    /// How many bytes of memory its digits take (for `sys.getsizeof`).
    pub fn heap_bytes(&self) -> usize {
        let words = self.0.as_sign_words().1.len();
        if words > 2 { words * 8 } else { 0 }
    }

    /// The sign (true below zero) and the magnitude as 64-bit words, least significant first, no zero on top.
    pub fn sign_words(&self) -> (bool, &[u64]) {
        let (sign, words) = self.0.as_sign_words();
        (sign == Sign::Negative, words)
    }
}

impl Int {
    /// Zero.
    pub const ZERO: Int = Int::Small(0);
    /// One.
    pub const ONE: Int = Int::Small(1);

    /// A view of it.
    #[inline]
    pub fn view(&self) -> IntRef<'_> {
        match self {
            Int::Small(v) => IntRef::Small(*v),
            Int::Big(b) => IntRef::Big(b),
        }
    }

    /// From a sign (true below zero) and a magnitude of 64-bit words, least significant first.
    pub fn from_sign_words(negative: bool, words: &[u64]) -> Int {
        let sign = if negative { Sign::Negative } else { Sign::Positive };
        Int::from(IBig::from_sign_words(sign, words))
    }
}

impl<'a> IntRef<'a> {
    /// The value as dashu's type, without copying a big one.
    pub(crate) fn wide(self) -> Cow<'a, IBig> {
        match self {
            IntRef::Small(v) => Cow::Owned(IBig::from(v)),
            IntRef::Big(b) => Cow::Borrowed(&b.0),
        }
    }

    /// An owned copy.
    pub fn to_int(self) -> Int {
        match self {
            IntRef::Small(v) => Int::from(v),
            IntRef::Big(b) => Int::from(b.0.clone()),
        }
    }

    /// True for zero.
    pub fn is_zero(self) -> bool {
        match self {
            IntRef::Small(v) => v == 0,
            IntRef::Big(b) => b.0.is_zero(),
        }
    }

    /// True below zero.
    pub fn is_negative(self) -> bool {
        match self {
            IntRef::Small(v) => v < 0,
            IntRef::Big(b) => b.is_negative(),
        }
    }

    /// -1, 0 or 1.
    pub fn signum(self) -> i64 {
        i64::from(!self.is_zero()) - 2 * i64::from(self.is_negative())
    }

    /// True for odd ones.
    pub fn is_odd(self) -> bool {
        match self {
            IntRef::Small(v) => v & 1 == 1,
            IntRef::Big(b) => b.sign_words().1.first().is_some_and(|w| w & 1 == 1),
        }
    }
}

impl From<IBig> for Int {
    fn from(value: IBig) -> Int {
        let (sign, words) = value.as_sign_words();
        let small = match words {
            [] => Some(0),
            [w] if *w < 1 << 62 => Some(if sign == Sign::Negative { -(*w as i64) } else { *w as i64 }),
            [w] if *w == 1 << 62 && sign == Sign::Negative => Some(SMALL_MIN),
            _ => None,
        };
        match small {
            Some(v) => Int::Small(v),
            None => Int::Big(BigInt(value)),
        }
    }
}

impl From<i64> for Int {
    #[inline]
    fn from(value: i64) -> Int {
        if (SMALL_MIN..=SMALL_MAX).contains(&value) {
            Int::Small(value)
        } else {
            Int::Big(BigInt(IBig::from(value)))
        }
    }
}

macro_rules! from_machine {
    ($($t:ty)*) => {$(
        impl From<$t> for Int {
            #[inline]
            fn from(value: $t) -> Int {
                match i64::try_from(value) {
                    Ok(v) => Int::from(v),
                    Err(_) => Int::Big(BigInt(IBig::from(value))),
                }
            }
        }
    )*};
}
from_machine!(i8 u8 i16 u16 i32 u32 u64 i128 u128 usize isize);

impl From<BigInt> for Int {
    fn from(value: BigInt) -> Int {
        Int::from(value.0)
    }
}

impl<'a> From<&'a Int> for IntRef<'a> {
    #[inline]
    fn from(value: &'a Int) -> Self {
        value.view()
    }
}

impl<'a> From<&'a BigInt> for IntRef<'a> {
    #[inline]
    fn from(value: &'a BigInt) -> Self {
        IntRef::Big(value)
    }
}

impl From<i64> for IntRef<'_> {
    #[inline]
    fn from(value: i64) -> Self {
        IntRef::Small(value)
    }
}

impl PartialEq for IntRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (IntRef::Small(a), IntRef::Small(b)) => a == b,
            _ => self.wide() == other.wide(),
        }
    }
}

impl Eq for IntRef<'_> {}

impl Ord for IntRef<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (IntRef::Small(a), IntRef::Small(b)) => a.cmp(b),
            _ => self.wide().cmp(&other.wide()),
        }
    }
}

impl PartialOrd for IntRef<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Int {
    fn cmp(&self, other: &Self) -> Ordering {
        self.view().cmp(&other.view())
    }
}

impl PartialOrd for Int {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Int {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::decimal(self.view()))
    }
}

impl fmt::Debug for Int {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for BigInt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for IntRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::decimal(*self))
    }
}

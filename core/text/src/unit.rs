//! The storage units, and the one macro through which the algorithms become generic over them.
//!
//! It must never know what the units spell.

use crate::seq::{self, Finder};
use crate::{Kind, Storage, View};
use memchr::memmem;
use std::borrow::Cow;

/// One stored unit: a code point in 1, 2 or 4 bytes.
pub(crate) trait Unit: Copy + Eq + Ord + Default + 'static {
    /// The greatest code point that a unit of this width can hold.
    const LIMIT: u32;
    /// The code point.
    fn cp(self) -> u32;
    /// The unit of a code point that is known to fit.
    fn from_cp(cp: u32) -> Self;
    /// The narrowest kind that holds all of `units`.
    fn kind_of(units: &[Self]) -> Kind;

    /// A needle prepared for searches.
    type Finder<'n>: Finder<'n, Self>;
    /// The first match of a needle that is looked for once.
    fn find_once(hay: &[Self], needle: &[Self]) -> Option<usize> {
        Self::Finder::new(needle).find_in(hay)
    }
    /// The last match of `needle`.
    fn rfind(hay: &[Self], needle: &[Self]) -> Option<usize>;
    /// The first place of a unit.
    fn find_one(unit: Self, hay: &[Self]) -> Option<usize>;
    /// The last place of a unit.
    fn rfind_one(unit: Self, hay: &[Self]) -> Option<usize> {
        hay.iter().rposition(|&u| u == unit)
    }
    /// How often a unit is there.
    fn count_one(unit: Self, hay: &[Self]) -> usize {
        hay.iter().filter(|&&u| u == unit).count()
    }

    /// Units that are of no narrower kind, as storage.
    fn store(units: Vec<Self>) -> Storage;
    /// The units of a view, if they are of this width.
    fn borrow(view: View<'_>) -> Option<&[Self]>;
}

/// A needle in the width of a haystack: borrowed where it has that width already. Nothing where it cannot be in there.
pub(crate) fn fit<T: Unit>(needle: View<'_>) -> Option<Cow<'_, [T]>> {
    if let Some(units) = T::borrow(needle) {
        return Some(Cow::Borrowed(units));
    }
    needle
        .chars()
        .map(|cp| (cp <= T::LIMIT).then(|| T::from_cp(cp)))
        .collect::<Option<Vec<T>>>()
        .map(Cow::Owned)
}

/// `or` of all units, in blocks so that it both vectorises and stops early once the answer cannot change.
fn bits<T: Copy>(units: &[T], enough: u32, or: impl Fn(u32, &[T]) -> u32) -> u32 {
    let mut seen = 0;
    for block in units.chunks(256) {
        seen = or(seen, block);
        if seen >= enough {
            break;
        }
    }
    seen
}

impl Unit for u8 {
    const LIMIT: u32 = 0xFF;
    #[inline(always)]
    fn cp(self) -> u32 {
        self as u32
    }
    #[inline(always)]
    fn from_cp(cp: u32) -> u8 {
        debug_assert!(cp <= Self::LIMIT);
        cp as u8
    }
    fn kind_of(units: &[u8]) -> Kind {
        if units.is_ascii() { Kind::Ascii } else { Kind::Latin1 }
    }

    type Finder<'n> = memmem::Finder<'n>;
    fn find_once(hay: &[u8], needle: &[u8]) -> Option<usize> {
        memmem::find(hay, needle) // spares short texts the preparation
    }
    fn rfind(hay: &[u8], needle: &[u8]) -> Option<usize> {
        memmem::rfind(hay, needle)
    }
    #[inline]
    fn find_one(unit: u8, hay: &[u8]) -> Option<usize> {
        memchr::memchr(unit, hay)
    }
    fn rfind_one(unit: u8, hay: &[u8]) -> Option<usize> {
        memchr::memrchr(unit, hay)
    }
    fn count_one(unit: u8, hay: &[u8]) -> usize {
        memchr::memchr_iter(unit, hay).count()
    }
    fn store(units: Vec<u8>) -> Storage {
        if units.is_ascii() { Storage::Ascii(units) } else { Storage::Latin1(units) }
    }
    #[inline]
    fn borrow(view: View<'_>) -> Option<&[u8]> {
        match view {
            View::Ascii(s) | View::Latin1(s) => Some(s),
            _ => None,
        }
    }
}

impl Unit for u16 {
    const LIMIT: u32 = 0xFFFF;
    #[inline(always)]
    fn cp(self) -> u32 {
        self as u32
    }
    #[inline(always)]
    fn from_cp(cp: u32) -> u16 {
        debug_assert!(cp <= Self::LIMIT);
        cp as u16
    }
    fn kind_of(units: &[u16]) -> Kind {
        Kind::of_bits(bits(units, 0x100, |seen, block| seen | block.iter().fold(0, |a, &b| a | b) as u32))
    }

    type Finder<'n> = seq::WideFinder<'n, u16>;
    fn rfind(hay: &[u16], needle: &[u16]) -> Option<usize> {
        seq::rfind_wide(hay, needle)
    }
    fn find_one(unit: u16, hay: &[u16]) -> Option<usize> {
        seq::find_one_wide(unit, hay)
    }
    fn store(units: Vec<u16>) -> Storage {
        Storage::Ucs2(units)
    }
    #[inline]
    fn borrow(view: View<'_>) -> Option<&[u16]> {
        match view {
            View::Ucs2(s) => Some(s),
            _ => None,
        }
    }
}

impl Unit for u32 {
    const LIMIT: u32 = 0x10_FFFF;
    #[inline(always)]
    fn cp(self) -> u32 {
        self
    }
    #[inline(always)]
    fn from_cp(cp: u32) -> u32 {
        cp
    }
    fn kind_of(units: &[u32]) -> Kind {
        Kind::of_bits(bits(units, 0x1_0000, |seen, block| block.iter().fold(seen, |a, &b| a | b)))
    }

    type Finder<'n> = seq::WideFinder<'n, u32>;
    fn rfind(hay: &[u32], needle: &[u32]) -> Option<usize> {
        seq::rfind_wide(hay, needle)
    }
    fn find_one(unit: u32, hay: &[u32]) -> Option<usize> {
        seq::find_one_wide(unit, hay)
    }
    fn store(units: Vec<u32>) -> Storage {
        Storage::Ucs4(units)
    }
    #[inline]
    fn borrow(view: View<'_>) -> Option<&[u32]> {
        match view {
            View::Ucs4(s) => Some(s),
            _ => None,
        }
    }
}

/// Runs an expression with the units of a view, once for each width: `units!(view, s => s.len())`.
macro_rules! units {
    ($view:expr, $units:ident => $body:expr) => {
        match $view {
            $crate::View::Ascii($units) | $crate::View::Latin1($units) => $body,
            $crate::View::Ucs2($units) => $body,
            $crate::View::Ucs4($units) => $body,
        }
    };
}
pub(crate) use units;

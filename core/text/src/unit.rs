//! The storage units, and the one macro through which the algorithms become generic over them.
//!
//! It must never know what the units spell.

use crate::Kind;

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
